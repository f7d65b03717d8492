// A key store with a vault, and records to keep in it.
#ifndef PLENARY_TESTS_CLIENT_LINK_VAULT_FIXTURE_H_
#define PLENARY_TESTS_CLIENT_LINK_VAULT_FIXTURE_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "client/link/key_store.h"
#include "client/link/vault.h"
#include "tests/core/ballot/ballot_fixture.h"
#include "tests/support/temporary_folder.h"

namespace plenary::link {

namespace fs = std::filesystem;
using ballot::Noise;
using ballot::NoiseId;

inline constexpr KeyStoreTerms kQuick{
    .suite = crypto::Suite::kP256, .iterations = 1, .durability = Durability::kProcess};

inline const SessionId kSession = NoiseId<SessionId>(1);
inline const SessionId kOtherSession = NoiseId<SessionId>(2);
inline const PollId kPoll = NoiseId<PollId>(3);
inline const PollId kOtherPoll = NoiseId<PollId>(4);
inline const auto kCeremony = NoiseId<CeremonyId>(5);
inline const auto kOtherCeremony = NoiseId<CeremonyId>(6);
inline const PersonId kVoter = NoiseId<PersonId>(7);

inline crypto::SecretBytes Secret(std::uint64_t number, std::size_t size = 32) {
  return crypto::SecretBytes::CopyOf(Noise(number, size));
}
inline GivenAnswer AnswerOf(std::uint64_t number) {
  return {{number, NoiseId<Digest>(number)}, Noise(number, 227)};
}
inline BallotInHand BallotOf(std::uint64_t number) { return {Secret(number), Noise(number, 680)}; }
inline BallotReceipt ReceiptOf(std::uint64_t index, std::uint64_t size) {
  return {
      NoiseId<Digest>(index), NoiseId<CommandId>(index), index, {size, NoiseId<Digest>(size + 90)}};
}

template <class T>
ErrorCode CodeOf(const Result<T>& result) {
  EXPECT_FALSE(result);
  return result ? ErrorCode::kInternal : result.error().code;
}

inline std::string FileOf(std::string_view kind, const std::string& id) {
  return kSession.hex() + "." + std::string(kind) + "." + id;
}

class VaultTest : public ::testing::Test {
 protected:
  VaultTest() { store_ = std::move(*KeyStore::Create(Home(), "secret words", kQuick)); }

  fs::path Home() const { return folder_.path() / "home"; }
  fs::path Folder() const { return Home() / "vault"; }
  Vault& vault() { return store_->vault(); }
  void Restart() {
    store_.reset();
    auto again = KeyStore::Open(Home(), "secret words", Durability::kProcess);
    ASSERT_TRUE(again) << again.error().message;
    store_ = std::move(*again);
  }
  std::vector<std::string> Files() const {
    std::vector<std::string> names;
    for (const auto& file : fs::directory_iterator(Folder())) {
      names.push_back(file.path().filename());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  // One record of every kind, in one session.
  void KeepOneOfEach() {
    ASSERT_TRUE(vault().KeepSeed(kSession, kCeremony, Secret(11)));
    ASSERT_TRUE(vault().KeepShare(kSession, kCeremony, Secret(12)));
    ASSERT_TRUE(vault().KeepAnswer(kSession, kPoll, AnswerOf(13)));
    ASSERT_TRUE(vault().KeepBallot(kSession, kPoll, BallotOf(14)));
    ASSERT_TRUE(vault().KeepSeal(kSession, kPoll, Noise(15, 99)));
    ASSERT_TRUE(vault().KeepReceipt(kSession, kPoll, ReceiptOf(16, 17)));
  }

  const plenary::testing::TemporaryFolder folder_;
  std::unique_ptr<KeyStore> store_;
};

}  // namespace plenary::link

#endif  // PLENARY_TESTS_CLIENT_LINK_VAULT_FIXTURE_H_
