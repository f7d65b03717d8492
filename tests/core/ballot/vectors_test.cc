// The vectors of tests/vectors/ballot, made by tests/reference/make_ballot_vectors.py.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/ballot/equations.h"
#include "tests/core/ballot/ballot_fixture.h"
#include "tests/support/vector_files.h"

namespace plenary::ballot {
namespace {

using nlohmann::json;
using plenary::testing::BytesOf;
using plenary::testing::IdOf;
using plenary::testing::LoadVectors;

SeedParts PartsOf(const json& c, const Bytes& system, const Bytes& store) {
  return {system, store, c["counter"].get<std::uint64_t>()};
}

class BallotVectors : public ::testing::TestWithParam<crypto::Suite> {
 protected:
  BallotVectors()
      : all_(LoadVectors("ballot/" + std::string(crypto::SuiteName(GetParam())) + ".json")),
        ceremony_(all_["ceremony"]),
        poll_(all_["poll"]) {}

  crypto::Point PointOf(const json& hex) const {
    const auto point = group_.DecodePoint(BytesOf(hex));
    EXPECT_TRUE(point) << hex;
    return *point;
  }

  Ceremony CeremonyOf() const {
    CeremonyTerms terms{IdOf<CommitteeId>(all_["committee"]),
                        IdOf<SessionId>(all_["session"]),
                        {},
                        ceremony_["threshold"].get<std::uint32_t>(),
                        {}};
    terms.id = IdOf<decltype(terms.id)>(ceremony_["id"]);
    for (const json& id : ceremony_["holders"]) terms.holders.push_back(IdOf<PersonId>(id));
    return *Ceremony::Create(GetParam(), terms);
  }

  Poll PollOf() const {
    PollShape shape{poll_["roll"].get<std::uint32_t>(), {}};
    for (const json& c : poll_["contests"]) {
      const auto options = c["options"].get<std::uint32_t>();
      const auto most = c["most"].get<std::uint32_t>();
      const bool blank = c["blank"].get<bool>();
      const bool packed =
          most == 1 && IsPacked(shape.roll, poll_["contests"].size(), options + (blank ? 1 : 0));
      shape.contests.push_back({packed ? Form::kPacked : Form::kSeparate, options, most, blank});
    }
    EXPECT_EQ(ToHex(EncodeShapes(shape)), poll_["shapes"].get<std::string>());
    return Poll(GetParam(),
                {IdOf<CommitteeId>(all_["committee"]), IdOf<SessionId>(all_["session"]),
                 IdOf<PollId>(poll_["poll"]), poll_["opening"].get<std::uint64_t>(),
                 IdOf(poll_["root"]), IdOf(poll_["ceremony"]), PointOf(ceremony_["key"])},
                shape);
  }

  Sealed SealedOf() const {
    const json& c = poll_["sealed"];
    return {c["size"].get<std::uint64_t>(), IdOf(c["root"]), c["count"].get<std::uint32_t>()};
  }

  std::vector<Ballot> Ballots(const Poll& poll) const {
    std::vector<Ballot> ballots;
    for (const json& c : poll_["ballots"]) {
      ballots.push_back(*DecodeBallot(poll, IdOf<PersonId>(c["person"]), BytesOf(c["bytes"])));
    }
    return ballots;
  }

  std::vector<Ciphertext> Sums(const Poll& poll) const {
    std::vector<std::vector<Ciphertext>> pairs;
    for (const Ballot& ballot : Ballots(poll)) pairs.push_back(CiphertextsOf(ballot));
    return Aggregates(poll, SealedOf(), pairs);
  }

