// A session as JSON: keys with "_", words of the field as their codes.
#include <utility>

#include "client/report/figures.h"
#include "client/report/names.h"
#include "client/report/poll.h"
#include "client/report/session.h"
#include "client/text/terms.h"
#include "core/wire/enrolment.h"

namespace plenary::report {
namespace {

using session::ItemRecord;
using session::ProposalRecord;
using session::Session;
using text::Language;

Json MemberJson(const Session& session, const PersonId& person) {
  const auto found = session.members.find(person);
  const auto record = found == session.members.end() ? session::MemberAttendance{} : found->second;
  Json json{{"name", text::NameOf(*session.registry, person)},
            {"office", text::Code(*session.registry->OfficeOf(person))},
            {"presence", text::Code(record.presence)},
            {"late", record.late}};
  if (!record.leave_reason.empty()) json["leave_reason"] = record.leave_reason;
  return json;
}

Json AttendanceOf(const Session& session) {
  Json json = AttendanceJson(WhoAttended(session).figures);
  json.erase("recused");  // it belongs to a poll
  json["members"] = Json::array();
  for (const PersonId& person : session.Members()) {
    json["members"].push_back(MemberJson(session, person));
  }
  json["attendees"] = Json::array();
  for (const auto& [id, attendee] : session.attendees) {
    json["attendees"].push_back({{"name", attendee.name},
                                 {"kind", text::Code(attendee.kind)},
                                 {"organ", attendee.organ},
                                 {"presence", text::Code(attendee.presence)}});
  }
  return json;
}

Json MoverJson(const Session& session, const session::Mover& mover) {
  Json json{{"kind", text::Code(mover.kind)}};
  if (!mover.name.empty()) json["name"] = mover.name;
  if (!mover.members.empty()) json["members"] = NamesOf(*session.registry, mover.members);
  return json;
}

void AddReports(Json& json, const session::AgendaItem& item) {
  json["reports"] = Json::array();
  for (const session::Report& report : item.reports) {
    json["reports"].push_back({{"organ", text::Code(report.organ)},
                               {"organ_name", report.organ_name},
                               {"title", report.title}});
  }
  json["laws"] = item.laws;
}

Json ItemJson(const Session& session, const ItemRecord& record) {
  const session::AgendaItem& item = record.item;
  Json json{{"number", NumberOf(session, item.id)},
            {"id", item.id.hex()},
            {"kind", text::Code(item.kind)},
            {"title", item.title},
            {"mover", MoverJson(session, item.mover)},
            {"state", text::Code(record.state)},
            {"ending", nullptr},
            {"remark", record.remark}};
  if (record.ending) json["ending"] = text::Code(*record.ending);
  AddReports(json, item);
  json["recusals"] = Json::array();
  for (const session::Recusal& recusal : record.recusals) {
    Json one{{"name", text::NameOf(*session.registry, recusal.person)}, {"reason", recusal.reason}};
    if (recusal.proposal) one["proposal"] = recusal.proposal->hex();
    json["recusals"].push_back(std::move(one));
  }
  return json;
}

template <class Kind>
Json DatesJson(const std::map<Kind, CivilDate>& dates) {
  Json json = Json::object();
  for (const auto& [what, date] : dates) json[text::Code(what)] = date.Iso();
  return json;
}

Json ProposalJson(Language language, const Session& session, const ProposalRecord& record) {
  const session::Proposal& proposal = record.proposal;
  Json json{{"id", proposal.id.hex()},
            {"title", text::TitleOf(proposal, language)},
            {"action", text::Code(proposal.action)},
            {"nominee", proposal.nominee},
            {"post", proposal.post},
            {"organ", text::Code(proposal.organ)},
            {"organ_name", proposal.organ_name},
            {"assessors", proposal.assessors},
            {"item", NumberOf(session, proposal.item)},
            {"nominator", MoverJson(session, proposal.nominator)},
            {"state", text::Code(record.state)},
            {"poll", nullptr},
            {"failed_before", proposal.earlier.size()},
            {"reasons", proposal.reasons},
            {"prerequisites", DatesJson(record.met)},
            {"follow_ups", DatesJson(record.follow_ups)}};
  if (record.decided_by) json["poll"] = NumberOf(session, *record.decided_by);
  return json;
}

Json DocumentJson(const Session& session, const session::DocumentRecord& record) {
  const session::AttachDocument& document = record.document;
  Json json{{"name", document.name}, {"kind", text::Code(document.kind)},
            {"item", nullptr},       {"media_type", document.media_type},
            {"size", document.size}, {"hash", document.hash.hex()},
            {"entry", record.index}};
  if (document.item) json["item"] = NumberOf(session, *document.item);
  return json;
}

}  // namespace

Json SessionHeadJson(Language language, const Session& session) {
  const session::Convene& convened = session.convened;
  return {{"committee", session.registry->name},
          {"fingerprint", wire::FormatFingerprint(session.committee)},
          {"session", session.id.hex()},
          {"code", text::SessionCode(convened)},
          {"title", text::SessionTitle(language, convened)},
          {"kind", text::Code(convened.kind)},
          {"rehearsal", convened.rehearsal},
          {"term", convened.term},
          {"number", convened.number},
          {"date", convened.date.Iso()}};
}

Json AppointmentsJson(Language language, const Session& session) {
  Json json = Json::array();
  for (const ProposalId& id : session.proposal_order) {
    json.push_back(ProposalJson(language, session, session.proposals.at(id)));
  }
  return json;
}

Json SessionJson(Language language, const Session& session) {
  Json json = SessionHeadJson(language, session);
  json["last_day"] = session.sittings == 0 ? session.convened.date.Iso() : session.today.Iso();
  json["urgent"] = session.convened.urgent;
  json["place"] = session.convened.place;
  json["notice"] = session.notice ? Json(session.notice->Iso()) : Json(nullptr);
  json["phase"] = text::Code(session.phase);
  json["sittings"] = session.sittings;
  json["chair"] = text::NameOf(*session.registry, session.chair);
  json["scrutineers"] = NamesOf(*session.registry, session.scrutineers);
  json["attendance"] = AttendanceOf(session);
  json["agenda_adopted"] = session.agenda_adopted;
  json["agenda"] = Json::array();
  for (const ItemId& id : session.agenda) {
    json["agenda"].push_back(ItemJson(session, session.items.at(id)));
  }
  json["appointments"] = AppointmentsJson(language, session);
  json["polls"] = PollsJson(language, session);
  json["documents"] = Json::array();
  for (const session::DocumentRecord& record : session.documents) {
    json["documents"].push_back(DocumentJson(session, record));
  }
  return json;
}

}  // namespace plenary::report
