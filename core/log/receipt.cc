#include "core/log/receipt.h"

#include "core/log/merkle.h"

namespace plenary::log {

Result<void> VerifyReceipt(const crypto::PublicKey& node, const LogId& log, const Receipt& receipt,
                           const Digest& leaf_hash) {
  if (receipt.head.log != log) {
    return Fail(ErrorCode::kInvalidArgument, "receipt: of another log");
  }
  PLENARY_TRY(VerifyHead(node, receipt.head));
  return VerifyInclusion(node.suite(), leaf_hash, receipt.index, receipt.head.head.size,
                         receipt.inclusion, receipt.head.head.root);
}

}  // namespace plenary::log
