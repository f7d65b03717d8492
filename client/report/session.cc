#include "client/report/session.h"

#include <map>

#include "client/report/figures.h"
#include "client/report/layout.h"
#include "client/report/names.h"
#include "client/report/poll.h"
#include "client/report/secret_poll.h"
#include "client/text/terms.h"

namespace plenary::report {
namespace {

using session::ItemRecord;
using session::Presence;
using session::ProposalRecord;
using session::Session;
using text::Language;
using text::Text;

// Writes one section after another.
class Account {
 public:
  Account(Language language, const Session& session, Source source = Source::kLog)
      : language_(language), session_(session), registry_(*session.registry), source_(source) {}

  std::string Write() {
    Head();
    Attendance();
    Agenda();
    Appointments();
    Polls();
    Documents();
    return std::move(page_);
  }
  std::string WriteAppointments() {
    Appointments();
    return page_.empty() ? page_ : page_.substr(1);  // the empty line before the heading
  }

 private:
  std::string Say(Text text) const { return text::Say(language_, text); }
  std::string Say(Text text, std::initializer_list<std::string_view> arguments) const {
    return text::Say(language_, text, arguments);
  }
  void Line(std::string_view first, std::string_view text) { page_ += Indented(first, text); }
  void Heading(Text text) { page_ += "\n" + Say(text) + "\n"; }
  void Names(Text label, const std::vector<PersonId>& people) {
    if (!people.empty()) Line("  " + Say(label), Listed(language_, NamesOf(registry_, people)));
  }

  void Head() {
    const session::Convene& convened = session_.convened;
    Line("", registry_.name);
    Line("", text::SessionTitle(language_, convened));
    std::vector<std::string> parts{Dates()};
    if (!convened.place.empty()) parts.push_back(convened.place);
    if (convened.urgent) parts.push_back(Say({"紧急召集", "urgent"}));
    if (session_.notice)
      parts.push_back(Say({"{0} 通知", "notice given {0}"}, {session_.notice->Iso()}));
    parts.push_back(Say({"全体会议 {0} 次", "sittings: {0}"}, {std::to_string(session_.sittings)}));
    parts.push_back(text::Say(language_, session_.phase));
    Line("", Parted(language_, parts));
    Line("", Say({"主持人：{0}", "Chair: {0}"}, {text::NameOf(registry_, session_.chair)}));
    if (!session_.scrutineers.empty()) {
      Line("", Say({"监票人（总监票人在先）：{0}", "Scrutineers, the chief first: {0}"},
                   {Listed(language_, NamesOf(registry_, session_.scrutineers))}));
    }
  }

  std::string Dates() const {
    const std::string first = session_.convened.date.Iso();
    if (session_.sittings == 0 || session_.today == session_.convened.date) return first;
    return Say({"{0} 至 {1}", "{0} to {1}"}, {first, session_.today.Iso()});
  }

  void Attendance() {
    Heading({"出席情况", "Attendance"});
    const Attended attended = WhoAttended(session_);
    Line("  ", Attending(language_, attended.figures));
    Names({"迟到：", "Came late: "}, attended.late);
    Names({"提前离席：", "Left: "}, attended.left);
    for (const PersonId& person : attended.on_leave) {
      const std::string& reason = session_.members.at(person).leave_reason;
      Line("  " + Say({"请假：", "On leave: "}),
           text::NameOf(registry_, person) +
               (reason.empty() ? "" : Say({"（{0}）", " ({0})"}, {reason})));
    }
    Names({"缺席：", "Absent: "}, attended.absent);
    Attendees();
  }

  void Attendees() {
    std::map<session::AttendeeKind, std::vector<std::string>> kinds;
    for (const auto& [id, attendee] : session_.attendees) {
      kinds[attendee.kind].push_back(attendee.organ.empty() ? attendee.name
                                                            : Say({"{0}（{1}）", "{0} ({1})"},
                                                                  {attendee.name, attendee.organ}));
    }
    for (const auto& [kind, names] : kinds) {
      Line("  " + Say({"列席 {0} {1} 人：", "{0} {1}: "},
                      {text::Say(language_, kind), std::to_string(names.size())}),
           Listed(language_, names));
    }
  }

  void Agenda() {
    if (session_.agenda.empty()) return;
    Heading(session_.agenda_adopted ? Text{"议程", "Agenda"}
                                    : Text{"议程（未经通过）", "Agenda (not adopted)"});
    for (std::size_t i = 0; i < session_.agenda.size(); ++i) {
      Item(i + 1, session_.items.at(session_.agenda[i]));
    }
  }

