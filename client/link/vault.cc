#include "client/link/vault.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "core/crypto/mac.h"

namespace plenary::link {
namespace {

constexpr const char* kStore = "store";
constexpr const char* kCounter = "counter";
constexpr std::size_t kStoreSize = 32;

// Kinds of records, as in their names.
constexpr std::string_view kSeed = "seed";
constexpr std::string_view kShare = "share";
constexpr std::string_view kAnswer = "answer";
constexpr std::string_view kBallot = "ballot";
constexpr std::string_view kSeal = "seal";
constexpr std::string_view kReceipt = "receipt";
constexpr std::array kErasedWithSession = {kSeed, kShare, kAnswer, kBallot};

template <class IdT>
std::string NameOf(const SessionId& session, std::string_view kind, const IdT& id) {
  return session.hex() + "." + std::string(kind) + "." + id.hex();
}

// The session that a record is erased with; nothing if it stays.
std::optional<SessionId> ErasedWith(std::string_view name) {
  const std::size_t end = name.find('.');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = name.substr(end + 1);
  const std::string_view kind = rest.substr(0, rest.find('.'));
  if (std::find(kErasedWithSession.begin(), kErasedWithSession.end(), kind) ==
      kErasedWithSession.end()) {
    return std::nullopt;
  }
  const auto session = SessionId::FromHexText(name.substr(0, end));
  return session ? std::optional(*session) : std::nullopt;
}

Result<void> CheckSize(const crypto::SecretBytes& secret, std::size_t size) {
  if (secret.size() == size) return {};
  return Fail(ErrorCode::kInvalidArgument, "a secret of wrong length");
}

}  // namespace

struct Vault::Seeding {
  crypto::SecretBytes system;
  crypto::SecretBytes store;
  std::uint64_t counter;

