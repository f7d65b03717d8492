#include "client/link/dialer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "client/link/certificate.h"
#include "client/link/channel.h"
#include "core/crypto/random.h"

namespace plenary::link {
namespace {

constexpr unsigned kMostDoublings = 16;

bool IsOfTransport(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DEADLINE_EXCEEDED ||
         code == grpc::StatusCode::CANCELLED || code == grpc::StatusCode::UNKNOWN;
}

bool IsDenial(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNAUTHENTICATED || code == grpc::StatusCode::PERMISSION_DENIED;
}

}  // namespace

void Dialer::Start(Hooks hooks) {
  hooks_ = std::move(hooks);
  Dial();
}

void Dialer::Stop() {
  stopped_ = true;
  attempt_.stub.reset();
  Publish(ConnectionState::kStopped, "closed");
}

Milliseconds Dialer::Delay(unsigned repetition) const {
  const auto factor = std::int64_t{1} << std::min(repetition, kMostDoublings);
  const auto most = std::min(options_.longest_delay, options_.first_delay * factor);
  std::array<Byte, 1> random{};
  if (!crypto::RandomBytes(random)) random[0] = 255;
  return most / 2 + most * random[0] / 512;  // between half of it and all
}

void Dialer::Answered(std::uint64_t attempt) {
  if (attempt != attempt_.number || stopped_) return;
  failures_ = 0;
  renewed_ = false;
  Publish(ConnectionState::kConnected, "");
}

bool Dialer::Failed(std::uint64_t attempt, const grpc::Status& status, const std::string& call) {
  if (!IsOfTransport(status.error_code()) && !IsDenial(status.error_code())) return false;
  if (attempt != attempt_.number || stopped_) return true;
  Error why = FailOf(status, call).error();
  if (status.error_code() == grpc::StatusCode::UNAUTHENTICATED && !renewed_) {
    renew_next_ = true;
    renewed_ = true;
    Leave(attempt, std::move(why));
    return true;
  }
  if (IsDenial(status.error_code())) Deny(why);
  Leave(attempt, std::move(why));
  return true;
}

void Dialer::Deny(Error why) {
  {
    MutexLock lock(mutex_);
    denied_ = why;
    changed_.notify_all();
  }
  hooks_.denied(why);
}

void Dialer::Leave(std::uint64_t attempt, Error why) {
  if (attempt != attempt_.number || stopped_) return;
  attempt_.stub.reset();
  ++attempt_.number;
  ++failures_;
  ++address_;
  Publish(ConnectionState::kConnecting, why.message);
  hooks_.lost();
  DialLater();
}

void Dialer::DialLater() {
  const auto servers = std::max<std::size_t>(store_.profile().servers.size(), 1);
  const auto round = static_cast<unsigned>((failures_ - 1) / servers);
  calls_.strand()->PostAfter(Delay(round), [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->Dial();
  });
}

void Dialer::Dial() {
  if (stopped_ || attempt_.stub) return;
  const auto needs = NeedsCertificate(store_, SystemNow());
  if (std::exchange(renew_next_, false) || (needs && *needs)) return Renew();
  Open();
}

void Dialer::Renew() {
  const Profile profile = store_.profile();
  auto question = AskForCertificate(store_, SystemNow());
  if (!question) return Open();
  const auto& address = profile.servers[address_ % profile.servers.size()];
  const std::shared_ptr<v1::Door::Stub> door =
      v1::Door::NewStub(DoorChannel(address, profile.authorities));
  auto key = std::make_shared<crypto::ConnectionKey>(std::move(question->key));
  calls_.Unary<v1::ConnectResponse>(
      std::move(question->request), options_.call_timeout,
      [door](grpc::ClientContext* context, const v1::ConnectRequest* request,
             v1::ConnectResponse* response,
             auto done) { door->async()->Connect(context, request, response, std::move(done)); },
      [weak = weak_from_this(), door, key](const grpc::Status& status,
                                           const v1::ConnectResponse& response) {
        const auto self = weak.lock();
        if (!self || self->stopped_) return;
        if (status.ok()) {
          static_cast<void>(TakeCertificate(self->store_, *key, response, SystemNow()));
        }
        if (IsDenial(status.error_code())) self->Deny(FailOf(status, "Connect").error());
        self->Open();
      });
}

void Dialer::Open() {
  const Profile profile = store_.profile();
  const auto connection = store_.LoadConnection();
  const auto& address = profile.servers[address_ % profile.servers.size()];
  ++attempt_.number;
  if (!connection || !*connection) {
    ++failures_;
    Publish(ConnectionState::kConnecting, "no connection certificate");
    return DialLater();
  }
  const auto channel = MemberChannel(address, profile.authorities, **connection);
  if (!channel) {
    ++failures_;
    Publish(ConnectionState::kConnecting, channel.error().message);
    return DialLater();
  }
  attempt_.stub = v1::Plenary::NewStub(*channel);
  hooks_.opened();
}

void Dialer::Publish(ConnectionState state, const std::string& failure) {
  bool is_new = false;
  {
    MutexLock lock(mutex_);
    is_new = state_ != state;
    state_ = state;
    failure_ = failure;
    open_ = state == ConnectionState::kConnected ? attempt_ : Attempt{};
    if (state == ConnectionState::kConnected) denied_.reset();
    changed_.notify_all();
  }
  if (is_new) hooks_.state(state);
}

ConnectionState Dialer::state() const {
  MutexLock lock(mutex_);
  return state_;
}

std::string Dialer::LastFailure() const {
  MutexLock lock(mutex_);
  return failure_;
}

Result<Attempt> Dialer::AwaitOpen(std::chrono::steady_clock::time_point until) const {
  MutexLock lock(mutex_);
  while (!open_.stub) {
    if (denied_) return std::unexpected(*denied_);
    if (state_ == ConnectionState::kStopped) return Fail(ErrorCode::kUnavailable, "closed");
    if (changed_.wait_until(mutex_, until) == std::cv_status::timeout && !open_.stub) {
      return Fail(ErrorCode::kUnavailable, "no server answers: " + failure_);
    }
  }
  return open_;
}

}  // namespace plenary::link
