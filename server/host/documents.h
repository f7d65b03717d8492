// Documents on their way in and out, with their bounds.
#ifndef PLENARY_SERVER_HOST_DOCUMENTS_H_
#define PLENARY_SERVER_HOST_DOCUMENTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "core/base/ids.h"
#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/crypto/hash.h"
#include "core/crypto/suite.h"
#include "server/storage/document_store.h"

namespace plenary::host {

struct DocumentLimits {
  std::uint64_t max_document_bytes = 1 << 30;
  std::uint64_t max_total_bytes = 64ULL << 30;  // finished or not
  std::size_t max_uploads = 16;                 // at once
};

class Documents;

// One document coming in. One thread at a time. Destroyed before Finish, it leaves
// nothing. `Documents` outlives it.
class DocumentUpload {
 public:
  ~DocumentUpload();
  DocumentUpload(const DocumentUpload&) = delete;
  DocumentUpload& operator=(const DocumentUpload&) = delete;

  // 1 byte to storage::kMaxChunkBytes. kExhausted beyond a limit; then only destroy it.
  Result<void> Append(ByteView chunk);
  // Its size. kInvalidArgument if it is empty or does not hash to what was announced.
  Result<std::uint64_t> Finish();

 private:
  friend class Documents;
  DocumentUpload(Documents& documents, storage::UploadId upload, const Digest& hash);

  Documents& documents_;
  storage::UploadId upload_;
  Digest hash_;
  crypto::Hasher hasher_;
  std::uint64_t size_ = 0;
  bool finished_ = false;
};

// Any thread.
class Documents {
 public:
  Documents(storage::DocumentStore& store, crypto::Suite suite, DocumentLimits limits)
      : store_(store), suite_(suite), limits_(limits) {}

  // kExhausted if too many upload at once; kAlreadyExists if the document is here.
  Result<std::unique_ptr<DocumentUpload>> Begin(const Digest& hash);
  // kNotFound if there is no such document.
  Result<std::uint64_t> Size(const Digest& hash) const;
  // At most storage::kMaxChunkBytes from `offset` on; empty at the end.
  Result<Bytes> Read(const Digest& hash, std::uint64_t offset, std::size_t limit) const;

 private:
  friend class DocumentUpload;
  Result<void> CheckRoom(std::uint64_t so_far, std::uint64_t more) const;
  void End(const storage::UploadId* discarded);  // of an upload; null: nothing is left of it

  storage::DocumentStore& store_;
  crypto::Suite suite_;
  DocumentLimits limits_;
  Mutex mutex_;
  std::size_t uploads_ PLENARY_GUARDED_BY(mutex_) = 0;
};

// The hash by which commands and stores name a document: of its bytes and nothing else,
// as public tools compute it.
Digest DocumentHash(crypto::Suite suite, ByteView content);

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_DOCUMENTS_H_