  ballot::SeedParts view() const { return {system.view(), store.view(), counter}; }
};

// Makes store and counter where there is nothing yet. The counter comes first: a store without
// one has lost it.
Result<void> Vault::Prepare() {
  if (!store_.empty()) return {};
  const auto names = folder_.Names();
  if (!names) return std::unexpected(names.error());
  if (names->empty()) {
    PLENARY_TRY(folder_.FlushItself());
    PLENARY_TRY(folder_.Write(kCounter, std::array<Byte, 8>{}));
  }
  const auto counter = Counter();
  if (!counter) return std::unexpected(counter.error());
  auto store = folder_.Read(kStore);
  if (!store) return std::unexpected(store.error());
  if (!*store && names->size() <= 1 && *counter == 0) {
    *store = crypto::SecretBytes(kStoreSize);
    PLENARY_TRY(random_((*store)->span()));
    PLENARY_TRY(folder_.Write(kStore, (*store)->view()));
  }
  if (!*store || (*store)->size() != kStoreSize) return folder_.Damaged(kStore);
  store_ = std::move(**store);
  return {};
}

Result<std::uint64_t> Vault::Counter() const {
  const auto plain = folder_.Read(kCounter);
  if (!plain) return std::unexpected(plain.error());
  if (!*plain || (*plain)->size() != 8) return folder_.Damaged(kCounter);
  return ByteReader((*plain)->view()).U64();
}

// Read from disk each time: after a failed write only the disk knows.
Result<std::uint64_t> Vault::Advance() {
  PLENARY_TRY(Prepare());
  const auto last = Counter();
  if (!last) return last;
  if (*last == std::numeric_limits<std::uint64_t>::max()) return folder_.Damaged(kCounter);
  Bytes next;
  PutU64(next, *last + 1);
  PLENARY_TRY(folder_.Write(kCounter, next));
  return *last + 1;
}

Result<std::uint64_t> Vault::NextCounter() {
  MutexLock lock(mutex_);
  return Advance();
}

Result<Vault::Seeding> Vault::PartsOfSeed() {
  Seeding parts{crypto::SecretBytes(kSeedSize), {}, 0};
  PLENARY_TRY(random_(parts.system.span()));
  MutexLock lock(mutex_);
  const auto counter = Advance();
  if (!counter) return std::unexpected(counter.error());
  parts.counter = *counter;
  parts.store = crypto::SecretBytes::CopyOf(store_.view());
  return parts;
}

Result<crypto::SecretBytes> Vault::NewSeed(const ballot::Poll& poll, const PersonId& voter) {
  const auto parts = PartsOfSeed();
  if (!parts) return std::unexpected(parts.error());
  return ballot::BallotSeed(poll, voter, parts->view());
}

Result<crypto::SecretBytes> Vault::NewSeed(const ballot::Ceremony& ceremony) {
  const auto parts = PartsOfSeed();
  if (!parts) return std::unexpected(parts.error());
  return ballot::CeremonySeed(ceremony, parts->view());
}

Result<void> Vault::KeepOnce(const std::string& name, ByteView plain) {
  MutexLock lock(mutex_);
  PLENARY_TRY(Prepare());
  const auto kept = folder_.Read(name);
  if (!kept) return std::unexpected(kept.error());
  if (!*kept) return folder_.Write(name, plain);
  if (crypto::EqualSecret((*kept)->view(), plain)) return {};
  return Fail(ErrorCode::kConflict, name + ": another one was kept before");
}

Result<void> Vault::KeepSeed(const SessionId& session, const CeremonyId& ceremony,
                             const crypto::SecretBytes& seed) {
  PLENARY_TRY(CheckSize(seed, kSeedSize));
  return KeepOnce(NameOf(session, kSeed, ceremony), seed.view());
}

Result<void> Vault::KeepShare(const SessionId& session, const CeremonyId& ceremony,
                              const crypto::SecretBytes& share) {
  PLENARY_TRY(CheckSize(share, crypto::kScalarSize));
  return KeepOnce(NameOf(session, kShare, ceremony), share.view());
}

Result<void> Vault::KeepAnswer(const SessionId& session, const PollId& poll,
                               const GivenAnswer& answer) {
  return KeepOnce(NameOf(session, kAnswer, poll), EncodeGivenAnswer(answer).view());
}

Result<void> Vault::KeepSeal(const SessionId& session, const PollId& poll, ByteView seal) {
  return KeepOnce(NameOf(session, kSeal, poll), seal);
}

Result<void> Vault::KeepBallot(const SessionId& session, const PollId& poll,
                               const BallotInHand& ballot) {
  PLENARY_TRY(CheckSize(ballot.seed, kSeedSize));
  const auto plain = EncodeBallotInHand(ballot);
  MutexLock lock(mutex_);
  PLENARY_TRY(Prepare());
  return folder_.Replace(NameOf(session, kBallot, poll), plain.view());
}

Result<void> Vault::EraseBallot(const SessionId& session, const PollId& poll) {
  MutexLock lock(mutex_);
  return folder_.Erase(NameOf(session, kBallot, poll));
}

Result<void> Vault::KeepReceipt(const SessionId& session, const PollId& poll,
                                const BallotReceipt& receipt) {
  const std::string name = NameOf(session, kReceipt, poll);
  MutexLock lock(mutex_);
  PLENARY_TRY(Prepare());
  const auto kept = folder_.Read(name);
  if (!kept) return std::unexpected(kept.error());
  if (*kept) {
    const auto before = DecodeBallotReceipt((*kept)->view());
    if (!before) return folder_.Damaged(name);
    const bool same = before->index == receipt.index;
    if (same && (before->code != receipt.code || before->command != receipt.command)) {
      return Fail(ErrorCode::kConflict, name + ": another ballot has this index");
    }
    if (before->index > receipt.index || (same && before->head.size >= receipt.head.size)) {
      return {};
    }
  }
  return folder_.Write(name, EncodeBallotReceipt(receipt).view());
}

Result<std::optional<crypto::SecretBytes>> Vault::Find(const std::string& name) const {
  MutexLock lock(mutex_);
  return folder_.Read(name);
}

template <class T>
Result<std::optional<T>> Vault::FindDecoded(const std::string& name,
                                            std::optional<T> (*decode)(ByteView)) const {
  MutexLock lock(mutex_);
  const auto plain = folder_.Read(name);
  if (!plain) return std::unexpected(plain.error());
  if (!*plain) return std::optional<T>();
  auto decoded = decode((*plain)->view());
  if (!decoded) return folder_.Damaged(name);
  return decoded;
}

Result<std::optional<crypto::SecretBytes>> Vault::Seed(const SessionId& session,
                                                       const CeremonyId& ceremony) const {
  return Find(NameOf(session, kSeed, ceremony));
}

Result<std::optional<crypto::SecretBytes>> Vault::Share(const SessionId& session,
                                                        const CeremonyId& ceremony) const {
  return Find(NameOf(session, kShare, ceremony));
}

Result<std::optional<GivenAnswer>> Vault::Answer(const SessionId& session,
                                                 const PollId& poll) const {
  return FindDecoded(NameOf(session, kAnswer, poll), DecodeGivenAnswer);
}

Result<std::optional<Bytes>> Vault::Seal(const SessionId& session, const PollId& poll) const {
  const auto plain = Find(NameOf(session, kSeal, poll));
  if (!plain) return std::unexpected(plain.error());
  return *plain ? std::optional(ToBytes((*plain)->view())) : std::nullopt;
}

Result<std::optional<BallotInHand>> Vault::Ballot(const SessionId& session,
                                                  const PollId& poll) const {
  return FindDecoded(NameOf(session, kBallot, poll), DecodeBallotInHand);
}

Result<std::optional<BallotReceipt>> Vault::Receipt(const SessionId& session,
                                                    const PollId& poll) const {
  return FindDecoded(NameOf(session, kReceipt, poll), DecodeBallotReceipt);
}

Result<void> Vault::EraseSession(const SessionId& session) {
  MutexLock lock(mutex_);
  const auto names = folder_.Names();
  if (!names) return std::unexpected(names.error());
  Result<void> outcome;
  for (const std::string& name : *names) {
    if (ErasedWith(name) != session) continue;
    // A failure stops none of the others.
    if (auto erased = folder_.Erase(name); !erased) outcome = std::move(erased);
  }
  return outcome;
}

Result<std::vector<SessionId>> Vault::Sessions() const {
  MutexLock lock(mutex_);
  const auto names = folder_.Names();
  if (!names) return std::unexpected(names.error());
  std::vector<SessionId> sessions;  // names are sorted, their sessions with them
  for (const std::string& name : *names) {
    const auto session = ErasedWith(name);
    if (session && (sessions.empty() || sessions.back() != *session)) sessions.push_back(*session);
  }
  return sessions;
}

}  // namespace plenary::link
