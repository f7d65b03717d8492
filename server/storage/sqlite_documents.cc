// The documents of SqliteStore.
#include <algorithm>
#include <string>

#include "server/storage/sqlite_connections.h"
#include "server/storage/sqlite_store.h"

namespace plenary::storage {
namespace {

std::unexpected<Error> NoUpload() { return Fail(ErrorCode::kNotFound, "store: no such upload"); }

struct DocumentRow {
  std::int64_t upload;
  std::uint64_t size;
};

Result<std::optional<DocumentRow>> FindDocument(Connection& connection, const Digest& hash) {
  auto query = connection.Prepare(
      "SELECT uploads.id, uploads.size FROM documents JOIN uploads ON uploads.id = upload "
      "WHERE hash = ?");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(hash.view()).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<DocumentRow>();
  return DocumentRow{query->Integer(0), static_cast<std::uint64_t>(query->Integer(1))};
}

// Of an unfinished upload.
Result<std::int64_t> UploadSize(Connection& connection, UploadId upload) {
  auto query = connection.Prepare(
      "SELECT size FROM uploads WHERE id = ? AND id NOT IN (SELECT upload FROM documents)");
  if (!query) return std::unexpected(query.error());
  const auto row = query->Bind(upload.number).Step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return NoUpload();
  return query->Integer(0);
}

Result<void> DropUpload(Connection& connection, UploadId upload) {
  auto query = connection.Prepare(
      "DELETE FROM uploads WHERE id = ? AND id NOT IN (SELECT upload FROM documents)");
  if (!query) return std::unexpected(query.error());
  return query->Bind(upload.number).Run();
}

}  // namespace

Result<UploadId> SqliteStore::BeginUpload() {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query = (*connection)->Prepare("INSERT INTO uploads DEFAULT VALUES");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Run());
  return UploadId{(*connection)->last_row()};
}

Result<void> SqliteStore::AppendChunk(UploadId upload, ByteView chunk) {
  if (chunk.empty() || chunk.size() > kMaxChunkBytes) {
    return Fail(ErrorCode::kInvalidArgument, "store: a chunk out of bounds");
  }
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto transaction = Transaction::Begin(**connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto size = UploadSize(**connection, upload);
  if (!size) return std::unexpected(size.error());
  auto insert = (*connection)->Prepare("INSERT INTO chunks (upload, start, data) VALUES (?, ?, ?)");
  if (!insert) return std::unexpected(insert.error());
  PLENARY_TRY(insert->Bind(upload.number).Bind(*size).Bind(chunk).Run());
  auto update = (*connection)->Prepare("UPDATE uploads SET size = ? WHERE id = ?");
  if (!update) return std::unexpected(update.error());
  PLENARY_TRY(
      update->Bind(*size + static_cast<std::int64_t>(chunk.size())).Bind(upload.number).Run());
  return transaction->Commit();
}

Result<void> SqliteStore::FinishUpload(UploadId upload, const Digest& hash) {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto transaction = Transaction::Begin(**connection);
  if (!transaction) return std::unexpected(transaction.error());
  const auto size = UploadSize(**connection, upload);
  if (!size) return std::unexpected(size.error());
  const auto known = FindDocument(**connection, hash);
  if (!known) return std::unexpected(known.error());
  if (*known) {
    PLENARY_TRY(DropUpload(**connection, upload));
    return transaction->Commit();
  }
  auto query = (*connection)->Prepare("INSERT INTO documents (hash, upload) VALUES (?, ?)");
  if (!query) return std::unexpected(query.error());
  PLENARY_TRY(query->Bind(hash.view()).Bind(upload.number).Run());
  return transaction->Commit();
}

Result<void> SqliteStore::DiscardUpload(UploadId upload) {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  return DropUpload(**connection, upload);
}

Result<void> SqliteStore::DiscardUnfinished() {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  auto query =
      (*connection)->Prepare("DELETE FROM uploads WHERE id NOT IN (SELECT upload FROM documents)");
  if (!query) return std::unexpected(query.error());
  return query->Run();
}

Result<std::optional<std::uint64_t>> SqliteStore::DocumentSize(const Digest& hash) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  const auto row = FindDocument(**connection, hash);
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<std::uint64_t>();
  return (*row)->size;
}

Result<Bytes> SqliteStore::ReadDocument(const Digest& hash, std::uint64_t offset,
                                        std::size_t limit) const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  const auto row = FindDocument(**connection, hash);
  if (!row) return std::unexpected(row.error());
  if (!*row) return Fail(ErrorCode::kNotFound, "store: no such document");
  Bytes out;
  const std::uint64_t size = (*row)->size;
  if (offset >= size) return out;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(limit, size - offset));
  // From the chunk that holds the offset on: the last to start at or before it.
  auto query =
      (*connection)
          ->Prepare(
              "SELECT start, data FROM chunks WHERE upload = ?1 AND start >= "
              "(SELECT max(start) FROM chunks WHERE upload = ?1 AND start <= ?2) ORDER BY start");
  if (!query) return std::unexpected(query.error());
  query->Bind((*row)->upload).Bind(static_cast<std::int64_t>(offset));
  while (out.size() < wanted) {
    const auto step = query->Step();
    if (!step) return std::unexpected(step.error());
    const std::uint64_t at = offset + out.size();
    const auto start = *step ? static_cast<std::uint64_t>(query->Integer(0)) : size;
    const Bytes data = *step ? query->Blob(1) : Bytes();
    if (start > at || at - start >= data.size()) {
      return Fail(ErrorCode::kCorrupt, "store: a piece of document " + hash.hex() + " is missing");
    }
    const ByteView rest = ByteView(data).subspan(static_cast<std::size_t>(at - start));
    PutRaw(out, rest.first(std::min(rest.size(), wanted - out.size())));
  }
  return out;
}

Result<std::uint64_t> SqliteStore::DocumentBytes() const {
  auto connection = connections_->Borrow();
  if (!connection) return std::unexpected(connection.error());
  const auto sum = (*connection)->Ask("SELECT coalesce(sum(size), 0) FROM uploads");
  if (!sum) return std::unexpected(sum.error());
  return static_cast<std::uint64_t>(*sum);
}

}  // namespace plenary::storage
