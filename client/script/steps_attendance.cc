// Who comes, goes, presides and counts.
#include <set>
#include <utility>

#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kFigure = {"{0} 应为 {1}，实为 {2}", "{0} must be {1}, and is {2}"};
constexpr Text kLate = {"迟到的应为 {0}，实为 {1}", "late must be {0}, and is {1}"};

std::vector<PersonId> PeopleOf(const Stage& stage, const Value& people) {
  std::vector<PersonId> ids;
  for (const Value& person : people.Items()) {
    ids.push_back(stage.people().At(person.Text()).person);
  }
  return ids;
}

std::string Join(const std::set<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined.empty() ? "-" : joined;
}

Played<> ExpectLate(const Stage& stage, const session::Session& session, const Value& expected) {
  std::set<std::string> wanted;
  for (const Value& person : expected.Items()) wanted.insert(person.Text());
  std::set<std::string> late;
  for (const auto& [person, member] : session.members) {
    if (member.late) late.insert(stage.people().Find(person)->id);
  }
  if (late == wanted) return {};
  return Stop(&expected, Say(kLate, {Join(wanted), Join(late)}));
}

}  // namespace

Played<> Arrive(Stage& stage, const Value& people) {
  std::vector<Speech::Part> parts;
  for (const Value& person : people.Items()) {
    parts.push_back({&stage.people().At(person.Text()), session::SignIn{}, &person});
  }
  return stage.office.speech().SayTogether(stage.log(), std::move(parts));
}

Played<> Depart(Stage& stage, const Value& people) {
  for (const Value& person : people.Items()) {
    Client& client = stage.people().At(person.Text());
    PLENARY_TRY(stage.Say(client, session::RecordDeparture{client.person}, person));
  }
  return {};
}

Played<> GrantLeave(Stage& stage, const Value& excuse) {
  return stage.SayChair(session::GrantLeave{stage.people().At(excuse.At("person").Text()).person,
                                            excuse.At("reason").Text()},
                        excuse);
}

Played<> SignInGuests(Stage& stage, const Value& guests) {
  for (const Value& guest : guests.Items()) {
    PLENARY_TRY(stage.SaySecretary(
        session::RecordAttendee{NewId<PersonId>(), EnumOf<session::AttendeeKind>(guest.At("kind")),
                                guest.At("name").Text(), guest.TextOr("organ", "")},
        guest));
  }
  return {};
}

Played<> Recuse(Stage& stage, const Value& recusal) {
  Client& client = stage.people().At(recusal.At("person").Text());
  session::Recuse body{
      client.person, Known(stage.names.items, recusal.At("item")), {}, recusal.At("reason").Text()};
  if (const Value* proposal = recusal.Find("proposal")) {
    body.proposal = Known(stage.names.proposals, *proposal);
  }
  return stage.Say(client, std::move(body), recusal);
}

Played<> HandOverChair(Stage& stage, const Value& to) {
  // A director or vice-director may take the chair of one who has gone.
  const auto chair = stage.Chair(to);
  if (!chair) return std::unexpected(chair.error());
  const auto seen = stage.See(stage.secretary(), to);
  if (!seen) return std::unexpected(seen.error());
  Client& next = stage.people().At(to.Text());
  Client& speaker = (*seen)->IsPresent((*chair)->person) ? **chair : next;
  return stage.Say(speaker, session::HandOverChair{next.person}, to);
}

Played<> NameScrutineers(Stage& stage, const Value& people) {
  return stage.SayChair(session::NameScrutineers{PeopleOf(stage, people)}, people);
}

Played<> ExpectAttendance(Stage& stage, const Value& expected) {
  const auto seen = stage.See(stage.secretary(), expected);
  if (!seen) return std::unexpected(seen.error());
  const rules::Attendance attendance = (*seen)->CountAttendance();
  const std::pair<const char*, std::uint32_t> figures[] = {
      {"composition", attendance.composition},
      {"present", attendance.present},
      {"on-leave", attendance.on_leave},
      {"absent", attendance.absent},
      {"quorum", rules::Quorum(attendance.composition, (*seen)->registry->rules.quorum)}};
  for (const auto& [name, figure] : figures) {
    const Value* wanted = expected.Find(name);
    if (wanted == nullptr || wanted->Integer() == figure) continue;
    return Stop(wanted,
                Say(kFigure, {name, std::to_string(wanted->Integer()), std::to_string(figure)}));
  }
  const Value* late = expected.Find("late");
  return late == nullptr ? Played<>{} : ExpectLate(stage, **seen, *late);
}

}  // namespace plenary::script
