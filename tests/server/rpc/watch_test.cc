// Following a log: everything in order, in shared batches, until the caller's right ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "core/wire/entry.h"
#include "core/wire/proto.h"
#include "server/rpc/batch_encoding.h"
#include "tests/server/rpc/office.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;
using std::chrono::seconds;

const host::TestCommittee& Committee() { return Office::Committee(); }
const host::Participant& Member() { return Committee().members()[1]; }

std::string Text(ByteView bytes) { return std::string(AsText(bytes)); }

// A watch that is read on the test's thread.
class Watching {
 public:
  Watching(const Client& client, const SessionId& session, std::uint64_t from,
           std::uint32_t depth = 0) {
    v1::WatchRequest request;
    if (!session.IsZero()) request.set_session(Text(session.view()));
    request.set_from(from);
    request.set_depth(depth);
    reader_ = client.plenary->Watch(context_.get(), request);
  }

  // Reads until `size` entries have come and a head of at least that size.
  void ReadTo(std::uint64_t size) {
    v1::WatchResponse response;
    while ((entries_.size() < size || !head_ || head_->head.size < size) &&
           reader_->Read(&response)) {
      for (const auto& entry : response.entries()) {
        entries_.push_back(wire::FromProto(entry).value());
      }
      if (response.has_head()) head_ = wire::FromProto(response.head()).value();
      ++messages_;
    }
  }
  grpc::Status End() {
    v1::WatchResponse response;
    while (reader_->Read(&response)) {
    }
    return reader_->Finish();
  }
  void Cancel() { context_->TryCancel(); }

  const std::vector<log::Entry>& entries() const { return entries_; }
  const std::optional<log::SignedHead>& head() const { return head_; }
  int messages() const { return messages_; }

 private:
  std::unique_ptr<grpc::ClientContext> context_ = Call(seconds(60));
  std::unique_ptr<grpc::ClientReader<v1::WatchResponse>> reader_;
  std::vector<log::Entry> entries_;
  std::optional<log::SignedHead> head_;
  int messages_ = 0;
};

class WatchTest : public ::testing::Test {
 protected:
  std::uint64_t RegistrySize() { return office_.hall().HeadOf(Committee().registry()).size; }
  void PutSomebody(std::uint64_t number) {
    office_.hall().Say(Committee().secretary(), Committee().registry(),
                       session::PutPerson{host::NumberedId<PersonId>('w', number), "某某", ""});
  }

  Office office_;
  Client client_ = office_.Dial(Member());
};

TEST_F(WatchTest, BringsWhatIsThereAndWhatComes) {
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  PutSomebody(1);
  watch.ReadTo(RegistrySize());
  PutSomebody(2);
  watch.ReadTo(RegistrySize());

  const auto want = office_.hall().Entries(Committee().registry());
  ASSERT_EQ(watch.entries().size(), want.size());
  for (std::size_t i = 0; i < want.size(); ++i) {
    EXPECT_EQ(wire::EncodeEntry(watch.entries()[i]), wire::EncodeEntry(want[i]));
  }
  EXPECT_EQ(watch.head()->head, office_.hall().HeadOf(Committee().registry()));
  watch.Cancel();
  EXPECT_EQ(watch.End().error_code(), StatusCode::CANCELLED);
}

TEST_F(WatchTest, MergesWhatWaitsIntoOneMessage) {
  for (std::uint64_t i = 0; i < 50; ++i) PutSomebody(i);
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  EXPECT_EQ(watch.messages(), 1);
  watch.Cancel();
}

TEST_F(WatchTest, GivesAHeadAtOnceAtTheEnd) {
  Watching watch(client_, {}, RegistrySize());
  watch.ReadTo(0);
  EXPECT_EQ(watch.head()->head, office_.hall().HeadOf(Committee().registry()));
  EXPECT_TRUE(watch.entries().empty());
  watch.Cancel();
}

TEST_F(WatchTest, StartsAnywhereInTheLog) {
  const std::uint64_t size = RegistrySize();
  Watching watch(client_, {}, size - 1);
  watch.ReadTo(1);
  EXPECT_EQ(watch.entries().front().index, size - 1);
  watch.Cancel();
}

