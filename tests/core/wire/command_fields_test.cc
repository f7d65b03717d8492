// Every field of every command, out of its bounds.
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "core/wire/command.h"
#include "plenary/v1/command.pb.h"
#include "tests/support/arbitrary_command.h"

namespace plenary::wire {
namespace {

using session::CommandKind;
using enum session::CommandKind;

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// An id of so many bytes that ends with a number.
std::string Id(int number = 1, std::size_t size = 16) {
  std::string id(size, 'i');
  id[0] = static_cast<char>(number >> 7);
  id[1] = static_cast<char>(number & 127);
  return id;
}

struct FieldCase {
  const char* name;
  CommandKind kind;
  std::function<void(v1::Command&)> spoil;
  std::string message;  // what DecodeCommand says; empty: nothing is wrong
};

class CommandField : public ::testing::TestWithParam<FieldCase> {};

TEST_P(CommandField, IsChecked) {
  const Bytes good = EncodeCommand(testing::ExampleCommand(GetParam().kind));
  v1::Command message;
  ASSERT_TRUE(message.ParseFromArray(good.data(), static_cast<int>(good.size())));
  GetParam().spoil(message);
  const auto command = DecodeCommand(AsBytes(message.SerializeAsString()));
  EXPECT_EQ(command ? "" : command.error().message, GetParam().message);
}

std::string NameOfCase(const ::testing::TestParamInfo<FieldCase>& row) {
  return std::string(session::NameOf(row.param.kind)) + row.param.name;
}

// ---- the envelope

const FieldCase kEnvelope[] = {
    {"CommitteeShort", kRecess, [](auto& m) { m.set_committee("short"); },
     "committee: bytes: 5, not 32"},
    {"CommitteeZero", kRecess, [](auto& m) { m.set_committee(std::string(32, '\0')); },
     "committee: zero"},
    {"CommitteeMissing", kRecess, [](auto& m) { m.clear_committee(); }, "committee: is missing"},
    {"CommitteeInFounding", kFound, [](auto& m) { m.set_committee(Id(1, 32)); },
     "committee: in a founding"},
    {"SessionLong", kRecess, [](auto& m) { m.set_session(Id(1, 17)); },
     "session: bytes: 17, not 16"},
    {"SessionZero", kRecess, [](auto& m) { m.set_session(std::string(16, '\0')); },
     "session: zero"},
    {"SessionMissing", kRecess, [](auto& m) { m.clear_session(); }, "session: is missing"},
    {"SessionInRegistry", kRevokeKey, [](auto& m) { m.set_session(Id()); },
     "session: in a registry's command"},
    {"SessionInFounding", kFound, [](auto& m) { m.set_session(Id()); },
     "session: in a registry's command"},
    {"IdMissing", kRecess, [](auto& m) { m.clear_id(); }, "id: bytes: 0, not 16"},
    {"IdZero", kRecess, [](auto& m) { m.set_id(std::string(16, '\0')); }, "id: zero"},
    {"SignerMissing", kRecess, [](auto& m) { m.clear_signer(); }, "signer: bytes: 0, not 32"},
    {"SeenMissing", kRecess, [](auto& m) { m.clear_seen(); }, "seen.root: bytes: 0, not 32"},
    {"SeenRootShort", kRecess, [](auto& m) { m.mutable_seen()->set_root("short"); },
     "seen.root: bytes: 5, not 32"},
    {"SeenRootOfZeros", kRecess, [](auto& m) { m.mutable_seen()->set_root(std::string(32, '\0')); },
     ""},
    {"NoBody", kRecess, [](auto& m) { m.clear_recess(); }, "body: is missing"},
};
INSTANTIATE_TEST_SUITE_P(Envelope, CommandField, ::testing::ValuesIn(kEnvelope), NameOfCase);

// ---- registry

const FieldCase kRegistry[] = {
    {"NameMissing", kFound, [](auto& m) { m.mutable_found()->clear_name(); },
     "found.name: is missing"},
    {"NameLong", kFound, [](auto& m) { m.mutable_found()->set_name(std::string(301, 'x')); },
     "found.name: 301 bytes, at most 300"},
    {"NameAtItsLongest", kFound, [](auto& m) { m.mutable_found()->set_name(Repeat("委", 100)); },
     ""},
    {"SuiteUnknown", kFound, [](auto& m) { m.mutable_found()->set_suite(3); },
     "found.suite: unknown value 3"},
    {"TermZero", kFound, [](auto& m) { m.mutable_found()->set_term(0); },
     "found.term: 0, not 1 to 9999"},
    {"DateUnknown", kFound, [](auto& m) { m.mutable_found()->set_date("2023-02-29"); },
     "found.date: not a date of the form YYYY-MM-DD"},
    {"OneOfficer", kFound, [](auto& m) { m.mutable_found()->mutable_officers()->RemoveLast(); },
     "found.officers: elements: 1, not 2"},
    {"SamePerson", kFound,
     [](auto& m) {
       auto& found = *m.mutable_found();
       found.mutable_officers(1)->set_person(found.officers(0).person());
     },
     "found.officers[1].person: there already"},
    {"SameKey", kFound,
     [](auto& m) {
       auto& found = *m.mutable_found();
       found.mutable_officers(1)->set_public_key(found.officers(0).public_key());
     },
     "found.officers[1].public_key: there already"},
    {"OfficerKeyShort", kFound,
     [](auto& m) { m.mutable_found()->mutable_officers(0)->set_public_key("short"); },
     "found.officers[0].public_key: bytes: 5, not 65"},
    {"NodeMissing", kFound, [](auto& m) { m.mutable_found()->clear_node(); },
     "found.node.public_key: bytes: 0, not 65"},
    {"RulesMissing", kFound, [](auto& m) { m.mutable_found()->clear_rules(); },
     "found.rules.quorum: not a share"},
    {"QuorumAboveAll", kSetRules,
     [](auto& m) {
       auto& quorum = *m.mutable_set_rules()->mutable_rules()->mutable_quorum();
       quorum.set_numerator(3);
       quorum.set_denominator(2);
     },
     "set_rules.rules.quorum: not a share"},
    {"BaseUnknown", kSetRules,
     [](auto& m) { m.mutable_set_rules()->mutable_rules()->mutable_majority()->set_base(4); },
     "set_rules.rules.majority.base: unknown value 4"},
    {"KindTwice", kSetRules,
     [](auto& m) {
       auto& rules = *m.mutable_set_rules()->mutable_rules();
       rules.clear_majorities();
       for (int i = 0; i < 2; ++i) {
         rules.add_majorities()->set_kind(7);
         *rules.mutable_majorities(i)->mutable_majority() = rules.majority();
       }
     },
     "set_rules.rules.majorities[1]: not ascending"},
    {"KindUnknown", kSetRules,
     [](auto& m) {
       auto& rules = *m.mutable_set_rules()->mutable_rules();
       rules.clear_majorities();
       rules.add_majorities()->set_kind(32);
     },
     "set_rules.rules.majorities[0].kind: unknown value 32"},
    {"ExcellentMissing", kSetRules,
     [](auto& m) {
       m.mutable_set_rules()->mutable_rules()->mutable_evaluation()->clear_excellent();
     },
     "set_rules.rules.evaluation.excellent.base: unknown value 0"},
    {"NoticeDays", kSetRules,
     [](auto& m) { m.mutable_set_rules()->mutable_rules()->set_notice_days(367); },
     "set_rules.rules.notice_days: 367, not 0 to 366"},
    {"MaterialsDays", kSetRules,
     [](auto& m) { m.mutable_set_rules()->mutable_rules()->set_materials_days(367); },
     "set_rules.rules.materials_days: 367, not 0 to 366"},
    {"NominationLimit", kSetRules,
     [](auto& m) { m.mutable_set_rules()->mutable_rules()->set_nomination_limit(0); },
     "set_rules.rules.nomination_limit: 0, not 1 to 100"},
    {"JointMovers", kSetRules,
     [](auto& m) { m.mutable_set_rules()->mutable_rules()->set_joint_movers(101); },
     "set_rules.rules.joint_movers: 101, not 1 to 100"},
    {"PersonZero", kPutPerson,
     [](auto& m) { m.mutable_put_person()->set_person(std::string(16, '\0')); },
     "put_person.person: zero"},
    {"NameWithSpace", kPutPerson, [](auto& m) { m.mutable_put_person()->set_name("赵 "); },
     "put_person.name: a space at the start or end"},
    {"NameWithLine", kPutPerson, [](auto& m) { m.mutable_put_person()->set_name("a\nb"); },
     "put_person.name: a control character"},
    {"NoteEmpty", kPutPerson, [](auto& m) { m.mutable_put_person()->clear_note(); }, ""},
    {"OfficeUnknown", kAddSeat, [](auto& m) { m.mutable_add_seat()->set_office(5); },
     "add_seat.office: unknown value 5"},
    {"SeatMissing", kFillSeat, [](auto& m) { m.mutable_fill_seat()->clear_seat(); },
     "fill_seat.seat: bytes: 0, not 16"},
    {"DateMissing", kFillSeat, [](auto& m) { m.mutable_fill_seat()->clear_date(); },
     "fill_seat.date: not a date of the form YYYY-MM-DD"},
    {"ReasonMissing", kVacateSeat, [](auto& m) { m.mutable_vacate_seat()->clear_reason(); },
     "vacate_seat.reason: is missing"},
    {"RoleUnknown", kGrantRole, [](auto& m) { m.mutable_grant_role()->set_role(5); },
     "grant_role.role: unknown value 5"},
    {"RoleMissing", kWithdrawRole, [](auto& m) { m.mutable_withdraw_role()->clear_role(); },
     "withdraw_role.role: unknown value 0"},
    {"KeyLong", kAdmitKey, [](auto& m) { m.mutable_admit_key()->set_public_key(Id(1, 66)); },
     "admit_key.public_key: bytes: 66, not 65"},
    {"KeyShort", kRevokeKey, [](auto& m) { m.mutable_revoke_key()->set_key(Id()); },
     "revoke_key.key: bytes: 16, not 32"},
    {"CertificateLong", kAdmitNode,
     [](auto& m) {
       m.mutable_admit_node()->mutable_node()->set_authority_certificate(std::string(8193, 'c'));
     },
     "admit_node.node.authority_certificate: bytes: 8193, not 1 to 8192"},
    {"ReasonLong", kRevokeNode,
     [](auto& m) { m.mutable_revoke_node()->set_reason(std::string(4001, 'x')); },
     "revoke_node.reason: 4001 bytes, at most 4000"},
    {"None", kConfirm, [](auto& m) { m.mutable_confirm()->clear_entries(); },
     "confirm.entries: elements: 0, not 1 to 4096"},
    {"TooMany", kConfirm,
     [](auto& m) {
       m.mutable_confirm()->clear_entries();
       for (std::uint64_t i = 0; i < 4097; ++i) m.mutable_confirm()->add_entries(i);
     },
     "confirm.entries: elements: 4097, not 1 to 4096"},
    {"SameAgain", kConfirm,
     [](auto& m) {
       m.mutable_confirm()->clear_entries();
       for (const std::uint64_t i : {0u, 5u, 5u}) m.mutable_confirm()->add_entries(i);
     },
     "confirm.entries[2]: not ascending"},
    {"TermLarge", kBeginTerm, [](auto& m) { m.mutable_begin_term()->set_term(10000); },
     "begin_term.term: 10000, not 1 to 9999"},
    {"YearZero", kSetYearFigures, [](auto& m) { m.mutable_set_year_figures()->set_year(0); },
     "set_year_figures.year: 0, not 1 to 9999"},
    {"Permille", kSetYearFigures,
     [](auto& m) { m.mutable_set_year_figures()->set_proposals_satisfied_permille(1001); },
     "set_year_figures.proposals_satisfied_permille: 1001, not 0 to 1000"},
};
INSTANTIATE_TEST_SUITE_P(Registry, CommandField, ::testing::ValuesIn(kRegistry), NameOfCase);

// ---- session, agenda, attendance, appointments

v1::AgendaItem& Item(v1::Command& m) { return *m.mutable_add_item()->mutable_item(); }

v1::Proposal& Proposal(v1::Command& m) {
  return *m.mutable_propose_appointment()->mutable_proposal();
}

const FieldCase kSession[] = {
    {"KindUnknown", kConvene, [](auto& m) { m.mutable_convene()->set_kind(3); },
     "convene.kind: unknown value 3"},
    {"NumberZero", kConvene, [](auto& m) { m.mutable_convene()->set_number(0); },
     "convene.number: 0, not 1 to 9999"},
    {"TitleAndPlaceEmpty", kConvene,
     [](auto& m) {
       m.mutable_convene()->clear_title();
       m.mutable_convene()->clear_place();
     },
     ""},
    {"ChairMissing", kConvene, [](auto& m) { m.mutable_convene()->clear_chair(); },
     "convene.chair: bytes: 0, not 16"},
    {"RegistryMissing", kConvene, [](auto& m) { m.mutable_convene()->clear_registry(); },
     "convene.registry.root: bytes: 0, not 32"},
    {"RegistryMissing", kAdvanceRegistry,
     [](auto& m) { m.mutable_advance_registry()->clear_registry(); },
     "advance_registry.registry.root: bytes: 0, not 32"},
    {"DateOtherwise", kGiveNotice, [](auto& m) { m.mutable_give_notice()->set_date("2023-3-28"); },
     "give_notice.date: not a date of the form YYYY-MM-DD"},
    {"DateMissing", kResume, [](auto& m) { m.mutable_resume()->clear_date(); },
     "resume.date: not a date of the form YYYY-MM-DD"},
    {"ToMissing", kHandOverChair, [](auto& m) { m.mutable_hand_over_chair()->clear_to(); },
     "hand_over_chair.to: bytes: 0, not 16"},
    {"One", kNameScrutineers,
     [](auto& m) {
       m.mutable_name_scrutineers()->clear_scrutineers();
       m.mutable_name_scrutineers()->add_scrutineers(Id());
     },
     "name_scrutineers.scrutineers: elements: 1, not 2 to 9"},
    {"Ten", kNameScrutineers,
     [](auto& m) {
       m.mutable_name_scrutineers()->clear_scrutineers();
       for (int i = 0; i < 10; ++i) m.mutable_name_scrutineers()->add_scrutineers(Id(i));
     },
     "name_scrutineers.scrutineers: elements: 10, not 2 to 9"},
    {"Twice", kNameScrutineers,
     [](auto& m) {
       m.mutable_name_scrutineers()->clear_scrutineers();
       for (const int i : {1, 2, 1}) m.mutable_name_scrutineers()->add_scrutineers(Id(i));
     },
     "name_scrutineers.scrutineers[2]: there already"},

    {"ItemMissing", kAddItem, [](auto& m) { m.mutable_add_item()->clear_item(); },
     "add_item.item.id: bytes: 0, not 16"},
    {"KindUnknown", kAddItem, [](auto& m) { Item(m).set_kind(32); },
     "add_item.item.kind: unknown value 32"},
    {"TitleMissing", kAddItem, [](auto& m) { Item(m).clear_title(); },
     "add_item.item.title: is missing"},
    {"MoverMissing", kAddItem, [](auto& m) { Item(m).clear_mover(); },
     "add_item.item.mover.kind: unknown value 0"},
    {"MoverTwice", kAddItem,
     [](auto& m) {
       Item(m).mutable_mover()->clear_members();
       for (const int i : {3, 3}) Item(m).mutable_mover()->add_members(Id(i));
     },
     "add_item.item.mover.members[1]: there already"},
    {"Movers", kAddItem,
     [](auto& m) {
       Item(m).mutable_mover()->clear_members();
       for (int i = 0; i < 101; ++i) Item(m).mutable_mover()->add_members(Id(i));
     },
     "add_item.item.mover.members: elements: 101, not 0 to 100"},
    {"Reports", kAddItem,
     [](auto& m) {
       Item(m).clear_reports();
       for (int i = 0; i < 101; ++i) Item(m).add_reports();
     },
     "add_item.item.reports: elements: 101, not 0 to 100"},
    {"OrganUnknown", kAddItem,
     [](auto& m) {
       Item(m).clear_reports();
       Item(m).add_reports()->set_organ(7);
     },
     "add_item.item.reports[0].organ: unknown value 7"},
    {"OrganNameMissing", kAddItem,
     [](auto& m) {
       Item(m).clear_reports();
       Item(m).add_reports()->set_organ(6);
     },
     "add_item.item.reports[0].organ_name: is missing"},
    {"Laws", kAddItem,
     [](auto& m) {
       Item(m).clear_laws();
       for (int i = 0; i < 101; ++i) Item(m).add_laws(std::to_string(i));
     },
     "add_item.item.laws: elements: 101, not 0 to 100"},
    {"LawEmpty", kAddItem,
     [](auto& m) {
       Item(m).clear_laws();
       Item(m).add_laws("");
     },
     "add_item.item.laws[0]: is missing"},
    {"LawTwice", kAddItem,
     [](auto& m) {
       Item(m).clear_laws();
       for (int i = 0; i < 2; ++i) Item(m).add_laws("环境保护法");
     },
     "add_item.item.laws[1]: there already"},
    {"ItemMissing", kAmendItem, [](auto& m) { m.mutable_amend_item()->clear_item(); },
     "amend_item.item.id: bytes: 0, not 16"},
    {"ItemMissing", kMoveItem, [](auto& m) { m.mutable_move_item()->clear_item(); },
     "move_item.item: bytes: 0, not 16"},
    {"ReasonMissing", kWithdrawItem, [](auto& m) { m.mutable_withdraw_item()->clear_reason(); },
     "withdraw_item.reason: is missing"},
    {"ReasonMissing", kDeferItem, [](auto& m) { m.mutable_defer_item()->clear_reason(); },
     "defer_item.reason: is missing"},
    {"ItemMissing", kStartItem, [](auto& m) { m.mutable_start_item()->clear_item(); },
     "start_item.item: bytes: 0, not 16"},
    {"EndingUnknown", kConcludeItem, [](auto& m) { m.mutable_conclude_item()->set_ending(13); },
     "conclude_item.ending: unknown value 13"},
    {"RemarkOfLines", kConcludeItem,
     [](auto& m) { m.mutable_conclude_item()->set_remark("一\n\n二"); }, ""},
    {"RemarkWithTab", kConcludeItem, [](auto& m) { m.mutable_conclude_item()->set_remark("a\tb"); },
     "conclude_item.remark: a control character"},
    {"ItemEmpty", kAttachDocument, [](auto& m) { m.mutable_attach_document()->clear_item(); }, ""},
    {"KindUnknown", kAttachDocument, [](auto& m) { m.mutable_attach_document()->set_kind(10); },
     "attach_document.kind: unknown value 10"},
    {"NameMissing", kAttachDocument, [](auto& m) { m.mutable_attach_document()->clear_name(); },
     "attach_document.name: is missing"},
    {"MediaTypeMissing", kAttachDocument,
     [](auto& m) { m.mutable_attach_document()->clear_media_type(); },
     "attach_document.media_type: is missing"},
    {"Empty", kAttachDocument, [](auto& m) { m.mutable_attach_document()->set_size(0); },
     "attach_document.size: 0, not 1 to 1073741824"},
    {"TooLarge", kAttachDocument,
     [](auto& m) { m.mutable_attach_document()->set_size((1u << 30) + 1); },
     "attach_document.size: 1073741825, not 1 to 1073741824"},
    {"HashShort", kAttachDocument, [](auto& m) { m.mutable_attach_document()->set_hash(Id()); },
     "attach_document.hash: bytes: 16, not 32"},

    {"KindUnknown", kRecordAttendee, [](auto& m) { m.mutable_record_attendee()->set_kind(6); },
     "record_attendee.kind: unknown value 6"},
    {"OrganEmpty", kRecordAttendee, [](auto& m) { m.mutable_record_attendee()->clear_organ(); },
     ""},
    {"NameMissing", kRecordAttendee, [](auto& m) { m.mutable_record_attendee()->clear_name(); },
     "record_attendee.name: is missing"},
    {"PersonMissing", kRecordDeparture,
     [](auto& m) { m.mutable_record_departure()->clear_person(); },
     "record_departure.person: bytes: 0, not 16"},
    {"ReasonMissing", kGrantLeave, [](auto& m) { m.mutable_grant_leave()->clear_reason(); },
     "grant_leave.reason: is missing"},
    {"ItemMissing", kRecuse, [](auto& m) { m.mutable_recuse()->clear_item(); },
     "recuse.item: bytes: 0, not 16"},
    {"ProposalZero", kRecuse,
     [](auto& m) { m.mutable_recuse()->set_proposal(std::string(16, '\0')); },
     "recuse.proposal: zero"},

    {"IdMissing", kProposeAppointment, [](auto& m) { Proposal(m).clear_id(); },
     "propose_appointment.proposal.id: bytes: 0, not 16"},
    {"ItemMissing", kProposeAppointment, [](auto& m) { Proposal(m).clear_item(); },
     "propose_appointment.proposal.item: bytes: 0, not 16"},
    {"PersonEmpty", kProposeAppointment, [](auto& m) { Proposal(m).clear_person(); }, ""},
    {"NomineeMissing", kProposeAppointment, [](auto& m) { Proposal(m).clear_nominee(); },
     "propose_appointment.proposal.nominee: is missing"},
    {"PostMissing", kProposeAppointment, [](auto& m) { Proposal(m).clear_post(); },
     "propose_appointment.proposal.post: is missing"},
    {"OrganUnknown", kProposeAppointment, [](auto& m) { Proposal(m).set_organ(9); },
     "propose_appointment.proposal.organ: unknown value 9"},
    {"OrganNameMissing", kProposeAppointment, [](auto& m) { Proposal(m).clear_organ_name(); },
     "propose_appointment.proposal.organ_name: is missing"},
    {"ActionUnknown", kProposeAppointment, [](auto& m) { Proposal(m).set_action(11); },
     "propose_appointment.proposal.action: unknown value 11"},
    {"NominatorUnknown", kProposeAppointment,
     [](auto& m) { Proposal(m).mutable_nominator()->set_kind(8); },
     "propose_appointment.proposal.nominator.kind: unknown value 8"},
    {"Assessors", kProposeAppointment, [](auto& m) { Proposal(m).set_assessors(10001); },
     "propose_appointment.proposal.assessors: 10001, not 0 to 10000"},
    {"EarlierTwice", kProposeAppointment,
     [](auto& m) {
       Proposal(m).clear_earlier();
       for (int i = 0; i < 2; ++i) {
         Proposal(m).add_earlier()->set_session(Id());
         Proposal(m).mutable_earlier(i)->set_proposal(Id());
       }
     },
     "propose_appointment.proposal.earlier[1]: not ascending"},
    {"EarlierTooMany", kProposeAppointment,
     [](auto& m) {
       Proposal(m).clear_earlier();
       for (int i = 0; i < 21; ++i) Proposal(m).add_earlier();
     },
     "propose_appointment.proposal.earlier: elements: 21, not 0 to 20"},
    {"ReasonsEmpty", kProposeAppointment, [](auto& m) { Proposal(m).clear_reasons(); }, ""},
    {"ReasonMissing", kWithdrawProposal,
     [](auto& m) { m.mutable_withdraw_proposal()->clear_reason(); },
     "withdraw_proposal.reason: is missing"},
    {"Unknown", kRecordPrerequisite,
     [](auto& m) { m.mutable_record_prerequisite()->set_prerequisite(4); },
     "record_prerequisite.prerequisite: unknown value 4"},
    {"Unknown", kRecordFollowUp, [](auto& m) { m.mutable_record_follow_up()->set_follow_up(3); },
     "record_follow_up.follow_up: unknown value 3"},
};
INSTANTIATE_TEST_SUITE_P(Session, CommandField, ::testing::ValuesIn(kSession), NameOfCase);

// ---- polls

// Contest 0 with these options, and for, against, abstain otherwise.
v1::Contest& Contest(v1::Command& m) {
  auto& draft = *m.mutable_draft_poll();
  draft.clear_contests();
  v1::Contest& contest = *draft.add_contests();
  for (std::uint32_t kind = 1; kind <= 3; ++kind) contest.add_options()->set_kind(kind);
  auto& majority = *contest.mutable_rule()->mutable_majority();
  majority.set_base(1);
  majority.mutable_share()->set_numerator(1);
  majority.mutable_share()->set_denominator(2);
  majority.mutable_share()->set_strict(true);
  contest.set_min_choices(1);
  contest.set_max_choices(1);
  return contest;
}

v1::PaperCount& Count(v1::Command& m) {
  m.mutable_enter_count()->clear_counts();
  v1::PaperCount& count = *m.mutable_enter_count()->add_counts();
  count.add_votes(3);
  return count;
}

const FieldCase kPolls[] = {
    {"Valid", kDraftPoll, [](auto& m) { Contest(m); }, ""},
    {"PollMissing", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_poll(); },
     "draft_poll.poll: bytes: 0, not 16"},
    {"SubjectUnknown", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->set_subject(8); },
     "draft_poll.subject: unknown value 8"},
    {"MethodUnknown", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->set_method(5); },
     "draft_poll.method: unknown value 5"},
    {"QuestionMissing", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_question(); },
     "draft_poll.question: is missing"},
    {"NoContest", kDraftPoll, [](auto& m) { m.mutable_draft_poll()->clear_contests(); },
     "draft_poll.contests: elements: 0, not 1 to 300"},
    {"Contests", kDraftPoll,
     [](auto& m) {
       for (int i = 0; i < 301; ++i) m.mutable_draft_poll()->add_contests();
       while (m.draft_poll().contests_size() > 301) {
         m.mutable_draft_poll()->mutable_contests()->RemoveLast();
       }
     },
     "draft_poll.contests: elements: 301, not 1 to 300"},
    {"AgainZero", kDraftPoll,
     [](auto& m) { m.mutable_draft_poll()->set_again(std::string(16, '\0')); },
     "draft_poll.again: zero"},
    {"OptionUnknown", kDraftPoll,
     [](auto& m) {
       const v1::Contest contest = Contest(m);
       for (int i = 0; i < 3; ++i) *m.mutable_draft_poll()->add_contests() = contest;
       m.mutable_draft_poll()->mutable_contests(3)->mutable_options(0)->set_kind(77);
     },
     "draft_poll.contests[3].options[0].kind: unknown value 77"},
    {"LabelLong", kDraftPoll,
     [](auto& m) { Contest(m).mutable_options(2)->set_label(std::string(201, 'x')); },
     "draft_poll.contests[0].options[2].label: 201 bytes, at most 200"},
    {"NoOption", kDraftPoll, [](auto& m) { Contest(m).clear_options(); },
     "draft_poll.contests[0].options: elements: 0, not 1 to 1000"},
    {"OrderOfOptions", kDraftPoll,
     [](auto& m) { Contest(m).mutable_options()->SwapElements(0, 1); },
     "draft_poll.contests[0]: a majority needs the options for, against, abstain"},
    {"RuleMissing", kDraftPoll, [](auto& m) { Contest(m).clear_rule(); },
     "draft_poll.contests[0].rule: is missing"},
    {"Half", kDraftPoll,
     [](auto& m) {
       Contest(m).mutable_rule()->mutable_majority()->mutable_share()->set_strict(false);
     },
     "draft_poll.contests[0]: a majority that a tie would reach"},
    {"ThresholdUnknown", kDraftPoll,
     [](auto& m) { Contest(m).mutable_rule()->mutable_election()->mutable_threshold(); },
     "draft_poll.contests[0].rule.election.threshold.base: unknown value 0"},
    {"GradeUnknown", kDraftPoll, [](auto& m) { Contest(m).mutable_rule()->mutable_evaluation(); },
     "draft_poll.contests[0].rule.evaluation.satisfied.base: unknown value 0"},
    {"MaxChoices", kDraftPoll, [](auto& m) { Contest(m).set_max_choices(2); },
     "draft_poll.contests[0]: max_choices does not fit the rule"},
    {"MergedTwice", kDraftPoll,
     [](auto& m) {
       v1::Contest& contest = Contest(m);
       for (const int i : {1, 2, 2}) contest.add_proposals(Id(i));
     },
     "draft_poll.contests[0].proposals[2]: there already"},
    {"PollZero", kOpenPoll, [](auto& m) { m.mutable_open_poll()->set_poll(std::string(16, '\0')); },
     "open_poll.poll: zero"},
    {"PollMissing", kDiscardPoll, [](auto& m) { m.mutable_discard_poll()->clear_poll(); },
     "discard_poll.poll: bytes: 0, not 16"},
    {"ReasonEmpty", kObjectToMerge, [](auto& m) { m.mutable_object_to_merge()->clear_reason(); },
     ""},
    {"NoChoice", kCastBallot, [](auto& m) { m.mutable_cast_ballot()->clear_choices(); },
     "cast_ballot.choices: elements: 0, not 1 to 300"},
    {"Blank", kCastBallot,
     [](auto& m) {
       m.mutable_cast_ballot()->clear_choices();
       m.mutable_cast_ballot()->add_choices();
     },
     ""},
    {"ChoicesDescend", kCastBallot,
     [](auto& m) {
       m.mutable_cast_ballot()->clear_choices();
       v1::Choice& choice = *m.mutable_cast_ballot()->add_choices();
       for (const std::uint32_t i : {4u, 3u}) choice.add_options(i);
     },
     "cast_ballot.choices[0].options[1]: not ascending"},
    {"ReplacesShort", kCastBallot, [](auto& m) { m.mutable_cast_ballot()->set_replaces("x"); },
     "cast_ballot.replaces: bytes: 1, not 16"},
    {"PollMissing", kClosePoll, [](auto& m) { m.mutable_close_poll()->clear_poll(); },
     "close_poll.poll: bytes: 0, not 16"},
    {"NoCount", kEnterCount, [](auto& m) { m.mutable_enter_count()->clear_counts(); },
     "enter_count.counts: elements: 0, not 1 to 300"},
    {"NoVotes", kEnterCount, [](auto& m) { Count(m).clear_votes(); },
     "enter_count.counts[0].votes: elements: 0, not 1 to 1000"},
    {"WriteInsOfTheSameName", kEnterCount,
     [](auto& m) {
       v1::PaperCount& count = Count(m);
       for (int i = 0; i < 2; ++i) count.add_write_ins()->set_name("王");
     },
     "enter_count.counts[0].write_ins[1]: not ascending"},
    {"WriteInMissing", kEnterCount, [](auto& m) { Count(m).add_write_ins(); },
     "enter_count.counts[0].write_ins[0].name: is missing"},
    {"NoCount", kConfirmCount, [](auto& m) { m.mutable_confirm_count()->clear_counts(); },
     "confirm_count.counts: elements: 0, not 1 to 300"},
    {"OutcomeUnknown", kCertifyResult,
     [](auto& m) { m.mutable_certify_result()->mutable_results(0)->set_outcome(9); },
     "certify_result.results[0].outcome: unknown value 9"},
    {"NoResult", kAnnounceResult, [](auto& m) { m.mutable_announce_result()->clear_results(); },
     "announce_result.results: elements: 0, not 1 to 300"},
    {"ReasonMissing", kVoidPoll, [](auto& m) { m.mutable_void_poll()->clear_reason(); },
     "void_poll.reason: is missing"},
};
INSTANTIATE_TEST_SUITE_P(Polls, CommandField, ::testing::ValuesIn(kPolls), NameOfCase);

}  // namespace
}  // namespace plenary::wire
