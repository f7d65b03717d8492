// Documents by the hash of their content, written and read in pieces.
//
// An upload is invisible until Finish. The caller computes the hash and bounds the
// size. Every method may be called by any thread, one at a time for one upload.
#ifndef PLENARY_SERVER_STORAGE_DOCUMENT_STORE_H_
#define PLENARY_SERVER_STORAGE_DOCUMENT_STORE_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"

namespace plenary::storage {

inline constexpr std::size_t kMaxChunkBytes = 1 << 20;

// Names an upload in the store that began it.
struct UploadId {
  std::int64_t number = 0;

  auto operator<=>(const UploadId&) const = default;
};

class DocumentStore {
 public:
  virtual ~DocumentStore() = default;

  virtual Result<UploadId> BeginUpload() = 0;
  // 1 to kMaxChunkBytes, else kInvalidArgument. kNotFound if there is no such upload;
  // kExhausted if the disk, or the size allowed to the store, is full.
  virtual Result<void> AppendChunk(UploadId upload, ByteView chunk) = 0;
  // The upload becomes the document `hash`, durably. If there is one already, it stays
  // and the upload goes. kNotFound if there is no such upload.
  virtual Result<void> FinishUpload(UploadId upload, const Digest& hash) = 0;
  virtual Result<void> DiscardUpload(UploadId upload) = 0;  // none such: nothing to do
  // What uploads a stopped server has left; only while nobody uploads.
  virtual Result<void> DiscardUnfinished() = 0;

  // In bytes; nothing if there is no such document.
  virtual Result<std::optional<std::uint64_t>> DocumentSize(const Digest& hash) const = 0;
  // From `offset` on at most `limit` bytes; empty at or behind the end. kNotFound if
  // there is no such document.
  virtual Result<Bytes> ReadDocument(const Digest& hash, std::uint64_t offset,
                                     std::size_t limit) const = 0;
  // Of all documents and unfinished uploads, in bytes.
  virtual Result<std::uint64_t> DocumentBytes() const = 0;
};

}  // namespace plenary::storage

#endif  // PLENARY_SERVER_STORAGE_DOCUMENT_STORE_H_
