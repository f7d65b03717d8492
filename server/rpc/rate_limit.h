// How often somebody may try: a bucket of tries for each name, refilled with time.
#ifndef PLENARY_SERVER_RPC_RATE_LIMIT_H_
#define PLENARY_SERVER_RPC_RATE_LIMIT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/mutex.h"
#include "core/base/time.h"

namespace plenary::rpc {

// Any thread.
class RateLimit {
 public:
  static constexpr std::size_t kMaxNames = 65536;  // beyond, all are forgotten

  // `burst` tries at once, at least 1; then `a_minute` each minute, 0: never again.
  RateLimit(std::int64_t burst, std::int64_t a_minute) : burst_(burst), a_minute_(a_minute) {}

  // Takes one try; false, and nothing is taken, if there is none left.
  bool Take(std::string_view name, Instant now);
  // Whether a try is left. Takes none.
  bool Has(std::string_view name, Instant now) const;

 private:
  struct Bucket {
    double tries;
    Instant at;
  };
  double Tries(const Bucket& bucket, Instant now) const;
  void MakeRoom(Instant now) PLENARY_REQUIRES(mu_);

  const std::int64_t burst_;
  const std::int64_t a_minute_;
  mutable Mutex mu_;
  std::unordered_map<std::string, Bucket> buckets_ PLENARY_GUARDED_BY(mu_);
};

// The address of a gRPC peer ("ipv4:10.0.0.1:5000", "ipv6:%5B2001:db8::1%5D:5000"), an
// IPv6 one without its host half: what is limited together. Another kind of peer as it is.
std::string LimitedAddress(std::string_view peer);

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_RATE_LIMIT_H_
