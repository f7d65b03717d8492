#include "core/log/fork.h"

namespace plenary::log {

std::optional<ForkEvidence> Compare(const SignedHead& a, const SignedHead& b) {
  if (a.log != b.log || a.head.size != b.head.size || a.head.root == b.head.root) {
    return std::nullopt;
  }
  return ForkEvidence{.shorter = a, .longer = b, .prefix_root = b.head.root, .consistency = {}};
}

std::optional<ForkEvidence> Compare(const SignedHead& a, const SignedHead& b,
                                    const MerkleTree& tree) {
  if (a.log != b.log) return std::nullopt;
  if (a.head.size == b.head.size) return Compare(a, b);
  const bool in_order = a.head.size < b.head.size;
  const SignedHead& shorter = in_order ? a : b;
  const SignedHead& longer = in_order ? b : a;
  if (!HasPrefix(tree, longer.head) || !tree.KnowsRoot(shorter.head.size)) return std::nullopt;
  if (HasPrefix(tree, shorter.head)) return std::nullopt;
  return ForkEvidence{
      .shorter = shorter,
      .longer = longer,
      .prefix_root = tree.RootAt(shorter.head.size),
      .consistency = tree.ConsistencyProof(shorter.head.size, longer.head.size),
  };
}

Result<void> VerifyEvidence(const crypto::PublicKey& shorter_node,
                            const crypto::PublicKey& longer_node, const ForkEvidence& evidence) {
  const Head& shorter = evidence.shorter.head;
  const Head& longer = evidence.longer.head;
  if (evidence.shorter.log != evidence.longer.log) {
    return Fail(ErrorCode::kInvalidArgument, "fork: heads of different logs");
  }
  if (shorter.size > longer.size) {
    return Fail(ErrorCode::kInvalidArgument, "fork: heads in the wrong order");
  }
  if (shorter_node.suite() != longer_node.suite()) {
    return Fail(ErrorCode::kInvalidArgument, "fork: keys of different suites");
  }
  if (shorter.root == evidence.prefix_root) {
    return Fail(ErrorCode::kInvalidArgument, "fork: the heads agree");
  }
  PLENARY_TRY(VerifyHead(shorter_node, evidence.shorter));
  PLENARY_TRY(VerifyHead(longer_node, evidence.longer));
  return VerifyConsistency(longer_node.suite(), shorter.size, evidence.prefix_root, longer.size,
                           longer.root, evidence.consistency);
}

}  // namespace plenary::log
