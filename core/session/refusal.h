// Why a command is not accepted. A correct answer, not an error: it travels to the
// signer as a number, and clients put it into words.
#ifndef PLENARY_CORE_SESSION_REFUSAL_H_
#define PLENARY_CORE_SESSION_REFUSAL_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace plenary::session {

// Stored in vectors and sent: append only, never renumber.
enum class Refusal : std::uint8_t {
  // the envelope, in this order
  kMalformed = 1,       // not the one encoding of a command, or a field out of bounds
  kOtherCommittee = 2,  // names another committee
  kOtherLog = 3,        // names another session, or a registry's command in a session
  kUnknownKey = 4,      // the registry admits no such key
  kRevokedKey = 5,
  kBadSignature = 6,
  kIdReused = 7,               // other bytes under an id of this signer
  kSeenUnknown = 8,            // the seen head is not of this log: another log, or a fork of it
  kSeenOlderThanOwn = 9,       // older than the signer's last command
  kSeenOlderThanSubject = 10,  // older than what the command speaks of
  // who and when: core/session/permissions.h
  kNotYourRole = 11,
  kNotInThisPhase = 12,
  kLogIsFounded = 13,  // Found or Convene anywhere but first
  kLogIsEmpty = 14,    // anything else first
  // registry
  kUnknownPerson = 20,
  kUnknownSeat = 21,
  kSeatTaken = 22,
  kSeatVacant = 23,
  kAlreadySeated = 24,
  kKnownAlready = 25,  // key, seat, role, node or proposal stands already
  kNotGranted = 26,
  kNothingToConfirm = 27,  // no entry that waits for a second officer
  kOwnProposal = 28,       // who proposed cannot confirm
  kLastOfficers = 29,      // would leave fewer than two officers, or no secretary
  kUnknownNode = 30,
  kBadTerm = 31,  // not the next term
  kBadRules = 32,
  kBadKey = 33,  // not a public key of the suite
  // session
  kRegistryUnknown = 40,  // the named registry head is not one of the registry
  kRegistryBackwards = 41,
  kPollIsOpen = 42,  // not during an open poll
  kNoQuorum = 43,
  kNoticeTooShort = 44,
  kNoNotice = 45,
  kNotAMember = 46,
  kNotPresent = 47,
  kPresentAlready = 48,
  kOnLeave = 49,
  kBadDate = 50,
  kItemsUnfinished = 51,
  kTooFewScrutineers = 52,
  kScrutineerConcerned = 53,
  kAgendaNotAdopted = 54,
  // agenda
  kUnknownItem = 60,
  kItemExists = 61,
  kItemState = 62,  // not while the item is in this state
  kAnotherItemStarted = 63,
  kWrongEnding = 64,        // this kind of item does not end so
  kEndingWithoutVote = 65,  // no announced poll says so
  kPollsUnfinished = 66,
  kBadMover = 67,
  kBadPosition = 68,
  kDocumentExists = 69,
  // appointment business
  kUnknownProposal = 80,
  kProposalExists = 81,
  kProposalState = 82,
  kTooManyFailures = 83,  // put to the vote as often as the committee allows
  kReasonsMissing = 84,
  kPrerequisitesMissing = 85,
  kMaterialsTooLate = 86,
  kRecusalNotKept = 87,  // the committee's rules know no recusal
  // polls
  kUnknownPoll = 100,
  kPollExists = 101,
  kPollState = 102,       // not while the poll is in this state
  kWrongMethod = 103,     // not with this method
  kSecretNeedsKey = 104,  // no key of key holders stands in this session
  kWrongContest = 105,    // options, rule or proposals do not fit
  kWrongRule = 106,       // not the majority that the committee set
  kMergeNotAllowed = 107,
  kMergeObjected = 108,
  kNotARepetition = 109,  // not the same contests as the voided poll
  kOrderOfPolls = 110,    // amendments and clauses before the draft
  kNotOnRoll = 111,
  kWrongChoice = 112,
  kNotTheLast = 113,  // `replaces` is not the member's ballot so far
  kBallotIsFinal = 114,
  kWrongCount = 115,    // figures contradict each other or the roll
  kCountsDiffer = 116,  // the second scrutineer counted otherwise
  kSameScrutineer = 117,
  kResultDiffers = 118,
  kMoreReturnedThanIssued = 119,  // void the poll
  kRollEmpty = 120,
  // secret polls
  kUnknownCeremony = 130,
  kCeremonyExists = 131,
  kCeremonyState = 132,  // not at this point of the ceremony, or another one has begun
  kWrongHolders = 133,   // not those, or not the number, that the committee's rules ask for
  kTooFewHolders = 134,  // present: a new ceremony comes first
  kNotAHolder = 135,
  kSaidAlready = 136,         // once a ceremony, once a poll
  kBadCeremonyMessage = 137,  // its form or its proof
  kDealsDiffer = 138,         // other deals than the log has
  kBadBallot = 140,           // not the form of this poll's ballots
  kFalseBallot = 141,         // its proofs do not hold, for this person in this poll
  kBallotSeen = 142,          // it, or a part of it, was cast or challenged before
  kBallotSpent = 143,         // it was challenged
  kCodeDiffers = 144,
  kTooManyChallenges = 145,
  kTooFewBallots = 146,  // for a secret
  kSealDiffers = 147,    // other ballots or another log than this one
  kNotSealed = 148,
  kBadAnswer = 149,  // its form
  kTooFewAnswers = 150,
  kTotalsDiffer = 151,  // not what was opened
};

// "NotOnRoll": for logs, JSON and documents.
std::string_view NameOf(Refusal refusal);
std::span<const Refusal> AllRefusals();

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_REFUSAL_H_
