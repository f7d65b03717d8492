// Trees, nodes and heads for the tests of core/log.
#ifndef PLENARY_TESTS_CORE_LOG_LOG_FIXTURE_H_
#define PLENARY_TESTS_CORE_LOG_LOG_FIXTURE_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/crypto/keys.h"
#include "core/log/head.h"
#include "core/log/merkle.h"

namespace plenary::log {

using crypto::Suite;

inline constexpr Suite kSuites[] = {Suite::kP256, Suite::kSm2};

inline std::string SuiteLabel(const ::testing::TestParamInfo<Suite>& row) {
  return std::string(crypto::SuiteName(row.param));
}

// The hash of a leaf, another for every number.
inline Digest NumberedLeaf(Suite suite, std::uint64_t number) {
  Bytes data;
  PutU64(data, number);
  return LeafNode(suite, data);
}

// Leaf hashes numbered from `first` to just before `end`.
inline std::vector<Digest> NumberedLeaves(Suite suite, std::uint64_t first, std::uint64_t end) {
  std::vector<Digest> leaves;
  for (std::uint64_t i = first; i < end; ++i) leaves.push_back(NumberedLeaf(suite, i));
  return leaves;
}

inline MerkleTree TreeOf(Suite suite, const std::vector<Digest>& leaves) {
  MerkleTree tree(suite);
  for (const Digest& leaf : leaves) tree.Append(leaf);
  return tree;
}

inline MerkleTree NumberedTree(Suite suite, std::uint64_t size) {
  return TreeOf(suite, NumberedLeaves(suite, 0, size));
}

// As NumberedTree, with another leaf at `index`.
inline MerkleTree AlteredTree(Suite suite, std::uint64_t size, std::uint64_t index) {
  auto leaves = NumberedLeaves(suite, 0, size);
  leaves[index] = NumberedLeaf(suite, 1'000'000);
  return TreeOf(suite, leaves);
}

inline Digest Flipped(Digest digest, std::size_t bit = 0) {
  digest.bytes[bit / 8] ^= static_cast<Byte>(1u << bit % 8);
  return digest;
}

inline LogId LogNumbered(Byte number) {
  LogId log;
  log.committee.bytes[0] = 0xC0;
  log.session.bytes[0] = number;
  return log;
}

// A server's head key.
class TestNode {
 public:
  explicit TestNode(Suite suite) : key_(Generate(suite)) {}

  const crypto::PublicKey& key() const { return key_.public_key(); }

  SignedHead Sign(const LogId& log, const Head& head) const {
    auto signed_head = SignHead(key_, log, head);
    EXPECT_TRUE(signed_head);
    return *signed_head;
  }

 private:
  static crypto::PrivateKey Generate(Suite suite) {
    auto key = crypto::PrivateKey::Generate(suite);
    EXPECT_TRUE(key);
    return std::move(*key);
  }

  crypto::PrivateKey key_;
};

}  // namespace plenary::log

#endif  // PLENARY_TESTS_CORE_LOG_LOG_FIXTURE_H_
