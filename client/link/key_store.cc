#include "client/link/key_store.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "client/link/vault.h"
#include "core/base/mutex.h"
#include "core/crypto/file_seal.h"
#include "core/crypto/random.h"

namespace plenary::link {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxSmallFile = std::size_t{1} << 20;
constexpr std::size_t kMaxAlarmFile = std::size_t{64} << 20;
constexpr std::size_t kStoreKeySize = 32;
// Under 256 random bits nothing is gained by deriving slowly.
constexpr int kUnderStoreKey = 1;

constexpr const char* kProfile = "profile.json";
constexpr const char* kStoreKey = "store.key";
constexpr const char* kPassphrase = "passphrase";
constexpr const char* kSigningKey = "signing.key";
constexpr const char* kConnectionKey = "connection.key";
constexpr const char* kConnectionCertificate = "connection.crt";
constexpr const char* kLock = "lock";
constexpr const char* kVault = "vault";
constexpr std::array kFolders = {"offers", "outbox", "logs", "alarms", kVault};
// What a Create that was killed may have left.
constexpr std::array kMadeByCreate = {kStoreKey, kPassphrase, kSigningKey, kLock, "offers",
                                      "outbox",  "logs",      "alarms",    kVault};

std::string HexSecret(ByteView key) { return ToHex(key); }

std::string Numbered(std::uint64_t number, const std::string& name) {
  std::array<char, 17> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(number));
  return std::string(digits.data()) + "-" + name;
}

// One above the number of the last name; names are sorted.
std::uint64_t NextNumber(const std::vector<std::string>& names) {
  if (names.empty() || names.back().size() < 16) return 0;
  return std::strtoull(names.back().substr(0, 16).c_str(), nullptr, 16) + 1;
}

std::string AlarmFile(std::uint64_t number, const Alarm& alarm) {
  return Numbered(number, std::string(NameOf(alarm.kind)) + ".json");
}

Result<void> CheckFresh(const fs::path& folder) {
  const auto names = ListFiles(folder);
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (std::find(kMadeByCreate.begin(), kMadeByCreate.end(), name) == kMadeByCreate.end()) {
      return Fail(ErrorCode::kAlreadyExists, folder.string() + ": not empty");
    }
  }
  return {};
}

Result<std::string> RandomPassphrase() {
  std::array<Byte, 24> random{};
  PLENARY_TRY(crypto::RandomBytes(random));
  return ToHex(random);
}

// What the store's secrets are encrypted under, as the text that OpenSSL wants.
Result<crypto::SecretBytes> OpenStoreKey(const fs::path& folder, std::string_view passphrase) {
  const auto sealed = ReadWhole(folder / kStoreKey, kMaxSmallFile);
  if (!sealed) return std::unexpected(sealed.error());
  const auto key = crypto::Open(passphrase, *sealed);
  if (!key && key.error().code == ErrorCode::kPermissionDenied) {
    return Fail(ErrorCode::kPermissionDenied, folder.string() + ": wrong passphrase");
  }
  if (!key || key->size() != kStoreKeySize) {
    return Fail(ErrorCode::kCorrupt, (folder / kStoreKey).string() + ": damaged");
  }
  return crypto::SecretBytes::CopyOf(AsBytes(HexSecret(key->view())));
}

Result<std::string> ReadUnattended(const fs::path& folder) {
  const auto text = ReadWhole(folder / kPassphrase, kMaxSmallFile);
  if (!text && text.error().code == ErrorCode::kNotFound) {
    return Fail(ErrorCode::kPermissionDenied, folder.string() + ": needs its passphrase");
  }
  if (!text) return std::unexpected(text.error());
  return std::string(AsText(*text));
}

}  // namespace

struct KeyStore::Parts {
  fs::path folder;
  Durability durability;
  FileHandle lock;
  crypto::SecretBytes store_key;  // in hexadecimal
  crypto::PrivateKey key;
  Vault vault;
  mutable Mutex mutex;
  Profile profile PLENARY_GUARDED_BY(mutex);

  Parts(fs::path folder_in, Durability durability_in, FileHandle lock_in,
        crypto::SecretBytes store_key_in, crypto::PrivateKey key_in, Profile profile_in)
      : folder(std::move(folder_in)),
        durability(durability_in),
        lock(std::move(lock_in)),
        store_key(std::move(store_key_in)),
        key(std::move(key_in)),
        vault(SealedFolder(folder / kVault, durability, store_key.view()), crypto::RandomBytes),
        profile(std::move(profile_in)) {}

  Result<void> Write(const std::string& name, ByteView content) const {
    return WriteWhole(folder / name, content, durability);
  }

  Result<void> Replace(Profile next) PLENARY_REQUIRES(mutex) {
    PLENARY_TRY(Write(kProfile, AsBytes(FormatProfile(next))));
    profile = std::move(next);
    return {};
  }
};

KeyStore::KeyStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
KeyStore::~KeyStore() = default;

