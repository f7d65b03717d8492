#include <ostream>

#include "core/base/ids.h"
#include "server/commands/commands.h"
#include "server/node.h"
#include "server/storage/sqlite_store.h"

namespace plenary::server {

Result<void> RunRevokeCertificates(const RevokeOptions& options, const Console& console) {
  const auto key = KeyId::FromHexText(options.key);
  if (!key) return Fail(ErrorCode::kInvalidArgument, "a key id has 64 lower-case hex digits");
  const auto store = storage::SqliteStore::Open({.file = StoreFile(options.data)});
  if (!store) return std::unexpected(store.error());
  const auto revoked = (*store)->RevokeCertificatesOf(*key);
  if (!revoked) return std::unexpected(revoked.error());
  console.out << console.say("Certificates revoked: ", "已吊销的证书数：") << *revoked << '\n'
              << console.say(
                     "The key itself can still ask for a new one, until the registry revokes it.\n",
                     "在登记簿撤销该密钥之前，它仍可申请新证书。\n");
  return {};
}

}  // namespace plenary::server
