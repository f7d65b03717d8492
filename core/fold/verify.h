// The stateless part of accepting a command: form and signature.
#ifndef PLENARY_CORE_FOLD_VERIFY_H_
#define PLENARY_CORE_FOLD_VERIFY_H_

#include <memory>
#include <utility>

#include "core/base/result.h"
#include "core/crypto/keys.h"
#include "core/log/entry.h"
#include "core/session/command.h"
#include "core/session/refusal.h"
#include "core/session/registry.h"
#include "core/session/secret_records.h"

namespace plenary::fold {

// A command whose bytes have been verified as they were received. Only Verify and
// VerifyFounding make one.
class VerifiedCommand {
 public:
  const log::SignedCommand& bytes() const { return bytes_; }
  const session::Command& command() const { return command_; }
  // What checking the secret ballot in it gave, if that is done; else null.
  const session::CheckedBallot* checked() const { return checked_.get(); }
  // For core/fold/ballots.h alone.
  void SetChecked(std::shared_ptr<const session::CheckedBallot> checked) {
    checked_ = std::move(checked);
  }

 private:
  friend class Verifier;
  VerifiedCommand(log::SignedCommand bytes, session::Command command)
      : bytes_(std::move(bytes)), command_(std::move(command)) {}

  log::SignedCommand bytes_;
  session::Command command_;
  std::shared_ptr<const session::CheckedBallot> checked_;
};

// Any command but a founding, under the keys of a registry. A revoked key verifies:
// whether it may still sign is for the state to decide. kMalformed, kOtherCommittee,
// kUnknownKey or kBadSignature. Any thread; as slow as one signature.
Result<VerifiedCommand, session::Refusal> Verify(const session::Registry& registry,
                                                 const log::SignedCommand& signed_command);

// A founding command, under the two keys in it. Its committee's id is the hash of the
// bytes (session::CommitteeIdOf).
Result<VerifiedCommand, session::Refusal> VerifyFounding(const log::SignedCommand& signed_command);

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_VERIFY_H_
