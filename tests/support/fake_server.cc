#include "tests/support/fake_server.h"

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "client/link/certificate.h"
#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/pem.h"
#include "core/crypto/random.h"
#include "core/wire/enrolment.h"
#include "core/wire/proto.h"

namespace plenary::testing {
namespace {

using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

constexpr std::int64_t kHour = 3'600'000;
constexpr std::chrono::milliseconds kLook{20};

std::string Field(ByteView bytes) { return std::string(AsText(bytes)); }

crypto::Validity ValidNow() {
  const Instant now = link::SystemNow();
  return {{now.milliseconds - kHour / 2}, {now.milliseconds + kHour}};
}

LogId LogOf(const Ledger& ledger, const std::string& session) {
  LogId log = ledger.registry();
  if (!session.empty()) log.session = SessionId::From(AsBytes(session)).value();
  return log;
}

KeyId CallerOf(const ServerContext& context) {
  const auto names = context.auth_context()->FindPropertyValues(GRPC_X509_CN_PROPERTY_NAME);
  if (names.empty()) return {};
  return KeyId::FromHexText({names[0].data(), names[0].size()}).value_or(KeyId{});
}

const Ledger& VersionFor(const Served& served, const KeyId& caller) {
  const auto other = served.others.find(caller);
  return other == served.others.end() ? served.ledger : other->second;
}

Status Unauthenticated() { return {StatusCode::UNAUTHENTICATED, "no certificate"}; }

}  // namespace

class FakeServer::Door : public v1::Door::Service {
 public:
  explicit Door(FakeServer& server) : server_(server) {}

  Status GetFounding(ServerContext*, const v1::GetFoundingRequest*,
                     v1::GetFoundingResponse* response) override {
    return server_.With([&](Served& served) {
      const Ledger& ledger = served.ledger;
      *response->mutable_founding() = wire::ToProto(ledger.Log(ledger.registry()).entries.at(0));
      return Status::OK;
    });
  }

  Status GetOffer(ServerContext*, const v1::GetOfferRequest* request,
                  v1::GetOfferResponse* response) override {
    return server_.With([&](Served& served) -> Status {
      const auto found = served.enrolments.find(request->code_id());
      if (found == served.enrolments.end()) return {StatusCode::NOT_FOUND, "no such code"};
      response->set_person(found->second.person());
      response->set_name("somebody");
      response->set_expires(found->second.expires());
      return Status::OK;
    });
  }

  Status Enrol(ServerContext*, const v1::EnrolRequest* request, v1::EnrolResponse*) override {
    return server_.With([&](Served& served) -> Status {
      const auto found = served.enrolments.find(request->code_id());
      if (found == served.enrolments.end()) return {StatusCode::NOT_FOUND, "no such code"};
      found->second.set_enrolment(request->enrolment());
      return Status::OK;
    });
  }

  Status Connect(ServerContext*, const v1::ConnectRequest* request,
                 v1::ConnectResponse* response) override {
    return server_.With([&](Served& served) -> Status {
      const auto asked = wire::FromProto(*request).value();
      const session::Registry registry = served.ledger.Registry();
      const auto key = registry.keys.find(asked.key);
      if (key == registry.keys.end()) return {StatusCode::FAILED_PRECONDITION, "not admitted"};
      if (!wire::VerifyConnectRequest(key->second.key, served.ledger.committee(), asked,
                                      link::SystemNow(), std::chrono::minutes(5))) {
        return {StatusCode::PERMISSION_DENIED, "bad signature"};
      }
      const auto pem = crypto::ToPem(crypto::kRequestLabel, asked.certificate_request).value();
      const auto certificate = server_.committee_.authority()
                                   .IssueClient(pem.text(), asked.key, ValidNow(),
                                                crypto::RandomId<crypto::SerialNumber>().value())
                                   .value();
      response->set_certificate(Field(certificate.der()));
      return Status::OK;
    });
  }

 private:
  FakeServer& server_;
};

class FakeServer::Plenary : public v1::Plenary::Service {
 public:
  explicit Plenary(FakeServer& server) : server_(server) {}

