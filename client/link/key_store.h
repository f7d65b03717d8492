// A person's home on this machine: keys, certificates, and what must survive a restart.
//
//   profile.json     who and where: Profile
//   store.key        32 random bytes sealed under the passphrase; all below that is
//                    secret is encrypted under them, so one slow derivation opens it
//   passphrase       only in an unattended store: the passphrase itself
//   signing.key      PKCS#8; made on this machine and never copied
//   connection.key, connection.crt   of TLS
//   offers/          the secretary's enrolment codes that wait for an answer
//   outbox/          commands that were signed and not yet answered
//   logs/            the local replicas
//   alarms/          evidence
//   vault/           secrets of ceremonies and ballots, and what is said only once: Vault
//   lock             held while a program uses the store
//
// The folder has mode 0700, its files 0600; anything looser is refused. A file changes
// whole or not at all, whenever the machine stops.
#ifndef PLENARY_CLIENT_LINK_KEY_STORE_H_
#define PLENARY_CLIENT_LINK_KEY_STORE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "client/link/alarm.h"
#include "client/link/files.h"
#include "client/link/profile.h"
#include "client/link/records.h"
#include "core/crypto/authority.h"
#include "core/log/entry.h"
#include "core/wire/enrolment.h"

namespace plenary::link {

class Vault;

struct KeyStoreTerms {
  crypto::Suite suite = crypto::Suite::kP256;
  int iterations = crypto::kDefaultIterations;  // of PBKDF2; fewer for people of a script only
  Durability durability = Durability::kDisk;
};

// Any thread. Failures of every call: kInternal where the system fails (the message has
// the path), kExhausted if the disk is full, kCorrupt if a file is not what was written.
class KeyStore {
 public:
  // Makes the folder, which must be absent or empty (else kAlreadyExists), and a new
  // signing key. Without a passphrase: an unattended store, opened by whoever can read
  // it. kInvalidArgument if the passphrase is empty.
  static Result<std::unique_ptr<KeyStore>> Create(const std::filesystem::path& folder,
                                                  std::optional<std::string_view> passphrase,
                                                  const KeyStoreTerms& terms = {});
  // kNotFound if there is none; kPermissionDenied if the passphrase is wrong or missing,
  // or others could read the folder; kConflict while another program uses it.
  static Result<std::unique_ptr<KeyStore>> Open(const std::filesystem::path& folder,
                                                std::optional<std::string_view> passphrase,
                                                Durability durability = Durability::kDisk);
  ~KeyStore();
  KeyStore(const KeyStore&) = delete;
  KeyStore& operator=(const KeyStore&) = delete;

  const std::filesystem::path& folder() const;
  Durability durability() const;
  const crypto::PrivateKey& key() const;  // signs for the person
  const KeyId& key_id() const;

  Profile profile() const;
  // kConflict if it is bound to another committee or person, or has another suite.
  Result<void> SetProfile(const Profile& profile);
  // The person says: these keys are mine as well.
  Result<void> OwnKeys(const std::set<KeyId>& keys);

  // Of TLS. The certificate says until when; none before the first SetConnection.
  struct Connection {
    crypto::ConnectionKey key;
    crypto::Certificate certificate;
  };
  Result<std::optional<Connection>> LoadConnection() const;
  Result<void> SetConnection(const crypto::ConnectionKey& key,
                             const crypto::Certificate& certificate);

  Result<void> PutOffer(const Offer& offer);
  Result<std::vector<Offer>> Offers() const;
  Result<void> DropOffer(const wire::EnrolmentCodeId& id);  // absent: fine

  // Before a command is sent for the first time, and after its answer is kept.
  Result<void> PutPending(const PendingCommand& command);
  Result<std::vector<PendingCommand>> Pending() const;  // oldest first
  Result<void> DropPending(const CommandId& id);

  // The store's only one: of secret polls. Lives as long as the store.
  Vault& vault() const;

  std::filesystem::path LogFile(const LogId& log) const;
  Result<void> KeepAlarm(const Alarm& alarm);
  Result<std::vector<Alarm>> Alarms() const;

 private:
  struct Parts;
  explicit KeyStore(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_KEY_STORE_H_
