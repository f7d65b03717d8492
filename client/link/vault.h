// What a machine keeps of secret polls: durably, secretly, and some of it only once.
//
// A SealedFolder, the key store's `vault`. Ids are in hexadecimal:
//
//   store                       32 random bytes, made once: a part of every seed
//   counter                     u64: the last number that was given
//   <session>.seed.<ceremony>   the holder's seed, 32 bytes
//   <session>.share.<ceremony>  of the key: a secret scalar, 32 bytes
//   <session>.answer.<poll>, .ballot.<poll>, .receipt.<poll>    as in vault_records.h
//   <session>.seal.<poll>       the seal's bytes
//
// Erased means overwritten with zeros, then removed. Backups, snapshots, file systems that copy
// on write, and flash keep their copies: no program can reach those.
#ifndef PLENARY_CLIENT_LINK_VAULT_H_
#define PLENARY_CLIENT_LINK_VAULT_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/link/sealed_folder.h"
#include "client/link/vault_records.h"
#include "core/ballot/holder.h"
#include "core/base/mutex.h"

namespace plenary::link {

// Any thread. Each call changes one record, whole or not at all; EraseSession several. Failures
// of every call: those of KeyStore; kCorrupt too while store or counter is missing beside other
// records. What is absent reads as nothing.
class Vault {
 public:
  using Random = Result<void> (*)(std::span<Byte>);

  // `random`: the system's generator.
  Vault(SealedFolder folder, Random random) : folder_(std::move(folder)), random_(random) {}

  // On disk before it is given, and never given again.
  Result<std::uint64_t> NextCounter();
  // Fresh, of generator, store and counter. Not kept yet.
  Result<crypto::SecretBytes> NewSeed(const ballot::Poll& poll, const PersonId& voter);
  Result<crypto::SecretBytes> NewSeed(const ballot::Ceremony& ceremony);

  // Kept once, before anything of it is sent: kConflict, and nothing changes, if there is
  // another; the same again is fine. kInvalidArgument for a wrong or excessive size.
  Result<void> KeepSeed(const SessionId& session, const CeremonyId& ceremony,
                        const crypto::SecretBytes& seed);
  Result<void> KeepShare(const SessionId& session, const CeremonyId& ceremony,
                         const crypto::SecretBytes& share);  // of Group::EncodeSecret
  Result<void> KeepAnswer(const SessionId& session, const PollId& poll, const GivenAnswer& answer);
  Result<void> KeepSeal(const SessionId& session, const PollId& poll, ByteView seal);

  // In place of the one before, which is erased.
  Result<void> KeepBallot(const SessionId& session, const PollId& poll, const BallotInHand& ballot);
  // Once it was cast or challenged. Absent: fine.
  Result<void> EraseBallot(const SessionId& session, const PollId& poll);
  // Of several in a poll, the one that is later in the log stays; of several for one ballot, the
  // one with the longer head. kConflict for two ballots at one index.
  Result<void> KeepReceipt(const SessionId& session, const PollId& poll,
                           const BallotReceipt& receipt);

  Result<std::optional<crypto::SecretBytes>> Seed(const SessionId& session,
                                                  const CeremonyId& ceremony) const;
  Result<std::optional<crypto::SecretBytes>> Share(const SessionId& session,
                                                   const CeremonyId& ceremony) const;
  Result<std::optional<GivenAnswer>> Answer(const SessionId& session, const PollId& poll) const;
  Result<std::optional<Bytes>> Seal(const SessionId& session, const PollId& poll) const;
  Result<std::optional<BallotInHand>> Ballot(const SessionId& session, const PollId& poll) const;
  Result<std::optional<BallotReceipt>> Receipt(const SessionId& session, const PollId& poll) const;

  // When a session closes: erases all but seals and receipts, which hold no secret. Damaged
  // records go too. After a failure: call again.
  Result<void> EraseSession(const SessionId& session);
  // Those for which EraseSession has something to do, ascending.
  Result<std::vector<SessionId>> Sessions() const;

 private:
  struct Seeding;
  Result<void> Prepare() PLENARY_REQUIRES(mutex_);
  Result<std::uint64_t> Counter() const PLENARY_REQUIRES(mutex_);
  Result<std::uint64_t> Advance() PLENARY_REQUIRES(mutex_);
  Result<Seeding> PartsOfSeed();
  Result<void> KeepOnce(const std::string& name, ByteView plain);
  Result<std::optional<crypto::SecretBytes>> Find(const std::string& name) const;
  template <class T>
  Result<std::optional<T>> FindDecoded(const std::string& name,
                                       std::optional<T> (*decode)(ByteView)) const;

  mutable Mutex mutex_;
  SealedFolder folder_ PLENARY_GUARDED_BY(mutex_);
  crypto::SecretBytes store_ PLENARY_GUARDED_BY(mutex_);  // empty before Prepare
  const Random random_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_VAULT_H_
