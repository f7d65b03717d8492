// What a link asks of the server beyond its logs: lists, proofs, files, enrolments.
#include <algorithm>
#include <utility>

#include "client/link/blocking.h"
#include "core/crypto/hash.h"
#include "core/fold/verify.h"
#include "core/wire/proto.h"

namespace plenary::link {
namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;

std::string Field(ByteView bytes) { return std::string(AsText(bytes)); }

// All chunks of a download, until the end or `limit`.
template <class Reader>
grpc::Status ReadChunks(Reader& reader, grpc::ClientContext& context, std::size_t limit,
                        Bytes& content, bool& too_long) {
  v1::Chunk chunk;
  content.clear();
  while (reader.Read(&chunk)) {
    if (chunk.data().size() > limit - content.size()) {
      too_long = true;
      context.TryCancel();
      break;
    }
    PutRaw(content, AsBytes(chunk.data()));
  }
  return reader.Finish();
}

std::unexpected<Error> TooLong() {
  return Fail(ErrorCode::kExhausted, "the server sends more than was expected");
}

// All pages of a list. `call(stub, context, request, page)` asks for one; `last(page)` is
// what the next one begins after.
template <class Request, class Page, class Core, class Call, class Last>
Result<std::vector<Page>> AskPages(Core& core, Milliseconds timeout, const std::string& name,
                                   Call call, Last last) {
  const auto until = std::chrono::steady_clock::now() + timeout;
  Request request;
  std::vector<Page> pages;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<Milliseconds>(until - std::chrono::steady_clock::now());
    Page page;
    PLENARY_TRY(Ask(core, left, name, [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
      page.Clear();
      return call(stub, context, request, page);
    }));
    pages.push_back(std::move(page));
    if (!pages.back().more()) return pages;
    const std::string next = last(pages.back());
    if (next <= request.after()) {
      return Fail(ErrorCode::kInvalidArgument, "the server's list does not come to its end");
    }
    request.set_after(next);
  }
}

Result<SessionListed> ReadListed(const v1::SessionInfo& info, const session::Registry& registry) {
  const auto id = SessionId::From(AsBytes(info.session()));
  if (!id) return std::unexpected(id.error());
  const auto entry = wire::FromProto(info.convened());
  if (!entry) return std::unexpected(entry.error());
  const auto verified = fold::Verify(registry, entry->command);
  if (!verified) {
    return Fail(ErrorCode::kBadSignature, "the server lists a session that nobody convened: " +
                                              std::string(session::NameOf(verified.error())));
  }
  const auto* convene = std::get_if<session::Convene>(&verified->command().body);
  if (convene == nullptr || verified->command().session != *id || entry->index != 0) {
    return Fail(ErrorCode::kBadSignature, "the server lists a session that nobody convened");
  }
  return SessionListed{*id, info.size(), info.closed(), *convene};
}

Result<Link::PendingEnrolment> ReadPending(const v1::PendingEnrolment& message) {
  const auto code = wire::EnrolmentCodeId::From(AsBytes(message.code_id()));
  if (!code) return std::unexpected(code.error());
  const auto person = PersonId::From(AsBytes(message.person()));
  if (!person) return std::unexpected(person.error());
  return Link::PendingEnrolment{*code, *person, Instant{message.expires()},
                                ToBytes(AsBytes(message.enrolment()))};
}

Result<Proof> ReadProof(const v1::ProveResponse& response) {
  auto head = wire::FromProto(response.head());
  if (!head) return std::unexpected(head.error());
  Proof proof{std::move(*head), {}};
  for (const std::string& hash : response.proof()) {
    const auto digest = Digest::From(AsBytes(hash));
    if (!digest) return std::unexpected(digest.error());
    proof.hashes.push_back(*digest);
  }
  return proof;
}

Result<void> CheckHead(const session::Registry& registry, const LogId& log,
                       const log::SignedHead& head) {
  const auto node = registry.nodes.find(head.node);
  if (head.log != log || node == registry.nodes.end() || node->second.revoked) {
    return Fail(ErrorCode::kBadSignature, "the proof's head is no node's");
  }
  return log::VerifyHead(node->second.key, head);
}

}  // namespace

Result<std::vector<SessionListed>> Link::ListSessions(Milliseconds timeout) {
  const auto pages = AskPages<v1::ListSessionsRequest, v1::ListSessionsResponse>(
      *core_, timeout, "ListSessions",
      [](v1::Plenary::Stub& stub, grpc::ClientContext& context, const auto& request, auto& page) {
        return stub.ListSessions(&context, request, &page);
      },
      [](const v1::ListSessionsResponse& page) {
        return page.sessions().empty() ? std::string() : page.sessions().rbegin()->session();
      });
  if (!pages) return std::unexpected(pages.error());
  // Whoever convened the newest of them must be known here.
  PLENARY_TRY(Sync(RegistryLog(), timeout));
  const auto registry = Registry();
  std::vector<SessionListed> sessions;
  for (const v1::ListSessionsResponse& page : *pages) {
    for (const v1::SessionInfo& info : page.sessions()) {
      auto session = ReadListed(info, *registry);
      if (!session) return std::unexpected(session.error());
      sessions.push_back(std::move(*session));
    }
  }
  return sessions;
}