  Status Submit(ServerContext* context, const v1::SubmitRequest* request,
                v1::SubmitResponse* response) override {
    if (CallerOf(*context).IsZero()) return Unauthenticated();
    return server_.With([&](Served& served) -> Status {
      const auto command = wire::FromProto(request->command()).value();
      served.submitted.push_back(command);
      if (served.before_storing) {
        if (const auto status = served.before_storing(command)) return *status;
      }
      const auto answer = served.ledger.Submit(command);
      if (served.after_storing) {
        if (const auto status = served.after_storing()) return *status;
      }
      if (const auto* refusal = std::get_if<session::Refusal>(&answer)) {
        response->mutable_refused()->set_reason(static_cast<std::uint32_t>(*refusal));
      } else {
        *response->mutable_receipt() = wire::ToProto(std::get<log::Receipt>(answer));
      }
      if (served.alter_answer) served.alter_answer(*response);
      return Status::OK;
    });
  }

  Status Watch(ServerContext* context, const v1::WatchRequest* request,
               grpc::ServerWriter<v1::WatchResponse>* writer) override {
    const KeyId caller = CallerOf(*context);
    if (caller.IsZero()) return Unauthenticated();
    std::uint64_t next = request->from();
    bool is_first = true;
    for (;;) {
      v1::WatchResponse response;
      {
        std::unique_lock lock(server_.mutex_);
        if (server_.stopping_ || context->IsCancelled()) return Status::CANCELLED;
        const Ledger& ledger = VersionFor(server_.served_, caller);
        const LogId log = LogOf(ledger, request->session());
        if (!ledger.Has(log)) return {StatusCode::NOT_FOUND, "no such log"};
        const std::uint64_t limit = log.IsRegistry() ? UINT64_MAX : server_.served_.watch_shows;
        const std::uint64_t size = std::min(ledger.Log(log).size(), limit);
        if (is_first && next > size) return {StatusCode::INVALID_ARGUMENT, "behind the end"};
        if (next >= size && !is_first) {
          server_.changed_.wait_for(lock, kLook);
          continue;
        }
        for (; next < size; ++next) {
          *response.add_entries() = wire::ToProto(ledger.Log(log).entries[next]);
        }
        if (size > 0) *response.mutable_head() = wire::ToProto(ledger.Head(log, size));
        if (server_.served_.alter_watch) server_.served_.alter_watch(log, response);
      }
      is_first = false;
      if (!writer->Write(response)) return Status::CANCELLED;
    }
  }

  Status Prove(ServerContext* context, const v1::ProveRequest* request,
               v1::ProveResponse* response) override {
    const KeyId caller = CallerOf(*context);
    if (caller.IsZero()) return Unauthenticated();
    return server_.With([&](Served& served) -> Status {
      const Ledger& ledger = VersionFor(served, caller);
      const LogId log = LogOf(ledger, request->session());
      if (!ledger.Has(log)) return {StatusCode::NOT_FOUND, "no such log"};
      const ServedLog& shown = ledger.Log(log);
      std::vector<Digest> proof;
      if (request->has_inclusion_of()) {
        if (request->inclusion_of() >= shown.size()) return Behind();
        proof = shown.tree.InclusionProof(request->inclusion_of(), shown.size());
      } else {
        if (request->consistency_from() > shown.size()) return Behind();
        proof = shown.tree.ConsistencyProof(request->consistency_from(), shown.size());
      }
      for (const Digest& hash : proof) response->add_proof(Field(hash.view()));
      *response->mutable_head() = wire::ToProto(ledger.Head(log));
      if (served.alter_proof) {
        if (const auto status = served.alter_proof(*response)) return *status;
      }
      return Status::OK;
    });
  }

  Status ListSessions(ServerContext*, const v1::ListSessionsRequest* request,
                      v1::ListSessionsResponse* response) override {
    return server_.With([&](Served& served) {
      for (const auto& [log, shown] : served.ledger.logs()) {
        const std::string id = Field(log.session.view());
        if (log.IsRegistry() || (id <= request->after() && !served.repeats_page)) continue;
        if (response->sessions_size() == served.page) {
          response->set_more(true);
          break;
        }
        v1::SessionInfo& info = *response->add_sessions();
        info.set_session(id);
        info.set_size(shown.size());
        *info.mutable_convened() = wire::ToProto(shown.entries.at(0));
      }
      return Status::OK;
    });
  }

