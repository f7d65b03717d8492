#include "client/script/check.h"

#include <algorithm>
#include <utility>

#include "client/script/check_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kIdTwice = {"标识“{0}”已经用过；请换一个",
                           "the id \"{0}\" is taken already; choose another"};
constexpr Text kUnknownPerson = {"committee.people 中没有“{0}”",
                                 "there is no \"{0}\" in committee.people"};
constexpr Text kSameOfficer = {"两名办理人员必须是不同的人", "the two officers must be different"};
constexpr Text kNoDirector = {"至少要有一名主任或副主任，会议才有人主持",
                              "needs a director or vice-director: somebody must preside"};
constexpr Text kNotDirectorate = {"主持人“{0}”必须是主任或副主任",
                                  "the chair \"{0}\" must be director or vice-director"};
constexpr Text kNoSeat = {"“{0}”不是组成人员", "\"{0}\" holds no seat"};
constexpr Text kChairAway = {"主持人“{0}”不能缺席或请假；请换人主持",
                             "the chair \"{0}\" cannot be away; let somebody else preside"};
constexpr Text kTwoLists = {"“{0}”已列在 {1}", "\"{0}\" stands in {1} already"};
constexpr Text kOutOfOrder = {"会议须按日期先后排列：{0} 早于上一次会议的 {1}",
                              "sessions stand in order of their dates: {0} is before {1}, the "
                              "date of the one before"};
constexpr Text kBeforeFounding = {"{0} 早于委员会成立之日 {1}",
                                  "{0} is before {1}, when the committee was founded"};
constexpr Text kNoticeLate = {"会议通知的日期 {0} 晚于会议日期 {1}",
                              "notice on {0} comes after the session's date, {1}"};
constexpr Text kSameSession = {"“{1}”已是同一届次的会议；请改 number",
                               "\"{1}\" is the same session already: its archive would be {0}; "
                               "change the number"};
constexpr Text kNotClosed = {"最后一步必须是 close，否则没有档案",
                             "the last step must be close: there is no archive without it"};
constexpr Text kAfterClose = {"会议闭会后不能再有步骤", "no step can follow close"};

bool IsDirectorate(const std::string& seat) {
  return seat == "director" || seat == "vice-director";
}

class Checker {
 public:
  Faults Check(const Script& script) {
    CheckCommittee(script.committee());
    for (const Value& session : script.sessions) CheckSession(session, script.committee());
    return std::move(faults_);
  }

 private:
  void Add(const Value& value, Text text, std::initializer_list<std::string_view> arguments = {}) {
    faults_.push_back(value.Wrong(Say(text, arguments)));
  }
  bool KnowPerson(const Value& id) {
    if (facts_.seats.contains(id.Text())) return true;
    Add(id, kUnknownPerson, {id.Text()});
    return false;
  }

  void CheckCommittee(const Value& committee) {
    for (const Value& person : committee.At("people").Items()) {
      const std::string& id = person.At("id").Text();
      if (!facts_.seats.emplace(id, person.TextOr("seat", "")).second) {
        Add(person.At("id"), kIdTwice, {id});
      }
    }
    const List& officers = committee.At("officers").Items();
    for (const Value& officer : officers) KnowPerson(officer);
    if (officers[0].Text() == officers[1].Text()) Add(officers[1], kSameOfficer);
    const bool anybody = std::ranges::any_of(
        facts_.seats, [](const auto& person) { return IsDirectorate(person.second); });
    if (!anybody) Add(committee.At("people"), kNoDirector);
  }

  void CheckSession(const Value& session, const Value& committee) {
    CheckIdentity(session);
    CheckDates(session, committee);
    CheckPeople(session);
    SessionFacts facts;
    for (const Value& item : session.At("agenda").Items()) {
      CheckItem(item, facts_, facts, faults_);
    }
    for (const Value& step : session.At("steps").Items()) {
      CheckStep(step, facts_, facts, faults_);
    }
    CheckClose(session.At("steps"));
    facts_.sessions.emplace(session.At("id").Text(), std::move(facts));
  }

  void CheckIdentity(const Value& session) {
    const Value& id = session.At("id");
    if (facts_.sessions.contains(id.Text())) Add(id, kIdTwice, {id.Text()});
    const std::string archive = ArchiveName(session);
    const auto [first, is_new] = archives_.emplace(archive.substr(10), id.Text());
    if (!is_new && !session.BoolOr("rehearsal", false)) {
      Add(session.At("number"), kSameSession, {archive, first->second});
    } else if (!archive_names_.insert(archive).second) {
      Add(session.At("number"), kSameSession, {archive, first->second});
    }
  }

  void CheckDates(const Value& session, const Value& committee) {
    const Value& date = session.At("date");
    const std::string& founded = committee.At("founded").Text();
    if (!last_date_.empty() && date.Text() < last_date_) {
      Add(date, kOutOfOrder, {date.Text(), last_date_});
    } else if (date.Text() < founded) {
      Add(date, kBeforeFounding, {date.Text(), founded});
    }
    last_date_ = std::max(last_date_, date.Text());
    const Value* notice = session.Find("notice");
    if (notice != nullptr && notice->Text() > date.Text()) {
      Add(*notice, kNoticeLate, {notice->Text(), date.Text()});
    }
  }

  void CheckPeople(const Value& session) {
    const Value& chair = session.At("chair");
    if (KnowPerson(chair) && !IsDirectorate(facts_.seats.at(chair.Text()))) {
      Add(chair, kNotDirectorate, {chair.Text()});
    }
    for (const Value& member : session.ItemsOf("members")) KnowMember(member);
    std::map<std::string, std::string> away;
    for (const Value& person : session.ItemsOf("absent")) NoteAway(person, "absent", away);
    for (const Value& excuse : session.ItemsOf("leave")) {
      NoteAway(excuse.At("person"), "leave", away);
    }
    if (away.contains(chair.Text())) Add(chair, kChairAway, {chair.Text()});
    for (const Value& person : session.ItemsOf("late")) NoteAway(person, "late", away);
  }

  void KnowMember(const Value& person) {
    if (KnowPerson(person) && facts_.seats.at(person.Text()).empty()) {
      Add(person, kNoSeat, {person.Text()});
    }
  }

  void NoteAway(const Value& person, const std::string& list,
                std::map<std::string, std::string>& away) {
    KnowMember(person);
    const auto [first, is_new] = away.emplace(person.Text(), list);
    if (!is_new) Add(person, kTwoLists, {person.Text(), first->second});
  }

  void CheckClose(const Value& steps) {
    const List& items = steps.Items();
    const auto is_close = [](const Value& step) { return step.IsText() && step.Text() == "close"; };
    const auto close = std::ranges::find_if(items, is_close);
    if (close == items.end()) {
      Add(items.back(), kNotClosed);
    } else if (close + 1 != items.end()) {
      Add(*(close + 1), kAfterClose);
    }
  }

  ScriptFacts facts_;
  std::map<std::string, std::string> archives_;  // by kind and number, the session's id
  std::set<std::string> archive_names_;
  std::string last_date_;
  Faults faults_;
};

}  // namespace

Faults CheckScript(const Script& script) { return Checker().Check(script); }

}  // namespace plenary::script
