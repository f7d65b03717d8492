#include "tests/bench/hall.h"

#include <chrono>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"
#include "server/host/stored_head.h"
#include "server/storage/sqlite_store.h"
#include "server/system.h"

namespace plenary::bench {
namespace {

constexpr std::chrono::seconds kStart{30};
constexpr std::int64_t kDay = 24LL * 3600 * 1000;

storage::AppendGroup GroupOf(const crypto::PrivateKey& node, const LogId& log,
                             const log::Head& head, const std::vector<log::Entry>& entries) {
  storage::AppendGroup group{.log = log, .first_index = 0, .entries = {}, .head = {}};
  for (const log::Entry& entry : entries) {
    group.entries.push_back(std::make_shared<const Bytes>(wire::EncodeEntry(entry)));
  }
  group.head = host::EncodeStoredHead(log::SignHead(node, log, head).value());
  return group;
}

testing::SessionLog Opened(testing::Assembly& assembly) {
  testing::SessionLog session =
      assembly.Convene(1, session::SessionKind::kCommittee, CivilDate{2023, 2, 28});
  session.Open();
  return session;
}

PollId OpenPoll(testing::SessionLog& session) {
  const ItemId item = session.Start(testing::Item(session::ItemKind::kResolution));
  return session.OpenPoll(testing::Draft(item, session::PollSubject::kDraft));
}

}  // namespace

Hall::Hall(std::size_t members)
    : server_(folder_ / "node"),
      node_(server::LoadNode(server_.folder()).value()),
      assembly_({.members = members}, server::LoadHeadKey(server_.folder()).value(),
                authority().der()),
      session_(Opened(assembly_)),
      poll_(OpenPoll(session_)),
      size_(session_.head().size),
      voters_(members, Voter{session_.head(), std::nullopt}) {
  Store();
  server_.Start();
  StartBare();
}

void Hall::Store() {
  const auto store = storage::SqliteStore::Open({.file = server::StoreFile(server_.folder())});
  PLENARY_CHECK(store.has_value());
  const fold::Chain& registry = assembly_.registry().chain();
  const storage::AppendGroup groups[] = {
      GroupOf(assembly_.node(), registry.log(), registry.head(), assembly_.registry_entries()),
      GroupOf(assembly_.node(), log(), session_.head(), session_.entries())};
  PLENARY_CHECK((*store)->Append(groups).has_value());
  Certify(**store);
}

void Hall::Certify(storage::EnrolmentStore& store) {
  const Instant now = server::SystemClock();
  const crypto::Validity validity{{now.milliseconds - kDay}, {now.milliseconds + kDay}};
  for (const testing::Participant& member : assembly_.members()) {
    const KeyId& person_key = member.key.public_key().id();
    auto key = crypto::ConnectionKey::Generate().value();
    auto certificate = node_.authority
                           .IssueClient(key.MakeRequest(member.name).value(), person_key, validity,
                                        crypto::RandomId<crypto::SerialNumber>().value())
                           .value();
    PLENARY_CHECK(store
                      .AddCertificate(
                          {certificate.serial_hex(), person_key, certificate.validity().not_after})
                      .has_value());
    badges_.push_back({std::move(key), std::move(certificate)});
  }
}

void Hall::StartBare() {
  const std::filesystem::path port_file = folder_ / "bare.port";
  const std::filesystem::path said = folder_ / "bare.log";
  bare_.emplace(
      testing::Process::Start({.command = {testing::Program("plenary_bench_bare").string(),
                                           server_.folder().string(), port_file.string()},
                               .environment = {},
                               .output = said,
                               .errors = said,
                               .input = {}}));
  PLENARY_CHECK(
      testing::WaitFor([&] { return testing::ReadText(port_file).ends_with('\n'); }, kStart));
  bare_address_ = "127.0.0.1:" + testing::ReadText(port_file);
  bare_address_.pop_back();
}

log::SignedCommand Hall::Ballot(std::size_t member) {
  const testing::Participant& signer = assembly_.member(member);
  const Voter& voter = voters_[member];
  return testing::Sign(signer, log(), voter.seen,
                       session::CastBallot{poll_, {rules::Choice{{0}}}, voter.ballot});
}

void Hall::Take(std::size_t member, const log::SignedCommand& ballot, const log::Receipt& receipt) {
  const session::Command command = wire::DecodeCommand(ballot.command).value();
  const log::Entry entry{receipt.index, receipt.time, receipt.blinds, ballot};
  PLENARY_CHECK(log::VerifyReceipt(assembly_.node().public_key(), log(), receipt,
                                   fold::LeafOf(assembly_.suite(), entry, command))
                    .has_value());
  ++size_;
  voters_[member] = {receipt.head.head, command.id};
}

}  // namespace plenary::bench