  void Item(std::size_t number, const ItemRecord& record) {
    const session::AgendaItem& item = record.item;
    const std::string end =
        record.ending ? text::Say(language_, *record.ending) : text::Say(language_, record.state);
    const std::string kind = text::Say(language_, item.kind);
    Line("  " + std::to_string(number) + ". ",
         Say({"{0}（{1}{2}提请）：{3}", "{0} ({1}moved by {2}): {3}"},
             {item.title, kind == item.title ? "" : kind + Say({"；", "; "}), Mover(item.mover),
              end}));
    if (!record.remark.empty()) Line("     ", record.remark);
    for (const session::Report& report : item.reports) {
      Line("     ", Say({"{0}：{1}", "{0}: {1}"}, {report.organ_name, report.title}));
    }
    for (const std::string& law : item.laws) {
      Line("     ", Say({"检查实施情况：{0}", "Law inspected: {0}"}, {law}));
    }
    for (const session::Recusal& recusal : record.recusals) Recused(recusal);
  }

  void Recused(const session::Recusal& recusal) {
    std::string text = text::NameOf(registry_, recusal.person);
    if (recusal.proposal) {
      text += Say({"，就“{0}”", ", from \"{0}\""},
                  {text::TitleOf(session_.proposals.at(*recusal.proposal).proposal, language_)});
    }
    if (!recusal.reason.empty()) text += Say({"（{0}）", " ({0})"}, {recusal.reason});
    Line("     " + Say({"回避：", "Recused: "}), text);
  }

  std::string Mover(const session::Mover& mover) const {
    if (!mover.name.empty()) return mover.name;
    if (mover.members.empty()) return text::Say(language_, mover.kind);
    return Listed(language_, NamesOf(registry_, mover.members));
  }

  void Appointments() {
    if (session_.proposal_order.empty()) return;
    Heading({"人事任免", "Appointments and removals"});
    for (std::size_t i = 0; i < session_.proposal_order.size(); ++i) {
      Proposal(i + 1, session_.proposals.at(session_.proposal_order[i]));
    }
  }

  void Proposal(std::size_t number, const ProposalRecord& record) {
    std::string title = text::TitleOf(record.proposal, language_);
    if (record.proposal.assessors > 0) {
      title += Say({"（{0} 人）", " ({0} people)"}, {std::to_string(record.proposal.assessors)});
    }
    Line("  " + std::to_string(number) + ". ",
         Say({"{0}（{1}提请）：{2}", "{0} (proposed by {1}): {2}"},
             {title, Mover(record.proposal.nominator), text::Say(language_, record.state)}));
    if (!record.proposal.earlier.empty()) {
      Line("     ", Say({"此前未通过 {0} 次；再次提请的理由：{1}",
                         "Voted on before, not passed: {0}; put again because: {1}"},
                        {std::to_string(record.proposal.earlier.size()), record.proposal.reasons}));
    }
    std::vector<std::string> dates;
    for (const auto& [what, date] : record.met) {
      dates.push_back(text::Say(language_, what) + " " + date.Iso());
    }
    for (const auto& [what, date] : record.follow_ups) {
      dates.push_back(text::Say(language_, what) + " " + date.Iso());
    }
    if (!dates.empty()) Line("     ", Parted(language_, dates));
  }

  void Polls() {
    if (session_.poll_order.empty()) return;
    Heading({"表决", "Polls"});
    for (const PollId& poll : session_.poll_order) {
      page_ += PollText(language_, session_, poll);
    }
    const std::string checked = SecretPollsCheckedText(language_, session_, source_);
    if (!checked.empty()) Line("  ", checked);
  }

  void Documents() {
    if (session_.documents.empty()) return;
    Heading({"文件", "Documents"});
    for (std::size_t i = 0; i < session_.documents.size(); ++i) {
      const session::AttachDocument& document = session_.documents[i].document;
      std::vector<std::string> parts{text::Say(language_, document.kind)};
      if (document.item) {
        parts.push_back(Say({"第 {0} 项议题", "item {0}"},
                            {std::to_string(NumberOf(session_, *document.item))}));
      }
      parts.push_back(Say({"{0} 字节", "{0} bytes"}, {std::to_string(document.size)}));
      Line("  " + std::to_string(i + 1) + ". ",
           Say({"{0}（{1}）", "{0} ({1})"}, {document.name, Parted(language_, parts)}));
      Line("     ", document.hash.hex());
    }
  }

  Language language_;
  const Session& session_;
  const session::Registry& registry_;
  Source source_;
  std::string page_;
};

}  // namespace

Attended WhoAttended(const Session& session) {
  Attended attended;
  for (const PersonId& person : session.Members()) {
    ++attended.figures.composition;
    const auto found = session.members.find(person);
    const auto record =
        found == session.members.end() ? session::MemberAttendance{} : found->second;
    switch (record.presence) {
      case Presence::kExpected:
        ++attended.figures.absent;
        attended.absent.push_back(person);
        break;
      case Presence::kOnLeave:
        ++attended.figures.on_leave;
        attended.on_leave.push_back(person);
        break;
      case Presence::kLeft:
        attended.left.push_back(person);
        [[fallthrough]];
      case Presence::kPresent:
        ++attended.figures.present;
        if (record.late) attended.late.push_back(person);
        break;
    }
  }
  return attended;
}

std::string SessionText(Language language, const Session& session, Source source) {
  return Account(language, session, source).Write();
}

std::string AppointmentsText(Language language, const Session& session) {
  return Account(language, session).WriteAppointments();
}

}  // namespace plenary::report
