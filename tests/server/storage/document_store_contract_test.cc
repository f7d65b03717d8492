// What every DocumentStore must do.
#include <gtest/gtest.h>

#include "tests/server/storage/store_contract.h"

namespace plenary::storage {
namespace {

Digest Named(Byte first) {
  Digest hash;
  hash.bytes[0] = first;
  return hash;
}

template <class Kind>
class DocumentStoreContract : public ::testing::Test {
 protected:
  DocumentStore& store() { return kind_.store; }
  UploadId Upload(std::initializer_list<std::string_view> chunks) {
    const UploadId upload = store().BeginUpload().value();
    for (const std::string_view chunk : chunks) {
      EXPECT_TRUE(store().AppendChunk(upload, AsBytes(chunk)));
    }
    return upload;
  }
  std::string Read(Byte name, std::uint64_t offset, std::size_t limit) {
    const Bytes bytes = store().ReadDocument(Named(name), offset, limit).value();
    return std::string(AsText(bytes));
  }

 private:
  Kind kind_;
};
TYPED_TEST_SUITE(DocumentStoreContract, StoreKinds, StoreKindNames);

TYPED_TEST(DocumentStoreContract, ReadsAnyPartOfWhatWasUploaded) {
  ASSERT_TRUE(this->store().FinishUpload(this->Upload({"abc", "d", "efghij"}), Named(1)));

  EXPECT_EQ(this->store().DocumentSize(Named(1)).value(), 10u);
  const std::string_view content = "abcdefghij";
  for (std::size_t offset = 0; offset <= content.size(); ++offset) {
    for (std::size_t limit = 0; limit <= content.size() + 1; ++limit) {
      EXPECT_EQ(this->Read(1, offset, limit), content.substr(offset, limit));
    }
  }
  EXPECT_EQ(this->Read(1, 99, 4), "");
}

TYPED_TEST(DocumentStoreContract, KeepsBothOfTwoUploadsAtOnceApart) {
  const UploadId first = this->Upload({"one"});
  const UploadId second = this->Upload({"two"});
  ASSERT_TRUE(this->store().AppendChunk(first, AsBytes(" more")));
  ASSERT_TRUE(this->store().FinishUpload(second, Named(2)));
  ASSERT_TRUE(this->store().FinishUpload(first, Named(1)));
  EXPECT_EQ(this->Read(1, 0, 100), "one more");
  EXPECT_EQ(this->Read(2, 0, 100), "two");
}

TYPED_TEST(DocumentStoreContract, ShowsNothingUnfinished) {
  this->Upload({"abc"});
  EXPECT_FALSE(this->store().DocumentSize(Named(1)).value().has_value());
  EXPECT_EQ(this->store().ReadDocument(Named(1), 0, 10).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(this->store().DocumentBytes().value(), 3u);
}

TYPED_TEST(DocumentStoreContract, ForgetsWhatIsDiscarded) {
  const UploadId upload = this->Upload({"abc"});
  ASSERT_TRUE(this->store().DiscardUpload(upload));
  EXPECT_EQ(this->store().DocumentBytes().value(), 0u);
  EXPECT_EQ(this->store().AppendChunk(upload, AsBytes("d")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(this->store().FinishUpload(upload, Named(1)).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(this->store().DiscardUpload(upload));
}

TYPED_TEST(DocumentStoreContract, DiscardsTheUnfinishedAlone) {
  ASSERT_TRUE(this->store().FinishUpload(this->Upload({"kept"}), Named(1)));
  this->Upload({"left behind"});
  ASSERT_TRUE(this->store().DiscardUnfinished());
  EXPECT_EQ(this->store().DocumentBytes().value(), 4u);
  EXPECT_EQ(this->Read(1, 0, 100), "kept");
}

TYPED_TEST(DocumentStoreContract, KeepsTheFirstOfTwoWithOneHash) {
  ASSERT_TRUE(this->store().FinishUpload(this->Upload({"first"}), Named(1)));
  const UploadId again = this->Upload({"again"});
  ASSERT_TRUE(this->store().FinishUpload(again, Named(1)));
  EXPECT_EQ(this->Read(1, 0, 100), "first");
  EXPECT_EQ(this->store().DocumentBytes().value(), 5u);
}

TYPED_TEST(DocumentStoreContract, CannotChangeAFinishedDocument) {
  const UploadId upload = this->Upload({"abc"});
  ASSERT_TRUE(this->store().FinishUpload(upload, Named(1)));
  EXPECT_EQ(this->store().AppendChunk(upload, AsBytes("d")).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(this->store().DiscardUpload(upload));
  EXPECT_EQ(this->Read(1, 0, 100), "abc");
}

TYPED_TEST(DocumentStoreContract, RefusesChunksOutOfBounds) {
  const UploadId upload = this->Upload({});
  const auto append = [&](std::size_t size) {
    return this->store().AppendChunk(upload, Bytes(size)).error().code;
  };
  EXPECT_EQ(append(0), ErrorCode::kInvalidArgument);
  EXPECT_EQ(append(kMaxChunkBytes + 1), ErrorCode::kInvalidArgument);
  EXPECT_TRUE(this->store().AppendChunk(upload, Bytes(kMaxChunkBytes)));
}

}  // namespace
}  // namespace plenary::storage
