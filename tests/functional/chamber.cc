#include "tests/functional/chamber.h"

#include <grpcpp/generic/generic_stub.h>

#include <iostream>
#include <utility>

#include "client/link/channel.h"
#include "client/link/enrolment.h"
#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"
#include "core/wire/proto.h"
#include "server/node.h"
#include "tests/support/assembly.h"
#include "tests/support/check_secret.h"

namespace plenary::testing {
namespace {

using std::chrono::seconds;

constexpr CivilDate kDate{2023, 2, 28};
constexpr seconds kCall{30};
constexpr auto kSuite = crypto::Suite::kP256;

std::unique_ptr<grpc::ClientContext> Call() {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + kCall);
  return context;
}

void Require(bool condition, const std::string& why) {
  if (!condition) std::cerr << "chamber: " << why << '\n';
  PLENARY_CHECK(condition);
}

Bytes PublicBytes(const Somebody& somebody) {
  return ToBytes(somebody.key().public_key().encoded());
}

std::string SessionField(const LogId& log) {
  return log.IsRegistry() ? std::string() : std::string(AsText(log.session.view()));
}

void WriteBytes(const std::filesystem::path& file, const Bytes& bytes) {
  WriteText(file, AsText(bytes));
}

}  // namespace

std::string Said(const Answer& answer) {
  if (const auto* refusal = std::get_if<session::Refusal>(&answer)) {
    return std::string(session::NameOf(*refusal));
  }
  if (const auto* status = std::get_if<grpc::StatusCode>(&answer)) {
    return "status " + std::to_string(*status);
  }
  return "receipt";
}

// ---- speaking

Speaker::Speaker(std::shared_ptr<grpc::Channel> channel)
    : channel_(std::move(channel)), stub_(v1::Plenary::NewStub(channel_)) {}

Answer Speaker::Submit(const log::SignedCommand& command) {
  v1::SubmitRequest request;
  *request.mutable_command() = wire::ToProto(command);
  return Submit(request);
}

Answer Speaker::Submit(const v1::SubmitRequest& request) {
  v1::SubmitResponse response;
  const auto context = Call();
  context->set_wait_for_ready(true);
  const grpc::Status status = stub_->Submit(context.get(), request, &response);
  if (!status.ok()) return status.error_code();
  if (response.has_refused()) {
    return static_cast<session::Refusal>(response.refused().reason());
  }
  auto receipt = wire::FromProto(response.receipt());
  Require(receipt.has_value(), "not a receipt");
  return *std::move(receipt);
}

grpc::StatusCode Speaker::SubmitBytes(const std::string& bytes) {
  grpc::GenericStub stub(channel_);
  grpc::CompletionQueue queue;
  const auto context = Call();
  const grpc::Slice slice(bytes);
  const auto call =
      stub.PrepareUnaryCall(context.get(), "/plenary.v1.Plenary/Submit", {&slice, 1}, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, this);
  void* tag = nullptr;
  bool ok = false;
  Require(queue.Next(&tag, &ok) && tag == this, "the call does not end");
  return status.error_code();
}

log::Head Speaker::Newest(const LogId& log) {
  v1::ProveRequest request;
  request.set_session(SessionField(log));
  request.set_consistency_from(0);
  v1::ProveResponse response;
  grpc::Status status;
  // A server that was killed is only noticed by the call that was on its way.
  const auto answered = [&] {
    const auto context = Call();
    context->set_wait_for_ready(true);
    status = stub_->Prove(context.get(), request, &response);
    return status.error_code() != grpc::StatusCode::UNAVAILABLE;
  };
  WaitFor(answered, kCall);
  Require(status.ok(), "Prove: " + status.error_message());
  return wire::FromProto(response.head()).value().head;
}

