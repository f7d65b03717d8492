#include "tests/bench/secret_ballots.h"

#include <algorithm>
#include <thread>

#include "core/ballot/maker.h"
#include "core/base/check.h"
#include "core/crypto/random.h"

namespace plenary::bench {
namespace {

constexpr std::size_t kOptions = 3;

MadeBallot Make(const ballot::Poll& poll, const PersonId& voter, std::size_t option) {
  ballot::BallotMaker maker(poll, voter,
                            crypto::SecretBytes::CopyOf(crypto::RandomSecret().value()));
  const std::vector<rules::Choice> choices(poll.shape().contests.size(),
                                           rules::Choice{{static_cast<std::uint32_t>(option)}});
  Bytes bytes = maker.Make(choices).value();
  const Digest code = ballot::BallotCode(poll, voter, bytes);
  return {std::move(bytes), code};
}

}  // namespace

std::vector<MadeBallot> MakeBallots(const ballot::Poll& poll,
                                    std::span<const testing::Participant> voters) {
  std::vector<MadeBallot> made(voters.size());
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> makers;
  for (std::size_t first = 0; first < threads; ++first) {
    makers.emplace_back([&, first] {
      for (std::size_t i = first; i < made.size(); i += threads) {
        made[i] = Make(poll, voters[i].person, i % kOptions);
      }
    });
  }
  makers.clear();  // waits
  return made;
}

}  // namespace plenary::bench
