#include "client/actions/secret_polls.h"

#include <algorithm>
#include <utility>

#include "core/ballot/ballot.h"
#include "core/crypto/random.h"
#include "core/session/holding.h"

namespace plenary::actions {
namespace {

using session::PollRecord;
using session::PollState;
using session::SecretPoll;
using session::Session;

Bytes EncodeSeal(const session::Seal& seal) {
  Bytes bytes;
  PutU64(bytes, seal.head.size);
  PutRaw(bytes, seal.head.root.view());
  PutU32(bytes, seal.ballots);
  PutRaw(bytes, seal.aggregates);
  return bytes;
}

// ---- the ceremony

// Of a holder who has not said this step. Drawn before the holder has committed and never later:
// where there is none then, another machine of the same person has it.
Result<std::optional<crypto::SecretBytes>> SeedFor(link::Vault& vault, const Session& session) {
  const session::CeremonyRecord& ceremony = *session.ceremony;
  auto kept = vault.Seed(session.id, ceremony.id);
  if (!kept || *kept) return kept;
  if (ceremony.state != session::CeremonyState::kCommitting) return std::nullopt;
  auto fresh = vault.NewSeed(ceremony.terms);
  if (!fresh) return std::unexpected(fresh.error());
  PLENARY_TRY(vault.KeepSeed(session.id, ceremony.id, *fresh));
  return *std::move(fresh);
}

Result<std::optional<session::Body>> NextInCeremony(link::Vault& vault, const Session& session,
                                                    const PersonId& holder) {
  if (!session.ceremony || !session.ceremony->NumberOf(holder) ||
      !session.ceremony->Waits(holder)) {
    return std::nullopt;
  }
  const auto seed = SeedFor(vault, session);
  if (!seed) return std::unexpected(seed.error());
  if (!*seed) return std::nullopt;
  auto step = session::NextCeremonyStep(session, holder, **seed);
  if (!step) return std::nullopt;
  if (step->share) {
    const crypto::Group& group = session.ceremony->terms.group();
    PLENARY_TRY(
        vault.KeepShare(session.id, session.ceremony->id, group.EncodeSecret(*step->share)));
  }
  return std::move(step->body);
}

// ---- opening

Result<std::optional<session::Body>> AnswerTo(link::Vault& vault, const Session& session,
                                              const PollId& poll, const PersonId& holder) {
  const SecretPoll& secret = *session.polls.at(poll).secret;
  const auto given = vault.Answer(session.id, poll);
  if (!given) return std::unexpected(given.error());
  if (*given) {
    if ((*given)->sealed != secret.seal->head) {
      return Fail(ErrorCode::kConflict,
                  "this machine has answered another seal of the same poll: two logs were shown");
    }
    return session::AnswerOpening{poll, (*given)->bytes};
  }
  const auto encoded = vault.Share(session.id, secret.key->ceremony);
  if (!encoded) return std::unexpected(encoded.error());
  if (!*encoded) return std::nullopt;  // another machine of the same person has it
  const auto share = secret.terms->group().DecodeSecret((*encoded)->view());
  if (!share) return std::unexpected(share.error());
  const auto system = crypto::RandomSecret();
  if (!system) return std::unexpected(system.error());
  auto answer = session::MakeOpeningAnswer(session, poll, holder, *share, *system);
  PLENARY_TRY(vault.KeepAnswer(session.id, poll, {secret.seal->head, answer.answer}));
  return answer;
}

bool Waits(const session::CeremonyRecord& ceremony, const std::vector<PersonId>& people) {
  return std::ranges::any_of(people, [&](const PersonId& person) {
    return ceremony.NumberOf(person) && ceremony.Waits(person);
  });
}

bool LacksTotals(const PollRecord& poll) {
  return !poll.secret->opened.empty() && poll.secret->totals.empty();
}

// Whose answer opened the poll searches; the others need not, unless that machine is gone.
bool IsToFindTotals(const PollRecord& poll, const PersonId& holder, bool opener_is_late) {
  const auto number = poll.secret->key->NumberOf(holder);
  return LacksTotals(poll) && number && (opener_is_late || number == poll.secret->opener);
}

// The closed one; none: there is none, or it is not secret.
const PollRecord* ClosedSecretPoll(const Session& session) {
  const PollRecord* poll = nullptr;
  for (const auto& [id, record] : session.polls) {
    if (record.secret && record.state == PollState::kClosed) poll = &record;
  }
  return poll;
}

}  // namespace

// ---- as a voter

Booth::Booth(link::KeyStore& store, const SessionId& session, const PollId& poll,
             const PersonId& voter, std::shared_ptr<const ballot::Poll> terms)
    : vault_(store.vault()),
      session_(session),
      poll_(poll),
      voter_(voter),
      terms_(std::move(terms)) {}

Result<std::unique_ptr<Booth>> Booth::Open(link::KeyStore& store, const Session& session,
                                           const PollId& poll, const PersonId& voter) {
  const auto record = session.polls.find(poll);
  if (record == session.polls.end()) return Fail(ErrorCode::kNotFound, "no such poll");
  if (!record->second.secret || record->second.state != PollState::kOpen) {
    return Fail(ErrorCode::kConflict, "the poll is not open, or not secret");
  }
  return std::unique_ptr<Booth>(
      new Booth(store, session.id, poll, voter, record->second.secret->terms));
}

Result<void> Booth::DrawSeed() {
  auto seed = vault_.NewSeed(*terms_, voter_);
  if (!seed) return std::unexpected(seed.error());
  seed_ = *std::move(seed);
  maker_ = std::make_unique<ballot::BallotMaker>(*terms_, voter_,
                                                 crypto::SecretBytes::CopyOf(seed_.view()));
  return {};
}

Result<void> Booth::Prepare() {
  if (!maker_) PLENARY_TRY(DrawSeed());
  for (std::size_t contest = 0; contest < terms_->shape().contests.size(); ++contest) {
    maker_->Prepare(contest);
  }
  return {};
}

Result<MadeBallot> Booth::Make(std::span<const rules::Choice> choices) {
  if (!maker_) PLENARY_TRY(DrawSeed());
  auto bytes = maker_->Make(choices);
  if (!bytes) return std::unexpected(bytes.error());
  MadeBallot made{ballot::BallotCode(*terms_, voter_, *bytes), *std::move(bytes), std::move(seed_)};
  maker_.reset();  // a seed serves one ballot
  PLENARY_TRY(vault_.KeepBallot(session_, poll_,
                                {crypto::SecretBytes::CopyOf(made.seed.view()), made.bytes}));
  return made;
}

Result<std::optional<MadeBallot>> BallotInHand(link::KeyStore& store, const Session& session,
                                               const PollId& poll, const PersonId& voter) {
  auto kept = store.vault().Ballot(session.id, poll);
  if (!kept) return std::unexpected(kept.error());
  if (!*kept) return std::nullopt;
  const ballot::Poll& terms = *session.polls.at(poll).secret->terms;
  return MadeBallot{ballot::BallotCode(terms, voter, (*kept)->bytes), std::move((*kept)->bytes),
                    std::move((*kept)->seed)};
}

session::CastSecretBallot CastOf(const Session& session, const PollId& poll, const PersonId& voter,
                                 const MadeBallot& ballot) {
  session::CastSecretBallot cast{poll, ballot.bytes, ballot.code, {}};
  const auto& ballots = session.polls.at(poll).ballots;
  const auto last = ballots.find(voter);
  if (last != ballots.end()) cast.replaces = last->second.id;
  return cast;
}

session::ChallengeBallot ChallengeOf(const PollId& poll, const MadeBallot& ballot) {
  return {poll, ballot.bytes, ballot.code};
}

// ---- as a holder

bool NeedsConsent(const session::HoldersKey& key) {
  return key.held_by != session::KeyHolders::kBody;
}

Result<std::optional<session::Body>> NextAsHolder(link::KeyStore& store, const Session& session,
                                                  const PersonId& holder, const Consent& consent,
                                                  bool opener_is_late) {
  if (session.phase != session::SessionPhase::kOpen) return std::nullopt;
  auto step = NextInCeremony(store.vault(), session, holder);
  if (!step || *step) return step;
  const PollRecord* poll = ClosedSecretPoll(session);
  if (poll == nullptr) return std::nullopt;
  const PollId& id = poll->draft.poll;
  if (session::AnswerIsWanted(session, id, holder)) {
    if (NeedsConsent(*poll->secret->key) && !consent(id)) return std::nullopt;
    return AnswerTo(store.vault(), session, id, holder);
  }
  if (!IsToFindTotals(*poll, holder, opener_is_late)) return std::nullopt;
  auto totals = session::FindPollTotals(session, id);
  if (!totals) {
    return Fail(ErrorCode::kInternal, "what was opened is no sum of ballots that were proven");
  }
  return *std::move(totals);
}

std::optional<PollId> PollToFindTotals(const Session& session) {
  const PollRecord* poll = ClosedSecretPoll(session);
  return poll != nullptr && LacksTotals(*poll) ? std::optional(poll->draft.poll) : std::nullopt;
}

Result<std::optional<session::SealPoll>> NextAsSealer(link::KeyStore& store, const Session& session,
                                                      const PollId& poll, const PersonId& sealer) {
  auto seal = session::NextSeal(session, poll, sealer);
  if (seal) PLENARY_TRY(store.vault().KeepSeal(session.id, poll, EncodeSeal(seal->seal)));
  return seal;
}

Result<session::BeginCeremony, session::Refusal> MakeCeremony(const Session& session,
                                                              const CeremonyId& id,
                                                              bool without_silent) {
  session::BeginCeremony begin{id, session::HolderThreshold(session),
                               session::EligibleHolders(session)};
  if (without_silent) {
    for (const PersonId& person : session::SilentHolders(session)) {
      std::erase(begin.holders, person);
    }
    // Too few have spoken for anybody to be silent: another ceremony would come no further.
    if (session.ceremony && Waits(*session.ceremony, begin.holders)) {
      return std::unexpected(session::Refusal::kTooFewHolders);
    }
  }
  if (begin.holders.size() < begin.threshold) {
    return std::unexpected(session::Refusal::kTooFewHolders);
  }
  return begin;
}

bool NeedsCeremony(const Session& session) {
  return !session.holders_key || session::HoldersPresent(session) < session::HoldersNeeded(session);
}

}  // namespace plenary::actions
