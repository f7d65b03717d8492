#include <ostream>
#include <variant>

#include "core/wire/command.h"
#include "core/wire/enrolment.h"
#include "core/wire/entry.h"
#include "server/commands/commands.h"
#include "server/data_lock.h"
#include "server/files.h"
#include "server/host/host.h"
#include "server/node.h"
#include "server/storage/sqlite_store.h"
#include "server/system.h"

namespace plenary::server {
namespace {

// The founding must also name the authority that this node's clients will meet.
Result<void> CheckAuthority(const log::SignedCommand& founding, const Node& node) {
  const auto command = wire::DecodeCommand(founding.command);
  if (!command) return std::unexpected(command.error());
  const auto* found = std::get_if<session::Found>(&command->body);
  if (found == nullptr) return Fail(ErrorCode::kInvalidArgument, "not a founding");
  if (found->node.authority_certificate == node.authority.certificate().der()) return {};
  return Fail(ErrorCode::kPermissionDenied,
              "the founding names another authority for connections than this node's; found the "
              "committee with this folder's node.json");
}

}  // namespace

Result<void> RunImport(const ImportOptions& options, const Console& console) {
  const auto bytes = ReadFile(options.founding, wire::kMaxEntrySize);
  if (!bytes) return std::unexpected(bytes.error());
  const auto founding = wire::DecodeSignedCommand(*bytes);
  if (!founding) {
    return Fail(founding.error().code,
                options.founding.string() + ": not a founding: " + founding.error().message);
  }
  const auto node = LoadNode(options.data);
  if (!node) return std::unexpected(node.error());
  PLENARY_TRY(CheckAuthority(*founding, *node));
  const auto lock = DataLock::Take(options.data);
  if (!lock) return std::unexpected(lock.error());
  const auto store = storage::SqliteStore::Open({.file = StoreFile(options.data)});
  if (!store) return std::unexpected(store.error());
  const auto committee =
      host::ImportFounding(**store, node->head_key, SystemEnvironment({}), *founding);
  if (!committee) return std::unexpected(committee.error());
  console.out << console.say(
                     "The committee's fingerprint, to be compared with the secretary's "
                     "paper: ",
                     "委员会指纹，请与秘书的纸质记录核对：")
              << wire::FormatFingerprint(*committee) << '\n';
  return {};
}

}  // namespace plenary::server
