// Every field of commands about session, agenda, attendance and appointments, out of its bounds.
#include "tests/core/wire/field_case.h"

namespace plenary::wire {
namespace {

using enum session::CommandKind;

class SessionField : public FieldTest {};

TEST_P(SessionField, IsChecked) { ExpectMessage(); }

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
INSTANTIATE_TEST_SUITE_P(Session, SessionField, ::testing::ValuesIn(kSession), NameOfCase);

}  // namespace
}  // namespace plenary::wire
