#include "tests/server/rpc/office.h"

#include <gtest/gtest.h>

#include "core/base/check.h"
#include "core/crypto/pem.h"
#include "core/crypto/random.h"
#include "core/wire/proto.h"
#include "server/host/documents.h"

namespace plenary::rpc {
namespace {

using std::chrono::days;
using std::chrono::hours;

// Before gRPC first looks.
const bool tls13_is_required = [] {
  RequireTls13();
  return true;
}();

Instant SystemNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<milliseconds>(now).count()};
}

Instant Later(Instant from, milliseconds by) { return {from.milliseconds + by.count()}; }

crypto::SerialNumber NewSerial() { return crypto::RandomId<crypto::SerialNumber>().value(); }

Bytes RequestDer(const crypto::ConnectionKey& key) {
  const std::string pem = key.MakeRequest("client").value();
  const auto der = crypto::FromPem(crypto::kRequestLabel, pem);
  return ToBytes(der.value().view());
}

std::string KeyPem(const crypto::ConnectionKey& key) {
  return std::string(key.ToPlainPem().value().text());
}

}  // namespace

crypto::Authority NewAuthority() {
  const Instant now = SystemNow();
  return crypto::Authority::Create(crypto::Suite::kP256, "test",
                                   {Later(now, -days(1)), Later(now, days(3650))}, NewSerial())
      .value();
}

Digest HashOf(ByteView content) { return host::DocumentHash(Office::Committee().suite(), content); }

std::unique_ptr<grpc::ClientContext> Call(milliseconds timeout) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + timeout);
  return context;
}

const host::TestCommittee& Office::Committee() {
  static const host::TestCommittee committee(3);
  return committee;
}

Limits Office::QuickLimits() {
  Limits limits;
  limits.inspection = milliseconds(50);
  return limits;
}

Office::Office(Limits limits, host::HostLimits host_limits)
    : hall_(Committee(), {store_, store_, store_}, host_limits),
      authority_(NewAuthority()),
      log_(logging::Level::kError) {
  PLENARY_CHECK(tls13_is_required);
  hall_.Seat();
  const auto key = crypto::ConnectionKey::Generate().value();
  const auto certificate =
      authority_
          .IssueServer(key.MakeRequest("localhost").value(), {{"localhost"}, {"127.0.0.1"}},
                       {Later(Now(), -hours(1)), Later(Now(), days(100))}, NewSerial())
          .value();
  auto server = RpcServer::Start(hall_.host(), log_,
                                 {.listen = "127.0.0.1:0",
                                  .authority = authority_,
                                  .server_key = key,
                                  .server_certificate = certificate,
                                  .clock = [this] { return Now(); },
                                  .limits = limits});
  PLENARY_CHECK(server);
  server_ = std::move(*server);
}

Office::~Office() = default;

Instant Office::Now() const { return Later(SystemNow(), milliseconds(offset_.load())); }

Client Office::Dial(const std::optional<Identity>& identity) const {
  grpc::SslCredentialsOptions tls;
  tls.pem_root_certs = authority_.certificate().pem();
  if (identity) {
    tls.pem_private_key = identity->key_pem;
    tls.pem_cert_chain = identity->certificate_pem;
  }
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  Client client;
  client.channel = grpc::CreateCustomChannel(address(), grpc::SslCredentials(tls), arguments);
  client.door = v1::Door::NewStub(client.channel);
  client.plenary = v1::Plenary::NewStub(client.channel);
  return client;
}

Client Office::Dial(const host::Participant& participant) { return Dial(Connect(participant)); }

v1::ConnectRequest Office::ConnectRequestOf(const crypto::PrivateKey& signer,
                                            const crypto::ConnectionKey& connection,
                                            Instant time) const {
  return wire::ToProto(
      wire::MakeConnectRequest(signer, Committee().id(), RequestDer(connection), time).value());
}

Identity Office::Connect(const host::Participant& participant) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  const Client client = Dial(std::nullopt);
  v1::ConnectResponse response;
  const grpc::Status status = client.door->Connect(
      Call().get(), ConnectRequestOf(participant.key, connection, Now()), &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  const auto certificate = crypto::Certificate::ParseDer(AsBytes(response.certificate()));
  return {KeyPem(connection), certificate.value().pem()};
}

Identity Office::Forge(const crypto::Authority& authority, const KeyId& key, bool remembered,
                       milliseconds validity) {
  const auto connection = crypto::ConnectionKey::Generate().value();
  const auto certificate =
      authority
          .IssueClient(connection.MakeRequest("client").value(), key,
                       {Later(Now(), -hours(1)), Later(Now(), validity)}, NewSerial())
          .value();
  if (remembered) {
    PLENARY_CHECK(hall_.host().enrolments().RecordCertificate(
        {certificate.serial_hex(), key, certificate.validity().not_after}));
  }
  return {KeyPem(connection), certificate.pem()};
}

}  // namespace plenary::rpc
