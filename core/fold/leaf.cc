#include "core/fold/leaf.h"

namespace plenary::fold {

log::LeafContent LeafContentOf(const log::Entry& entry, const session::Command& command) {
  log::LeafContent leaf;
  leaf.index = entry.index;
  leaf.time = entry.time;
  leaf.kind = static_cast<std::uint32_t>(session::KindOf(command.body));
  leaf.signer = command.signer;
  leaf.subject = session::SubjectOf(command.body);
  leaf.code = session::CodeOf(command.body);
  leaf.signed_bytes = entry.command.command;
  leaf.signature = entry.command.signature;
  leaf.cosignature = entry.command.cosignature;
  return leaf;
}

}  // namespace plenary::fold
