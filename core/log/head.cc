#include "core/log/head.h"

#include <utility>

namespace plenary::log {

Head HeadOf(const MerkleTree& tree) { return {.size = tree.size(), .root = tree.Root()}; }

bool HasPrefix(const MerkleTree& tree, const Head& head) {
  return tree.KnowsRoot(head.size) && tree.RootAt(head.size) == head.root;
}

Bytes HeadMessage(const LogId& log, const Head& head) {
  Bytes message;
  PutRaw(message, log.committee.view());
  PutRaw(message, log.session.view());
  PutU64(message, head.size);
  PutRaw(message, head.root.view());
  return message;
}

Result<SignedHead> SignHead(const crypto::PrivateKey& node, const LogId& log, const Head& head) {
  auto signature = node.Sign(crypto::Purpose::kHead, HeadMessage(log, head));
  if (!signature) return std::unexpected(std::move(signature).error());
  return SignedHead{log, head, node.public_key().id(), std::move(*signature)};
}

Result<void> VerifyHead(const crypto::PublicKey& node, const SignedHead& head) {
  if (head.node != node.id()) {
    return Fail(ErrorCode::kBadSignature, "log head: names another node's key");
  }
  return node.Verify(crypto::Purpose::kHead, HeadMessage(head.log, head.head), head.signature);
}

}  // namespace plenary::log
