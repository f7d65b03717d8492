#include "tests/bench/bare_service.h"

#include <grpc/grpc_security_constants.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/check.h"
#include "core/log/merkle.h"

namespace plenary::bench {
namespace {

constexpr std::size_t kBlinds = 128;
constexpr std::size_t kHash = 32;
constexpr std::size_t kSignature = 64;
constexpr int kPath = 12;                    // hashes from a leaf to the root, of 4,096 entries
constexpr std::size_t kMessage = 256 << 10;  // as plenaryd's
constexpr std::size_t kMessagesKept = 16;

v1::SignedHead HeadOfSize(std::uint64_t size) {
  v1::SignedHead head;
  head.set_committee(std::string(kHash, 'c'));
  head.set_session(std::string(16, 's'));
  head.mutable_head()->set_size(size);
  head.mutable_head()->set_root(std::string(kHash, 'r'));
  head.set_node(std::string(kHash, 'n'));
  head.set_signature(std::string(kSignature, 'g'));
  return head;
}

void FillReceipt(std::uint64_t index, std::uint64_t size, v1::Receipt& receipt) {
  receipt.set_index(index);
  receipt.set_time(static_cast<std::int64_t>(index));
  receipt.set_blinds(std::string(kBlinds, 'b'));
  *receipt.mutable_head() = HeadOfSize(size);
  for (int i = 0; i < kPath; ++i) receipt.add_inclusion(std::string(kHash, 'h'));
}

// A message of this entry alone, which is also its part of a longer one.
std::string MessageOf(std::uint64_t index, const v1::SignedCommand& command) {
  v1::WatchResponse message;
  v1::LogEntry& entry = *message.add_entries();
  entry.set_index(index);
  entry.set_time(static_cast<std::int64_t>(index));
  entry.set_blinds(std::string(kBlinds, 'b'));
  *entry.mutable_command() = command;
  return message.SerializeAsString();
}

v1::Run RunOf(std::uint64_t first, std::uint64_t end) {
  v1::Run run;
  run.set_first(first);
  run.set_count(end - first);
  std::size_t hashes = 0;
  for (std::uint64_t i = first; i < end; i += log::CompleteSubtree(i, end)) ++hashes;
  run.set_hashes(std::string(hashes * kHash, 'h'));
  return run;
}

grpc::ByteBuffer BufferOf(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return {&slice, 1};
}

}  // namespace

// One stream; gRPC owns the call, and this as long as the call goes on.
class BareService::Watcher final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                                   public std::enable_shared_from_this<Watcher> {
 public:
  Watcher(BareService& service, const Wish& wish) : service_(service), next_(wish) {}

  void Pump() {
    {
      const MutexLock lock(mutex_);
      if (writing_ || over_ || !service_.MessageFrom(next_, message_)) return;
      writing_ = true;
    }
    StartWrite(&message_);
  }

  void Begin() {  // says that the stream is there
    {
      const MutexLock lock(mutex_);
      v1::WatchResponse hello;
      *hello.mutable_head() = HeadOfSize(next_.from);
      message_ = BufferOf(hello.SerializeAsString());
      writing_ = true;
    }
    StartWrite(&message_);
  }

  void OnWriteDone(bool ok) override {
    bool finish = false;
    {
      const MutexLock lock(mutex_);
      writing_ = false;
      finish = over_;
    }
    if (finish) return Finish(grpc::Status::CANCELLED);
    if (ok) Pump();
  }
  void OnCancel() override {
    {
      const MutexLock lock(mutex_);
      over_ = true;
      if (writing_) return;
    }
    Finish(grpc::Status::CANCELLED);
  }
  void OnDone() override { service_.Leave(this); }

 private:
  BareService& service_;
  Mutex mutex_;
  Wish next_ PLENARY_GUARDED_BY(mutex_);
  bool writing_ PLENARY_GUARDED_BY(mutex_) = false;
  bool over_ PLENARY_GUARDED_BY(mutex_) = false;
  grpc::ByteBuffer message_;  // whoever writes
};

BareService::BareService(storage::LogStore& store)
    : store_(store), writing_([this] { WriteAll(); }), waking_([this] { WakeAll(); }) {}

BareService::~BareService() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    to_write_.notify_all();
    to_wake_.notify_all();
  }
  writing_.join();
  waking_.join();
}

grpc::ServerUnaryReactor* BareService::Submit(grpc::CallbackServerContext* call,
                                              const v1::SubmitRequest* request,
                                              v1::SubmitResponse* response) {
  grpc::ServerUnaryReactor* reactor = call->DefaultReactor();
  const MutexLock lock(mutex_);
  waiting_.push_back({request, response, reactor, CallerOf(*call)});
  to_write_.notify_one();
  return reactor;
}

