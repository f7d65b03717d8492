// Every field of the envelope and of the registry's commands, out of its bounds.
#include "tests/core/wire/field_case.h"

namespace plenary::wire {
namespace {

using enum session::CommandKind;

std::string Repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

class RegistryField : public FieldTest {};

TEST_P(RegistryField, IsChecked) { ExpectMessage(); }

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
INSTANTIATE_TEST_SUITE_P(Envelope, RegistryField, ::testing::ValuesIn(kEnvelope), NameOfCase);

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
INSTANTIATE_TEST_SUITE_P(Registry, RegistryField, ::testing::ValuesIn(kRegistry), NameOfCase);

}  // namespace
}  // namespace plenary::wire
