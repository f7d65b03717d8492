// Who calls, and whether they may: asked on every call, because a connection outlives
// its certificate and the registry moves on.
#ifndef PLENARY_SERVER_RPC_ACCESS_H_
#define PLENARY_SERVER_RPC_ACCESS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/ids.h"
#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/certificate.h"
#include "server/host/host.h"
#include "server/rpc/methods.h"

namespace plenary::rpc {

enum class Denial : std::uint8_t {
  kNoCertificate,
  kForeignCertificate,  // not issued by this node for a client
  kExpiredCertificate,  // or not yet valid
  kRevokedCertificate,  // or unknown to this node, as after a restored backup
  kUnknownKey,          // the registry admits no such key
  kRevokedKey,
  kNotSecretary,
  kCannotTell,  // the store failed
};

// "expired certificate": for statuses and the log.
std::string_view NameOf(Denial denial);

// Who calls. Zero for methods that require nothing.
struct Caller {
  KeyId key;
  PersonId person;
  std::string serial_hex;
  Instant not_after;  // of the certificate
};

// Any thread.
class Access {
 public:
  // How long a certificate that was found valid in the store is taken for valid. A
  // revocation through this process counts at once: Forget.
  static constexpr std::int64_t kFreshMilliseconds = 1000;
  static constexpr std::size_t kMaxRemembered = 16384;

  // `host` outlives this.
  Access(host::Host& host, crypto::Certificate authority, std::function<Instant()> clock);

  // `certificate_pem`: what the peer proved to hold in the TLS handshake; empty if none.
  Result<Caller, Denial> Check(Method method, std::string_view certificate_pem);
  // The same again, for a call that goes on.
  Result<void, Denial> Recheck(Method method, const Caller& caller);
  void Forget();  // what was remembered of the store

 private:
  // What a certificate says, and when the store last said that it is good.
  struct Known {
    KeyId key;
    std::string serial_hex;
    crypto::Validity validity;
    std::optional<Instant> good_at;
  };

  Result<Known, Denial> Recognise(const std::string& pem) PLENARY_EXCLUDES(mu_);
  Result<Known, Denial> Read(const std::string& pem) const;
  Result<void, Denial> AskStore(const std::string& serial_hex, const KeyId& key) const;
  void Remember(const std::string& pem, Known known) PLENARY_EXCLUDES(mu_);
  Result<PersonId, Denial> AskRegistry(Requirement requirement, const KeyId& key) const;

  host::Host& host_;
  crypto::Certificate authority_;
  std::function<Instant()> clock_;
  Mutex mu_;
  std::unordered_map<std::string, Known> known_ PLENARY_GUARDED_BY(mu_);
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_ACCESS_H_
