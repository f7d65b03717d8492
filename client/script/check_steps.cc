// Steps: whom and what they name, and that it is there by then.
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>

#include "client/script/check_parts.h"
#include "core/session/refusal.h"

namespace plenary::script {
namespace {

using text::Text;

enum class Of : std::uint8_t { kPerson, kItem, kProposal, kPoll };

struct Reference {
  std::string_view where;  // step and fields; lists are walked through
  Of kind;
};

constexpr Reference kReferences[] = {
    {"arrive", Of::kPerson},
    {"depart", Of::kPerson},
    {"leave.person", Of::kPerson},
    {"recuse.person", Of::kPerson},
    {"recuse.item", Of::kItem},
    {"recuse.proposal", Of::kProposal},
    {"hand-over-chair", Of::kPerson},
    {"scrutineers", Of::kPerson},
    {"move-item.item", Of::kItem},
    {"withdraw-item.item", Of::kItem},
    {"defer-item.item", Of::kItem},
    {"start", Of::kItem},
    {"conclude.item", Of::kItem},
    {"item.item", Of::kItem},
    {"document.item", Of::kItem},
    {"propose.item", Of::kItem},
    {"propose.person", Of::kPerson},
    {"prerequisites.proposal", Of::kProposal},
    {"withdraw-proposal.proposal", Of::kProposal},
    {"follow-up.proposal", Of::kProposal},
    {"poll.item", Of::kItem},
    {"poll.again", Of::kPoll},
    {"poll.proposals", Of::kProposal},
    {"poll.merged", Of::kProposal},
    {"poll.contests.proposals", Of::kProposal},
    {"discard", Of::kPoll},
    {"object.poll", Of::kPoll},
    {"object.person", Of::kPerson},
    {"vote.poll", Of::kPoll},
    {"vote.for", Of::kPerson},
    {"vote.against", Of::kPerson},
    {"vote.abstain", Of::kPerson},
    {"vote.satisfied", Of::kPerson},
    {"vote.basically-satisfied", Of::kPerson},
    {"vote.not-satisfied", Of::kPerson},
    {"vote.not-acquainted", Of::kPerson},
    {"vote.silent", Of::kPerson},
    {"vote.differ.person", Of::kPerson},
    {"vote.again.person", Of::kPerson},
    {"open-poll", Of::kPoll},
    {"cast.poll", Of::kPoll},
    {"cast.for", Of::kPerson},
    {"cast.against", Of::kPerson},
    {"cast.abstain", Of::kPerson},
    {"cast.satisfied", Of::kPerson},
    {"cast.basically-satisfied", Of::kPerson},
    {"cast.not-satisfied", Of::kPerson},
    {"cast.not-acquainted", Of::kPerson},
    {"press-again.person", Of::kPerson},
    {"close-poll", Of::kPoll},
    {"seal", Of::kPoll},
    {"count.poll", Of::kPoll},
    {"certify", Of::kPoll},
    {"announce.poll", Of::kPoll},
    {"void.poll", Of::kPoll},
    {"replace-laptop", Of::kPerson},
    {"vacate-seat.person", Of::kPerson},
    {"refused.by", Of::kPerson},
    {"expect.late", Of::kPerson},
};

constexpr Text kNoPerson = {"committee.people 中没有“{0}”",
                            "there is no \"{0}\" in committee.people"};
constexpr Text kNoItem = {"议程中没有“{0}”这一项", "there is no item \"{0}\" on the agenda"};
constexpr Text kNoProposal = {"此前没有提出过任免事项“{0}”",
                              "no proposal \"{0}\" has been made before this step"};
constexpr Text kNoPoll = {"此前没有拟定过表决“{0}”；请先用 poll 步骤拟定",
                          "no poll \"{0}\" has been drafted before this step: draft it with poll"};
constexpr Text kIdTwice = {"标识“{0}”已经用过；请换一个",
                           "the id \"{0}\" is taken already; choose another"};
constexpr Text kNoSession = {"此前没有会议“{0}”", "there is no session \"{0}\" before this one"};
constexpr Text kNoEarlier = {"会议“{0}”中没有任免事项“{1}”",
                             "there is no proposal \"{1}\" in the session \"{0}\""};
constexpr Text kMembersMissing = {"组成人员联名提出的，须写明 members",
                                  "what members bring jointly needs its members"};
constexpr Text kMembersTooMany = {"只有 kind 为 members 时才能有 members",
                                  "only the kind members has members"};
constexpr Text kNoContent = {"文件须有 text 或 file，且只能有一个",
                             "a document needs text or file, and one of them only"};
constexpr Text kNoFile = {"没有文件 {0}", "there is no file {0}"};
constexpr Text kNoReason = {"没有“{0}”这种拒绝理由", "there is no refusal \"{0}\""};
constexpr Text kNested = {"refused 里不能再有 refused 或 expect",
                          "refused cannot hold refused or expect"};
constexpr Text kByNobodyElse = {"“{0}”这一步写明了由谁来做，不能再写 by",
                                "the step \"{0}\" says for whom it is: by has no place here"};
constexpr Text kNobodyTwice = {"“{0}”写了两次", "\"{0}\" stands here twice"};

Text SayUnknown(Of kind) {
  switch (kind) {
    case Of::kPerson:
      return kNoPerson;
    case Of::kItem:
      return kNoItem;
    case Of::kProposal:
      return kNoProposal;
    case Of::kPoll:
      return kNoPoll;
  }
  return {};
}

// Everything at a path of fields, lists walked through.
void Each(const Value& value, std::string_view path,
          const std::function<void(const Value&)>& then) {
  if (value.IsList()) {
    for (const Value& item : value.Items()) Each(item, path, then);
  } else if (path.empty()) {
    then(value);
  } else if (value.IsMap()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const Value* next = value.Find(path.substr(0, dot));
    if (next != nullptr) Each(*next, path.substr(std::min(dot + 1, path.size())), then);
  }
}

class StepChecker {
 public:
  StepChecker(const ScriptFacts& script, SessionFacts& facts, Faults& faults, bool is_refused)
      : script_(script), facts_(facts), faults_(faults), is_refused_(is_refused) {}

