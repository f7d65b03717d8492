// Logs, documents and enrolments in memory: what a store must do, without a disk.
#ifndef PLENARY_TESTS_SERVER_STORAGE_MEMORY_STORE_H_
#define PLENARY_TESTS_SERVER_STORAGE_MEMORY_STORE_H_

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/mutex.h"
#include "server/storage/document_store.h"
#include "server/storage/enrolment_store.h"
#include "server/storage/log_store.h"

namespace plenary::storage {

class MemoryStore final : public LogStore, public DocumentStore, public EnrolmentStore {
 public:
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

  // For tests that damage what is kept.
  struct Log {
    std::vector<Bytes> entries;
    Bytes head;
  };
  Log LogAsKept(const LogId& log) const {
    const MutexLock lock(mutex_);
    return logs_.at(log);
  }
  void Replace(const LogId& log, Log with) {
    const MutexLock lock(mutex_);
    logs_.insert_or_assign(log, std::move(with));
  }

 private:
  mutable Mutex mutex_;
  std::map<LogId, Log> logs_ PLENARY_GUARDED_BY(mutex_);
  std::int64_t last_upload_ PLENARY_GUARDED_BY(mutex_) = 0;
  std::map<UploadId, Bytes> uploads_ PLENARY_GUARDED_BY(mutex_);
  std::map<Digest, Bytes> documents_ PLENARY_GUARDED_BY(mutex_);
  std::map<Bytes, Enrolment> enrolments_ PLENARY_GUARDED_BY(mutex_);
  std::map<std::string, ConnectionCertificate> certificates_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::storage

#endif  // PLENARY_TESTS_SERVER_STORAGE_MEMORY_STORE_H_
