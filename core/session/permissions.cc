#include "core/session/permissions.h"

#include <algorithm>
#include <array>

#include "core/base/check.h"

namespace plenary::session {
namespace {

using Kind = CommandKind;
using Who = SetOf<Standing>;
using Phases = SetOf<SessionPhase>;
using Items = SetOf<ItemState>;
using Polls = SetOf<PollState>;

constexpr auto kSecretary = Standing::kSecretary;
constexpr auto kOfficer = Standing::kOfficer;
constexpr auto kChair = Standing::kChair;
constexpr auto kDirectorate = Standing::kDirectorate;
constexpr auto kMember = Standing::kMember;
constexpr auto kScrutineer = Standing::kScrutineer;
constexpr auto kChief = Standing::kChiefScrutineer;
constexpr auto kAttendee = Standing::kAttendee;
constexpr auto kSelf = Standing::kSelf;
constexpr auto kHolder = Standing::kKeyHolder;

constexpr auto kConvened = SessionPhase::kConvened;
constexpr auto kOpen = SessionPhase::kOpen;
constexpr auto kRecessed = SessionPhase::kRecessed;
constexpr Phases kNotClosed = {kConvened, kOpen, kRecessed};

constexpr Items kLiveItem = {ItemState::kPlanned, ItemState::kStarted};
constexpr Items kPlanned = {ItemState::kPlanned};
constexpr Items kStarted = {ItemState::kStarted};

constexpr auto kDrafted = PollState::kDrafted;
constexpr auto kClosed = PollState::kClosed;

// clang-format off
constexpr std::array kTable = {
  // registry
  Permission{Kind::kFound,           {},                        {}, {}, {}, "the first entry, signed by two officers"},
  Permission{Kind::kSetRules,        {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kPutPerson,       {kSecretary},              {}, {}, {}, "two officers, if the person is known already"},
  Permission{Kind::kAddSeat,         {kSecretary},              {}, {}, {}, ""},
  Permission{Kind::kFillSeat,        {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kVacateSeat,      {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kGrantRole,       {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kWithdrawRole,    {kSecretary},              {}, {}, {}, "two officers and one secretary remain"},
  Permission{Kind::kAdmitKey,        {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kRevokeKey,       {kSecretary, kOfficer, kSelf}, kNotClosed, {}, {}, "an officer's key remains; acts at once in every session that is not closed"},
  Permission{Kind::kAdmitNode,       {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kRevokeNode,      {kSecretary, kOfficer},    {}, {}, {}, "another node remains"},
  Permission{Kind::kConfirm,         {kSecretary, kOfficer},    {}, {}, {}, "not who proposed"},
  Permission{Kind::kBeginTerm,       {kSecretary},              {}, {}, {}, "two officers"},
  Permission{Kind::kSetYearFigures,  {kSecretary},              {}, {}, {}, ""},
  // the session itself
  Permission{Kind::kConvene,         {kSecretary},              {}, {}, {}, "the first entry"},
  Permission{Kind::kAdvanceRegistry, {kSecretary, kOfficer}, kNotClosed, {}, {}, "forward; not during an open poll"},
  Permission{Kind::kGiveNotice,      {kSecretary},     {kConvened}, {}, {}, "as many days ahead as the committee set, urgent sessions apart"},
  Permission{Kind::kOpenSession,     {kChair},         {kConvened}, {}, {}, "quorum; notice given"},
  Permission{Kind::kRecess,          {kChair},             {kOpen}, {}, {}, "no unfinished poll"},
  Permission{Kind::kResume,          {kChair},         {kRecessed}, {}, {}, "quorum"},
  Permission{Kind::kCloseSession,    {kChair},             {kOpen}, {}, {}, "no unfinished poll; every item has ended"},
  Permission{Kind::kHandOverChair,   {kChair, kDirectorate}, kNotClosed, {}, {}, "to a director or vice-director, present once the session is open"},
  Permission{Kind::kNameScrutineers, {kChair},             {kOpen}, {}, {}, "members present, not the chair; no unfinished poll"},
  // agenda
  Permission{Kind::kAddItem,         {kSecretary, kChair}, kNotClosed, {}, {}, "by the chair once the agenda is adopted"},
  Permission{Kind::kAmendItem,       {kSecretary, kChair}, kNotClosed, kPlanned, {}, "by the chair once the agenda is adopted"},
  Permission{Kind::kMoveItem,        {kSecretary, kChair}, kNotClosed, kPlanned, {}, "by the chair once the agenda is adopted"},
  Permission{Kind::kWithdrawItem,    {kSecretary, kChair}, kNotClosed, kLiveItem, {}, "no unfinished poll on it"},
  Permission{Kind::kDeferItem,       {kChair},             {kOpen}, kLiveItem, {}, "no unfinished poll on it"},
  Permission{Kind::kAdoptAgenda,     {kChair},             {kOpen}, {}, {}, "once"},
  Permission{Kind::kStartItem,       {kChair},             {kOpen}, kPlanned, {}, "one at a time; the agenda is adopted"},
  Permission{Kind::kConcludeItem,    {kChair},             {kOpen}, kStarted, {}, "an ending of its kind, as its announced polls say"},
  Permission{Kind::kAttachDocument,  {kSecretary},      kNotClosed, {}, {}, ""},
  // attendance
  Permission{Kind::kSignIn,          {kMember, kAttendee}, kNotClosed, {}, {}, "oneself"},
  Permission{Kind::kRecordAttendee,  {kSecretary},      kNotClosed, {}, {}, "without vote"},
  Permission{Kind::kRecordDeparture, {kSecretary, kSelf}, kNotClosed, {}, {}, ""},
  Permission{Kind::kGrantLeave,      {kSecretary, kDirectorate, kChair}, kNotClosed, {}, {}, "a member not present"},
  Permission{Kind::kRecuse,          {kChair, kSelf},   kNotClosed, kLiveItem, {}, "no unfinished poll on the item"},
  // appointment business
  Permission{Kind::kProposeAppointment, {kSecretary},   kNotClosed, kLiveItem, {}, "fewer failed votes than the limit, with reasons after the first"},
  Permission{Kind::kWithdrawProposal,   {kSecretary, kChair}, kNotClosed, {}, {}, "not while it is voted on"},
  Permission{Kind::kRecordPrerequisite, {kSecretary},   kNotClosed, {}, {}, ""},
  Permission{Kind::kRecordFollowUp,     {kSecretary},   kNotClosed, {}, {}, "a passed proposal"},
  // polls
  Permission{Kind::kDraftPoll,       {kSecretary, kChair}, kNotClosed, kLiveItem, {}, "the majority that the committee set"},
  Permission{Kind::kDiscardPoll,     {kSecretary, kChair}, kNotClosed, {}, {kDrafted}, ""},
  Permission{Kind::kObjectToMerge,   {kMember},            {kOpen}, {}, {kDrafted}, "a member present; a merged poll"},
  Permission{Kind::kOpenPoll,        {kChair},             {kOpen}, {}, {kDrafted}, "quorum; the item is started; no other poll unfinished; two scrutineers not concerned"},
  Permission{Kind::kCastBallot,      {kMember},            {kOpen}, {}, {PollState::kOpen}, "on the roll, present"},
  Permission{Kind::kClosePoll,       {kChair},             {kOpen}, {}, {PollState::kOpen}, ""},
  Permission{Kind::kEnterCount,      {kScrutineer},        {kOpen}, {}, {kClosed}, "show of hands, paper"},
  Permission{Kind::kConfirmCount,    {kScrutineer},        {kOpen}, {}, {kClosed}, "another scrutineer, with the same figures"},
  Permission{Kind::kCertifyResult,   {kChief},             {kOpen}, {}, {kClosed}, "the result as everybody computes it"},
  Permission{Kind::kAnnounceResult,  {kChair},             {kOpen}, {}, {kClosed, PollState::kTallied}, "certified, test polls apart; the result as everybody computes it"},
  Permission{Kind::kVoidPoll,        {kChair},             {kOpen}, {}, {PollState::kOpen, kClosed, PollState::kTallied, PollState::kAnnounced}, "before its item is concluded"},
  // secret polls
  Permission{Kind::kBeginCeremony,   {kSecretary, kChair, kScrutineer}, {kOpen}, {}, {}, "the holders that the rules ask for; no unfinished poll"},
  Permission{Kind::kCommitToCeremony, {kHolder},           {kOpen}, {}, {}, "of this ceremony, in its first step"},
  Permission{Kind::kDealShares,      {kHolder},            {kOpen}, {}, {}, "of this ceremony, once all have committed"},
  Permission{Kind::kAcceptDeals,     {kHolder},            {kOpen}, {}, {}, "of this ceremony, once all have dealt"},
  Permission{Kind::kComplainOfDeal,  {kHolder},            {kOpen}, {}, {}, "of this ceremony, once all have dealt"},
  Permission{Kind::kCastSecretBallot, {kMember},           {kOpen}, {}, {PollState::kOpen}, "on the roll, present"},
  Permission{Kind::kChallengeBallot, {kMember},            {kOpen}, {}, {PollState::kOpen}, "on the roll, present"},
  Permission{Kind::kSealPoll,        {kChair, kChief},     {kOpen}, {}, {kClosed}, "once each; what the log has"},
  Permission{Kind::kAnswerOpening,   {kHolder},            {kOpen}, {}, {kClosed}, "of the poll's key; once; sealed by both"},
  Permission{Kind::kStateTotals,     {kSecretary, kChair, kScrutineer, kHolder}, {kOpen}, {}, {kClosed}, "what was opened"},
};
// clang-format on

std::string_view NameOf(Standing standing) {
  switch (standing) {
    case Standing::kSecretary:
      return "secretary";
    case Standing::kOfficer:
      return "officer";
    case Standing::kChair:
      return "chair";
    case Standing::kDirectorate:
      return "director or vice-director";
    case Standing::kMember:
      return "member";
    case Standing::kScrutineer:
      return "scrutineer";
    case Standing::kChiefScrutineer:
      return "chief scrutineer";
    case Standing::kAttendee:
      return "attendee";
    case Standing::kSelf:
      return "the person concerned";
    case Standing::kKeyHolder:
      return "key holder";
  }
  return "";
}

std::string_view NameOf(SessionPhase phase) {
  switch (phase) {
    case SessionPhase::kConvened:
      return "convened";
    case SessionPhase::kOpen:
      return "open";
    case SessionPhase::kRecessed:
      return "recessed";
    case SessionPhase::kClosed:
      return "closed";
  }
  return "";
}

std::string_view NameOf(ItemState state) {
  switch (state) {
    case ItemState::kPlanned:
      return "planned";
    case ItemState::kStarted:
      return "started";
    case ItemState::kConcluded:
      return "concluded";
    case ItemState::kWithdrawn:
      return "withdrawn";
    case ItemState::kDeferred:
      return "deferred";
  }
  return "";
}

std::string_view NameOf(PollState state) {
  switch (state) {
    case PollState::kDrafted:
      return "drafted";
    case PollState::kOpen:
      return "open";
    case PollState::kClosed:
      return "closed";
    case PollState::kTallied:
      return "tallied";
    case PollState::kAnnounced:
      return "announced";
    case PollState::kVoided:
      return "voided";
    case PollState::kDiscarded:
      return "discarded";
  }
  return "";
}

template <class Enum>
std::string Names(SetOf<Enum> set) {
  std::string names;
  for (std::uint8_t number = 1; number < 16; ++number) {
    if (!set.Has(static_cast<Enum>(number))) continue;
    if (!names.empty()) names += ", ";
    names += NameOf(static_cast<Enum>(number));
  }
  return names;
}

}  // namespace

std::span<const Permission> Permissions() { return kTable; }

const Permission& PermissionFor(CommandKind kind) {
  const auto row = std::ranges::find(kTable, kind, &Permission::kind);
  PLENARY_CHECK(row != kTable.end());
  return *row;
}

std::string PermissionsAsMarkdown() {
  std::string text =
      "| command | number | who | session | item | poll | and |\n|---|---|---|---|---|---|---|\n";
  for (const Permission& row : kTable) {
    text += "| " + std::string(NameOf(row.kind)) + " | ";
    text += std::to_string(static_cast<std::uint32_t>(row.kind)) + " | " + Names(row.who) + " | ";
    text += Names(row.phases) + " | " + Names(row.item) + " | " + Names(row.poll) + " | ";
    text += std::string(row.remark) + " |\n";
  }
  return text;
}

}  // namespace plenary::session