std::vector<log::Entry> Speaker::Entries(const LogId& log) {
  const std::uint64_t size = Newest(log).size;
  v1::WatchRequest request;
  request.set_session(SessionField(log));
  const auto context = Call();
  const auto reader = stub_->Watch(context.get(), request);
  std::vector<log::Entry> entries;
  v1::WatchResponse message;
  while (entries.size() < size && reader->Read(&message)) {
    for (const v1::LogEntry& entry : message.entries()) {
      entries.push_back(wire::FromProto(entry).value());
    }
  }
  Require(entries.size() >= size, "Watch ends before the log does");
  context->TryCancel();
  static_cast<void>(reader->Finish());  // cancelled by us
  return entries;
}

Refolded::Refolded(const std::vector<log::Entry>& registry, const LogId& session,
                   std::vector<log::Entry> entries)
    : registry_(session.committee, kSuite),
      session_(session, kSuite, registry_, kTestSecret),
      entries_(std::move(entries)) {
  const auto require = [](const Result<void, fold::ReplayError>& replayed) {
    Require(replayed.has_value(), replayed ? "" : replayed.error().reason);
  };
  for (const log::Entry& entry : registry) require(registry_.Replay(entry));
  for (const log::Entry& entry : entries_) require(session_.Replay(entry, registry_.state()));
}

log::SignedCommand SignWith(const crypto::PrivateKey& key, const session::Command& command) {
  log::SignedCommand signed_command;
  signed_command.command = wire::EncodeCommand(command);
  signed_command.signature = key.Sign(crypto::Purpose::kCommand, signed_command.command).value();
  return signed_command;
}

// ---- the committee

Chamber::Chamber(std::size_t members)
    : server_(folder_ / "node"),
      node_(server::LoadHeadKey(server_.folder()).value().public_key()),
      authority_(server::LoadNode(server_.folder()).value().authority.certificate()),
      session_(NumberedId<SessionId>('s', 1)) {
  people_.push_back(Join("secretary"));
  people_.push_back(Join("officer"));
  for (std::size_t i = 0; i < members; ++i) people_.push_back(Join("m" + std::to_string(i)));
  Found();
  server_.Start();
  address_ = server_.address();
  Connect(secretary());
  Connect(officer());
  courier_ = Dial(secretary());
  Seat();
  for (std::size_t i = 0; i < members; ++i) Connect(member(i));
  Convene();
}

Somebody Chamber::Join(const std::string& name) {
  const auto number = static_cast<std::uint32_t>(people_.size() + 1);
  return {NumberedId<PersonId>('h', number), name,
          link::KeyStore::Create(
              folder_ / name, "pass word",
              {.suite = kSuite, .iterations = 1, .durability = link::Durability::kProcess})
              .value()};
}

void Chamber::Found() {
  const auto officer_of = [](const Somebody& somebody) {
    return session::FoundingOfficer{somebody.person, somebody.name, PublicBytes(somebody)};
  };
  session::Found found{.name = "绛县人民代表大会常务委员会",
                       .suite = kSuite,
                       .term = 1,
                       .date = kDate,
                       .officers = {{officer_of(secretary()), officer_of(officer())}},
                       .node = {ToBytes(node_.encoded()), authority_.der()},
                       .rules = {}};
  log::SignedCommand founding;
  founding.command = wire::EncodeCommand(
      Command(secretary(), LogId{}, {0, log::EmptyRoot(kSuite)}, std::move(found)));
  const auto sign = [&](const Somebody& somebody) {
    return somebody.key().Sign(crypto::Purpose::kFounding, founding.command).value();
  };
  founding.signature = sign(secretary());
  founding.cosignature = sign(officer());
  committee_ = session::CommitteeIdOf(kSuite, founding.command);
  WriteBytes(folder_ / "founding", wire::EncodeSignedCommand(founding));
  server_.Import(folder_ / "founding");
}

void Chamber::Connect(Somebody& somebody) {
  link::Profile profile = somebody.store->profile();
  profile.committee = committee_;
  profile.committee_name = "committee";
  profile.person = somebody.person;
  profile.servers = {address_};
  profile.authorities = {authority_};
  Require(somebody.store->SetProfile(profile).has_value(), "a profile is not taken");
  const auto certificate = link::AwaitCertificate(*somebody.store, kCall);
  Require(certificate.has_value(), certificate ? "" : certificate.error().message);
}

