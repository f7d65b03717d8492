// Secret polls: the ceremony before them, ballots, seals, the opening.
#include <utility>

#include "client/actions/secret_polls.h"
#include "client/actions/tending.h"
#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr Text kNoKey = {"密钥仪式没有完成：密钥持有人不足，或有人出错",
                         "the key ceremony was not completed: too few holders, or one at fault"};

const actions::Consent kAlways = [](const PollId&) { return true; };

// Of the ceremony that runs, or of the key that stands.
std::vector<PersonId> HoldersOf(const session::Session& session) {
  const bool runs = session.ceremony && !session.ceremony->Silent().empty();
  if (runs) return session.ceremony->holders;
  return session.holders_key ? session.holders_key->holders : std::vector<PersonId>{};
}

// What every machine of the hall says next as a holder's, at once; whether any said something.
Played<bool> TendOnce(Stage& stage, const Value& where) {
  const auto known = stage.See(stage.secretary(), where);
  if (!known) return std::unexpected(known.error());
  std::vector<Speech::Part> parts;
  for (const PersonId& holder : HoldersOf(**known)) {
    Client& client = *stage.people().Find(holder);
    const auto seen = stage.See(client, where);
    if (!seen) return std::unexpected(seen.error());
    auto body = actions::NextAsHolder(*client.store, **seen, client.person, kAlways);
    if (!body) return Stop(&where, body.error());
    if (*body) parts.push_back({&client, **std::move(body), &where});
  }
  const bool said = !parts.empty();
  PLENARY_TRY(stage.office.speech().SayTogether(stage.log(), std::move(parts), actions::kQuicker));
  return said;
}

Played<> Tend(Stage& stage, const Value& where) {
  for (;;) {
    const auto said = TendOnce(stage, where);
    if (!said) return std::unexpected(said.error());
    if (!*said) return {};
  }
}

Played<> Seal(Stage& stage, Client& sealer, const PollId& poll, const Value& where) {
  const auto seen = stage.See(sealer, where);
  if (!seen) return std::unexpected(seen.error());
  auto seal = actions::NextAsSealer(*sealer.store, **seen, poll, sealer.person);
  if (!seal) return Stop(&where, seal.error());
  if (!*seal) return Stop(&where, session::Refusal::kTooFewBallots);
  return stage.Say(sealer, **std::move(seal), where);
}

}  // namespace

Played<> HoldCeremony(Stage& stage, const Value& where) {
  const auto chair = stage.Chair(where);
  if (!chair) return std::unexpected(chair.error());
  const auto seen = stage.See(**chair, where);
  if (!seen) return std::unexpected(seen.error());
  auto ceremony = actions::MakeCeremony(**seen, NewId<CeremonyId>(), false);
  if (!ceremony) return Stop(&where, ceremony.error());
  PLENARY_TRY(stage.Say(**chair, *std::move(ceremony), where));
  PLENARY_TRY(Tend(stage, where));
  const auto after = stage.See(**chair, where);
  if (!after) return std::unexpected(after.error());
  if ((*after)->ceremony->state != session::CeremonyState::kComplete) {
    return Stop(&where, Say(kNoKey));
  }
  return {};
}

Played<> EnsureKey(Stage& stage, const Value& where) {
  const auto seen = stage.See(stage.secretary(), where);
  if (!seen) return std::unexpected(seen.error());
  return actions::NeedsCeremony(**seen) ? HoldCeremony(stage, where) : Played<>{};
}

Played<session::Body> SecretBallot(Stage& stage, Client& client, const session::Session& session,
                                   const PollId& poll, const std::vector<rules::Choice>& choices,
                                   const Value& where) {
  auto booth = actions::Booth::Open(*client.store, session, poll, client.person);
  if (!booth) return Stop(&where, booth.error());
  const auto made = (*booth)->Make(choices);
  if (!made) return Stop(&where, made.error());
  stage.secrets[poll].insert_or_assign(client.person, choices);
  return session::Body(actions::CastOf(session, poll, client.person, *made));
}

Played<> OpenSealed(Stage& stage, const Value& poll) {
  const PollId& id = Known(stage.names.polls, poll);
  const auto chair = stage.Chair(poll);
  if (!chair) return std::unexpected(chair.error());
  PLENARY_TRY(Seal(stage, **chair, id, poll));
  const auto scrutineers = stage.Scrutineers(poll);
  if (!scrutineers) return std::unexpected(scrutineers.error());
  if (scrutineers->empty()) return Stop(&poll, session::Refusal::kTooFewScrutineers);
  PLENARY_TRY(Seal(stage, *scrutineers->front(), id, poll));
  return Tend(stage, poll);
}

}  // namespace plenary::script
