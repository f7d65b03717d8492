#include "server/host/documents.h"

#include <algorithm>
#include <utility>

namespace plenary::host {

Digest DocumentHash(crypto::Suite suite, ByteView content) {
  return crypto::HashRaw(suite, {content});
}

DocumentUpload::DocumentUpload(Documents& documents, storage::UploadId upload, const Digest& hash)
    : documents_(documents), upload_(upload), hash_(hash), hasher_(documents.suite_) {}

DocumentUpload::~DocumentUpload() { documents_.End(finished_ ? nullptr : &upload_); }

Result<void> DocumentUpload::Append(ByteView chunk) {
  PLENARY_TRY(documents_.CheckRoom(size_, chunk.size()));
  PLENARY_TRY(documents_.store_.AppendChunk(upload_, chunk));
  hasher_.Update(chunk);
  size_ += chunk.size();
  return {};
}

Result<std::uint64_t> DocumentUpload::Finish() {
  if (finished_ || size_ == 0) {
    return Fail(ErrorCode::kInvalidArgument, "documents: an empty document");
  }
  const Digest hash = std::exchange(hasher_, crypto::Hasher(documents_.suite_)).Finish();
  if (hash != hash_) {
    return Fail(ErrorCode::kInvalidArgument, "documents: the content is not what was announced");
  }
  PLENARY_TRY(documents_.store_.FinishUpload(upload_, hash_));
  finished_ = true;
  return size_;
}

Result<std::unique_ptr<DocumentUpload>> Documents::Begin(const Digest& hash) {
  const auto size = store_.DocumentSize(hash);
  if (!size) return std::unexpected(size.error());
  if (*size) return Fail(ErrorCode::kAlreadyExists, "documents: it is here already");
  {
    const MutexLock lock(mutex_);
    if (uploads_ >= limits_.max_uploads) {
      return Fail(ErrorCode::kExhausted, "documents: too many uploads at once; try again later");
    }
    ++uploads_;
  }
  const auto upload = store_.BeginUpload();
  if (!upload) {
    End(nullptr);
    return std::unexpected(upload.error());
  }
  return std::unique_ptr<DocumentUpload>(new DocumentUpload(*this, *upload, hash));
}

Result<std::uint64_t> Documents::Size(const Digest& hash) const {
  const auto size = store_.DocumentSize(hash);
  if (!size) return std::unexpected(size.error());
  if (!*size) return Fail(ErrorCode::kNotFound, "documents: no such document");
  return **size;
}

Result<Bytes> Documents::Read(const Digest& hash, std::uint64_t offset, std::size_t limit) const {
  return store_.ReadDocument(hash, offset, std::min(limit, storage::kMaxChunkBytes));
}

Result<void> Documents::CheckRoom(std::uint64_t so_far, std::uint64_t more) const {
  if (so_far + more > limits_.max_document_bytes) {
    return Fail(ErrorCode::kExhausted, "documents: larger than this server takes");
  }
  const auto total = store_.DocumentBytes();
  if (!total) return std::unexpected(total.error());
  if (*total + more > limits_.max_total_bytes) {
    return Fail(ErrorCode::kExhausted,
                "documents: the room that the server's configuration gives them is full");
  }
  return {};
}

void Documents::End(const storage::UploadId* discarded) {
  if (discarded != nullptr) {
    // What cannot be removed now is removed when the server starts again.
    const auto removed = store_.DiscardUpload(*discarded);
    static_cast<void>(removed);
  }
  const MutexLock lock(mutex_);
  --uploads_;
}

}  // namespace plenary::host
