#include "tests/core/ballot/ballot_fixture.h"

#include <random>

#include "core/ballot/equations.h"

namespace plenary::ballot {

std::string SuiteLabel(const testing::TestParamInfo<crypto::Suite>& row) {
  return std::string(crypto::SuiteName(row.param));
}

Bytes Noise(std::uint64_t number, std::size_t size) {
  std::mt19937_64 engine(number + 1);
  Bytes out;
  while (out.size() < size) PutU64(out, engine());
  out.resize(size);
  return out;
}

CeremonyTerms TermsFor(std::uint32_t threshold, std::uint32_t holders) {
  CeremonyTerms terms{NoiseId<CommitteeId>(1), NoiseId<SessionId>(2), {}, threshold, {}};
  terms.id = NoiseId<decltype(terms.id)>(3);
  for (std::uint32_t i = 0; i < holders; ++i) terms.holders.push_back(NoiseId<PersonId>(100 + i));
  return terms;
}

std::unique_ptr<Keys> PlayCeremony(crypto::Suite suite, std::uint32_t threshold,
                                   std::uint32_t holders) {
  auto keys = std::make_unique<Keys>(
      Keys{*Ceremony::Create(suite, TermsFor(threshold, holders)), {}, {}, {}, {}, {}, {}, {}});
  const Ceremony& ceremony = keys->ceremony;
  std::vector<Bytes> messages;
  for (std::uint32_t i = 1; i <= holders; ++i) {
    keys->players.emplace_back(ceremony, i, crypto::SecretBytes::CopyOf(Noise(200 + i, 32)));
    messages.push_back(keys->players.back().Commit());
    keys->commitments.push_back(*CheckCommitment(ceremony, i, messages.back()));
  }
  keys->round = RoundOf(ceremony, messages);
  for (std::uint32_t i = 1; i <= holders; ++i) {
    keys->deal_bytes.push_back(keys->players[i - 1].MakeDeal(keys->round, keys->commitments));
    keys->deals.push_back(
        *DecodeDeal(ceremony, keys->round, i, keys->commitments[i - 1], keys->deal_bytes.back()));
  }
  keys->result = *ResultOf(ceremony, keys->round, keys->deals, keys->deal_bytes);
  for (std::uint32_t i = 1; i <= holders; ++i) {
    keys->shares.push_back(
        *keys->players[i - 1].Share(keys->round, keys->deals, keys->result.share_keys[i - 1]));
  }
  return keys;
}

PollBinding BindingFor(const Keys& keys) {
  return {NoiseId<CommitteeId>(1), NoiseId<SessionId>(2),   NoiseId<PollId>(4), 41,
          NoiseId<Digest>(5),      keys.ceremony.context(), keys.result.key};
}

Bytes Cast(const Poll& poll, const PersonId& voter, std::span<const rules::Choice> choices,
           std::uint64_t seed) {
  const auto bytes =
      BallotMaker(poll, voter, crypto::SecretBytes::CopyOf(Noise(seed, 32))).Make(choices);
  EXPECT_TRUE(bytes);
  return bytes.value_or(Bytes{});
}

std::vector<crypto::Point> OpenWith(const Keys& keys, const Poll& poll, const Sealed& sealed,
                                    std::span<const Ciphertext> aggregates,
                                    std::span<const std::uint32_t> holders) {
  std::vector<Answer> answers;
  for (const std::uint32_t holder : holders) {
    const Bytes bytes = MakeAnswer(poll, sealed, aggregates, holder, keys.shares[holder - 1],
                                   Noise(300 + holder, 32));
    answers.push_back(*DecodeAnswer(poll.group(), aggregates.size(), bytes));
    EXPECT_TRUE(CheckAnswer(poll, sealed, aggregates, holder, keys.result.share_keys[holder - 1],
                            answers.back(),
                            Noise(7, AnswerEquations(aggregates.size()) * kCoefficientSize)));
  }
  std::vector<HoldersAnswer> named;
  for (std::size_t i = 0; i < holders.size(); ++i) named.push_back({holders[i], &answers[i]});
  return Open(poll.group(), aggregates, named);
}

}  // namespace plenary::ballot