Result<std::unique_ptr<KeyStore>> KeyStore::Create(const fs::path& folder,
                                                   std::optional<std::string_view> passphrase,
                                                   const KeyStoreTerms& terms) {
  if (passphrase && passphrase->empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the passphrase is empty");
  }
  PLENARY_TRY(MakePrivateFolder(folder));
  PLENARY_TRY(CheckFresh(folder));
  auto lock = LockFile(folder / kLock);
  if (!lock) return std::unexpected(lock.error());
  for (const char* name : kFolders) PLENARY_TRY(MakePrivateFolder(folder / name));

  std::string words(passphrase.value_or(""));
  if (!passphrase) {
    auto random = RandomPassphrase();
    if (!random) return std::unexpected(random.error());
    words = std::move(*random);
    PLENARY_TRY(WriteWhole(folder / kPassphrase, AsBytes(words), terms.durability));
  }
  crypto::SecretBytes raw(kStoreKeySize);
  PLENARY_TRY(crypto::RandomBytes(raw.span()));
  const auto sealed = crypto::Seal(words, raw.view(), terms.iterations);
  if (!sealed) return std::unexpected(sealed.error());
  PLENARY_TRY(WriteWhole(folder / kStoreKey, *sealed, terms.durability));
  auto store_key = crypto::SecretBytes::CopyOf(AsBytes(HexSecret(raw.view())));

  auto key = crypto::PrivateKey::Generate(terms.suite);
  if (!key) return std::unexpected(key.error());
  const auto encrypted = key->ToEncryptedPkcs8(store_key.text(), kUnderStoreKey);
  if (!encrypted) return std::unexpected(encrypted.error());
  PLENARY_TRY(WriteWhole(folder / kSigningKey, *encrypted, terms.durability));

  Profile profile;
  profile.suite = terms.suite;
  profile.own_keys.insert(key->public_key().id());
  PLENARY_TRY(WriteWhole(folder / kProfile, AsBytes(FormatProfile(profile)), terms.durability));
  return std::unique_ptr<KeyStore>(new KeyStore(
      std::make_unique<Parts>(folder, terms.durability, std::move(*lock), std::move(store_key),
                              std::move(*key), std::move(profile))));
}

Result<std::unique_ptr<KeyStore>> KeyStore::Open(const fs::path& folder,
                                                 std::optional<std::string_view> passphrase,
                                                 Durability durability) {
  PLENARY_TRY(CheckPrivateFolder(folder));
  const auto json = ReadWhole(folder / kProfile, kMaxSmallFile);
  if (!json) return std::unexpected(json.error());
  auto lock = LockFile(folder / kLock);
  if (!lock) return std::unexpected(lock.error());
  auto profile = ParseProfile(AsText(*json));
  if (!profile) return std::unexpected(profile.error());
  for (const char* name : kFolders) PLENARY_TRY(MakePrivateFolder(folder / name));

  Result<std::string> words(std::string(passphrase.value_or("")));
  if (!passphrase) words = ReadUnattended(folder);
  if (!words) return std::unexpected(words.error());
  auto store_key = OpenStoreKey(folder, *words);
  if (!store_key) return std::unexpected(store_key.error());
  const auto encrypted = ReadWhole(folder / kSigningKey, kMaxSmallFile);
  if (!encrypted) return std::unexpected(encrypted.error());
  auto key = crypto::PrivateKey::FromEncryptedPkcs8(profile->suite, *encrypted, store_key->text());
  if (!key) return Fail(ErrorCode::kCorrupt, (folder / kSigningKey).string() + ": damaged");
  return std::unique_ptr<KeyStore>(new KeyStore(
      std::make_unique<Parts>(folder, durability, std::move(*lock), std::move(*store_key),
                              std::move(*key), std::move(*profile))));
}

const fs::path& KeyStore::folder() const { return parts_->folder; }
Durability KeyStore::durability() const { return parts_->durability; }
const crypto::PrivateKey& KeyStore::key() const { return parts_->key; }
const KeyId& KeyStore::key_id() const { return parts_->key.public_key().id(); }

Vault& KeyStore::vault() const { return parts_->vault; }

Profile KeyStore::profile() const {
  MutexLock lock(parts_->mutex);
  return parts_->profile;
}

Result<void> KeyStore::SetProfile(const Profile& next) {
  MutexLock lock(parts_->mutex);
  const Profile now = parts_->profile;
  if (next.suite != now.suite) {
    return Fail(ErrorCode::kConflict, "the key store's key is of another suite");
  }
  if (now.IsBound() && (next.committee != now.committee || next.person != now.person)) {
    return Fail(ErrorCode::kConflict, "the key store belongs to another committee or person");
  }
  return parts_->Replace(next);
}

Result<void> KeyStore::OwnKeys(const std::set<KeyId>& keys) {
  MutexLock lock(parts_->mutex);
  Profile next = parts_->profile;
  next.own_keys.insert(keys.begin(), keys.end());
  return parts_->Replace(std::move(next));
}