void Chamber::Seat() {
  session::Confirm confirm;
  for (std::size_t i = 2; i < people_.size(); ++i) {
    const auto seat = NumberedId<SeatId>('t', static_cast<std::uint32_t>(i));
    const PersonId& person = people_[i].person;
    Say(secretary(), registry(), session::PutPerson{person, people_[i].name, ""});
    Say(secretary(), registry(),
        session::AddSeat{seat, i == 2 ? session::Office::kDirector : session::Office::kMember});
    confirm.entries.push_back(
        Say(secretary(), registry(), session::FillSeat{seat, person, kDate}).index);
    confirm.entries.push_back(
        Say(secretary(), registry(), session::AdmitKey{person, PublicBytes(people_[i])}).index);
  }
  Say(officer(), registry(), std::move(confirm));
}

void Chamber::Convene() {
  Say(secretary(), session(),
      session::Convene{.kind = session::SessionKind::kCommittee,
                       .rehearsal = false,
                       .urgent = false,
                       .term = 1,
                       .number = 1,
                       .date = kDate,
                       .title = "",
                       .place = "常委会会议室",
                       .chair = chair().person,
                       .registry = Newest(registry())});
  Say(secretary(), session(), session::GiveNotice{kDate});
  for (std::size_t i = 2; i < people_.size(); ++i) {
    Say(people_[i], session(), session::SignIn{});
  }
  Say(chair(), session(), session::OpenSession{});
  Say(chair(), session(), session::AdoptAgenda{});
  Say(chair(), session(), session::NameScrutineers{{member(1).person, member(2).person}});
  session::AgendaItem item = Item(session::ItemKind::kResolution);
  item.id = NumberedId<ItemId>('i', 1);
  Say(chair(), session(), session::AddItem{item, 0});
  Say(chair(), session(), session::StartItem{item.id});
}

std::unique_ptr<Speaker> Chamber::Dial(Somebody& somebody) {
  const auto connection = somebody.store->LoadConnection();
  Require(connection.has_value() && connection->has_value(), "no certificate");
  return std::make_unique<Speaker>(
      link::MemberChannel(address_, {&authority_, 1}, **connection).value());
}

session::Command Chamber::Command(const Somebody& signer, const LogId& log, const log::Head& seen,
                                  session::Body body) const {
  return {.committee = log.committee,
          .session = log.session,
          .id = crypto::RandomId<CommandId>().value(),
          .signer = signer.store->key_id(),
          .seen = seen,
          .body = std::move(body)};
}

log::SignedCommand Chamber::Sign(const Somebody& signer, const LogId& log, const log::Head& seen,
                                 session::Body body) const {
  return SignWith(signer.key(), Command(signer, log, seen, std::move(body)));
}

log::Receipt Chamber::Say(const Somebody& signer, const LogId& log, session::Body body) {
  const std::string kind(session::NameOf(session::KindOf(body)));
  // A session's first command sees nothing: there is no log yet to be asked.
  const log::Head seen = std::holds_alternative<session::Convene>(body)
                             ? log::Head{0, log::EmptyRoot(kSuite)}
                             : Newest(log);
  const Answer answer = courier_->Submit(Sign(signer, log, seen, std::move(body)));
  Require(std::holds_alternative<log::Receipt>(answer), kind + ": " + Said(answer));
  return std::get<log::Receipt>(answer);
}

PollId Chamber::OpenPoll(bool test) {
  session::DraftPoll draft = Draft(NumberedId<ItemId>('i', 1), session::PollSubject::kDraft);
  draft.poll = NumberedId<PollId>('p', ++polls_);
  draft.test = test;
  if (test) draft.item.reset();
  const PollId poll = draft.poll;
  Say(chair(), session(), std::move(draft));
  Say(chair(), session(), session::OpenPoll{poll});
  return poll;
}

std::unique_ptr<const Refolded> Chamber::Refold() {
  return std::make_unique<const Refolded>(courier_->Entries(registry()), session(),
                                          courier_->Entries(session()));
}

}  // namespace plenary::testing
