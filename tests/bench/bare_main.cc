// plenary_bench_bare DATA PORT_FILE: serves the bare exchange with the TLS keys of the
// node in DATA, and a store of its own beside it, until it is killed.
#include <grpcpp/grpcpp.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "core/base/check.h"
#include "server/files.h"
#include "server/node.h"
#include "server/rpc/rpc_server.h"
#include "server/storage/sqlite_store.h"
#include "tests/bench/bare_service.h"

namespace {

using namespace plenary;

void RaiseFileLimit() {
  rlimit limit{};
  PLENARY_CHECK(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  PLENARY_CHECK(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

std::shared_ptr<grpc::ServerCredentials> CredentialsOf(const server::Node& node) {
  const std::string authority = node.authority.certificate().pem();
  grpc::SslServerCredentialsOptions tls(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  tls.pem_root_certs = authority;
  tls.pem_key_cert_pairs.push_back({std::string(node.server_key.ToPlainPem().value().text()),
                                    node.server_certificate.pem() + authority});
  return grpc::SslServerCredentials(tls);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: plenary_bench_bare DATA PORT_FILE\n", stderr);
    return 2;
  }
  const std::string data = argv[1];
  RaiseFileLimit();
  rpc::RequireTls13();
  const server::Node node = server::LoadNode(data).value();
  const auto store =
      storage::SqliteStore::Open({.file = data + ".bare.db", .max_bytes = 0}).value();
  bench::BareService service(*store);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", CredentialsOf(node), &port);
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  PLENARY_CHECK(server != nullptr && port != 0);
  const std::string line = std::to_string(port) + "\n";
  PLENARY_CHECK(server::ReplaceFile(argv[2], AsBytes(line), server::Readers::kEverybody));
  for (;;) ::pause();
}
