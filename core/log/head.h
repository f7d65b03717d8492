// Heads of a log: how long it is and what it holds, signed by the node that serves it.
//
// Signed with Purpose::kHead over 88 bytes: committee (32), session (16, zero for the
// registry), size (u64, big-endian), root (32).
#ifndef PLENARY_CORE_LOG_HEAD_H_
#define PLENARY_CORE_LOG_HEAD_H_

#include <compare>
#include <cstdint>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/keys.h"
#include "core/log/merkle.h"

namespace plenary::log {

struct Head {
  std::uint64_t size = 0;  // entries
  Digest root;

  auto operator<=>(const Head&) const = default;
};

// As it travels. Means nothing before VerifyHead, and that the node was admitted is for
// the caller to look up in the registry.
struct SignedHead {
  LogId log;
  Head head;
  KeyId node;  // the key that signed
  Bytes signature;

  bool operator==(const SignedHead&) const = default;
};

Head HeadOf(const MerkleTree& tree);

// Whether the tree begins with what `head` names: its own head or an earlier one. False
// too where a hole keeps it from knowing (MerkleTree::KnowsRoot).
bool HasPrefix(const MerkleTree& tree, const Head& head);

Bytes HeadMessage(const LogId& log, const Head& head);  // the 88 bytes above

// Fails only with kInternal.
Result<SignedHead> SignHead(const crypto::PrivateKey& node, const LogId& log, const Head& head);

// kBadSignature unless `node` is the key that the head names and signed it.
Result<void> VerifyHead(const crypto::PublicKey& node, const SignedHead& head);

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_HEAD_H_
