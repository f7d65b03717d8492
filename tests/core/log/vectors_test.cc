// The vectors of tests/vectors/log: rfc9162.json is published with Certificate
// Transparency, the others are made by tests/reference/make_log_vectors.py.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/log/fork.h"
#include "core/log/receipt.h"
#include "tests/core/log/log_fixture.h"
#include "tests/support/vector_files.h"

namespace plenary::log {
namespace {

using nlohmann::json;
using plenary::testing::BytesOf;
using plenary::testing::IdOf;
using plenary::testing::LoadVectors;

std::vector<Digest> DigestsOf(const json& list) {
  std::vector<Digest> digests;
  for (const json& hex : list) digests.push_back(IdOf(hex));
  return digests;
}

MerkleTree TreeOfData(Suite suite, const json& leaves) {
  MerkleTree tree(suite);
  for (const json& data : leaves) tree.Append(LeafNode(suite, BytesOf(data)));
  return tree;
}

// Roots and proofs, made and verified.
void ExpectTree(Suite suite, const json& want) {
  const MerkleTree tree = TreeOfData(suite, want["leaves"]);
  ASSERT_EQ(want["roots"].size(), tree.size() + 1);
  for (std::uint64_t size = 0; size <= tree.size(); ++size) {
    EXPECT_EQ(tree.RootAt(size), IdOf(want["roots"][size])) << size;
  }
  for (const json& c : want["inclusion"]) {
    const auto index = c["index"].get<std::uint64_t>();
    const auto size = c["size"].get<std::uint64_t>();
    const auto proof = DigestsOf(c["proof"]);
    EXPECT_EQ(tree.InclusionProof(index, size), proof) << c;
    EXPECT_TRUE(
        VerifyInclusion(suite, tree.Leaf(index), index, size, proof, IdOf(want["roots"][size])));
  }
  for (const json& c : want["consistency"]) {
    const auto from = c["from"].get<std::uint64_t>();
    const auto to = c["to"].get<std::uint64_t>();
    const auto proof = DigestsOf(c["proof"]);
    EXPECT_EQ(tree.ConsistencyProof(from, to), proof) << c;
    EXPECT_TRUE(VerifyConsistency(suite, from, IdOf(want["roots"][from]), to,
                                  IdOf(want["roots"][to]), proof));
  }
}

TEST(PublishedVectors, AreThoseOfCertificateTransparency) {
  const json want = LoadVectors("log/rfc9162.json");
  ExpectTree(Suite::kP256, want);
  const MerkleTree tree = TreeOfData(Suite::kP256, want["leaves"]);
  for (std::size_t level = 0; level < want["nodes"].size(); ++level) {
    for (std::uint64_t i = 0; i < want["nodes"][level].size(); ++i) {
      EXPECT_EQ(tree.SubtreeHash(i << level, (i + 1) << level), IdOf(want["nodes"][level][i]));
    }
  }
}

class ReferenceVectors : public ::testing::TestWithParam<Suite> {
 protected:
  ReferenceVectors()
      : all_(LoadVectors("log/" + std::string(crypto::SuiteName(GetParam())) + ".json")) {}

