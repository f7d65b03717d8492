#include "server/host/documents.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/server/storage/memory_store.h"

namespace plenary::host {
namespace {

class DocumentsTest : public ::testing::Test {
 protected:
  static constexpr crypto::Suite kSuite = crypto::Suite::kP256;
  Digest Named(std::string_view content) { return DocumentHash(kSuite, AsBytes(content)); }
  storage::MemoryStore store_;
  Documents documents_{
      store_, kSuite, {.max_document_bytes = 10, .max_total_bytes = 15, .max_uploads = 2}};
};

TEST_F(DocumentsTest, NamesADocumentAsPublicToolsDo) {
  EXPECT_EQ(Named("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(DocumentsTest, TakesWhatHashesToItsName) {
  const auto upload = documents_.Begin(Named("abcdef")).value();
  ASSERT_TRUE(upload->Append(AsBytes("abc")));
  ASSERT_TRUE(upload->Append(AsBytes("def")));
  EXPECT_EQ(upload->Finish().value(), 6u);
  EXPECT_EQ(documents_.Size(Named("abcdef")).value(), 6u);
  const Bytes middle = documents_.Read(Named("abcdef"), 2, 3).value();
  EXPECT_EQ(AsText(middle), "cde");
  EXPECT_EQ(documents_.Begin(Named("abcdef")).error().code, ErrorCode::kAlreadyExists);
}

TEST_F(DocumentsTest, RefusesOtherContentAndLeavesNothing) {
  {
    const auto upload = documents_.Begin(Named("abc")).value();
    ASSERT_TRUE(upload->Append(AsBytes("abd")));
    EXPECT_EQ(upload->Finish().error().code, ErrorCode::kInvalidArgument);
  }
  {
    const auto empty = documents_.Begin(Named("")).value();
    EXPECT_EQ(empty->Finish().error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(documents_.Size(Named("abc")).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(store_.DocumentBytes().value(), 0u);
}

TEST_F(DocumentsTest, BoundsOneAndAll) {
  {
    const auto large = documents_.Begin(Named("large")).value();
    ASSERT_TRUE(large->Append(Bytes(10)));
    EXPECT_EQ(large->Append(Bytes(1)).error().code, ErrorCode::kExhausted);
    const auto second = documents_.Begin(Named("second")).value();
    EXPECT_TRUE(second->Append(Bytes(5)));
    EXPECT_EQ(second->Append(Bytes(1)).error().code, ErrorCode::kExhausted);
    EXPECT_EQ(documents_.Begin(Named("third")).error().code, ErrorCode::kExhausted);
  }
  EXPECT_TRUE(documents_.Begin(Named("third")).value()->Append(Bytes(10)));
}

}  // namespace
}  // namespace plenary::host
