#include "tests/bench/crowd.h"

#include <google/protobuf/io/coded_stream.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <utility>

#include "client/link/channel.h"
#include "core/base/check.h"

namespace plenary::bench {
namespace {

constexpr std::chrono::seconds kPatience{300};
// A client gives up a connection that takes more than two seconds, and here they make it
// on the server's own processors.
constexpr std::size_t kConnectAtOnce = 64;

void Require(const grpc::Status& status, const char* call) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s: %d %s\n", call, static_cast<int>(status.error_code()),
               status.error_message().c_str());
  PLENARY_CHECK(status.ok());
}

// The `count` of a run, whose bytes are the next `length`.
std::uint64_t CountOfRun(google::protobuf::io::CodedInputStream& in, int length) {
  constexpr std::uint32_t kCount = v1::Run::kCountFieldNumber << 3;
  const auto limit = in.PushLimit(length);
  std::uint64_t count = 0;
  for (std::uint32_t tag = in.ReadTag(); tag != 0; tag = in.ReadTag()) {
    if ((tag & 7) == 0) {
      std::uint64_t value = 0;
      PLENARY_CHECK(in.ReadVarint64(&value));
      if (tag == kCount) count = value;
    } else {
      std::uint32_t size = 0;
      PLENARY_CHECK((tag & 7) == 2 && in.ReadVarint32(&size) && in.Skip(static_cast<int>(size)));
    }
  }
  in.PopLimit(limit);
  return count;
}

// Entries in an encoded WatchResponse, those in runs too. It is only skimmed.
std::uint64_t CountEntries(const grpc::ByteBuffer& message) {
  constexpr std::uint32_t kEntry = v1::WatchResponse::kEntriesFieldNumber << 3 | 2;
  constexpr std::uint32_t kRun = v1::WatchResponse::kRunsFieldNumber << 3 | 2;
  grpc::ByteBuffer copy(message);  // of its references; reading takes one
  grpc::ProtoBufferReader reader(&copy);
  google::protobuf::io::CodedInputStream in(&reader);
  std::uint64_t entries = 0;
  for (std::uint32_t tag = in.ReadTag(); tag != 0; tag = in.ReadTag()) {
    std::uint32_t length = 0;
    PLENARY_CHECK((tag & 7) == 2 && in.ReadVarint32(&length));
    if (tag == kRun) {
      entries += CountOfRun(in, static_cast<int>(length));
      continue;
    }
    PLENARY_CHECK(in.Skip(static_cast<int>(length)));
    if (tag == kEntry) ++entries;
  }
  return entries;
}

grpc::ByteBuffer BytesOf(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return {&slice, 1};
}

}  // namespace

// One stream, by the raw bytes of its messages.
class Crowd::Watcher final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  Watcher(Crowd& crowd, std::size_t client, const std::shared_ptr<grpc::Channel>& channel,
          const v1::WatchRequest& request)
      : crowd_(crowd),
        client_(client),
        stub_(channel),
        request_(BytesOf(request)),
        entries_(request.from()) {
    context_.set_wait_for_ready(true);
    stub_.PrepareBidiStreamingCall(&context_, "/plenary.v1.Plenary/Watch", {}, this);
    StartWriteLast(&request_, {});
    StartRead(&message_);
    StartCall();
  }

  void Cancel() { context_.TryCancel(); }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    entries_ += CountEntries(message_);
    if (!std::exchange(greeted_, true)) crowd_.Greeted();
    crowd_.Received(client_, entries_, message_);
    StartRead(&message_);
  }
  void OnDone(const grpc::Status& status) override {
    if (status.error_code() != grpc::StatusCode::CANCELLED) Require(status, "Watch");
    crowd_.Left();
  }

 private:
  Crowd& crowd_;
  const std::size_t client_;
  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer message_;
  std::uint64_t entries_;
  bool greeted_ = false;
};

class Crowd::Client {
 public:
  explicit Client(std::shared_ptr<grpc::Channel> to)
      : channel(std::move(to)), stub(v1::Plenary::NewStub(channel)) {}

  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::Plenary::Stub> stub;
  std::unique_ptr<grpc::ClientContext> context;
  std::unique_ptr<Watcher> watcher;
  v1::SubmitRequest request;
  Clock::time_point clicked;
  Clock::time_point answered;
};

Crowd::Crowd(const CrowdTerms& terms) : terms_(terms) {
  for (const link::KeyStore::Connection& badge : terms_.badges) {
    auto channel = link::MemberChannel(terms_.address, {&terms_.authority, 1}, badge);
    PLENARY_CHECK(channel.has_value());
    clients_.push_back(std::make_unique<Client>(*std::move(channel)));
  }
}

Crowd::~Crowd() {
  for (const auto& client : clients_) {
    if (client->watcher) client->watcher->Cancel();
  }
  WaitUntil([this]() PLENARY_REQUIRES(mutex_) { return watching_ == 0; });
}

void Crowd::Watch(std::uint64_t from) {
  size_ = from;
  {
    const MutexLock lock(mutex_);
    watching_ = clients_.size();
    target_ = from;
    whole_ = 0;
    arrivals_.assign(watching_, {});
    sent_.assign(watching_, {});
  }
  v1::WatchRequest request;
  request.set_session(std::string(AsText(terms_.session.view())));
  request.set_from(from);
  request.set_depth(terms_.light ? 1 : 0);
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    clients_[i]->watcher = std::make_unique<Watcher>(*this, i, clients_[i]->channel, request);
    WaitUntil([&]() PLENARY_REQUIRES(mutex_) { return i + 1 < greeted_ + kConnectAtOnce; });
  }
  WaitUntil([this]() PLENARY_REQUIRES(mutex_) { return greeted_ == clients_.size(); });
}

