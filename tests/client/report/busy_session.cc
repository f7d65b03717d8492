#include "tests/client/report/busy_session.h"

#include <fstream>
#include <utility>

namespace plenary::testing {
namespace {

using session::ItemKind;
using session::Method;
using session::Organ;
using session::PollSubject;

constexpr CivilDate kDay{2023, 3, 28};
constexpr std::uint32_t kFor = 0;
constexpr std::uint32_t kAgainst = 1;

session::Contest On(const ProposalId& proposal, std::string title) {
  return {std::move(title), {proposal}, rules::MajorityContest()};
}

session::DraftPoll Put(const ItemId& item, PollSubject subject, Method method, std::string question,
                       std::vector<session::Contest> contests) {
  session::DraftPoll draft;
  draft.item = item;
  draft.subject = subject;
  draft.method = method;
  draft.question = std::move(question);
  draft.contests = std::move(contests);
  return draft;
}

}  // namespace

BusySession::BusySession()
    : assembly({.members = 7, .vice_directors = 2}),
      log(assembly.Convene(12, session::SessionKind::kCommittee, kDay)) {
  SignIn();
  Report();
  Resolve();
  Appoint();
  Evaluate();
  Elect();
  log.Say(
      assembly.secretary(),
      session::AttachDocument{
          {}, session::DocumentKind::kMinutes, "会议纪要.pdf", "application/pdf", 1234, Digest{}});
  log.Close();
}

// The seventh is on leave, the sixth comes late.
void BusySession::SignIn() {
  log.Say(assembly.secretary(), session::GiveNotice{{2023, 3, 20}});
  log.Say(assembly.director(), session::GrantLeave{assembly.member(6).person, "病假"});
  for (std::size_t i = 0; i < 5; ++i) log.Say(assembly.member(i), session::SignIn{});
  log.Say(assembly.secretary(),
          session::RecordAttendee{NumberedId<PersonId>('a', 1),
                                  session::AttendeeKind::kGrassRootsDeputy, "代表甲", ""});
  log.Say(assembly.secretary(),
          session::RecordAttendee{NumberedId<PersonId>('a', 2), session::AttendeeKind::kOfficial,
                                  "局长乙", "县财政局"});
  log.Say(assembly.director(), session::OpenSession{});
  log.Say(assembly.director(), session::AdoptAgenda{});
  log.Say(assembly.director(),
          session::NameScrutineers{{assembly.member(1).person, assembly.member(2).person}});
  log.Say(assembly.member(5), session::SignIn{});
}

void BusySession::Report() {
  session::AgendaItem report = Item(ItemKind::kWorkReport, "听取和审议两项报告");
  report.reports = {{Organ::kGovernment, "县财政局", "关于财政工作的报告"},
                    {Organ::kCourt, "县人民法院", "关于审判工作的报告"}};
  log.Hold(std::move(report), session::Ending::kHeard);
  session::AgendaItem inspection = Item(ItemKind::kLawEnforcementInspection, "执法检查报告");
  inspection.laws = {"中华人民共和国环境保护法", "中华人民共和国职业教育法"};
  log.Hold(std::move(inspection), session::Ending::kHeard);
}

// Voided once and put again; four of seven are needed.
void BusySession::Resolve() {
  const ItemId item = log.Start(Item(ItemKind::kResolution, "关于批准决算的决议"));
  session::DraftPoll draft = Put(item, PollSubject::kDraft, Method::kRecorded, "关于批准决算的决议",
                                 {{"关于批准决算的决议", {}, rules::MajorityContest()}});
  const PollId first = log.OpenPoll(draft);
  log.Cast(first, {kFor});
  log.Say(assembly.director(), session::VoidPoll{first, "表决器故障"});
  draft.again = first;
  const PollId second = log.OpenPoll(draft);
  log.Cast(second, {kFor, kFor, kFor, kFor, kAgainst});
  log.Announce(second);
  log.Conclude(item, session::Ending::kAdopted);
}

ProposalId BusySession::Nominate(const ItemId& item, const std::string& nominee,
                                 session::Action action, std::string post, Organ organ,
                                 std::string organ_name) {
  session::Proposal proposal{};
  proposal.item = item;
  proposal.nominee = nominee;
  proposal.post = std::move(post);
  proposal.organ = organ;
  proposal.organ_name = std::move(organ_name);
  proposal.action = action;
  proposal.nominator = {session::MoverKind::kGovernment, {}, "县长 赵某某"};
  return log.Propose(std::move(proposal));
}

void BusySession::Count(const PollId& poll, std::vector<rules::PaperCount> counts) {
  log.Say(assembly.director(), session::ClosePoll{poll});
  log.Say(assembly.member(1), session::EnterCount{poll, counts});
  log.Say(assembly.member(2), session::ConfirmCount{poll, std::move(counts)});
  const auto results = session::StateResults(log.state().polls.at(poll));
  log.Say(assembly.member(1), session::CertifyResult{poll, results});
  log.Say(assembly.director(), session::AnnounceResult{poll, results});
}

// A removal by hands, an appointment on paper, and one that fails; the fifth member is recused.
void BusySession::Appoint() {
  const ItemId item = log.Start(Item(ItemKind::kAppointments, "人事任免"));
  log.Say(assembly.member(4),
          session::Recuse{assembly.member(4).person, item, std::nullopt, "近亲属"});
  const ProposalId removed = Nominate(item, "李某", session::Action::kDecideToRemove, "局长",
                                      Organ::kGovernment, "县教育局");
  const ProposalId appointed = Nominate(item, "张某", session::Action::kDecideToAppoint, "局长",
                                        Organ::kGovernment, "县教育局");
  const ProposalId failed = Nominate(item, "钱某", session::Action::kDecideToAppoint, "局长",
                                     Organ::kGovernment, "县水利局");
  const auto votes = [](std::vector<std::uint32_t> figures) {
    rules::PaperCount count;
    count.votes = std::move(figures);
    return count;
  };
  Count(log.OpenPoll(Put(item, PollSubject::kAppointment, Method::kShowOfHands, "免职",
                         {On(removed, "决定免去李某的县教育局局长职务")})),
        {votes({5, 0, 0})});
  rules::PaperCount papers = votes({3, 1, 0});
  papers.issued = papers.returned = 5;
  papers.valid = 4;
  papers.invalid = 1;
  rules::PaperCount good = votes({4, 0, 1});
  good.issued = good.returned = good.valid = 5;
  Count(log.OpenPoll(Put(item, PollSubject::kAppointment, Method::kPaper, "任职",
                         {On(appointed, "决定任命张某为县教育局局长"),
                          On(failed, "决定任命钱某为县水利局局长")})),
        {good, papers});
  log.Conclude(item, session::Ending::kVoted);
  log.Say(assembly.secretary(),
          session::RecordFollowUp{appointed, session::FollowUp::kCertificate, kDay});
}

// Of three officials; only one member is content with the last.
void BusySession::Evaluate() {
  const ItemId item = log.Start(Item(ItemKind::kMidTermEvaluation, "届中测评"));
  std::vector<session::Contest> contests;
  for (const char* name : {"县教育局局长", "县水利局局长", "县公安局局长"}) {
    contests.push_back({name, {}, rules::EvaluationContest()});
  }
  const PollId poll = log.OpenPoll(Put(item, PollSubject::kEvaluation, Method::kRecorded,
                                       "对三名负责人进行测评", std::move(contests)));
  for (std::size_t i = 0; i < 6; ++i) {
    const rules::Choice last{{i == 0 ? 0u : 2u}};
    log.Say(assembly.member(i),
            session::CastBallot{
                poll, {rules::Choice{{0}}, rules::Choice{{i < 2 ? 0u : 1u}}, last}, {}});
  }
  log.Announce(poll);
  log.Conclude(item, session::Ending::kEvaluated);
}

// Two posts, three candidates; one person is written in.
void BusySession::Elect() {
  const ItemId item = log.Start(Item(ItemKind::kByElection, "补选市人大代表"));
  const PollId poll =
      log.OpenPoll(Put(item, PollSubject::kElection, Method::kPaper, "补选市人大代表",
                       {{"补选市人大代表",
                         {},
                         rules::ElectionContest({"孙甲", "孙乙", "孙丙"}, {.posts = 2}, true)}}));
  rules::PaperCount papers;
  papers.issued = papers.returned = papers.valid = 6;
  papers.votes = {5, 3, 1, 1};
  papers.write_ins = {{"周丁", 1}};
  Count(poll, {papers});
  log.Conclude(item, session::Ending::kVoted);
}

SessionLog BusySession::Council() {
  SessionLog council = assembly.Convene(3, session::SessionKind::kCouncil, {2023, 3, 10});
  council.Open();
  council.Hold(Item(ItemKind::kNextAgenda, "研究会议建议议程"), session::Ending::kAgreed);
  council.Close();
  return council;
}

SessionLog BusySession::Rehearsal() {
  SessionLog rehearsal =
      assembly.Convene(13, session::SessionKind::kCommittee, {2023, 3, 27}, true);
  rehearsal.Open();
  rehearsal.Close();
  return rehearsal;
}

void WriteArchive(const SessionLog& log, const std::string& file) {
  const Bytes bytes = log.Archive();
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

}  // namespace plenary::testing
