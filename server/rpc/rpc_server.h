// The gRPC server: TLS 1.3, client certificates verified where they are shown, and who
// may call what decided on every call.
#ifndef PLENARY_SERVER_RPC_RPC_SERVER_H_
#define PLENARY_SERVER_RPC_RPC_SERVER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/authority.h"
#include "server/host/host.h"
#include "server/logging/log.h"
#include "server/rpc/context.h"

namespace plenary::rpc {

// Makes gRPC refuse TLS below 1.3 in this process. Before its first use and before there
// are threads. gRPC 1.51 has no setter for the lowest version; but with an ECDSA
// certificate no TLS 1.2 handshake succeeds once the only suites for 1.2 are RSA's.
void RequireTls13();

struct RpcOptions {
  std::string listen;                       // address:port; port 0: the system chooses
  const crypto::Authority& authority;       // issues connection certificates; outlives the server
  const crypto::ConnectionKey& server_key;  // for Start alone
  const crypto::Certificate& server_certificate;
  std::function<Instant()> clock;
  Limits limits;
};

class RpcServer {
 public:
  // Serves `host`, which is open, at once; health says SERVING. `host` and `log` outlive
  // the server. kUnavailable if it cannot listen there.
  static Result<std::unique_ptr<RpcServer>> Start(host::Host& host, logging::Log& log,
                                                  const RpcOptions& options);
  ~RpcServer();  // as Stop(0)

  int port() const;
  // Health says NOT_SERVING, watches end, other calls may go on for `drain`, then are
  // cancelled. Returns when none is left; the host must answer meanwhile. Once.
  void Stop(std::chrono::milliseconds drain);

 private:
  class Impl;
  explicit RpcServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_RPC_SERVER_H_
