// A committee with its server: a real one, on a free port of this machine, with real TLS.
#ifndef PLENARY_TESTS_SERVER_RPC_OFFICE_H_
#define PLENARY_TESTS_SERVER_RPC_OFFICE_H_

#include <grpcpp/grpcpp.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "core/crypto/authority.h"
#include "plenary/v1/plenary.grpc.pb.h"
#include "server/rpc/rpc_server.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"

namespace plenary::rpc {

using std::chrono::milliseconds;

// Of a TLS client.
struct Identity {
  std::string key_pem;
  std::string certificate_pem;
};

// One connection, its own.
struct Client {
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<v1::Door::Stub> door;
  std::unique_ptr<v1::Plenary::Stub> plenary;
};

// A context that gives up after 20 s.
std::unique_ptr<grpc::ClientContext> Call(milliseconds timeout = std::chrono::seconds(20));

// Seated, with three members. Its clock is the system's, moved by Advance.
class Office {
 public:
  explicit Office(Limits limits = QuickLimits(), host::HostLimits host_limits = {});
  ~Office();

  static Limits QuickLimits();  // looks at long calls every 50 ms
  static const host::TestCommittee& Committee();

  host::Hall& hall() { return hall_; }
  storage::MemoryStore& store() { return store_; }
  const crypto::Authority& authority() const { return authority_; }
  int port() const { return server_->port(); }
  std::string address() const { return "127.0.0.1:" + std::to_string(port()); }
  Instant Now() const;
  void Advance(milliseconds by) { offset_ += by.count(); }
  void Stop(milliseconds drain) { server_->Stop(drain); }

  Client Dial(const std::optional<Identity>& identity) const;
  // With a certificate that the door has issued for the participant.
  Client Dial(const host::Participant& participant);
  Identity Connect(const host::Participant& participant);
  // As Connect would send it; `signer` signs.
  v1::ConnectRequest ConnectRequestOf(const crypto::PrivateKey& signer,
                                      const crypto::ConnectionKey& connection, Instant time) const;
  // From any authority, for any key id, remembered by the server or not.
  Identity Forge(const crypto::Authority& authority, const KeyId& key, bool remembered,
                 milliseconds validity = std::chrono::hours(1));

 private:
  storage::MemoryStore store_;
  host::Hall hall_;
  crypto::Authority authority_;
  std::atomic<std::int64_t> offset_ = 0;
  logging::Log log_;
  std::unique_ptr<RpcServer> server_;
};

// A self-signed authority, valid from yesterday on for ten years.
crypto::Authority NewAuthority();

Digest HashOf(ByteView content);  // in the committee's suite

}  // namespace plenary::rpc

#endif  // PLENARY_TESTS_SERVER_RPC_OFFICE_H_
