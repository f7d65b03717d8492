#include "core/fold/ballots.h"

#include <utility>
#include <vector>

#include "core/ballot/ballot.h"
#include "core/ballot/equations.h"

namespace plenary::fold {
namespace {

// The ballot that a command casts or challenges; null if it does neither.
const Bytes* BallotIn(const session::Command& command, const PollId& poll) {
  if (const auto* cast = std::get_if<session::CastSecretBallot>(&command.body)) {
    return cast->poll == poll ? &cast->ballot : nullptr;
  }
  const auto* challenge = std::get_if<session::ChallengeBallot>(&command.body);
  return challenge != nullptr && challenge->poll == poll ? &challenge->ballot : nullptr;
}

}  // namespace

std::optional<BallotTerms> OpenBallotTerms(const session::Session& session) {
  if (!session.open_poll) return std::nullopt;
  const auto& secret = session.polls.at(*session.open_poll).secret;
  if (!secret) return std::nullopt;
  return BallotTerms{session.id, *session.open_poll, secret->terms};
}

bool IsBallotOf(const BallotTerms& terms, const session::Command& command) {
  return command.session == terms.session && BallotIn(command, terms.poll) != nullptr;
}

void CheckBallots(const BallotTerms& terms, const session::Registry& keys,
                  std::span<VerifiedCommand* const> commands, ByteView secret) {
  std::vector<VerifiedCommand*> carriers;
  std::vector<ballot::Received> received;
  Bytes all;
  for (VerifiedCommand* verified : commands) {
    const session::Command& command = verified->command();
    if (!IsBallotOf(terms, command)) continue;
    const auto key = keys.keys.find(command.signer);
    if (key == keys.keys.end()) continue;
    const Bytes& bytes = *BallotIn(command, terms.poll);
    carriers.push_back(verified);
    received.push_back({key->second.person, bytes});
    PutString(all, bytes);
  }
  if (carriers.empty()) return;
  const Bytes random = ballot::DeriveCoefficients(
      terms.terms->suite(), secret, all, carriers.size() * ballot::EquationCount(*terms.terms));
  auto checked = ballot::CheckBallots(*terms.terms, received, random);
  for (std::size_t i = 0; i < carriers.size(); ++i) {
    const Digest code =
        checked[i] ? checked[i]->code
                   : ballot::BallotCode(*terms.terms, received[i].voter, received[i].bytes);
    carriers[i]->SetChecked(std::make_shared<const session::CheckedBallot>(
        session::CheckedBallot{terms.terms->context(), code, std::move(checked[i])}));
  }
}

}  // namespace plenary::fold
