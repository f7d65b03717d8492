// The server itself: TLS 1.3 and nothing below, health, reflection, its address.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>

#include <future>

#include "tests/server/rpc/office.h"
#include "tests/support/process.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;
using ::testing::HasSubstr;

testing::Ran Handshake(const Office& office, const std::string& version) {
  return testing::Run({"/usr/bin/openssl", "s_client", "-connect",
                       "127.0.0.1:" + std::to_string(office.port()), version, "-alpn", "h2"},
                      "");
}

TEST(Tls, Is13) {
  const Office office;
  const testing::Ran ran = Handshake(office, "-tls1_3");
  EXPECT_EQ(ran.code, 0) << ran;
  EXPECT_THAT(ran.out, HasSubstr("TLSv1.3"));
}

TEST(Tls, RefusesWhatIsOlder) {
  const Office office;
  for (const char* version : {"-tls1_2", "-tls1_1", "-tls1"}) {
    const testing::Ran ran = Handshake(office, version);
    EXPECT_NE(ran.code, 0) << version;
    EXPECT_THAT(ran.out, HasSubstr("(NONE)")) << version;
  }
}

TEST(Tls, RefusesPlainText) {
  const Office office;
  const auto channel = grpc::CreateChannel(office.address(), grpc::InsecureChannelCredentials());
  v1::GetFoundingResponse founding;
  EXPECT_FALSE(v1::Door::NewStub(channel)
                   ->GetFounding(Call(std::chrono::seconds(3)).get(), {}, &founding)
                   .ok());
}

std::string Dump(grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  EXPECT_TRUE(buffer.DumpToSingleSlice(&slice).ok());
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// The answer to grpc.health.v1.Health/Check for a service, as it travels.
std::string Health(const Client& client, const std::string& service, grpc::Status& status) {
  grpc::GenericStub stub(client.channel);
  std::string request;
  if (!service.empty()) request = "\x0a" + std::string(1, static_cast<char>(service.size()));
  const grpc::Slice slice(request + service);
  const grpc::ByteBuffer message(&slice, 1);
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  const auto context = Call();
  stub.UnaryCall(context.get(), "/grpc.health.v1.Health/Check", {}, &message, &response,
                 [&](grpc::Status got) { done.set_value(std::move(got)); });
  status = done.get_future().get();
  return status.ok() ? Dump(response) : "";
}

TEST(Health, SaysServingToWhoeverAsks) {
  const Office office;
  const Client client = office.Dial(std::nullopt);
  for (const char* service : {"", "plenary.v1.Plenary", "plenary.v1.Door"}) {
    grpc::Status status;
    EXPECT_EQ(Health(client, service, status), "\x08\x01") << service;  // status: SERVING
  }
  grpc::Status status;
  Health(client, "nobody", status);
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
}

TEST(Reflection, ListsTheServices) {
  const Office office;
  const Client client = office.Dial(std::nullopt);
  grpc::GenericStub stub(client.channel);
  grpc::CompletionQueue queue;
  const auto context = Call();
  const auto call = stub.PrepareCall(
      context.get(), "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  const auto next = [&queue] {
    void* tag = nullptr;
    bool ok = false;
    return queue.Next(&tag, &ok) && ok;
  };
  call->StartCall(nullptr);
  ASSERT_TRUE(next());
  const grpc::Slice list(std::string("\x3a\x00", 2));  // list_services: ""
  call->Write(grpc::ByteBuffer(&list, 1), nullptr);
  ASSERT_TRUE(next());
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  ASSERT_TRUE(next());
  const std::string text = Dump(response);
  EXPECT_THAT(text, HasSubstr("plenary.v1.Plenary"));
  EXPECT_THAT(text, HasSubstr("plenary.v1.Door"));
  EXPECT_THAT(text, HasSubstr("grpc.health.v1.Health"));
  context->TryCancel();
  grpc::Status status;
  call->Finish(&status, nullptr);
  next();
  queue.Shutdown();
}

TEST(RpcServer, SaysWhenItCannotListen) {
  Office office;
  logging::Log log(logging::Level::kError);
  const auto key = crypto::ConnectionKey::Generate().value();
  const crypto::Authority authority = NewAuthority();
  const Instant now = office.Now();
  const auto certificate =
      authority
          .IssueServer(key.MakeRequest("localhost").value(), {{"localhost"}, {}},
                       {{now.milliseconds - 1000}, {now.milliseconds + 1'000'000}}, {})
          .value();
  const auto second = RpcServer::Start(office.hall().host(), log,
                                       {.listen = "127.0.0.1:" + std::to_string(office.port()),
                                        .authority = authority,
                                        .server_key = key,
                                        .server_certificate = certificate,
                                        .clock = [&] { return office.Now(); },
                                        .limits = {}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
}

TEST(RpcServer, StopsOnce) {
  Office office;
  const Client client = office.Dial(Office::Committee().members()[0]);
  office.Stop(std::chrono::seconds(1));
  office.Stop(std::chrono::seconds(1));
  v1::ListSessionsResponse response;
  EXPECT_EQ(client.plenary->ListSessions(Call().get(), {}, &response).error_code(),
            StatusCode::UNAVAILABLE);
}

}  // namespace
}  // namespace plenary::rpc
