#include "server/rpc/rate_limit.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "core/base/bytes.h"

namespace plenary::rpc {
namespace {

constexpr double kMinute = 60'000;  // milliseconds

// The eight bytes that name an IPv6 network.
std::string NetworkOf(const std::string& address) {
  std::array<Byte, 16> bytes{};
  if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return address;
  constexpr std::array<Byte, 12> kMappedIpv4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::equal(kMappedIpv4.begin(), kMappedIpv4.end(), bytes.begin())) return ToHex(bytes);
  return ToHex(ByteView(bytes).first(8));
}

}  // namespace

double RateLimit::Tries(const Bucket& bucket, Instant now) const {
  const auto passed =
      static_cast<double>(std::max<std::int64_t>(0, now.milliseconds - bucket.at.milliseconds));
  return std::min(static_cast<double>(burst_),
                  bucket.tries + passed * static_cast<double>(a_minute_) / kMinute);
}

bool RateLimit::Take(std::string_view name, Instant now) {
  const MutexLock lock(mu_);
  if (buckets_.size() >= kMaxNames) MakeRoom(now);
  Bucket& bucket = buckets_.try_emplace(std::string(name), Bucket{static_cast<double>(burst_), now})
                       .first->second;
  bucket = {Tries(bucket, now), std::max(bucket.at, now)};
  if (bucket.tries < 1) return false;
  bucket.tries -= 1;
  return true;
}

bool RateLimit::Has(std::string_view name, Instant now) const {
  const MutexLock lock(mu_);
  const auto found = buckets_.find(std::string(name));
  return found == buckets_.end() || Tries(found->second, now) >= 1;
}

void RateLimit::MakeRoom(Instant now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return Tries(entry.second, now) >= static_cast<double>(burst_);
  });
  // Whoever has that many addresses is not stopped by a limit for each.
  if (buckets_.size() >= kMaxNames) buckets_.clear();
}

std::string LimitedAddress(std::string_view peer) {
  if (peer.starts_with("ipv4:")) return std::string(peer.substr(5, peer.rfind(':') - 5));
  if (!peer.starts_with("ipv6:")) return std::string(peer);
  const std::size_t begin = peer.starts_with("ipv6:%5B") ? 8 : 6;
  const std::size_t end = std::min(peer.find("%5D"), peer.find(']'));
  if (end == std::string_view::npos || end < begin) return std::string(peer);
  std::string address(peer.substr(begin, end - begin));
  address.resize(std::min(address.find('%'), address.size()));  // an interface's name
  return NetworkOf(address);
}

}  // namespace plenary::rpc
