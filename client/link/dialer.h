// Which server a link talks to now, and when it tries the next.
//
// On the strand, but for what says "any thread".
#ifndef PLENARY_CLIENT_LINK_DIALER_H_
#define PLENARY_CLIENT_LINK_DIALER_H_

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "client/link/calls.h"
#include "client/link/link.h"
#include "plenary/v1/plenary.grpc.pb.h"

namespace plenary::link {

using StubPtr = std::shared_ptr<v1::Plenary::Stub>;

// One attempt at one server. Failures name it, so that those of an earlier one, which
// come late, do no harm.
struct Attempt {
  std::uint64_t number = 0;
  StubPtr stub;  // null while there is none
};

class Dialer : public std::enable_shared_from_this<Dialer> {
 public:
  struct Hooks {
    std::function<void()> opened;  // a new attempt: start everything again
    std::function<void()> lost;    // it is over: stop everything
    std::function<void(ConnectionState)> state;
    std::function<void(const Error&)> denied;  // the server takes neither key nor certificate
  };

  Dialer(Calls& calls, KeyStore& store, const LinkOptions& options)
      : calls_(calls), store_(store), options_(options) {}

  void Start(Hooks hooks);
  void Stop();

  const Attempt& attempt() const { return attempt_; }
  // The server has answered: it is there.
  void Answered(std::uint64_t attempt);
  // What a failed call of this attempt means for the connection. Whether it means
  // anything: if not, the call alone has failed.
  bool Failed(std::uint64_t attempt, const grpc::Status& status, const std::string& call);
  // Another server, please.
  void Leave(std::uint64_t attempt, Error why);
  // How long to wait before the n-th repetition of something, with jitter.
  Milliseconds Delay(unsigned repetition) const;

  // ---- any thread
  ConnectionState state() const;
  std::string LastFailure() const;
  // The attempt once the server has answered to it. Blocks; kUnavailable when the time is
  // over, kPermissionDenied if it denies us.
  Result<Attempt> AwaitOpen(std::chrono::steady_clock::time_point until) const;

 private:
  void Dial();
  void Open();
  void DialLater();
  void Renew();
  void Deny(Error why);
  void Publish(ConnectionState state, const std::string& failure);

  Calls& calls_;
  KeyStore& store_;
  const LinkOptions& options_;
  Hooks hooks_;
  Attempt attempt_;
  std::size_t address_ = 0;
  unsigned failures_ = 0;    // in a row
  bool renew_next_ = false;  // although the certificate looks good
  bool renewed_ = false;     // for that reason, since a server last answered
  bool stopped_ = false;

  mutable Mutex mutex_;
  mutable std::condition_variable_any changed_;
  ConnectionState state_ PLENARY_GUARDED_BY(mutex_) = ConnectionState::kConnecting;
  std::string failure_ PLENARY_GUARDED_BY(mutex_);
  std::optional<Error> denied_ PLENARY_GUARDED_BY(mutex_);
  Attempt open_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_DIALER_H_
