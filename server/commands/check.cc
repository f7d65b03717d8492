#include <ostream>

#include "server/commands/commands.h"
#include "server/data_lock.h"
#include "server/host/host.h"
#include "server/node.h"
#include "server/storage/sqlite_store.h"
#include "server/system.h"

namespace plenary::server {

Result<void> RunCheck(const std::filesystem::path& data, const Console& console) {
  auto head_key = LoadHeadKey(data);
  if (!head_key) return std::unexpected(head_key.error());
  const auto lock = DataLock::Take(data);
  if (!lock) return std::unexpected(lock.error());
  const auto store = storage::SqliteStore::Open({.file = StoreFile(data)});
  if (!store) return std::unexpected(store.error());
  storage::SqliteStore& stores = **store;
  const auto host =
      host::Host::Open({stores, stores, stores}, std::move(*head_key), SystemEnvironment({}));
  if (!host) return std::unexpected(host.error());
  const auto registry = (*host)->Head((*host)->registry_log());
  if (!registry) return std::unexpected(registry.error());
  console.out << console.say("registry: entries ", "登记簿：条目 ") << registry->head.size << '\n';
  for (const host::SessionSummary& session : (*host)->Sessions()) {
    console.out << console.say("session ", "会议 ") << session.session.hex()
                << console.say(": entries ", "：条目 ") << session.size
                << (session.closed ? console.say(", closed", "，已闭会") : "") << '\n';
  }
  console.out << console.say("Every entry verified.\n", "全部条目均已验证。\n");
  return {};
}

}  // namespace plenary::server