  void Check(const Value& step) {
    if (step.IsText()) return;
    for (const Reference& reference : kReferences) {
      Each(step, reference.where, [&](const Value& id) { CheckKnown(id, reference.kind); });
    }
    const Field& field = step.Fields().front();
    CheckOne(field.name, field.value);
  }

 private:
  void Add(const Value& value, Text text, std::initializer_list<std::string_view> arguments = {}) {
    faults_.push_back(value.Wrong(Say(text, arguments)));
  }

  bool IsKnown(const std::string& id, Of kind) const {
    switch (kind) {
      case Of::kPerson:
        return script_.seats.contains(id);
      case Of::kItem:
        return facts_.items.contains(id);
      case Of::kProposal:
        return facts_.proposals.contains(id);
      case Of::kPoll:
        return facts_.polls.contains(id);
    }
    return false;
  }

  void CheckKnown(const Value& id, Of kind) {
    if (IsKnown(id.Text(), kind)) return;
    const bool is_rest = kind == Of::kPerson && id.Text() == "rest" && !id.path().ends_with(']');
    if (!is_rest) Add(id, SayUnknown(kind), {id.Text()});
  }

  void CheckOne(const std::string& name, const Value& value) {
    if (name == "add-item") CheckItem(value.At("item"), script_, facts_, faults_);
    if (name == "document") CheckDocument(value);
    if (name == "propose") CheckProposal(value);
    if (name == "poll") CheckPoll(value, is_refused_, facts_, faults_);
    if (name == "vote") CheckVote(value, facts_, faults_);
    if (name == "cast") CheckCast(value, facts_, faults_);
    if (name == "count") CheckCount(value, "counts", CheckCounts);
    if (name == "announce") CheckCount(value, "expect", CheckExpected);
    if (name == "refused") CheckRefused(value);
    if (name == "arrive" || name == "depart" || name == "scrutineers") CheckOnce(value);
  }