  json all_;
  json ceremony_;
  json poll_;
  crypto::Group group_{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Suites, BallotVectors, ::testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(BallotVectors, OfHashesToScalars) {
  ASSERT_FALSE(all_["hash_to_scalar"].empty());
  for (const json& c : all_["hash_to_scalar"]) {
    const auto tag = c["tag"].get<std::string>();
    std::vector<Bytes> f;
    for (const json& field : c["fields"]) f.push_back(BytesOf(field));
    crypto::Scalar got;
    if (f.empty()) got = group_.HashToScalar(tag, {});
    if (f.size() == 1) got = group_.HashToScalar(tag, {f[0]});
    if (f.size() == 2) got = group_.HashToScalar(tag, {f[0], f[1]});
    EXPECT_EQ(ToHex(group_.Encode(got)), c["scalar"].get<std::string>());
  }
}

TEST_P(BallotVectors, OfPacking) {
  ASSERT_FALSE(all_["packing"].empty());
  for (const json& c : all_["packing"]) {
    EXPECT_EQ(IsPacked(c["roll"], c["contests"], c["values"]), c["packed"].get<bool>()) << c;
  }
}

TEST_P(BallotVectors, OfTheCeremony) {
  const Ceremony ceremony = CeremonyOf();
  EXPECT_EQ(ceremony.context(), IdOf(ceremony_["context"]));
  std::vector<Holder> players;
  std::vector<Bytes> messages;
  std::vector<Commitment> commitments;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    players.emplace_back(ceremony, i,
                         crypto::SecretBytes::CopyOf(BytesOf(ceremony_["seeds"][i - 1])));
    messages.push_back(players.back().Commit());
    EXPECT_EQ(ToHex(messages.back()), ceremony_["commitments"][i - 1].get<std::string>());
    commitments.push_back(*CheckCommitment(ceremony, i, messages.back()));
  }
  const Digest round = RoundOf(ceremony, messages);
  EXPECT_EQ(round, IdOf(ceremony_["round"]));
  std::vector<Bytes> bytes;
  std::vector<Deal> deals;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    bytes.push_back(players[i - 1].MakeDeal(round, commitments));
    EXPECT_EQ(ToHex(bytes.back()), ceremony_["deals"][i - 1].get<std::string>());
    deals.push_back(*DecodeDeal(ceremony, round, i, commitments[i - 1], bytes.back()));
  }
  EXPECT_TRUE(FalseDeals(ceremony, deals, Noise(1, 3 * DealEquations(ceremony) * kCoefficientSize))
                  .empty());
  const auto result = ResultOf(ceremony, round, deals, bytes);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->key, PointOf(ceremony_["key"]));
  EXPECT_EQ(result->digest, IdOf(ceremony_["digest"]));
  for (std::uint32_t i = 1; i <= 3; ++i) {
    EXPECT_EQ(result->share_keys[i - 1], PointOf(ceremony_["share_keys"][i - 1]));
    const auto share = players[i - 1].Share(round, deals, result->share_keys[i - 1]);
    ASSERT_TRUE(share);
    EXPECT_EQ(ToHex(group_.EncodeSecret(*share).view()),
              ceremony_["shares"][i - 1].get<std::string>());
  }
}

TEST_P(BallotVectors, OfComplaints) {
  const Ceremony ceremony = CeremonyOf();
  const Digest round = IdOf(ceremony_["round"]);
  const Holder third(ceremony, 3, crypto::SecretBytes::CopyOf(BytesOf(ceremony_["seeds"][2])));
  const auto commitment = [&](std::uint32_t i) {
    return *CheckCommitment(ceremony, i, BytesOf(ceremony_["commitments"][i - 1]));
  };
  const json& c = ceremony_["wrong_deal"];
  const auto wrong = DecodeDeal(ceremony, round, 1, commitment(1), BytesOf(c["deal"]));
  const auto right = DecodeDeal(ceremony, round, 1, commitment(1), BytesOf(ceremony_["deals"][0]));
  ASSERT_TRUE(wrong && right);
  EXPECT_FALSE(third.Accepts(round, 1, *wrong));
  EXPECT_TRUE(third.Accepts(round, 1, *right));
  const Bytes complaint = third.Complain(round, 1, *wrong);
  EXPECT_EQ(ToHex(complaint), c["complaint"].get<std::string>());
  EXPECT_EQ(Judge(ceremony, round, 1, 3, *wrong, commitment(3), complaint), AtFault::kDealer);
  EXPECT_EQ(Judge(ceremony, round, 1, 3, *right, commitment(3),
                  BytesOf(ceremony_["unfounded_complaint"])),
            AtFault::kComplainer);
}

TEST_P(BallotVectors, OfSeeds) {
  const json& made = ceremony_["seed"];
  EXPECT_EQ(ToHex(CeremonySeed(CeremonyOf(),
                               PartsOf(made, BytesOf(made["system"]), BytesOf(made["store"])))
                      .view()),
            made["seed"].get<std::string>());
  const json& c = poll_["seed"];
  const auto voter = IdOf<PersonId>(poll_["ballots"][0]["person"]);
  EXPECT_EQ(ToHex(BallotSeed(PollOf(), voter, PartsOf(c, BytesOf(c["system"]), BytesOf(c["store"])))
                      .view()),
            c["seed"].get<std::string>());
}

TEST_P(BallotVectors, OfBallots) {
  const Poll poll = PollOf();
  EXPECT_EQ(poll.context(), IdOf(poll_["context"]));
  ASSERT_FALSE(poll_["ballots"].empty());
  for (const json& c : poll_["ballots"]) {
    const auto voter = IdOf<PersonId>(c["person"]);
    EXPECT_EQ(poll.ContextFor(voter), IdOf(c["context"]));
    std::vector<rules::Choice> choices;
    for (const json& marks : c["choices"]) choices.push_back({marks});
    const Bytes seed = BytesOf(c["seed"]);
    const auto bytes = BallotMaker(poll, voter, crypto::SecretBytes::CopyOf(seed)).Make(choices);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(ToHex(*bytes), c["bytes"].get<std::string>());
    EXPECT_EQ(BallotCode(poll, voter, *bytes), IdOf(c["code"]));
    EXPECT_EQ(OpenChallenged(poll, voter, seed, *bytes), choices);
  }
  const auto ballots = Ballots(poll);
  const Bytes random = Noise(2, ballots.size() * EquationCount(poll) * kCoefficientSize);
  EXPECT_TRUE(ProofsHold(poll, ballots, random));
}

TEST_P(BallotVectors, OfTheOpening) {
  const Poll poll = PollOf();
  const auto sums = Sums(poll);
  Bytes encoded;
  for (const Ciphertext& pair : sums) Put(group_, encoded, pair);
  EXPECT_EQ(ToHex(encoded), poll_["aggregates"].get<std::string>());
  std::vector<Answer> answers;
  for (std::uint32_t i = 1; i <= 3; ++i) {
    const auto share = group_.DecodeSecret(BytesOf(ceremony_["shares"][i - 1]));
    const Bytes bytes = MakeAnswer(poll, SealedOf(), sums, i, *share, BytesOf(poll_["system"]));
    EXPECT_EQ(ToHex(bytes), poll_["answers"][i - 1].get<std::string>());
    answers.push_back(*DecodeAnswer(group_, sums.size(), bytes));
    EXPECT_TRUE(CheckAnswer(poll, SealedOf(), sums, i, PointOf(ceremony_["share_keys"][i - 1]),
                            answers.back(),
                            Noise(3, AnswerEquations(sums.size()) * kCoefficientSize)));
  }
  const std::vector<HoldersAnswer> two = {{3, &answers[2]}, {1, &answers[0]}};
  const auto opened = Open(group_, sums, two);
  for (std::size_t i = 0; i < opened.size(); ++i) {
    if (poll_["opened"][i].is_null()) {
      EXPECT_TRUE(opened[i].IsInfinity());
    } else {
      EXPECT_EQ(opened[i], PointOf(poll_["opened"][i]));
    }
  }
  const auto totals = FindTotals(poll, SealedOf().count, opened);
  ASSERT_TRUE(totals);
  for (std::size_t i = 0; i < totals->size(); ++i) {
    EXPECT_EQ((*totals)[i].votes, poll_["totals"][i]["votes"].get<std::vector<std::uint32_t>>());
    EXPECT_EQ((*totals)[i].blank, poll_["totals"][i]["blank"].get<std::uint32_t>());
  }
  EXPECT_TRUE(TotalsMatch(poll, SealedOf().count, opened, *totals));
}

}  // namespace
}  // namespace plenary::ballot
