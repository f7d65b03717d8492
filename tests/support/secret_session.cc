#include "tests/support/secret_session.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/ballot/maker.h"
#include "core/base/check.h"
#include "core/session/holding.h"

namespace plenary::testing {
namespace {

crypto::SecretBytes CeremonySeedOf(const PersonId& holder, std::uint8_t ceremony) {
  Bytes seed(32, ceremony);
  std::ranges::copy(holder.bytes, seed.begin());
  return crypto::SecretBytes::CopyOf(seed);
}

}  // namespace

const Participant& SecretSession::ParticipantOf(const PersonId& person) const {
  const auto found = std::ranges::find(assembly_.members(), person, &Participant::person);
  PLENARY_CHECK(found != assembly_.members().end());
  return *found;
}

session::BeginCeremony SecretSession::NextCeremony(const std::vector<std::size_t>& without) const {
  session::BeginCeremony begin{NumberedId<CeremonyId>('k', ceremonies_ + 1U),
                               session::HolderThreshold(log_.state()),
                               session::EligibleHolders(log_.state())};
  for (const std::size_t member : without) {
    std::erase(begin.holders, assembly_.member(member).person);
  }
  return begin;
}

void SecretSession::Begin(const std::vector<std::size_t>& without) {
  log_.Say(assembly_.director(), NextCeremony(without));
  ++ceremonies_;
}

bool SecretSession::Step(const std::vector<std::size_t>& members) {
  bool said = false;
  for (const std::size_t member : members) {
    const PersonId& holder = assembly_.member(member).person;
    auto step =
        session::NextCeremonyStep(log_.state(), holder, CeremonySeedOf(holder, ceremonies_));
    if (!step) continue;
    if (step->share) shares_.insert_or_assign(holder, *std::move(step->share));
    log_.Say(assembly_.member(member), std::move(step->body));
    said = true;
  }
  return said;
}

void SecretSession::MakeKey() {
  Begin();
  std::vector<std::size_t> members(assembly_.members().size());
  std::iota(members.begin(), members.end(), std::size_t{0});
  while (Step(members)) continue;
  PLENARY_CHECK(log_.state().holders_key != nullptr);
}

Bytes SecretSession::SeedOf(std::size_t member, std::uint32_t seed) const {
  Bytes bytes;
  PutU32(bytes, static_cast<std::uint32_t>(member));
  PutU32(bytes, seed);
  bytes.resize(32, 7);
  return bytes;
}

std::vector<rules::Choice> SecretSession::Everywhere(const PollId& poll,
                                                     std::uint32_t option) const {
  const std::size_t contests = log_.state().polls.at(poll).draft.contests.size();
  return std::vector<rules::Choice>(contests, rules::Choice{{option}});
}

session::CastSecretBallot SecretSession::Ballot(const PollId& poll, std::size_t member,
                                                std::uint32_t option, std::uint32_t seed) {
  return Ballot(poll, member, Everywhere(poll, option), seed);
}

session::CastSecretBallot SecretSession::Ballot(const PollId& poll, std::size_t member,
                                                const std::vector<rules::Choice>& choices,
                                                std::uint32_t seed) {
  const ballot::Poll& terms = *log_.state().polls.at(poll).secret->terms;
  const PersonId& voter = assembly_.member(member).person;
  ballot::BallotMaker maker(terms, voter, crypto::SecretBytes::CopyOf(SeedOf(member, seed)));
  auto bytes = maker.Make(choices);
  PLENARY_CHECK(bytes);
  const Digest code = ballot::BallotCode(terms, voter, *bytes);
  return {poll, *std::move(bytes), code, {}};
}

void SecretSession::Cast(std::size_t member, session::CastSecretBallot ballot) {
  const auto& ballots = log_.state().polls.at(ballot.poll).ballots;
  const auto last = ballots.find(assembly_.member(member).person);
  if (last != ballots.end()) ballot.replaces = last->second.id;
  log_.Say(assembly_.member(member), std::move(ballot));
}

void SecretSession::Cast(const PollId& poll, std::size_t member, std::uint32_t option) {
  Cast(member, Ballot(poll, member, option, ++ballots_));
}

void SecretSession::Cast(const PollId& poll, std::size_t member,
                         const std::vector<rules::Choice>& choices) {
  Cast(member, Ballot(poll, member, choices, ++ballots_));
}

Digest SecretSession::Challenge(const PollId& poll, std::size_t member, std::uint32_t option,
                                std::uint32_t seed) {
  const session::CastSecretBallot made = Ballot(poll, member, option, seed);
  log_.Say(assembly_.member(member), session::ChallengeBallot{poll, made.ballot, made.code});
  return made.code;
}

Digest SecretSession::Challenge(const PollId& poll, std::size_t member,
                                const std::vector<rules::Choice>& choices) {
  const session::CastSecretBallot made = Ballot(poll, member, choices, ++ballots_);
  log_.Say(assembly_.member(member), session::ChallengeBallot{poll, made.ballot, made.code});
  return made.code;
}

void SecretSession::CloseAndOpen(const PollId& poll) {
  log_.Say(assembly_.director(), session::ClosePoll{poll});
  SealAndOpen(poll);
}

void SecretSession::SealAndOpen(const PollId& poll) {
  const PersonId chief = log_.state().scrutineers.front();
  for (const PersonId& sealer : {assembly_.director().person, chief}) {
    log_.Say(ParticipantOf(sealer), *session::NextSeal(log_.state(), poll, sealer));
  }
  for (const auto& [holder, share] : shares_) {
    if (!session::AnswerIsWanted(log_.state(), poll, holder)) continue;
    log_.Say(ParticipantOf(holder), session::MakeOpeningAnswer(log_.state(), poll, holder, share,
                                                               Bytes(32, holder.bytes[4])));
  }
  log_.Say(assembly_.secretary(), *session::FindPollTotals(log_.state(), poll));
}

SecretArchive::SecretArchive(crypto::Suite suite)
    : assembly({.members = 5, .vice_directors = 1, .suite = suite, .rules = {}, .name = "c"}),
      log(assembly.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})) {
  log.Open();
  SecretSession secret(assembly, log);
  secret.MakeKey();
  const ItemId item = log.Start(Item(session::ItemKind::kDecision));
  session::DraftPoll draft = Draft(item, session::PollSubject::kDraft);
  draft.method = session::Method::kSecret;
  poll = log.OpenPoll(draft);
  challenged = secret.Challenge(poll, 0, 2, 1);
  seed = secret.SeedOf(0, 1);
  secret.Cast(poll, 0, 0);
  secret.Cast(poll, 1, 1);
  secret.Cast(poll, 1, 0);
  secret.Cast(poll, 2, 0);
  secret.Cast(poll, 3, 1);
  secret.CloseAndOpen(poll);
  log.Say(assembly.member(1),
          session::CertifyResult{poll, session::StateResults(log.state().polls.at(poll))});
  log.Say(assembly.director(),
          session::AnnounceResult{poll, session::StateResults(log.state().polls.at(poll))});
  log.Conclude(item, session::Ending::kAdopted);
  log.Close();
}

}  // namespace plenary::testing
