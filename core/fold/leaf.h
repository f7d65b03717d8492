// What an entry's leaf is made of.
#ifndef PLENARY_CORE_FOLD_LEAF_H_
#define PLENARY_CORE_FOLD_LEAF_H_

#include "core/log/entry.h"
#include "core/log/leaf.h"
#include "core/session/command.h"

namespace plenary::fold {

// The leaf of an entry whose command reads as `command`.
log::LeafContent LeafContentOf(const log::Entry& entry, const session::Command& command);

}  // namespace plenary::fold

#endif  // PLENARY_CORE_FOLD_LEAF_H_