  void CheckCount(const Value& value, std::string_view field,
                  void (*check)(const Value&, const PollFacts&, Faults&)) {
    const auto poll = facts_.polls.find(value.At("poll").Text());
    const Value* inner = value.Find(field);
    if (poll != facts_.polls.end() && inner != nullptr) check(*inner, poll->second, faults_);
  }

  void CheckDocument(const Value& document) {
    if (document.Has("text") == document.Has("file")) return Add(document, kNoContent);
    const Value* file = document.Find("file");
    if (file == nullptr) return;
    std::error_code ignored;
    const auto path = Beside(*file, file->Text());
    if (!std::filesystem::is_regular_file(path, ignored)) Add(*file, kNoFile, {path.string()});
  }

  void CheckProposal(const Value& proposal) {
    CheckMover(proposal.At("nominator"), script_, faults_);
    for (const Value& earlier : proposal.ItemsOf("earlier")) CheckEarlier(earlier);
    const Value& id = proposal.At("id");
    if (facts_.proposals.contains(id.Text())) return Add(id, kIdTwice, {id.Text()});
    if (!is_refused_) facts_.proposals.insert(id.Text());
  }

  void CheckEarlier(const Value& earlier) {
    const Value& session = earlier.At("session");
    const Value& proposal = earlier.At("proposal");
    const auto found = script_.sessions.find(session.Text());
    if (found == script_.sessions.end()) return Add(session, kNoSession, {session.Text()});
    if (!found->second.proposals.contains(proposal.Text())) {
      Add(proposal, kNoEarlier, {session.Text(), proposal.Text()});
    }
  }

  void CheckRefused(const Value& refused) {
    const Value& reason = refused.At("reason");
    const auto names = session::AllRefusals();
    const bool is_known = std::ranges::any_of(
        names, [&](session::Refusal each) { return session::NameOf(each) == reason.Text(); });
    if (!is_known) Add(reason, kNoReason, {reason.Text()});
    const Value& step = refused.At("step");
    if (step.IsMap() && (step.Has("refused") || step.Has("expect"))) return Add(step, kNested);
    if (refused.Has("by") && step.IsMap()) CheckBy(step.Fields().front(), refused.At("by"));
    StepChecker(script_, facts_, faults_, true).Check(step);
  }

  // What people do in their own name nobody can do for them.
  void CheckBy(const Field& step, const Value& by) {
    static constexpr std::array kOwn = {"arrive", "cast", "press-again", "vote", "replace-laptop"};
    if (std::ranges::find(kOwn, step.name) != kOwn.end()) Add(by, kByNobodyElse, {step.name});
  }

  void CheckOnce(const Value& people) {
    std::set<std::string> seen;
    for (const Value& person : people.Items()) {
      if (!seen.insert(person.Text()).second) Add(person, kNobodyTwice, {person.Text()});
    }
  }

  const ScriptFacts& script_;
  SessionFacts& facts_;
  Faults& faults_;
  bool is_refused_;
};

}  // namespace

void CheckStep(const Value& step, const ScriptFacts& script, SessionFacts& facts, Faults& faults) {
  StepChecker(script, facts, faults, false).Check(step);
}

void CheckMover(const Value& mover, const ScriptFacts& script, Faults& faults) {
  const bool jointly = mover.At("kind").Text() == "members";
  const Value* members = mover.Find("members");
  if (jointly && members == nullptr) faults.push_back(mover.Wrong(Say(kMembersMissing)));
  if (members == nullptr) return;
  if (!jointly) faults.push_back(members->Wrong(Say(kMembersTooMany)));
  for (const Value& member : members->Items()) {
    if (script.seats.contains(member.Text())) continue;
    faults.push_back(member.Wrong(Say(kNoPerson, {member.Text()})));
  }
}

void CheckItem(const Value& item, const ScriptFacts& script, SessionFacts& facts, Faults& faults) {
  if (const Value* mover = item.Find("mover")) CheckMover(*mover, script, faults);
  const Value& id = item.At("id");
  if (facts.items.insert(id.Text()).second) return;
  faults.push_back(id.Wrong(Say(kIdTwice, {id.Text()})));
}

}  // namespace plenary::script
