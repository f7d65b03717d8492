// Evidence that a committee's nodes have signed two logs where there can be one.
//
// Evidence is what convinces a stranger: two signed heads that cannot both be of one
// log. Either they have one size and different roots; or a proof shows that the longer
// begins with another root than the shorter signed. An honest node cannot be accused
// with it.
//
// Not evidence, only a reason to refuse: a consistency proof that fails (whoever asks
// could have altered it), a missing answer, and leaves that contradict one signed head
// alone (nobody signed the leaves). Leaves become evidence when a second signed head
// attests them.
#ifndef PLENARY_CORE_LOG_FORK_H_
#define PLENARY_CORE_LOG_FORK_H_

#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/keys.h"
#include "core/log/head.h"
#include "core/log/merkle.h"

namespace plenary::log {

struct ForkEvidence {
  SignedHead shorter;  // or of the same size
  SignedHead longer;
  Digest prefix_root;               // of the longer log at the shorter's size
  std::vector<Digest> consistency;  // from `prefix_root` to `longer`

  bool operator==(const ForkEvidence&) const = default;
};

// Both heads must have been verified. Finds a fork only between heads of one log and one
// size: others need leaves or a proof.
std::optional<ForkEvidence> Compare(const SignedHead& a, const SignedHead& b);

// As above, and finds a fork between heads of different sizes too if the longer one is a
// head of `tree`. Nothing if neither is: leaves that nobody signed prove nothing; nor if
// the tree has a hole where the shorter one ends.
std::optional<ForkEvidence> Compare(const SignedHead& a, const SignedHead& b,
                                    const MerkleTree& tree);

// Succeeds if the evidence shows a fork. The keys are those that the registry admits
// for the nodes which the heads name. kBadSignature if a signature or the proof does not
// hold; kInvalidArgument if the heads are of different logs, in the wrong order, or
// agree.
Result<void> VerifyEvidence(const crypto::PublicKey& shorter_node,
                            const crypto::PublicKey& longer_node, const ForkEvidence& evidence);

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_FORK_H_