  json all_;
};
INSTANTIATE_TEST_SUITE_P(Suites, ReferenceVectors, ::testing::ValuesIn(kSuites), SuiteLabel);

TEST_P(ReferenceVectors, OfTrees) {
  ExpectTree(GetParam(), all_["tree"]);
  const MerkleTree tree = TreeOfData(GetParam(), all_["tree"]["leaves"]);
  for (std::uint64_t i = 0; i < tree.size(); ++i) {
    EXPECT_EQ(tree.Leaf(i), IdOf(all_["tree"]["leaf_hashes"][i]));
  }
}

TEST_P(ReferenceVectors, OfRuns) {
  const MerkleTree tree = TreeOfData(GetParam(), all_["tree"]["leaves"]);
  ASSERT_FALSE(all_["runs"].empty());
  for (const json& c : all_["runs"]) {
    const auto first = c["first"].get<std::uint64_t>();
    const auto count = c["count"].get<std::uint64_t>();
    const auto hashes = DigestsOf(c["hashes"]);
    EXPECT_EQ(tree.RunHashes(first, first + count), hashes) << c;

    MerkleTree holed(GetParam());
    for (std::uint64_t i = 0; i < first; ++i) holed.Append(tree.Leaf(i));
    ASSERT_TRUE(holed.AppendRun(count, hashes)) << c;
    EXPECT_EQ(holed.Root(), IdOf(all_["tree"]["roots"][first + count])) << c;
  }
}

Blinds BlindsOf(const json& list) {
  Blinds blinds;
  for (std::size_t i = 0; i < kLeafParts; ++i) blinds.parts[i] = IdOf(list.at(i)).bytes;
  return blinds;
}

LeafContent LeafOf(const json& c) {
  return {.index = c["index"].get<std::uint64_t>(),
          .time = {c["time"].get<std::int64_t>()},
          .kind = c["kind"].get<std::uint32_t>(),
          .signer = IdOf<KeyId>(c["signer"]),
          .subject = BytesOf(c["subject"]),
          .code = BytesOf(c["code"]),
          .signed_bytes = BytesOf(c["signed_bytes"]),
          .signature = BytesOf(c["signature"]),
          .cosignature = BytesOf(c["cosignature"])};
}

TEST_P(ReferenceVectors, OfLeaves) {
  ASSERT_FALSE(all_["leaves"].empty());
  for (const json& c : all_["leaves"]) {
    const LeafContent leaf = LeafOf(c);
    const Blinds blinds = BlindsOf(c["blinds"]);
    const PartHashList hashes = PartHashes(GetParam(), leaf, blinds);
    for (const LeafPart part : kAllLeafParts) {
      const auto position = static_cast<std::size_t>(part) - 1;
      EXPECT_EQ(PartContent(leaf, part), BytesOf(c["part_contents"][position]));
      EXPECT_EQ(hashes[position], IdOf(c["part_hashes"][position]));
    }
    EXPECT_EQ(LeafHash(GetParam(), leaf, blinds), IdOf(c["leaf_hash"]));
    EXPECT_EQ(LeafNode(GetParam(), BytesOf(c["data"])), IdOf(c["leaf_hash"]));
  }
}

SignedHead HeadOf(const json& c) {
  return {.log = {IdOf<CommitteeId>(c["committee"]), IdOf<SessionId>(c["session"])},
          .head = {c["size"].get<std::uint64_t>(), IdOf(c["root"])},
          .node = IdOf<KeyId>(c["node"]),
          .signature = BytesOf(c["signature"])};
}

crypto::PublicKey KeyOf(Suite suite, const json& head) {
  const auto key = crypto::PublicKey::From(suite, BytesOf(head["public_key"]));
  EXPECT_TRUE(key);
  return *key;
}

TEST_P(ReferenceVectors, OfHeads) {
  ASSERT_FALSE(all_["heads"].empty());
  for (const json& c : all_["heads"]) {
    const SignedHead head = HeadOf(c);
    const Bytes message = HeadMessage(head.log, head.head);
    EXPECT_EQ(message, BytesOf(c["message"]));
    EXPECT_EQ(crypto::Framed(crypto::Purpose::kHead, message), BytesOf(c["framed"]));
    EXPECT_TRUE(VerifyHead(KeyOf(GetParam(), c), head));
  }
  EXPECT_TRUE(HeadOf(all_["heads"][0]).log.IsRegistry());
}

TEST_P(ReferenceVectors, OfAReceipt) {
  const json& c = all_["receipt"];
  const Receipt receipt{.index = c["index"].get<std::uint64_t>(),
                        .time = {c["time"].get<std::int64_t>()},
                        .blinds = BlindsOf(c["blinds"]),
                        .head = HeadOf(c["head"]),
                        .inclusion = DigestsOf(c["inclusion"])};
  const LeafContent mine = LeafOf(all_["leaves"][1]);
  ASSERT_EQ(mine.index, receipt.index);
  EXPECT_TRUE(VerifyReceipt(KeyOf(GetParam(), c["head"]), receipt.head.log, receipt,
                            LeafHash(GetParam(), mine, receipt.blinds)));
}

TEST_P(ReferenceVectors, OfAFork) {
  const json& c = all_["fork"];
  const ForkEvidence evidence{.shorter = HeadOf(c["shorter"]),
                              .longer = HeadOf(c["longer"]),
                              .prefix_root = IdOf(c["prefix_root"]),
                              .consistency = DigestsOf(c["consistency"])};
  EXPECT_TRUE(
      VerifyEvidence(KeyOf(GetParam(), c["shorter"]), KeyOf(GetParam(), c["longer"]), evidence));
}

}  // namespace
}  // namespace plenary::log
