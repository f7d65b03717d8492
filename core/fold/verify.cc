#include "core/fold/verify.h"

#include "core/wire/command.h"

namespace plenary::fold {

using session::Refusal;

// The one maker of verified commands.
class Verifier {
 public:
  static VerifiedCommand Make(log::SignedCommand bytes, session::Command command) {
    return {std::move(bytes), std::move(command)};
  }
};

Result<VerifiedCommand, Refusal> Verify(const session::Registry& registry,
                                        const log::SignedCommand& signed_command) {
  // The signer stands inside the signed bytes, so they are read before they are
  // verified; nothing is done with what they say until they are.
  auto command = wire::DecodeCommand(signed_command.command);
  if (!command || !signed_command.cosignature.empty() ||
      std::holds_alternative<session::Found>(command->body)) {
    return std::unexpected(Refusal::kMalformed);
  }
  if (command->committee != registry.committee) return std::unexpected(Refusal::kOtherCommittee);
  const auto key = registry.keys.find(command->signer);
  if (key == registry.keys.end()) return std::unexpected(Refusal::kUnknownKey);
  if (!key->second.key.Verify(crypto::Purpose::kCommand, signed_command.command,
                              signed_command.signature)) {
    return std::unexpected(Refusal::kBadSignature);
  }
  return Verifier::Make(signed_command, *std::move(command));
}

Result<VerifiedCommand, Refusal> VerifyFounding(const log::SignedCommand& signed_command) {
  auto command = wire::DecodeCommand(signed_command.command);
  if (!command) return std::unexpected(Refusal::kMalformed);
  const auto* found = std::get_if<session::Found>(&command->body);
  if (found == nullptr) return std::unexpected(Refusal::kLogIsEmpty);
  const auto first = crypto::PublicKey::From(found->suite, found->officers[0].public_key);
  const auto second = crypto::PublicKey::From(found->suite, found->officers[1].public_key);
  if (!first || !second) return std::unexpected(Refusal::kBadKey);
  if (first->id() != command->signer) return std::unexpected(Refusal::kUnknownKey);
  const ByteView bytes = signed_command.command;
  if (!first->Verify(crypto::Purpose::kFounding, bytes, signed_command.signature) ||
      !second->Verify(crypto::Purpose::kFounding, bytes, signed_command.cosignature)) {
    return std::unexpected(Refusal::kBadSignature);
  }
  return Verifier::Make(signed_command, *std::move(command));
}

}  // namespace plenary::fold
