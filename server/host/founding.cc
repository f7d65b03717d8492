// How a store gets its committee.
#include <array>
#include <utility>

#include "core/fold/log_fold.h"
#include "core/wire/entry.h"
#include "server/host/host.h"
#include "server/host/stored_head.h"

namespace plenary::host {
namespace {

Result<void> RequireEmpty(const storage::LogStore& store, const CommitteeId& committee) {
  const auto logs = store.Logs();
  if (!logs) return std::unexpected(logs.error());
  if (logs->empty()) return {};
  return Fail(ErrorCode::kAlreadyExists,
              logs->front().log.committee == committee
                  ? "host: this committee was imported before; nothing to do"
                  : "host: the store has another committee; give this one a store of its own");
}

Result<fold::NewEntry> FoundingEntry(const fold::RegistryFold& registry,
                                     const fold::VerifiedCommand& founding,
                                     const Environment& environment) {
  log::Blinds blinds;
  for (log::Blind& blind : blinds.parts) PLENARY_TRY(environment.randomness(blind));
  auto decision = registry.Decide(founding, environment.clock(), blinds);
  if (!decision) {
    return Fail(ErrorCode::kInvalidArgument,
                "host: the founding is refused: " + std::string(NameOf(decision.error())));
  }
  return std::get<fold::NewEntry>(*std::move(decision));
}

}  // namespace

Result<CommitteeId> ImportFounding(storage::LogStore& store, const crypto::PrivateKey& node,
                                   const Environment& environment,
                                   const log::SignedCommand& founding) {
  const auto verified = fold::VerifyFounding(founding);
  if (!verified) {
    return Fail(ErrorCode::kBadSignature, "host: not a founding that both officers signed: " +
                                              std::string(NameOf(verified.error())));
  }
  const auto& found = std::get<session::Found>(verified->command().body);
  if (!Equal(found.node.public_key, node.public_key().encoded())) {
    return Fail(ErrorCode::kPermissionDenied,
                "host: the founding names another node's key; found the committee with this "
                "node's");
  }
  const CommitteeId committee = session::CommitteeIdOf(found.suite, founding.command);
  PLENARY_TRY(RequireEmpty(store, committee));
  fold::RegistryFold registry(committee, found.suite);
  const auto entry = FoundingEntry(registry, *verified, environment);
  if (!entry) return std::unexpected(entry.error());
  registry.Apply(*entry, *verified);
  const auto head = log::SignHead(node, registry.chain().log(), registry.chain().head());
  if (!head) return std::unexpected(head.error());
  const std::array groups = {storage::AppendGroup{
      .log = registry.chain().log(),
      .first_index = 0,
      .entries = {std::make_shared<const Bytes>(wire::EncodeEntry(entry->entry))},
      .head = EncodeStoredHead(*head)}};
  PLENARY_TRY(store.Append(groups));
  return committee;
}

}  // namespace plenary::host
