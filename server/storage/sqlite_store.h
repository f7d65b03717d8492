// Logs, documents and enrolments in one SQLite file.
//
// Write-ahead log with full sync: what a call has written is on the disk when it
// returns. Each call borrows a connection of its own; no lock is held while SQLite works.
#ifndef PLENARY_SERVER_STORAGE_SQLITE_STORE_H_
#define PLENARY_SERVER_STORAGE_SQLITE_STORE_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>

#include "server/storage/document_store.h"
#include "server/storage/enrolment_store.h"
#include "server/storage/log_store.h"

namespace plenary::storage {

struct SqliteOptions {
  std::filesystem::path file;                    // its folder exists
  std::uint64_t max_bytes = 0;                   // the file grows no further; 0: as the disk allows
  std::chrono::milliseconds busy_timeout{5000};  // for another process's transaction
};

class SqliteStore final : public LogStore, public DocumentStore, public EnrolmentStore {
 public:
  // Creates the file, readable by its owner alone, or brings an older one up to date.
  // Checks the logs' tables. Messages say what to do.
  //   kInvalidArgument   not a file of ours, or written by a newer plenaryd
  //   kPermissionDenied  it cannot be written
  //   kCorrupt           it is damaged
  //   kNotFound          there is no such folder
  static Result<std::unique_ptr<SqliteStore>> Open(SqliteOptions options);
  ~SqliteStore() override;

  Result<void> Append(std::span<const AppendGroup> groups) override;
  Result<std::vector<Bytes>> Read(const LogId& log, std::uint64_t from,
                                  ReadLimit limit) const override;
  Result<std::optional<StoredLog>> Find(const LogId& log) const override;
  Result<std::vector<StoredLog>> Logs() const override;

  Result<UploadId> BeginUpload() override;
  Result<void> AppendChunk(UploadId upload, ByteView chunk) override;
  Result<void> FinishUpload(UploadId upload, const Digest& hash) override;
  Result<void> DiscardUpload(UploadId upload) override;
  Result<void> DiscardUnfinished() override;
  Result<std::optional<std::uint64_t>> DocumentSize(const Digest& hash) const override;
  Result<Bytes> ReadDocument(const Digest& hash, std::uint64_t offset,
                             std::size_t limit) const override;
  Result<std::uint64_t> DocumentBytes() const override;

  Result<void> AddOffer(const EnrolmentOffer& offer) override;
  Result<void> AddRequest(ByteView code_id, ByteView request, std::size_t max_requests) override;
  Result<std::optional<Enrolment>> FindEnrolment(ByteView code_id) const override;
  Result<std::vector<Enrolment>> Enrolments() const override;
  Result<void> RemoveOffersUntil(Instant expired) override;
  Result<void> AddCertificate(const ConnectionCertificate& certificate) override;
  Result<std::optional<ConnectionCertificate>> FindCertificate(
      const std::string& serial_hex) const override;
  Result<std::uint64_t> RevokeCertificatesOf(const KeyId& key) override;
  Result<void> RemoveCertificatesUntil(Instant expired) override;

 private:
  class Connections;
  explicit SqliteStore(std::unique_ptr<Connections> connections);

  std::unique_ptr<Connections> connections_;
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_SQLITE_STORE_H_