Result<std::optional<KeyStore::Connection>> KeyStore::LoadConnection() const {
  MutexLock lock(parts_->mutex);
  const auto pem = ReadWhole(parts_->folder / kConnectionCertificate, kMaxSmallFile);
  if (!pem && pem.error().code == ErrorCode::kNotFound) return std::optional<Connection>();
  if (!pem) return std::unexpected(pem.error());
  const auto encrypted = ReadWhole(parts_->folder / kConnectionKey, kMaxSmallFile);
  if (!encrypted) return std::unexpected(encrypted.error());
  auto certificate = crypto::Certificate::ParsePem(AsText(*pem));
  auto key = crypto::ConnectionKey::FromEncryptedPem(AsText(*encrypted), parts_->store_key.text());
  if (!certificate || !key) {
    return Fail(ErrorCode::kCorrupt, (parts_->folder / kConnectionKey).string() + ": damaged");
  }
  // Killed between the two files of a renewal: ask for another.
  if (certificate->public_key() != key->public_key()) return std::optional<Connection>();
  return std::optional<Connection>(Connection{std::move(*key), std::move(*certificate)});
}

Result<void> KeyStore::SetConnection(const crypto::ConnectionKey& key,
                                     const crypto::Certificate& certificate) {
  MutexLock lock(parts_->mutex);
  const auto encrypted = key.ToEncryptedPem(parts_->store_key.text(), kUnderStoreKey);
  if (!encrypted) return std::unexpected(encrypted.error());
  PLENARY_TRY(parts_->Write(kConnectionKey, AsBytes(*encrypted)));
  return parts_->Write(kConnectionCertificate, AsBytes(certificate.pem()));
}

Result<void> KeyStore::PutOffer(const Offer& offer) {
  const auto sealed =
      crypto::Seal(parts_->store_key.text(), EncodeOffer(offer).view(), kUnderStoreKey);
  if (!sealed) return std::unexpected(sealed.error());
  MutexLock lock(parts_->mutex);
  return parts_->Write("offers/" + offer.id.hex(), *sealed);
}

Result<std::vector<Offer>> KeyStore::Offers() const {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "offers");
  if (!names) return std::unexpected(names.error());
  std::vector<Offer> offers;
  for (const std::string& name : *names) {
    const auto sealed = ReadWhole(parts_->folder / "offers" / name, kMaxSmallFile);
    if (!sealed) return std::unexpected(sealed.error());
    const auto plain = crypto::Open(parts_->store_key.text(), *sealed);
    if (!plain) return Fail(ErrorCode::kCorrupt, "offers/" + name + ": damaged");
    auto offer = DecodeOffer(plain->view());
    if (!offer) return std::unexpected(offer.error());
    offers.push_back(std::move(*offer));
  }
  return offers;
}

Result<void> KeyStore::DropOffer(const wire::EnrolmentCodeId& id) {
  MutexLock lock(parts_->mutex);
  return RemoveFile(parts_->folder / "offers" / id.hex(), parts_->durability);
}

Result<void> KeyStore::PutPending(const PendingCommand& command) {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "outbox");
  if (!names) return std::unexpected(names.error());
  return parts_->Write("outbox/" + Numbered(NextNumber(*names), command.id.hex()),
                       EncodePending(command));
}

Result<std::vector<PendingCommand>> KeyStore::Pending() const {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "outbox");
  if (!names) return std::unexpected(names.error());
  std::vector<PendingCommand> commands;
  for (const std::string& name : *names) {
    const auto bytes = ReadWhole(parts_->folder / "outbox" / name, kMaxSmallFile);
    if (!bytes) return std::unexpected(bytes.error());
    auto command = DecodePending(*bytes);
    if (!command) return std::unexpected(command.error());
    commands.push_back(std::move(*command));
  }
  return commands;
}

Result<void> KeyStore::DropPending(const CommandId& id) {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "outbox");
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (!name.ends_with(id.hex())) continue;
    PLENARY_TRY(RemoveFile(parts_->folder / "outbox" / name, parts_->durability));
  }
  return {};
}

fs::path KeyStore::LogFile(const LogId& log) const {
  return parts_->folder / "logs" / (log.IsRegistry() ? "registry" : log.session.hex());
}

Result<void> KeyStore::KeepAlarm(const Alarm& alarm) {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "alarms");
  if (!names) return std::unexpected(names.error());
  return parts_->Write("alarms/" + AlarmFile(NextNumber(*names), alarm),
                       AsBytes(FormatAlarm(alarm)));
}

Result<std::vector<Alarm>> KeyStore::Alarms() const {
  MutexLock lock(parts_->mutex);
  const auto names = ListFiles(parts_->folder / "alarms");
  if (!names) return std::unexpected(names.error());
  std::vector<Alarm> alarms;
  for (const std::string& name : *names) {
    const auto bytes = ReadWhole(parts_->folder / "alarms" / name, kMaxAlarmFile);
    if (!bytes) return std::unexpected(bytes.error());
    auto alarm = ParseAlarm(AsText(*bytes));
    if (!alarm) return std::unexpected(alarm.error());
    alarms.push_back(std::move(*alarm));
  }
  return alarms;
}

}  // namespace plenary::link
