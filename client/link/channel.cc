#include "client/link/channel.h"

#include <grpc/grpc.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/security/tls_credentials_options.h>

#include <cstdlib>
#include <utility>

#include "core/wire/proto.h"
#include "plenary/v1/plenary.grpc.pb.h"

namespace plenary::link {
namespace {

constexpr int kFirstReconnect = 100;  // milliseconds
constexpr int kLongestReconnect = 2000;
// A whole hall may shake hands at once, after a restart: who gives up early only comes again.
constexpr int kHandshake = 10'000;
// The largest messages of plenary.v1 have half of this.
constexpr int kMaxMessage = 2 << 20;
constexpr std::size_t kMaxServerText = 300;

grpc::ChannelArguments Arguments() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, kFirstReconnect);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, kHandshake);  // the time to connect
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, kLongestReconnect);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  arguments.SetMaxReceiveMessageSize(kMaxMessage);
  arguments.SetMaxSendMessageSize(kMaxMessage);
  return arguments;
}

std::string RootsOf(Authorities authorities) {
  std::string roots;
  for (const crypto::Certificate& authority : authorities) roots += authority.pem();
  return roots;
}

std::shared_ptr<grpc::Channel> Dial(const std::string& address,
                                    const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  return grpc::CreateCustomChannel("dns:///" + address, credentials, Arguments());
}

// Encrypted, to whoever answers: only for what is checked otherwise.
std::shared_ptr<grpc::Channel> UnverifiedChannel(const std::string& address) {
  grpc::experimental::TlsChannelCredentialsOptions options;
  options.set_verify_server_certs(false);
  options.set_check_call_host(false);
  options.set_certificate_verifier(std::make_shared<grpc::experimental::NoOpCertificateVerifier>());
  return Dial(address, grpc::experimental::TlsCredentials(options));
}

Result<log::Entry> AskFounding(const std::shared_ptr<grpc::Channel>& channel,
                               std::chrono::milliseconds timeout) {
  const auto stub = v1::Door::NewStub(channel);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  context.set_wait_for_ready(true);
  v1::GetFoundingResponse response;
  const grpc::Status status = stub->GetFounding(&context, v1::GetFoundingRequest(), &response);
  if (!status.ok()) return FailOf(status, "GetFounding");
  return wire::FromProto(response.founding());
}

std::unexpected<Error> NotTheFounding(const std::string& why) {
  return Fail(ErrorCode::kBadSignature, "the server's founding is not the committee's: " + why);
}

Result<Founding> CheckFounding(log::Entry entry, const CommitteeId& fingerprint) {
  const auto verified = fold::VerifyFounding(entry.command);
  if (!verified) return NotTheFounding(std::string(session::NameOf(verified.error())));
  const auto& found = std::get<session::Found>(verified->command().body);
  const CommitteeId committee = session::CommitteeIdOf(found.suite, entry.command.command);
  if (committee != fingerprint) {
    return NotTheFounding("its fingerprint is " + wire::FormatFingerprint(committee));
  }
  auto authority = crypto::Certificate::ParseDer(found.node.authority_certificate);
  if (!authority) return NotTheFounding("its authority is no certificate");
  return Founding{committee, found, std::move(entry), std::move(*authority)};
}

ErrorCode CodeOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::UNIMPLEMENTED:
      return ErrorCode::kInvalidArgument;
    case grpc::StatusCode::NOT_FOUND:
      return ErrorCode::kNotFound;
    case grpc::StatusCode::ALREADY_EXISTS:
      return ErrorCode::kAlreadyExists;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
      return ErrorCode::kPermissionDenied;
    case grpc::StatusCode::ABORTED:
      return ErrorCode::kConflict;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return ErrorCode::kExhausted;
    case grpc::StatusCode::DATA_LOSS:
      return ErrorCode::kCorrupt;
    case grpc::StatusCode::INTERNAL:
      return ErrorCode::kInternal;
    case grpc::StatusCode::OK:
    case grpc::StatusCode::CANCELLED:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DO_NOT_USE:
      break;
  }
  return ErrorCode::kUnavailable;
}

// Text of a server that is not trusted, for one line of a terminal.
std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text.substr(0, kMaxServerText)) {
    out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  }
  return out;
}

}  // namespace

void RequireTls13() {
  // Restricts TLS 1.2 to a suite that no certificate of ours, all of them on P-256, can
  // use. TLS 1.3 has suites of its own, which this does not touch.
  ::setenv("GRPC_SSL_CIPHER_SUITES", "ECDHE-RSA-AES128-GCM-SHA256", 1);
}

GrpcLifetime::GrpcLifetime() { grpc_init(); }
GrpcLifetime::~GrpcLifetime() { grpc_shutdown_blocking(); }

std::shared_ptr<grpc::Channel> DoorChannel(const std::string& address, Authorities authorities) {
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = RootsOf(authorities);
  return Dial(address, grpc::SslCredentials(options));
}

Result<std::shared_ptr<grpc::Channel>> MemberChannel(const std::string& address,
                                                     Authorities authorities,
                                                     const KeyStore::Connection& connection) {
  const auto key = connection.key.ToPlainPem();
  if (!key) return std::unexpected(key.error());
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = RootsOf(authorities);
  options.pem_private_key = key->text();
  options.pem_cert_chain = connection.certificate.pem();
  return Dial(address, grpc::SslCredentials(options));
}

Result<Founding> FetchFounding(const std::string& address, const CommitteeId& fingerprint,
                               std::chrono::milliseconds timeout) {
  auto claimed = AskFounding(UnverifiedChannel(address), timeout);
  if (!claimed) return std::unexpected(claimed.error());
  auto founding = CheckFounding(std::move(*claimed), fingerprint);
  if (!founding) return founding;
  // Whoever answered may have copied the founding: the authority's own server must answer.
  const auto again = AskFounding(DoorChannel(address, {&founding->authority, 1}), timeout);
  if (!again && again.error().code == ErrorCode::kUnavailable) {
    return Fail(ErrorCode::kBadSignature,
                address +
                    " shows the committee's founding, but no certificate of its authority "
                    "for this address: " +
                    again.error().message);
  }
  if (!again) return std::unexpected(again.error());
  if (again->command != founding->entry.command) return NotTheFounding("it changed between calls");
  return founding;
}

std::unexpected<Error> FailOf(const grpc::Status& status, const std::string& call) {
  return Fail(CodeOf(status.error_code()), call + ": " + Escaped(status.error_message()));
}

}  // namespace plenary::link
