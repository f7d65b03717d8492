// What a signer gets for a command: a promise that can be held against the node.
#ifndef PLENARY_CORE_LOG_RECEIPT_H_
#define PLENARY_CORE_LOG_RECEIPT_H_

#include <cstdint>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/log/head.h"
#include "core/log/leaf.h"

namespace plenary::log {

// With the command itself, everything needed to compute its leaf hash.
struct Receipt {
  std::uint64_t index = 0;
  Instant time;
  Blinds blinds;
  SignedHead head;                // of a log that holds the entry
  std::vector<Digest> inclusion;  // of the entry in `head`

  bool operator==(const Receipt&) const = default;
};

// Whether `node` promises, in `log`, the entry whose leaf hash the caller computed from
// its own command with the receipt's index, time and blinds. kInvalidArgument if the
// receipt is of another log; kBadSignature if the head is not signed by `node`, or the
// entry is not in it.
Result<void> VerifyReceipt(const crypto::PublicKey& node, const LogId& log, const Receipt& receipt,
                           const Digest& leaf_hash);

}  // namespace plenary::log

#endif  // PLENARY_CORE_LOG_RECEIPT_H_