BareService::Caller BareService::CallerOf(const grpc::CallbackServerContext& call) {
  const auto certificate =
      call.auth_context()->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  PLENARY_CHECK(!certificate.empty());
  return std::hash<std::string_view>()(
      std::string_view(certificate[0].data(), certificate[0].size()));
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* BareService::Watch(grpc::CallbackServerContext* call,
                                                               const grpc::ByteBuffer* request) {
  v1::WatchRequest asked;
  grpc::ByteBuffer copy(*request);
  grpc::ProtoBufferReader reader(&copy);
  PLENARY_CHECK(asked.ParseFromZeroCopyStream(&reader));
  std::shared_ptr<Watcher> watcher;
  {
    const MutexLock lock(mutex_);
    Wish wish{entries_.size(), std::nullopt};
    if (asked.depth() == 1) wish.light_for = CallerOf(*call);
    watcher = std::make_shared<Watcher>(*this, wish);
    watchers_.insert(watcher);
  }
  watcher->Begin();
  return watcher.get();
}

void BareService::WriteAll() {
  for (;;) {
    std::vector<Waiting> group;
    {
      const MutexLock lock(mutex_);
      while (waiting_.empty() && !stopping_) to_write_.wait(mutex_);
      if (waiting_.empty()) return;
      group.swap(waiting_);
    }
    Write(group);
  }
}

void BareService::Write(const std::vector<Waiting>& group) {
  std::uint64_t first = 0;
  {
    const MutexLock lock(mutex_);
    first = entries_.size();
  }
  storage::AppendGroup append{.log = {}, .first_index = first, .entries = {}, .head = {}};
  std::vector<std::string> entries;
  for (const Waiting& waiting : group) {
    entries.push_back(MessageOf(first + entries.size(), waiting.request->command()));
    append.entries.push_back(std::make_shared<const Bytes>(ToBytes(AsBytes(entries.back()))));
  }
  append.head = ToBytes(AsBytes(HeadOfSize(first + group.size()).SerializeAsString()));
  PLENARY_CHECK(store_.Append({&append, 1}).has_value());
  for (std::size_t i = 0; i < group.size(); ++i) {
    FillReceipt(first + i, first + group.size(), *group[i].response->mutable_receipt());
    group[i].reactor->Finish(grpc::Status::OK);
  }
  const MutexLock lock(mutex_);
  std::ranges::move(entries, std::back_inserter(entries_));
  for (const Waiting& waiting : group) callers_.push_back(waiting.caller);
  grown_ = true;
  to_wake_.notify_one();
}

void BareService::WakeAll() {
  for (;;) {
    std::vector<std::shared_ptr<Watcher>> watchers;
    {
      const MutexLock lock(mutex_);
      while (!grown_ && !stopping_) to_wake_.wait(mutex_);
      if (!grown_) return;
      grown_ = false;
      watchers.assign(watchers_.begin(), watchers_.end());
    }
    for (const auto& watcher : watchers) watcher->Pump();
  }
}

bool BareService::MessageFrom(Wish& wish, grpc::ByteBuffer& message) {
  const MutexLock lock(mutex_);
  const std::uint64_t size = entries_.size();
  if (wish.from == size) return false;
  const bool light = wish.light_for.has_value();
  const Range range{wish.from, light ? size : EndOfFull(wish.from), light};
  wish.from = range.to;
  std::vector<std::uint64_t> own;
  for (std::uint64_t i = range.from; light && i < range.to; ++i) {
    if (callers_[i] == *wish.light_for) own.push_back(i);
  }
  message = own.empty() ? Shared(range) : Light(range, own);
  return true;
}

std::uint64_t BareService::EndOfFull(std::uint64_t from) const {
  std::size_t bytes = 0;
  while (from < entries_.size() && bytes < kMessage) bytes += entries_[from++].size();
  return from;
}

grpc::ByteBuffer BareService::Shared(const Range& range) {
  const auto found =
      std::ranges::find(messages_, range, [](const auto& kept) { return kept.first; });
  if (found != messages_.end()) return found->second;
  grpc::ByteBuffer message = range.light ? Light(range, {}) : Full(range);
  messages_.emplace_front(range, message);
  if (messages_.size() > kMessagesKept) messages_.pop_back();
  return message;
}

grpc::ByteBuffer BareService::Full(const Range& range) const {
  std::string whole;
  for (std::uint64_t i = range.from; i < range.to; ++i) whole += entries_[i];
  return BufferOf(whole);
}

grpc::ByteBuffer BareService::Light(const Range& range, std::span<const std::uint64_t> own) const {
  std::string whole;
  v1::WatchResponse rest;
  std::uint64_t next = range.from;
  for (const std::uint64_t index : own) {
    whole += entries_[index];
    if (next < index) *rest.add_runs() = RunOf(next, index);
    next = index + 1;
  }
  if (next < range.to) *rest.add_runs() = RunOf(next, range.to);
  *rest.mutable_head() = HeadOfSize(range.to);
  return BufferOf(whole + rest.SerializeAsString());
}

void BareService::Leave(Watcher* watcher) {
  std::shared_ptr<Watcher> gone;  // not destroyed under the mutex
  const MutexLock lock(mutex_);
  const auto found = watchers_.find(watcher->shared_from_this());
  if (found == watchers_.end()) return;
  gone = *found;
  watchers_.erase(found);
}

}  // namespace plenary::bench
