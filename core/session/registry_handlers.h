// Between the registry's sources: what Decide and Apply share.
#ifndef PLENARY_CORE_SESSION_REGISTRY_HANDLERS_H_
#define PLENARY_CORE_SESSION_REGISTRY_HANDLERS_H_

#include <cstdint>

#include "core/session/command.h"
#include "core/session/refusal.h"
#include "core/session/registry.h"

namespace plenary::session {

// Whether the change could be made now, whoever asks for it. kOtherLog for a body that
// is no change of a registry.
Result<void, Refusal> CheckChange(const Registry& registry, const Body& body);

// Makes a change that CheckChange allows, by entry number `index`.
void PerformChange(Registry& registry, const Body& body, std::uint64_t index);

// Whether the change waits for a second officer.
bool NeedsSecondOfficer(const Registry& registry, const Body& body);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_REGISTRY_HANDLERS_H_
