#include "client/script/steps.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kNotRefused = {"这一步本应以 {0} 被拒绝，却被接受了",
                              "this step must be refused with {0}, and was accepted"};
constexpr Text kOtherwiseRefused = {"这一步本应以 {0} 被拒绝，却因 {1} 被拒绝",
                                    "this step must be refused with {0}, and was with {1}"};

Played<> Open(Stage& stage, const Value& step) {
  return stage.SayChair(session::OpenSession{}, step);
}
Played<> AdoptAgenda(Stage& stage, const Value& step) {
  return stage.SayChair(session::AdoptAgenda{}, step);
}
Played<> Recess(Stage& stage, const Value& step) { return stage.SayChair(session::Recess{}, step); }
Played<> Resume(Stage& stage, const Value& date) {
  return stage.SayChair(session::Resume{DateOf(date)}, date);
}
Played<> Close(Stage& stage, const Value& step) {
  return stage.SayChair(session::CloseSession{}, step);
}

Played<> ExpectRefusal(Stage& stage, const Value& refused) {
  const std::string& reason = refused.At("reason").Text();
  stage.by = refused.TextOr("by", "");
  const auto played = PlayStep(stage, refused.At("step"));
  stage.by.clear();
  if (played) return Stop(&refused, Say(kNotRefused, {reason}));
  const auto& refusal = played.error().refusal;
  if (!refusal) return played;  // something else went wrong
  if (session::NameOf(*refusal) != reason) {
    return Stop(&refused.At("reason"), Say(kOtherwiseRefused, {reason, session::NameOf(*refusal)}));
  }
  ++stage.refused;
  return {};
}

struct Kind {
  std::string_view name;
  Played<> (*play)(Stage& stage, const Value& value);
};

constexpr std::array kKinds = {
    Kind{"open", Open},
    Kind{"adopt-agenda", AdoptAgenda},
    Kind{"recess", Recess},
    Kind{"resume", Resume},
    Kind{"close", Close},
    Kind{"advance-registry", AdvanceRegistry},
    Kind{"arrive", Arrive},
    Kind{"depart", Depart},
    Kind{"leave", GrantLeave},
    Kind{"guests", SignInGuests},
    Kind{"recuse", Recuse},
    Kind{"hand-over-chair", HandOverChair},
    Kind{"scrutineers", NameScrutineers},
    Kind{"add-item", AddItem},
    Kind{"move-item", MoveItem},
    Kind{"withdraw-item", WithdrawItem},
    Kind{"defer-item", DeferItem},
    Kind{"start", StartItem},
    Kind{"conclude", ConcludeItem},
    Kind{"item", HearItem},
    Kind{"document", AttachDocument},
    Kind{"propose", Propose},
    Kind{"prerequisites", RecordPrerequisites},
    Kind{"withdraw-proposal", WithdrawProposal},
    Kind{"follow-up", FollowUp},
    Kind{"poll", DraftPoll},
    Kind{"discard", DiscardPoll},
    Kind{"object", ObjectToMerge},
    Kind{"vote", Vote},
    Kind{"open-poll", OpenPoll},
    Kind{"cast", Cast},
    Kind{"press-again", PressAgain},
    Kind{"close-poll", ClosePoll},
    Kind{"seal", OpenSealed},
    Kind{"ceremony", HoldCeremony},
    Kind{"count", Count},
    Kind{"certify", Certify},
    Kind{"announce", Announce},
    Kind{"void", VoidPoll},
    Kind{"replace-laptop", ReplaceLaptop},
    Kind{"vacate-seat", VacateSeat},
    Kind{"year-figures", EnterYearFigures},
    Kind{"refused", ExpectRefusal},
    Kind{"expect", ExpectAttendance},
};

Played<> Convene(Stage& stage) {
  const Value& text = stage.text;
  PLENARY_TRY(stage.office.speech().Reach(stage.secretary(), stage.office.registry(), &text));
  const link::Link& link = *stage.secretary().link;
  return stage.SaySecretary(
      session::Convene{.kind = EnumOf<session::SessionKind>(text.At("kind")),
                       .rehearsal = text.BoolOr("rehearsal", false),
                       .urgent = text.BoolOr("urgent", false),
                       .term = link.Registry()->term,
                       .number = NumberOf(text.At("number")),
                       .date = DateOf(text.At("date")),
                       .title = text.TextOr("title", ""),
                       .place = text.TextOr("place", ""),
                       .chair = stage.people().At(text.At("chair").Text()).person,
                       .registry = link.Head(link.RegistryLog())},
      text);
}

// Those who take part, are not late, and do not stay away.
Played<> SignInMembers(Stage& stage) {
  const Value& text = stage.text;
  const auto seen = stage.See(stage.secretary(), text);
  if (!seen) return std::unexpected(seen.error());
  std::set<std::string> away;
  for (const char* field : {"absent", "late"}) {
    for (const std::string& person : text.TextsOf(field)) away.insert(person);
  }
  for (const Value& excuse : text.ItemsOf("leave")) away.insert(excuse.At("person").Text());
  std::vector<std::string> members = text.TextsOf("members");
  if (members.empty()) {
    for (const PersonId& member : (*seen)->Members()) {
      members.push_back(stage.people().Find(member)->id);
    }
  }
  std::vector<Speech::Part> parts;
  for (const std::string& member : members) {
    if (away.contains(member)) continue;
    parts.push_back({&stage.people().At(member), session::SignIn{}, &text});
  }
  return stage.office.speech().SayTogether(stage.log(), std::move(parts));
}

}  // namespace

Played<> Prepare(Stage& stage) {
  PLENARY_TRY(Convene(stage));
  if (const Value* notice = stage.text.Find("notice")) {
    PLENARY_TRY(stage.SaySecretary(session::GiveNotice{DateOf(*notice)}, *notice));
  }
  for (const Value& item : stage.text.At("agenda").Items()) PLENARY_TRY(AppendItem(stage, item));
  for (const Value& excuse : stage.text.ItemsOf("leave")) PLENARY_TRY(GrantLeave(stage, excuse));
  PLENARY_TRY(SignInMembers(stage));
  const Value* guests = stage.text.Find("guests");
  return guests == nullptr ? Played<>{} : SignInGuests(stage, *guests);
}

Played<> PlayStep(Stage& stage, const Value& step) {
  const std::string& name = step.IsText() ? step.Text() : step.Fields().front().name;
  const auto kind = std::ranges::find(kKinds, name, &Kind::name);
  PLENARY_CHECK(kind != kKinds.end());
  return kind->play(stage, step.IsText() ? step : step.Fields().front().value);
}

}  // namespace plenary::script
