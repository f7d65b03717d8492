// Archives with secret polls, in both suites.
#include <gtest/gtest.h>

#include <algorithm>

#include "core/archive/verify.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::archive {
namespace {

constexpr crypto::Suite kSuites[] = {crypto::Suite::kP256, crypto::Suite::kSm2};

class SecretArchives : public ::testing::TestWithParam<crypto::Suite> {};

TEST_P(SecretArchives, VerifyToWhatWasCast) {
  const testing::SecretArchive secret(GetParam());
  const auto verified = Verify(secret.log.Archive(), kTestSecret);
  ASSERT_TRUE(verified) << verified.error().Message();
  const auto& poll = verified->session.polls.at(secret.poll);
  EXPECT_EQ(poll.results.at(0).count.votes, (std::vector<std::uint32_t>{3, 1, 0}));
  EXPECT_EQ(poll.results.at(0).count.not_voting, 1u);
  EXPECT_EQ(poll.secret->spent, std::set{secret.challenged});
}

TEST_P(SecretArchives, AreRefusedForAnyByteChangedInABallotOrOpening) {
  const testing::SecretArchive secret(GetParam());
  const archive::Contents contents = secret.log.Contents();
  std::size_t changed = 0;
  for (std::size_t index = 0; index < contents.session.size(); ++index) {
    const std::size_t size = contents.session[index].command.command.size();
    if (size < 500) continue;  // ballots, deals, answers, seals are longer
    archive::Contents other = contents;
    other.session[index].command.command[size / 2] ^= 1;
    EXPECT_FALSE(Verify(Write(other), kTestSecret)) << "entry " << index;
    ++changed;
  }
  EXPECT_GE(changed, 7u);
}

INSTANTIATE_TEST_SUITE_P(Suites, SecretArchives, ::testing::ValuesIn(kSuites), [](const auto& row) {
  return row.param == crypto::Suite::kP256 ? "P256" : "Sm2";
});

}  // namespace
}  // namespace plenary::archive