  Status GetArchive(ServerContext*, const v1::GetArchiveRequest*,
                    grpc::ServerWriter<v1::Chunk>* writer) override {
    return WriteChunks(server_.With([](Served& served) { return served.archive; }), *writer);
  }

  Status PutDocument(ServerContext*, grpc::ServerReader<v1::PutDocumentRequest>* reader,
                     v1::PutDocumentResponse* response) override {
    v1::PutDocumentRequest request;
    if (!reader->Read(&request)) return {StatusCode::INVALID_ARGUMENT, "nothing came"};
    const std::string hash = request.hash();
    std::string content;
    while (reader->Read(&request)) content += request.data();
    response->set_size(content.size());
    return server_.With([&](Served& served) {
      served.documents[hash] = content;
      return Status::OK;
    });
  }

  Status GetDocument(ServerContext*, const v1::GetDocumentRequest* request,
                     grpc::ServerWriter<v1::Chunk>* writer) override {
    const auto content = server_.With([&](Served& served) -> std::optional<std::string> {
      const auto found = served.documents.find(request->hash());
      if (found == served.documents.end()) return std::nullopt;
      return found->second;
    });
    if (!content) return {StatusCode::NOT_FOUND, "no such document"};
    return WriteChunks(*content, *writer);
  }

  Status OfferEnrolment(ServerContext*, const v1::OfferEnrolmentRequest* request,
                        v1::OfferEnrolmentResponse*) override {
    return server_.With([&](Served& served) {
      v1::PendingEnrolment& pending = served.enrolments[request->code_id()];
      pending.set_code_id(request->code_id());
      pending.set_person(request->person());
      pending.set_expires(request->expires());
      return Status::OK;
    });
  }

  Status ListEnrolments(ServerContext*, const v1::ListEnrolmentsRequest*,
                        v1::ListEnrolmentsResponse* response) override {
    return server_.With([&](Served& served) {
      for (const auto& [code, pending] : served.enrolments) *response->add_enrolments() = pending;
      return Status::OK;
    });
  }

 private:
  static Status Behind() { return {StatusCode::INVALID_ARGUMENT, "behind the end"}; }

  static Status WriteChunks(const std::string& content, grpc::ServerWriter<v1::Chunk>& writer) {
    constexpr std::size_t kChunk = 1000;
    for (std::size_t done = 0; done < content.size(); done += kChunk) {
      v1::Chunk chunk;
      chunk.set_data(content.substr(done, kChunk));
      if (!writer.Write(chunk)) return Status::CANCELLED;
    }
    return Status::OK;
  }

  FakeServer& server_;
};

FakeServer::FakeServer(SmallCommittee& committee)
    : committee_(committee),
      served_(committee.ledger()),
      door_(std::make_unique<Door>(*this)),
      plenary_(std::make_unique<Plenary>(*this)) {
  Start();
}

FakeServer::~FakeServer() { Stop(); }

void FakeServer::Start() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = false;
  }
  const auto key = crypto::ConnectionKey::Generate().value();
  const auto certificate =
      committee_.authority()
          .IssueServer(key.MakeRequest("server").value(), {.dns = {}, .ip = {"127.0.0.1"}},
                       ValidNow(), crypto::RandomId<crypto::SerialNumber>().value())
          .value();
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = committee_.authority().certificate().pem();
  options.pem_key_cert_pairs.push_back(
      {std::string(key.ToPlainPem().value().text()), certificate.pem()});
  grpc::ServerBuilder builder;
  builder.AddListeningPort(address(), grpc::SslServerCredentials(options), &port_);
  builder.RegisterService(door_.get());
  builder.RegisterService(plenary_.get());
  server_ = builder.BuildAndStart();
  PLENARY_CHECK(server_ != nullptr);
}

void FakeServer::Stop() {
  if (!server_) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
  server_.reset();
}

}  // namespace plenary::testing