Round Crowd::Click(std::size_t clicks, const std::function<v1::SubmitRequest(std::size_t)>& say,
                   std::chrono::milliseconds within) {
  responses_.assign(clicks, {});
  bool watched = false;
  {
    const MutexLock lock(mutex_);
    answered_ = 0;
    watched = watching_ != 0;
  }
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < clicks; ++i) {
    if (within.count() != 0) {
      std::this_thread::sleep_until(begin +
                                    within * static_cast<int>(i) / static_cast<int>(clicks));
    }
    clients_[i]->clicked = Clock::now();
    Send(i, say(i), responses_[i], [] {});
  }
  WaitUntil([&]() PLENARY_REQUIRES(mutex_) { return answered_ == clicks; });
  Round round;
  Clock::time_point last = clients_[0]->answered;
  for (std::size_t i = 0; i < clicks; ++i) {
    const Client& client = *clients_[i];
    round.receipt.push_back(MillisecondsBetween(client.clicked, client.answered));
    last = std::max(last, client.answered);
  }
  round.all = MillisecondsBetween(clients_[0]->clicked, last);
  round.late = MillisecondsBetween(clients_[clicks - 1]->clicked, last);
  size_ += clicks;
  if (watched) round.whole = std::max(0.0, MillisecondsBetween(last, AwaitWhole(size_)));
  return round;
}

Clock::time_point Crowd::AwaitWhole(std::uint64_t size) {
  size_ = size;
  const auto reached = [size](const std::vector<Arrival>& arrivals) {
    return std::ranges::lower_bound(arrivals, size, {}, &Arrival::size);
  };
  {
    const MutexLock lock(mutex_);
    target_ = size;
    whole_ = 0;
    for (const auto& arrivals : arrivals_) {
      if (reached(arrivals) != arrivals.end()) ++whole_;
    }
  }
  WaitUntil([this]() PLENARY_REQUIRES(mutex_) { return whole_ == watching_; });
  const MutexLock lock(mutex_);
  Clock::time_point last{};
  for (const auto& arrivals : arrivals_) last = std::max(last, reached(arrivals)->at);
  return last;
}

std::vector<v1::WatchResponse> Crowd::Sent(std::size_t client) const {
  const MutexLock lock(mutex_);
  std::vector<v1::WatchResponse> messages;
  for (const grpc::ByteBuffer& kept : sent_[client]) {
    grpc::ByteBuffer copy(kept);
    grpc::ProtoBufferReader reader(&copy);
    PLENARY_CHECK(messages.emplace_back().ParseFromZeroCopyStream(&reader));
  }
  return messages;
}

double Crowd::Pump(std::span<const v1::SubmitRequest> requests) {
  responses_.assign(requests.size(), {});
  size_ += requests.size();
  {
    const MutexLock lock(mutex_);
    answered_ = 0;
  }
  std::function<void(std::size_t)> send = [&](std::size_t i) {
    if (i >= requests.size()) return;
    Send(i % size(), requests[i], responses_[i], [&send, this, i] { send(i + size()); });
  };
  const auto begin = Clock::now();
  for (std::size_t i = 0; i < size(); ++i) send(i);
  WaitUntil([&]() PLENARY_REQUIRES(mutex_) { return answered_ == requests.size(); });
  return MillisecondsBetween(begin, Clock::now());
}

// `answered` comes on a thread of gRPC's, before the answer counts.
void Crowd::Send(std::size_t client, const v1::SubmitRequest& request, v1::SubmitResponse& response,
                 std::function<void()> answered) {
  Client& from = *clients_[client];
  from.request = request;
  from.context = std::make_unique<grpc::ClientContext>();
  from.context->set_wait_for_ready(true);
  from.context->set_deadline(std::chrono::system_clock::now() + kPatience);
  from.stub->async()->Submit(
      from.context.get(), &from.request, &response,
      [this, &from, answered = std::move(answered)](const grpc::Status& status) {
        from.answered = Clock::now();
        Require(status, "Submit");
        answered();
        const MutexLock lock(mutex_);
        ++answered_;
        changed_.notify_all();
      });
}

void Crowd::Received(std::size_t client, std::uint64_t size, const grpc::ByteBuffer& message) {
  const MutexLock lock(mutex_);
  auto& arrivals = arrivals_[client];
  const std::uint64_t before = arrivals.empty() ? 0 : arrivals.back().size;
  arrivals.push_back({size, Clock::now()});
  if (terms_.light) sent_[client].push_back(message);
  if (before >= target_ || size < target_) return;
  if (++whole_ == watching_) changed_.notify_all();
}

void Crowd::Greeted() {
  const MutexLock lock(mutex_);
  ++greeted_;
  changed_.notify_all();
}

void Crowd::Left() {
  const MutexLock lock(mutex_);
  --watching_;
  changed_.notify_all();
}

// The condition is asked under the mutex.
void Crowd::WaitUntil(const std::function<bool()>& condition) {
  const auto until = Clock::now() + kPatience;
  const MutexLock lock(mutex_);
  while (!condition()) {
    PLENARY_CHECK(changed_.wait_until(mutex_, until) == std::cv_status::no_timeout);
  }
}

}  // namespace plenary::bench