Result<Proof> Link::ProveInclusion(const LogId& log, std::uint64_t index, Milliseconds timeout) {
  v1::ProveRequest request;
  if (!log.IsRegistry()) request.set_session(Field(log.session.view()));
  request.set_inclusion_of(index);
  v1::ProveResponse response;
  PLENARY_TRY(
      Ask(*core_, timeout, "Prove", [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
        return stub.Prove(&context, request, &response);
      }));
  auto proof = ReadProof(response);
  if (!proof) return proof;
  PLENARY_TRY(CheckHead(*Registry(), log, proof->head));
  const auto ours = core_->hub().Entries(log, index, index + 1);
  if (ours.empty()) return Fail(ErrorCode::kNotFound, "this client has no such entry yet");
  PLENARY_TRY(log::VerifyInclusion(core_->hub().suite(), ours.front()->leaf, index,
                                   proof->head.head.size, proof->hashes, proof->head.head.root));
  core_->strand()->Post([core = core_, log, head = proof->head] { core->TakeHead(log, head); });
  return proof;
}

Result<Proof> Link::ProveConsistency(const LogId& log, std::uint64_t size, Milliseconds timeout) {
  const auto root = RootAt(log, size);
  if (!root) return Fail(ErrorCode::kNotFound, "this client's copy has no such root");
  v1::ProveRequest request;
  if (!log.IsRegistry()) request.set_session(Field(log.session.view()));
  request.set_consistency_from(size);
  v1::ProveResponse response;
  PLENARY_TRY(
      Ask(*core_, timeout, "Prove", [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
        return stub.Prove(&context, request, &response);
      }));
  auto proof = ReadProof(response);
  if (!proof) return proof;
  PLENARY_TRY(CheckHead(*Registry(), log, proof->head));
  PLENARY_TRY(log::VerifyConsistency(core_->hub().suite(), size, *root, proof->head.head.size,
                                     proof->head.head.root, proof->hashes));
  core_->strand()->Post([core = core_, log, head = proof->head] { core->TakeHead(log, head); });
  return proof;
}

Result<Bytes> Link::GetArchive(const SessionId& session, std::size_t limit, Milliseconds timeout) {
  v1::GetArchiveRequest request;
  request.set_session(Field(session.view()));
  Bytes content;
  bool too_long = false;
  const auto asked = Ask(*core_, timeout, "GetArchive",
                         [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
                           const auto reader = stub.GetArchive(&context, request);
                           return ReadChunks(*reader, context, limit, content, too_long);
                         });
  if (too_long) return TooLong();
  if (!asked) return std::unexpected(asked.error());
  return content;
}

Digest Link::HashDocument(ByteView content) const {
  return crypto::HashRaw(core_->hub().suite(), {content});
}

Result<Digest> Link::PutDocument(ByteView content, Milliseconds timeout) {
  const Digest hash = HashDocument(content);
  PLENARY_TRY(Ask(
      *core_, timeout, "PutDocument", [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
        v1::PutDocumentResponse response;
        const auto writer = stub.PutDocument(&context, &response);
        v1::PutDocumentRequest request;
        request.set_hash(Field(hash.view()));
        bool goes_on = writer->Write(request);
        for (std::size_t done = 0; goes_on && done < content.size(); done += kChunk) {
          const auto part = content.subspan(done, std::min(kChunk, content.size() - done));
          request.set_data(Field(part));
          goes_on = writer->Write(request);
        }
        writer->WritesDone();
        return writer->Finish();
      }));
  return hash;
}

Result<Bytes> Link::GetDocument(const Digest& hash, std::size_t limit, Milliseconds timeout) {
  v1::GetDocumentRequest request;
  request.set_hash(Field(hash.view()));
  Bytes content;
  bool too_long = false;
  const auto asked = Ask(*core_, timeout, "GetDocument",
                         [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
                           const auto reader = stub.GetDocument(&context, request);
                           return ReadChunks(*reader, context, limit, content, too_long);
                         });
  if (too_long) return TooLong();
  if (!asked) return std::unexpected(asked.error());
  if (HashDocument(content) != hash) {
    return Fail(ErrorCode::kBadSignature, "the server sent another document");
  }
  return content;
}

Result<void> Link::OfferEnrolment(const wire::EnrolmentCodeId& code, const PersonId& person,
                                  Instant expires, Milliseconds timeout) {
  v1::OfferEnrolmentRequest request;
  request.set_code_id(Field(code.view()));
  request.set_person(Field(person.view()));
  request.set_expires(expires.milliseconds);
  return Ask(*core_, timeout, "OfferEnrolment",
             [&](v1::Plenary::Stub& stub, grpc::ClientContext& context) {
               v1::OfferEnrolmentResponse response;
               return stub.OfferEnrolment(&context, request, &response);
             });
}

Result<std::vector<Link::PendingEnrolment>> Link::ListEnrolments(Milliseconds timeout) {
  const auto pages = AskPages<v1::ListEnrolmentsRequest, v1::ListEnrolmentsResponse>(
      *core_, timeout, "ListEnrolments",
      [](v1::Plenary::Stub& stub, grpc::ClientContext& context, const auto& request, auto& page) {
        return stub.ListEnrolments(&context, request, &page);
      },
      [](const v1::ListEnrolmentsResponse& page) {
        return page.enrolments().empty() ? std::string() : page.enrolments().rbegin()->code_id();
      });
  if (!pages) return std::unexpected(pages.error());
  std::vector<PendingEnrolment> pending;
  for (const v1::ListEnrolmentsResponse& page : *pages) {
    for (const v1::PendingEnrolment& message : page.enrolments()) {
      auto one = ReadPending(message);
      if (!one) return std::unexpected(one.error());
      pending.push_back(std::move(*one));
    }
  }
  return pending;
}

}  // namespace plenary::link
