#include "tests/core/session/secret_hall.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "core/ballot/maker.h"
#include "core/base/check.h"

namespace plenary::session {
namespace {

void Must(const Verdict& verdict) {
  if (!verdict) FAIL() << "refused: " << NameOf(verdict.error());
}

}  // namespace

crypto::SecretBytes SecretHall::SeedOf(std::uint8_t person) const {
  Bytes seed(32, person);
  seed[1] = session().ceremony ? session().ceremony->id.bytes[0] : Byte{0};
  return crypto::SecretBytes::CopyOf(seed);
}

void SecretHall::Begin(std::uint8_t present) {
  Convene();
  Open(present);
  Must(Say(kDirector, NameScrutineers{{P(kMember), P(kMember + 1), P(kMember + 2)}}));
  StartItem(1, ItemKind::kDecision);
}

BeginCeremony SecretHall::NextCeremony(std::uint8_t id) const {
  return {MakeId<CeremonyId>(id), HolderThreshold(session()), EligibleHolders(session())};
}

bool SecretHall::Step(const std::vector<std::uint8_t>& silent) {
  bool said = false;
  const std::vector<PersonId> holders = session().ceremony->holders;
  for (const PersonId& holder : holders) {
    const std::uint8_t person = holder.bytes[0];
    if (std::ranges::find(silent, person) != silent.end()) continue;
    auto step = NextCeremonyStep(session(), holder, SeedOf(person));
    if (!step) continue;
    if (step->share) {
      shares_[person] = std::make_shared<const crypto::SecretScalar>(*std::move(step->share));
    }
    Must(Say(person, std::move(step->body)));
    said = true;
  }
  return said;
}

void SecretHall::MakeKey(std::uint8_t id) {
  Must(Say(kDirector, NextCeremony(id)));
  while (Step()) continue;
  ASSERT_EQ(session().ceremony->state, CeremonyState::kComplete);
  ASSERT_EQ(session().holders_key->ceremony, MakeId<CeremonyId>(id));
}

void SecretHall::OpenSecret(std::uint8_t poll) {
  DraftPoll draft = MakeDraft(poll, 1);
  draft.method = Method::kSecret;
  Draft(draft);
  Must(Say(kDirector, session::OpenPoll{Q(poll)}));
}

void SecretHall::VoidAndDraftAgain(std::uint8_t number, std::uint8_t again,
                                   const std::string& reason, Method method) {
  Must(Say(kDirector, VoidPoll{Q(number), reason}));
  DraftPoll draft = poll(number).draft;
  draft.poll = Q(again);
  draft.again = Q(number);
  draft.method = method;
  Draft(draft);
}

Bytes SecretHall::BallotOf(std::uint8_t number, std::uint8_t person, std::uint32_t option,
                           std::uint8_t seed) const {
  const ballot::Poll& terms = *poll(number).secret->terms;
  Bytes bytes(32, person);
  bytes[1] = seed;
  ballot::BallotMaker maker(terms, P(person), crypto::SecretBytes::CopyOf(bytes));
  const std::vector<rules::Choice> choices(terms.shape().contests.size(), rules::Choice{{option}});
  return maker.Make(choices).value();
}

CastSecretBallot SecretHall::MakeSecret(std::uint8_t number, std::uint8_t person,
                                        std::uint32_t option, std::optional<CommandId> replaces,
                                        std::uint8_t seed) const {
  const Bytes bytes = BallotOf(number, person, option, seed);
  return {Q(number), bytes, ballot::BallotCode(*poll(number).secret->terms, P(person), bytes),
          replaces};
}

void SecretHall::CloseAndSeal(std::uint8_t number) {
  Must(Say(kDirector, ClosePoll{Q(number)}));
  Must(Say(kDirector, *NextSeal(session(), Q(number), P(kDirector))));
  Must(Say(kMember, *NextSeal(session(), Q(number), P(kMember))));
}

Verdict SecretHall::Answer(std::uint8_t number, std::uint8_t holder) {
  return Say(holder, MakeOpeningAnswer(session(), Q(number), P(holder), ShareOf(holder),
                                       Bytes(32, holder)));
}

void SecretHall::State(std::uint8_t number) {
  Must(Say(kSecretary, *FindPollTotals(session(), Q(number))));
}

}  // namespace plenary::session
