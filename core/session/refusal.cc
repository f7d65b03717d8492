#include "core/session/refusal.h"

#include <array>

#include "core/base/check.h"

namespace plenary::session {
namespace {

// Empty: no refusal has this number.
constexpr std::string_view Find(Refusal refusal) {
  using enum Refusal;
  switch (refusal) {
    case kMalformed:
      return "Malformed";
    case kOtherCommittee:
      return "OtherCommittee";
    case kOtherLog:
      return "OtherLog";
    case kUnknownKey:
      return "UnknownKey";
    case kRevokedKey:
      return "RevokedKey";
    case kBadSignature:
      return "BadSignature";
    case kIdReused:
      return "IdReused";
    case kSeenUnknown:
      return "SeenUnknown";
    case kSeenOlderThanOwn:
      return "SeenOlderThanOwn";
    case kSeenOlderThanSubject:
      return "SeenOlderThanSubject";
    case kNotYourRole:
      return "NotYourRole";
    case kNotInThisPhase:
      return "NotInThisPhase";
    case kLogIsFounded:
      return "LogIsFounded";
    case kLogIsEmpty:
      return "LogIsEmpty";
    case kUnknownPerson:
      return "UnknownPerson";
    case kUnknownSeat:
      return "UnknownSeat";
    case kSeatTaken:
      return "SeatTaken";
    case kSeatVacant:
      return "SeatVacant";
    case kAlreadySeated:
      return "AlreadySeated";
    case kKnownAlready:
      return "KnownAlready";
    case kNotGranted:
      return "NotGranted";
    case kNothingToConfirm:
      return "NothingToConfirm";
    case kOwnProposal:
      return "OwnProposal";
    case kLastOfficers:
      return "LastOfficers";
    case kUnknownNode:
      return "UnknownNode";
    case kBadTerm:
      return "BadTerm";
    case kBadRules:
      return "BadRules";
    case kBadKey:
      return "BadKey";
    case kRegistryUnknown:
      return "RegistryUnknown";
    case kRegistryBackwards:
      return "RegistryBackwards";
    case kPollIsOpen:
      return "PollIsOpen";
    case kNoQuorum:
      return "NoQuorum";
    case kNoticeTooShort:
      return "NoticeTooShort";
    case kNoNotice:
      return "NoNotice";
    case kNotAMember:
      return "NotAMember";
    case kNotPresent:
      return "NotPresent";
    case kPresentAlready:
      return "PresentAlready";
    case kOnLeave:
      return "OnLeave";
    case kBadDate:
      return "BadDate";
    case kItemsUnfinished:
      return "ItemsUnfinished";
    case kTooFewScrutineers:
      return "TooFewScrutineers";
    case kScrutineerConcerned:
      return "ScrutineerConcerned";
    case kAgendaNotAdopted:
      return "AgendaNotAdopted";
    case kUnknownItem:
      return "UnknownItem";
    case kItemExists:
      return "ItemExists";
    case kItemState:
      return "ItemState";
    case kAnotherItemStarted:
      return "AnotherItemStarted";
    case kWrongEnding:
      return "WrongEnding";
    case kEndingWithoutVote:
      return "EndingWithoutVote";
    case kPollsUnfinished:
      return "PollsUnfinished";
    case kBadMover:
      return "BadMover";
    case kBadPosition:
      return "BadPosition";
    case kDocumentExists:
      return "DocumentExists";
    case kUnknownProposal:
      return "UnknownProposal";
    case kProposalExists:
      return "ProposalExists";
    case kProposalState:
      return "ProposalState";
    case kTooManyFailures:
      return "TooManyFailures";
    case kReasonsMissing:
      return "ReasonsMissing";
    case kPrerequisitesMissing:
      return "PrerequisitesMissing";
    case kMaterialsTooLate:
      return "MaterialsTooLate";
    case kRecusalNotKept:
      return "RecusalNotKept";
    case kUnknownPoll:
      return "UnknownPoll";
    case kPollExists:
      return "PollExists";
    case kPollState:
      return "PollState";
    case kWrongMethod:
      return "WrongMethod";
    case kSecretNeedsKey:
      return "SecretNeedsKey";
    case kWrongContest:
      return "WrongContest";
    case kWrongRule:
      return "WrongRule";
    case kMergeNotAllowed:
      return "MergeNotAllowed";
    case kMergeObjected:
      return "MergeObjected";
    case kNotARepetition:
      return "NotARepetition";
    case kOrderOfPolls:
      return "OrderOfPolls";
    case kNotOnRoll:
      return "NotOnRoll";
    case kWrongChoice:
      return "WrongChoice";
    case kNotTheLast:
      return "NotTheLast";
    case kBallotIsFinal:
      return "BallotIsFinal";
    case kWrongCount:
      return "WrongCount";
    case kCountsDiffer:
      return "CountsDiffer";
    case kSameScrutineer:
      return "SameScrutineer";
    case kResultDiffers:
      return "ResultDiffers";
    case kMoreReturnedThanIssued:
      return "MoreReturnedThanIssued";
    case kRollEmpty:
      return "RollEmpty";
    case kUnknownCeremony:
      return "UnknownCeremony";
    case kCeremonyExists:
      return "CeremonyExists";
    case kCeremonyState:
      return "CeremonyState";
    case kWrongHolders:
      return "WrongHolders";
    case kTooFewHolders:
      return "TooFewHolders";
    case kNotAHolder:
      return "NotAHolder";
    case kSaidAlready:
      return "SaidAlready";
    case kBadCeremonyMessage:
      return "BadCeremonyMessage";
    case kDealsDiffer:
      return "DealsDiffer";
    case kBadBallot:
      return "BadBallot";
    case kFalseBallot:
      return "FalseBallot";
    case kBallotSeen:
      return "BallotSeen";
    case kBallotSpent:
      return "BallotSpent";
    case kCodeDiffers:
      return "CodeDiffers";
    case kTooManyChallenges:
      return "TooManyChallenges";
    case kTooFewBallots:
      return "TooFewBallots";
    case kSealDiffers:
      return "SealDiffers";
    case kNotSealed:
      return "NotSealed";
    case kBadAnswer:
      return "BadAnswer";
    case kTooFewAnswers:
      return "TooFewAnswers";
    case kTotalsDiffer:
      return "TotalsDiffer";
  }
  return {};
}

constexpr std::size_t kNumbers = 256;

constexpr std::size_t kCount = [] {
  std::size_t count = 0;
  for (std::size_t i = 0; i < kNumbers; ++i)
    count += Find(static_cast<Refusal>(i)).empty() ? 0U : 1U;
  return count;
}();

constexpr auto kAll = [] {
  std::array<Refusal, kCount> all{};
  std::size_t next = 0;
  for (std::size_t i = 0; i < kNumbers; ++i) {
    if (!Find(static_cast<Refusal>(i)).empty()) all[next++] = static_cast<Refusal>(i);
  }
  return all;
}();

}  // namespace

std::string_view NameOf(Refusal refusal) {
  const std::string_view name = Find(refusal);
  PLENARY_CHECK(!name.empty());
  return name;
}

std::span<const Refusal> AllRefusals() { return kAll; }

}  // namespace plenary::session