TEST_F(WatchTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(Watching(client_, {}, RegistrySize() + 1).End().error_code(),
            StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Watching(client_, Committee().session(77).session, 0).End().error_code(),
            StatusCode::NOT_FOUND);
}

TEST_F(WatchTest, KnowsTwoDepths) {
  Watching full(client_, {}, 0);
  full.ReadTo(RegistrySize());
  Watching light(client_, {}, 0, 1);
  light.ReadTo(RegistrySize());
  ASSERT_EQ(light.entries().size(), full.entries().size()) << "no ballots, nothing left out";
  EXPECT_EQ(light.head()->head, full.head()->head);
  EXPECT_EQ(Watching(client_, {}, 0, 2).End().error_code(), StatusCode::INVALID_ARGUMENT);
  full.Cancel();
  light.Cancel();
}

TEST_F(WatchTest, ServesManyAtOnce) {
  constexpr std::size_t kWatchers = 40;
  std::vector<std::unique_ptr<Watching>> watches;
  for (std::size_t i = 0; i < kWatchers; ++i) {
    watches.push_back(std::make_unique<Watching>(client_, SessionId{}, 0));
  }
  for (std::uint64_t i = 0; i < 20; ++i) PutSomebody(i);
  const std::uint64_t size = RegistrySize();
  for (const auto& watch : watches) {
    watch->ReadTo(size);
    ASSERT_EQ(watch->entries().size(), size);
    for (std::uint64_t i = 0; i < size; ++i) EXPECT_EQ(watch->entries()[i].index, i);
    watch->Cancel();
  }
}

TEST_F(WatchTest, EndsWhenTheKeyIsRevoked) {
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  office_.hall().Say(Committee().secretary(), Committee().registry(),
                     session::RevokeKey{Member().key.public_key().id(), "lost"});
  EXPECT_EQ(watch.End().error_code(), StatusCode::PERMISSION_DENIED);
}

TEST_F(WatchTest, EndsWhenTheCertificateExpires) {
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  office_.Advance(std::chrono::days(8));
  EXPECT_EQ(watch.End().error_code(), StatusCode::UNAUTHENTICATED);
}

TEST_F(WatchTest, EndsWhenTheCertificateIsRevoked) {
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  ASSERT_TRUE(office_.store().RevokeCertificatesOf(Member().key.public_key().id()));
  EXPECT_EQ(watch.End().error_code(), StatusCode::UNAUTHENTICATED);
}

TEST_F(WatchTest, EndsWhenTheServerStops) {
  Watching watch(client_, {}, 0);
  watch.ReadTo(RegistrySize());
  std::thread stopping([&] { office_.Stop(seconds(5)); });
  EXPECT_EQ(watch.End().error_code(), StatusCode::UNAVAILABLE);
  stopping.join();
}

// The reader has stopped reading; the server does not wait for it.
TEST_F(WatchTest, CutsOffWhoDoesNotRead) {
  const auto context = Call(seconds(60));
  const auto reader = client_.plenary->Watch(context.get(), {});
  for (std::uint64_t i = 0; i < 10; ++i) PutSomebody(i);
  office_.Stop(milliseconds(0));
  reader->Finish();
}

TEST(EncodeBatch, IsAWatchResponse) {
  const auto entry = std::make_shared<const Bytes>(wire::EncodeEntry(
      {.index = 7, .time = {8}, .blinds = {}, .command = Office::Committee().founding()}));
  log::SignedHead head;
  head.head.size = 9;
  head.signature = Bytes(64, 1);
  const log::Run run{9, 3, {Digest{}, Digest{}}};
  const host::Batch batch(7, 12, {entry, entry}, {run}, head);
  v1::WatchResponse response;
  const Bytes encoded = EncodeBatch(batch);
  ASSERT_TRUE(response.ParseFromArray(encoded.data(), static_cast<int>(encoded.size())));
  EXPECT_EQ(response.entries_size(), 2);
  EXPECT_EQ(response.entries(1).index(), 7u);
  ASSERT_EQ(response.runs_size(), 1);
  EXPECT_EQ(wire::FromProto(response.runs(0)).value(), run);
  EXPECT_EQ(response.head().head().size(), 9u);
  EXPECT_EQ(AsBytes(response.SerializeAsString()).size(), encoded.size());
}

}  // namespace
}  // namespace plenary::rpc
