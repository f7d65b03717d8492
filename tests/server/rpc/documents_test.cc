// Documents up and down, by their hash.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/server/rpc/office.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;

const host::TestCommittee& Committee() { return Office::Committee(); }

std::string Text(ByteView bytes) { return std::string(AsText(bytes)); }

std::string Content(std::size_t size) {
  std::string content(size, '\0');
  for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 % 251);
  return content;
}

constexpr std::uint64_t kLargest = 300'000;

host::HostLimits SmallDocuments() {
  host::HostLimits limits;
  limits.documents.max_document_bytes = kLargest;
  return limits;
}

class DocumentsTest : public ::testing::Test {
 protected:
  grpc::Status Put(const Client& client, const Digest& hash, const std::string& content,
                   std::size_t piece = kChunk) {
    const auto context = Call();
    v1::PutDocumentResponse response;
    const auto writer = client.plenary->PutDocument(context.get(), &response);
    v1::PutDocumentRequest part;
    part.set_hash(Text(hash.view()));
    bool open = writer->Write(part);
    for (std::size_t i = 0; open && i < content.size(); i += piece) {
      part.set_data(content.substr(i, piece));
      open = writer->Write(part);
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (status.ok()) size_ = response.size();
    return status;
  }
  grpc::Status Get(const Client& client, const Digest& hash, std::string& content) {
    v1::GetDocumentRequest request;
    request.set_hash(Text(hash.view()));
    const auto context = Call();
    const auto reader = client.plenary->GetDocument(context.get(), request);
    for (v1::Chunk chunk; reader->Read(&chunk);) content += chunk.data();
    return reader->Finish();
  }
  bool IsThere(const Digest& hash) {
    return office_.store().DocumentSize(hash).value().has_value();
  }

  Office office_{Office::QuickLimits(), SmallDocuments()};
  Client secretary_ = office_.Dial(Committee().secretary());
  Client member_ = office_.Dial(Committee().members()[1]);
  std::uint64_t size_ = 0;
};

TEST_F(DocumentsTest, ComeBackAsTheyWere) {
  const std::string content = Content(200'001);
  const Digest hash = HashOf(AsBytes(content));
  const auto put = Put(secretary_, hash, content);
  ASSERT_TRUE(put.ok()) << put.error_message();
  EXPECT_EQ(size_, content.size());
  std::string got;
  ASSERT_TRUE(Get(member_, hash, got).ok());
  EXPECT_EQ(got, content);
}

TEST_F(DocumentsTest, AreTakenTwiceWithTheSameAnswer) {
  const std::string content = Content(100'000);
  const Digest hash = HashOf(AsBytes(content));
  ASSERT_TRUE(Put(secretary_, hash, content).ok());
  const auto again = Put(secretary_, hash, content);
  EXPECT_TRUE(again.ok()) << again.error_message();
  EXPECT_EQ(size_, content.size());
}

TEST_F(DocumentsTest, AreInvisibleUnlessTheHashIsRight) {
  const std::string content = Content(1000);
  const Digest hash = HashOf(AsBytes("another"));
  EXPECT_EQ(Put(secretary_, hash, content).error_code(), StatusCode::INVALID_ARGUMENT);
  EXPECT_FALSE(IsThere(hash));
  EXPECT_FALSE(IsThere(HashOf(AsBytes(content))));
}

TEST_F(DocumentsTest, AreBounded) {
  EXPECT_TRUE(Put(secretary_, HashOf(AsBytes(Content(kLargest))), Content(kLargest)).ok());
  const std::string larger = Content(kLargest + 1);
  EXPECT_EQ(Put(secretary_, HashOf(AsBytes(larger)), larger).error_code(),
            StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(DocumentsTest, ComeInPiecesOfTheRightSize) {
  const std::string content = Content(kChunk + 1);
  EXPECT_EQ(Put(secretary_, HashOf(AsBytes(content)), content, kChunk + 1).error_code(),
            StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Put(secretary_, HashOf(AsBytes("")), "").error_code(), StatusCode::INVALID_ARGUMENT);
}

TEST_F(DocumentsTest, BeginWithTheirHash) {
  const auto context = Call();
  v1::PutDocumentResponse response;
  const auto writer = secretary_.plenary->PutDocument(context.get(), &response);
  v1::PutDocumentRequest part;
  part.set_data("data");
  writer->Write(part);
  writer->WritesDone();
  EXPECT_EQ(writer->Finish().error_code(), StatusCode::INVALID_ARGUMENT);
}

TEST_F(DocumentsTest, OfAMemberMustBeNamedInASession) {
  const std::string content = Content(1000);
  const Digest hash = HashOf(AsBytes(content));
  const LogId log = office_.hall().Convene(1);
  EXPECT_EQ(Put(member_, hash, content).error_code(), StatusCode::PERMISSION_DENIED);

  office_.hall().Say(
      Committee().secretary(), log,
      session::AttachDocument{
          {}, session::DocumentKind::kOther, "附件", "text/plain", content.size(), hash});

  const auto put = Put(member_, hash, content);
  EXPECT_TRUE(put.ok()) << put.error_message();
  EXPECT_TRUE(IsThere(hash));
}

TEST_F(DocumentsTest, ThatDoNotExistAreNotFound) {
  std::string got;
  EXPECT_EQ(Get(member_, HashOf(AsBytes("x")), got).error_code(), StatusCode::NOT_FOUND);
}

TEST_F(DocumentsTest, LeaveNothingWhenTheCallerGoes) {
  const std::string content = Content(100'000);
  const Digest hash = HashOf(AsBytes(content));
  {
    const auto context = Call();
    v1::PutDocumentResponse response;
    const auto writer = secretary_.plenary->PutDocument(context.get(), &response);
    v1::PutDocumentRequest part;
    part.set_hash(Text(hash.view()));
    ASSERT_TRUE(writer->Write(part));
    part.set_data(content.substr(0, 1000));
    ASSERT_TRUE(writer->Write(part));
    context->TryCancel();
    EXPECT_FALSE(writer->Finish().ok());
  }
  office_.Stop(std::chrono::seconds(10));
  EXPECT_EQ(office_.store().DocumentBytes().value(), 0u);
}

TEST_F(DocumentsTest, StopWhenTheTransferTakesTooLong) {
  const auto context = Call();
  v1::PutDocumentResponse response;
  const auto writer = secretary_.plenary->PutDocument(context.get(), &response);
  v1::PutDocumentRequest part;
  part.set_hash(Text(HashOf(AsBytes("x")).view()));
  ASSERT_TRUE(writer->Write(part));
  office_.Advance(std::chrono::minutes(11));
  EXPECT_EQ(writer->Finish().error_code(), StatusCode::DEADLINE_EXCEEDED);
}

}  // namespace
}  // namespace plenary::rpc
