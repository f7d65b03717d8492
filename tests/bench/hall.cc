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

testing::SessionLog Opened(testing::Assembly& assembly, std::size_t scrutineers) {
  testing::SessionLog session =
      assembly.Convene(1, session::SessionKind::kCommittee, CivilDate{2023, 2, 28});
  session.Open();
  if (scrutineers <= 2) return session;  // they are named already
  session::NameScrutineers named;
  for (std::size_t i = 1; i <= scrutineers; ++i) {
    named.scrutineers.push_back(assembly.member(i).person);
  }
  session.Say(assembly.director(), std::move(named));
  return session;
}

std::vector<ProposalId> Propose(testing::SessionLog& session, const ItemId& item,
                                std::size_t count) {
  std::vector<ProposalId> proposals;
  for (std::size_t i = 0; i < count; ++i) {
    session::Proposal proposal{};
    proposal.item = item;
    proposal.nominee = "被提名人" + std::to_string(i);
    proposal.post = "局长";
    proposal.organ = session::Organ::kGovernment;
    proposal.organ_name = "政府工作部门" + std::to_string(i);
    proposal.action = session::Action::kDecideToAppoint;
    proposal.nominator = {session::MoverKind::kGovernment, {}, "县长"};
    proposals.push_back(session.Propose(std::move(proposal)));
  }
  return proposals;
}

}  // namespace

Hall::Hall(const HallTerms& terms)
    : server_(folder_ / "node"),
      node_(server::LoadNode(server_.folder()).value()),
      assembly_({.members = terms.members, .rules = terms.rules},
                server::LoadHeadKey(server_.folder()).value(), authority().der()),
      stores_(MakeStores(terms.stores)),
      session_(Opened(assembly_, terms.scrutineers)),
      item_(session_.Start(testing::Item(terms.proposals == 0 ? session::ItemKind::kResolution
                                                              : session::ItemKind::kAppointments))),
      proposals_(Propose(session_, item_, terms.proposals)),
      poll_(terms.recorded_poll
                ? session_.OpenPoll(testing::Draft(item_, session::PollSubject::kDraft))
                : PollId{}),
      size_(session_.head().size),
      voters_(terms.members, Voter{session_.head(), std::nullopt, {}}) {
  Store();
  server_.Start();
  Bind();
  StartBare();
}

Hall::Stores Hall::MakeStores(std::size_t count) {
  Stores stores;
  for (std::size_t i = 0; i < count; ++i) {
    stores.push_back(link::KeyStore::Create(folder_ / ("store" + std::to_string(i)), std::nullopt,
                                            {.iterations = 1})
                         .value());
    const crypto::PublicKey& key = stores.back()->key().public_key();
    assembly_.SayConfirmed(session::AdmitKey{member(i).person, ToBytes(key.encoded())});
  }
  return stores;
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
  for (const testing::Participant& member : assembly_.members()) {
    badges_.push_back(Badge(store, member.name, member.key.public_key().id()));
  }
  for (const auto& of : stores_) {
    const auto badge = Badge(store, "store", of->key_id());
    PLENARY_CHECK(of->SetConnection(badge.key, badge.certificate).has_value());
  }
}

link::KeyStore::Connection Hall::Badge(storage::EnrolmentStore& store, const std::string& name,
                                       const KeyId& person_key) {
  const Instant now = server::SystemClock();
  const crypto::Validity validity{{now.milliseconds - kDay}, {now.milliseconds + kDay}};
  auto key = crypto::ConnectionKey::Generate().value();
  auto certificate = node_.authority
                         .IssueClient(key.MakeRequest(name).value(), person_key, validity,
                                      crypto::RandomId<crypto::SerialNumber>().value())
                         .value();
  PLENARY_CHECK(
      store.AddCertificate({certificate.serial_hex(), person_key, certificate.validity().not_after})
          .has_value());
  return {std::move(key), std::move(certificate)};
}

void Hall::Bind() {
  for (std::size_t i = 0; i < stores_.size(); ++i) {
    link::Profile profile = stores_[i]->profile();
    profile.committee = log().committee;
    profile.committee_name = "committee";
    profile.person = member(i).person;
    profile.servers = {server_.address()};
    profile.authorities = {authority()};
    profile.accepts_earlier_keys = true;  // the member's other key, of the crowd
    PLENARY_CHECK(stores_[i]->SetProfile(profile).has_value());
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

void Hall::Vote(const PollId& poll, const log::Head& seen) {
  poll_ = poll;
  size_ = seen.size;
  voters_.assign(voters_.size(), Voter{seen, std::nullopt, {}});
}

log::SignedCommand Hall::Ballot(std::size_t member) const {
  const Voter& voter = voters_[member];
  return testing::Sign(assembly_.member(member), log(), voter.seen,
                       session::CastBallot{poll_, {rules::Choice{{0}}}, voter.ballot});
}

log::SignedCommand Hall::SecretBallot(std::size_t member, const MadeBallot& made) const {
  const Voter& voter = voters_[member];
  return testing::Sign(assembly_.member(member), log(), voter.seen,
                       session::CastSecretBallot{poll_, made.bytes, made.code, voter.ballot});
}

void Hall::Take(std::size_t member, const log::SignedCommand& ballot, const log::Receipt& receipt) {
  const session::Command command = wire::DecodeCommand(ballot.command).value();
  const log::Entry entry{receipt.index, receipt.time, receipt.blinds, ballot};
  const Digest leaf = fold::LeafOf(assembly_.suite(), entry, command);
  PLENARY_CHECK(
      log::VerifyReceipt(assembly_.node().public_key(), log(), receipt, leaf).has_value());
  ++size_;
  voters_[member] = {receipt.head.head, command.id, {receipt.index, leaf}};
}

}  // namespace plenary::bench
