#include "client/link/key_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "client/link/certificate.h"
#include "core/crypto/random.h"
#include "tests/support/temporary_folder.h"

namespace plenary::link {
namespace {

namespace fs = std::filesystem;

constexpr KeyStoreTerms kQuick{
    .suite = crypto::Suite::kP256, .iterations = 1, .durability = Durability::kProcess};

class KeyStoreTest : public ::testing::Test {
 protected:
  fs::path Home() const { return folder_.path() / "home"; }
  std::unique_ptr<KeyStore> Make() {
    auto store = KeyStore::Create(Home(), "secret words", kQuick);
    EXPECT_TRUE(store) << store.error().message;
    return std::move(*store);
  }
  Result<std::unique_ptr<KeyStore>> Open(std::optional<std::string_view> passphrase) {
    return KeyStore::Open(Home(), passphrase, Durability::kProcess);
  }
  void WriteRaw(const fs::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }
  plenary::testing::TemporaryFolder folder_;
};

PendingCommand Command(Byte number) {
  PendingCommand pending;
  pending.id.bytes[0] = number;
  pending.log.committee.bytes[0] = 7;
  pending.command = {Bytes{1, 2, number}, Bytes(64, 5), {}};
  return pending;
}

TEST_F(KeyStoreTest, KeepsTheKeyUnderThePassphrase) {
  auto store = Make();
  const KeyId id = store->key_id();
  const auto signature = store->key().Sign(crypto::Purpose::kCommand, Bytes{1, 2}).value();
  store.reset();

  const auto again = Open("secret words");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ((*again)->key_id(), id);
  EXPECT_TRUE(
      (*again)->key().public_key().Verify(crypto::Purpose::kCommand, Bytes{1, 2}, signature));
  EXPECT_TRUE((*again)->profile().own_keys.contains(id));
}

TEST_F(KeyStoreTest, TakesOnlyItsPassphrase) {
  Make();
  for (const char* wrong : {"", "Secret words", "secret words "}) {
    const auto opened = Open(wrong);
    ASSERT_FALSE(opened) << wrong;
    EXPECT_EQ(opened.error().code, ErrorCode::kPermissionDenied);
  }
  const auto without = Open(std::nullopt);
  ASSERT_FALSE(without);
  EXPECT_EQ(without.error().code, ErrorCode::kPermissionDenied);
}

TEST_F(KeyStoreTest, RefusesAnEmptyPassphrase) {
  const auto store = KeyStore::Create(Home(), "", kQuick);
  ASSERT_FALSE(store);
  EXPECT_EQ(store.error().code, ErrorCode::kInvalidArgument);
}

TEST_F(KeyStoreTest, AnUnattendedStoreOpensByItself) {
  ASSERT_TRUE(KeyStore::Create(Home(), std::nullopt, kQuick));
  const auto again = Open(std::nullopt);
  ASSERT_TRUE(again) << again.error().message;
}

TEST_F(KeyStoreTest, IsForItsOwnerAlone) {
  Make();
  struct stat status{};
  ASSERT_EQ(::stat(Home().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700u);
  for (const auto& file : fs::recursive_directory_iterator(Home())) {
    ASSERT_EQ(::stat(file.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0077, 0u) << file.path();
  }
}

TEST_F(KeyStoreTest, RefusesAFolderOrFileThatOthersCanRead) {
  Make();
  ASSERT_EQ(::chmod(Home().c_str(), 0750), 0);
  EXPECT_EQ(Open("secret words").error().code, ErrorCode::kPermissionDenied);
  ASSERT_EQ(::chmod(Home().c_str(), 0700), 0);
  ASSERT_EQ(::chmod((Home() / "signing.key").c_str(), 0644), 0);
  EXPECT_EQ(Open("secret words").error().code, ErrorCode::kPermissionDenied);
  ASSERT_EQ(::chmod((Home() / "signing.key").c_str(), 0600), 0);
  EXPECT_TRUE(Open("secret words"));
}

TEST_F(KeyStoreTest, IsUsedByOneProgramAtATime) {
  auto store = Make();
  const auto second = Open("secret words");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  store.reset();
  EXPECT_TRUE(Open("secret words"));
}

TEST_F(KeyStoreTest, SaysWhenThereIsNone) {
  EXPECT_EQ(Open("secret words").error().code, ErrorCode::kNotFound);
  fs::create_directory(Home());
  fs::permissions(Home(), fs::perms::owner_all);
  EXPECT_EQ(Open("secret words").error().code, ErrorCode::kNotFound);
}

TEST_F(KeyStoreTest, IsNotMadeOverAnother) {
  Make();
  const auto second = KeyStore::Create(Home(), "secret words", kQuick);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kAlreadyExists);
}

TEST_F(KeyStoreTest, IsMadeAgainWhereTheFirstTimeWasCutShort) {
  Make();
  fs::remove(Home() / "profile.json");  // written last
  EXPECT_TRUE(KeyStore::Create(Home(), "other words", kQuick));
  EXPECT_TRUE(Open("other words"));
}

TEST_F(KeyStoreTest, IgnoresWhatAKilledWriteLeft) {
  auto store = Make();
  ASSERT_TRUE(store->PutPending(Command(1)));
  store.reset();
  WriteRaw(Home() / "profile.json.unfinished", "{\"version\": 1, \"sui");
  WriteRaw(Home() / "outbox" / "0000000000000001-02.unfinished", "torn");
  const auto again = Open("secret words");
  ASSERT_TRUE(again) << again.error().message;
  const auto pending = (*again)->Pending();
  ASSERT_TRUE(pending) << pending.error().message;
  EXPECT_EQ(pending->size(), 1u);
  EXPECT_FALSE(fs::exists(Home() / "outbox" / "0000000000000001-02.unfinished"));
}

TEST_F(KeyStoreTest, SaysWhichFileIsDamaged) {
  for (const char* name : {"profile.json", "store.key", "signing.key"}) {
    fs::remove_all(Home());
    Make();
    WriteRaw(Home() / name, "damaged");
    const auto opened = Open("secret words");
    ASSERT_FALSE(opened) << name;
    EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << name;
    EXPECT_NE(opened.error().message.find(name), std::string::npos) << opened.error().message;
  }
}

TEST_F(KeyStoreTest, BelongsToOneCommitteeAndPerson) {
  auto store = Make();
  Profile profile = store->profile();
  profile.committee.bytes[0] = 1;
  profile.person.bytes[0] = 2;
  profile.servers = {"localhost:1", "[::1]:2"};
  profile.committee_name = "绛县人民代表大会常务委员会";
  ASSERT_TRUE(store->SetProfile(profile));
  Profile other = profile;
  other.committee.bytes[0] = 3;
  EXPECT_EQ(store->SetProfile(other).error().code, ErrorCode::kConflict);
  other = profile;
  other.person.bytes[0] = 3;
  EXPECT_EQ(store->SetProfile(other).error().code, ErrorCode::kConflict);
  store.reset();
  const auto again = Open("secret words");
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->profile().servers, profile.servers);
  EXPECT_EQ((*again)->profile().committee, profile.committee);
  EXPECT_EQ((*again)->profile().committee_name, profile.committee_name);
}

TEST_F(KeyStoreTest, KeepsTheOutboxInOrder) {
  auto store = Make();
  for (Byte i = 0; i < 12; ++i) ASSERT_TRUE(store->PutPending(Command(i)));
  ASSERT_TRUE(store->DropPending(Command(3).id));
  ASSERT_TRUE(store->DropPending(Command(3).id)) << "twice is no harm";
  store.reset();
  auto again = std::move(*Open("secret words"));
  ASSERT_TRUE(again->PutPending(Command(99)));
  const auto pending = again->Pending();
  ASSERT_TRUE(pending);
  ASSERT_EQ(pending->size(), 12u);
  EXPECT_EQ((*pending)[2].id, Command(2).id);
  EXPECT_EQ((*pending)[3].id, Command(4).id);
  EXPECT_EQ(pending->back().id, Command(99).id);
  EXPECT_EQ(pending->back().command, Command(99).command);
  EXPECT_EQ(pending->back().log, Command(99).log);
}

TEST_F(KeyStoreTest, KeepsOffersSealed) {
  auto store = Make();
  Offer offer;
  offer.id.bytes[0] = 9;
  offer.secret =
      crypto::SecretBytes::CopyOf(Bytes{0, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22});
  offer.person.bytes[0] = 3;
  offer.expires = Instant{1234};
  ASSERT_TRUE(store->PutOffer(offer));
  const auto offers = store->Offers();
  ASSERT_TRUE(offers);
  ASSERT_EQ(offers->size(), 1u);
  EXPECT_EQ(offers->front().id, offer.id);
  EXPECT_EQ(offers->front().person, offer.person);
  EXPECT_EQ(offers->front().expires, offer.expires);
  EXPECT_TRUE(Equal(offers->front().secret.view(), offer.secret.view()));
  const auto raw = ReadWhole(Home() / "offers" / offer.id.hex(), 10000).value();
  const std::string_view text = AsText(raw);
  EXPECT_EQ(text.find(AsText(offer.secret.view().subspan(1))), std::string_view::npos);
  ASSERT_TRUE(store->DropOffer(offer.id));
  EXPECT_TRUE(store->Offers()->empty());
}

TEST_F(KeyStoreTest, KeepsTheConnectionOrAsksForAnother) {
  auto store = Make();
  EXPECT_FALSE(store->LoadConnection()->has_value());
  EXPECT_TRUE(*NeedsCertificate(*store, SystemNow()));
  const Instant now = SystemNow();
  const auto serial = [] { return crypto::RandomId<crypto::SerialNumber>().value(); };
  const auto authority =
      crypto::Authority::Create(crypto::Suite::kP256, "node",
                                {{now.milliseconds - 5'000}, {now.milliseconds + 95'000}}, serial())
          .value();
  const auto key = crypto::ConnectionKey::Generate().value();
  const auto certificate = authority
                               .IssueClient(key.MakeRequest("me").value(), store->key_id(),
                                            {now, {now.milliseconds + 90'000}}, serial())
                               .value();
  ASSERT_TRUE(store->SetConnection(key, certificate));
  const auto loaded = store->LoadConnection();
  ASSERT_TRUE(loaded && *loaded);
  EXPECT_EQ((*loaded)->certificate.der(), certificate.der());
  EXPECT_FALSE(*NeedsCertificate(*store, now));
  EXPECT_FALSE(*NeedsCertificate(*store, {now.milliseconds + 50'000}));
  EXPECT_TRUE(*NeedsCertificate(*store, {now.milliseconds + 65'000}));

  // Killed between the two files of a renewal.
  const auto file = Home() / "connection.crt";
  const auto old = ReadWhole(file, 100000).value();
  ASSERT_TRUE(store->SetConnection(crypto::ConnectionKey::Generate().value(), certificate));
  ASSERT_TRUE(WriteWhole(file, old, Durability::kProcess));
  const auto torn = store->LoadConnection();
  ASSERT_TRUE(torn);
  EXPECT_FALSE(torn->has_value());
}

TEST_F(KeyStoreTest, KeepsAlarms) {
  auto store = Make();
  Alarm alarm{.kind = AlarmKind::kForked,
              .log = {},
              .sentence = "Two \"versions\".",
              .evidence = ToBytes(AsBytes("head {\n  size: 3\n}\n")),
              .when = Instant{99}};
  alarm.log.session.bytes[2] = 8;
  ASSERT_TRUE(store->KeepAlarm(alarm));
  alarm.kind = AlarmKind::kWithheld;
  ASSERT_TRUE(store->KeepAlarm(alarm));
  store.reset();
  const auto again = std::move(*Open("secret words"));
  const auto alarms = again->Alarms();
  ASSERT_TRUE(alarms);
  ASSERT_EQ(alarms->size(), 2u);
  EXPECT_EQ(alarms->front().kind, AlarmKind::kForked);
  EXPECT_EQ(alarms->front().sentence, alarm.sentence);
  EXPECT_EQ(alarms->front().evidence, alarm.evidence);
  EXPECT_EQ(alarms->front().log, alarm.log);
  EXPECT_EQ(alarms->back().kind, AlarmKind::kWithheld);
}

}  // namespace
}  // namespace plenary::link
