#include "tests/server/storage/memory_store.h"

#include <algorithm>
#include <utility>

namespace plenary::storage {

Result<void> MemoryStore::Append(std::span<const AppendGroup> groups) {
  PLENARY_TRY(CheckGroups(groups));
  const MutexLock lock(mutex_);
  for (const AppendGroup& group : groups) {
    const auto found = logs_.find(group.log);
    const std::size_t size = found == logs_.end() ? 0 : found->second.entries.size();
    if (size != group.first_index) return Fail(ErrorCode::kConflict, "store: of another size");
  }
  for (const AppendGroup& group : groups) {
    Log& log = logs_[group.log];
    for (const SharedBytes& entry : group.entries) log.entries.push_back(*entry);
    log.head = group.head;
  }
  return {};
}

Result<std::vector<Bytes>> MemoryStore::Read(const LogId& log, std::uint64_t from,
                                             ReadLimit limit) const {
  const MutexLock lock(mutex_);
  std::vector<Bytes> entries;
  const auto found = logs_.find(log);
  if (found == logs_.end()) return entries;
  std::size_t bytes = 0;
  for (std::size_t i = from; i < found->second.entries.size(); ++i) {
    const Bytes& entry = found->second.entries[i];
    bytes += entry.size();
    if (!entries.empty() && (entries.size() >= limit.entries || bytes > limit.bytes)) break;
    entries.push_back(entry);
  }
  return entries;
}

Result<std::optional<StoredLog>> MemoryStore::Find(const LogId& log) const {
  const MutexLock lock(mutex_);
  const auto found = logs_.find(log);
  if (found == logs_.end()) return std::optional<StoredLog>();
  return StoredLog{log, found->second.entries.size(), found->second.head};
}

Result<std::vector<StoredLog>> MemoryStore::Logs() const {
  const MutexLock lock(mutex_);
  std::vector<StoredLog> logs;
  for (const auto& [id, log] : logs_) logs.push_back({id, log.entries.size(), log.head});
  return logs;
}

Result<UploadId> MemoryStore::BeginUpload() {
  const MutexLock lock(mutex_);
  const UploadId upload{++last_upload_};
  uploads_[upload];
  return upload;
}

Result<void> MemoryStore::AppendChunk(UploadId upload, ByteView chunk) {
  if (chunk.empty() || chunk.size() > kMaxChunkBytes) {
    return Fail(ErrorCode::kInvalidArgument, "store: a chunk out of bounds");
  }
  const MutexLock lock(mutex_);
  const auto found = uploads_.find(upload);
  if (found == uploads_.end()) return Fail(ErrorCode::kNotFound, "store: no such upload");
  PutRaw(found->second, chunk);
  return {};
}

Result<void> MemoryStore::FinishUpload(UploadId upload, const Digest& hash) {
  const MutexLock lock(mutex_);
  const auto found = uploads_.find(upload);
  if (found == uploads_.end()) return Fail(ErrorCode::kNotFound, "store: no such upload");
  documents_.emplace(hash, std::move(found->second));
  uploads_.erase(found);
  return {};
}

Result<void> MemoryStore::DiscardUpload(UploadId upload) {
  const MutexLock lock(mutex_);
  uploads_.erase(upload);
  return {};
}

Result<void> MemoryStore::DiscardUnfinished() {
  const MutexLock lock(mutex_);
  uploads_.clear();
  return {};
}

Result<std::optional<std::uint64_t>> MemoryStore::DocumentSize(const Digest& hash) const {
  const MutexLock lock(mutex_);
  const auto found = documents_.find(hash);
  if (found == documents_.end()) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(found->second.size());
}

Result<Bytes> MemoryStore::ReadDocument(const Digest& hash, std::uint64_t offset,
                                        std::size_t limit) const {
  const MutexLock lock(mutex_);
  const auto found = documents_.find(hash);
  if (found == documents_.end()) return Fail(ErrorCode::kNotFound, "store: no such document");
  const ByteView content(found->second);
  if (offset >= content.size()) return Bytes();
  const ByteView rest = content.subspan(static_cast<std::size_t>(offset));
  return ToBytes(rest.first(std::min(rest.size(), limit)));
}

Result<std::uint64_t> MemoryStore::DocumentBytes() const {
  const MutexLock lock(mutex_);
  std::uint64_t sum = 0;
  for (const auto& [upload, content] : uploads_) sum += content.size();
  for (const auto& [hash, content] : documents_) sum += content.size();
  return sum;
}

Result<void> MemoryStore::AddOffer(const EnrolmentOffer& offer) {
  PLENARY_TRY(CheckOffer(offer));
  const MutexLock lock(mutex_);
  const auto [at, added] = enrolments_.emplace(offer.code_id, Enrolment{offer, {}});
  if (added || at->second.offer == offer) return {};
  return Fail(ErrorCode::kAlreadyExists, "store: the code is on offer already");
}

Result<void> MemoryStore::AddRequest(ByteView code_id, ByteView request, std::size_t max_requests) {
  PLENARY_TRY(CheckRequest(request));
  const MutexLock lock(mutex_);
  const auto found = enrolments_.find(ToBytes(code_id));
  const auto known = found == enrolments_.end() ? std::optional<Enrolment>() : found->second;
  const auto admits = AdmitsRequest(known, request, max_requests);
  if (!admits) return std::unexpected(admits.error());
  if (*admits) found->second.requests.push_back(ToBytes(request));
  return {};
}

Result<std::optional<Enrolment>> MemoryStore::FindEnrolment(ByteView code_id) const {
  const MutexLock lock(mutex_);
  const auto found = enrolments_.find(ToBytes(code_id));
  return found == enrolments_.end() ? std::optional<Enrolment>() : found->second;
}

Result<std::vector<Enrolment>> MemoryStore::Enrolments() const {
  const MutexLock lock(mutex_);
  std::vector<Enrolment> enrolments;
  for (const auto& [code, enrolment] : enrolments_) enrolments.push_back(enrolment);
  std::ranges::sort(enrolments, {},
                    [](const Enrolment& e) { return std::pair(e.offer.expires, e.offer.code_id); });
  return enrolments;
}

Result<void> MemoryStore::RemoveOffersUntil(Instant expired) {
  const MutexLock lock(mutex_);
  std::erase_if(enrolments_, [&](const auto& e) { return e.second.offer.expires <= expired; });
  return {};
}

Result<void> MemoryStore::AddCertificate(const ConnectionCertificate& certificate) {
  PLENARY_TRY(CheckCertificate(certificate));
  const MutexLock lock(mutex_);
  if (certificates_.emplace(certificate.serial_hex, certificate).second) return {};
  return Fail(ErrorCode::kAlreadyExists, "store: a certificate has this serial already");
}

Result<std::optional<ConnectionCertificate>> MemoryStore::FindCertificate(
    const std::string& serial_hex) const {
  const MutexLock lock(mutex_);
  const auto found = certificates_.find(serial_hex);
  return found == certificates_.end() ? std::optional<ConnectionCertificate>() : found->second;
}

Result<std::uint64_t> MemoryStore::RevokeCertificatesOf(const KeyId& key) {
  const MutexLock lock(mutex_);
  std::uint64_t revoked = 0;
  for (auto& [serial, certificate] : certificates_) {
    if (certificate.key != key || certificate.revoked) continue;
    certificate.revoked = true;
    ++revoked;
  }
  return revoked;
}

Result<void> MemoryStore::RemoveCertificatesUntil(Instant expired) {
  const MutexLock lock(mutex_);
  std::erase_if(certificates_, [&](const auto& c) { return c.second.not_after <= expired; });
  return {};
}

}  // namespace plenary::storage
