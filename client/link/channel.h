// Connections to a committee's servers, and whom they are trusted to be.
#ifndef PLENARY_CLIENT_LINK_CHANNEL_H_
#define PLENARY_CLIENT_LINK_CHANNEL_H_

#include <grpcpp/channel.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <memory>
#include <span>
#include <string>

#include "client/link/key_store.h"
#include "core/fold/verify.h"

namespace plenary::link {

// Call in main before anything of gRPC: this process then takes no connection below TLS
// 1.3. Sets an environment variable that gRPC reads once (it has no setter). Not thread-safe.
void RequireTls13();

// gRPC for as long as a program lives: when this is gone, so are gRPC's threads and what
// OpenSSL kept for each of them. One, in main, outliving every link.
class GrpcLifetime {
 public:
  GrpcLifetime();
  ~GrpcLifetime();
  GrpcLifetime(const GrpcLifetime&) = delete;
  GrpcLifetime& operator=(const GrpcLifetime&) = delete;
};

// A server is whoever has a certificate for servers that leads to one of these, for the
// host in the address ("host:port", "[v6]:port").
using Authorities = std::span<const crypto::Certificate>;

// For Door: the client shows no certificate.
std::shared_ptr<grpc::Channel> DoorChannel(const std::string& address, Authorities authorities);
// For Plenary: the client shows the store's certificate.
Result<std::shared_ptr<grpc::Channel>> MemberChannel(const std::string& address,
                                                     Authorities authorities,
                                                     const KeyStore::Connection& connection);

// A committee's founding entry as checked against what the paper says.
struct Founding {
  CommitteeId committee;
  session::Found found;
  log::Entry entry;
  crypto::Certificate authority;
};

// First contact: asks whoever answers at the address for the founding and believes it
// only if it is the one with that fingerprint, signed by both officers. Then connects
// again, and fails unless the server's certificate leads to the authority in it. Blocks.
// kUnavailable; kBadSignature if it is another founding, not signed, or the server is
// not the authority's.
Result<Founding> FetchFounding(const std::string& address, const CommitteeId& fingerprint,
                               std::chrono::milliseconds timeout);

// What a failed call means to the caller. The message has the server's text, escaped.
std::unexpected<Error> FailOf(const grpc::Status& status, const std::string& call);

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_CHANNEL_H_
