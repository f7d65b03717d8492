#include "core/archive/register.h"

#include <gtest/gtest.h>

#include "tests/core/archive/business.h"

namespace plenary::archive {
namespace {

using session::Action;
using session::Organ;
using session::SessionKind;
using testing::Assembly;
using testing::SessionLog;

const Post kPost{Organ::kGovernment, "教育局", "局长"};

class RegisterTest : public ::testing::Test {
 protected:
  // A session that votes on each by itself.
  void Hold(CivilDate date, const std::vector<session::Proposal>& proposals,
            std::uint32_t option = kFor, bool rehearsal = false) {
    SessionLog log = assembly_.Convene(++sessions_, SessionKind::kCommittee, date, rehearsal);
    log.Open();
    for (const session::Proposal& proposal : proposals) Decide(log, proposal, option);
    ASSERT_TRUE(archives_.Add(Closed(log)));
  }
  std::vector<std::string> Holders(const Post& post = kPost) const {
    std::vector<std::string> names;
    const Register folded = FoldRegister(archives_);
    const auto found = folded.posts.find(post);
    if (found == folded.posts.end()) return names;
    for (const Holder& holder : found->second) names.push_back(holder.name);
    return names;
  }
  using Names = std::vector<std::string>;

  Assembly assembly_;
  Collection archives_;
  std::uint32_t sessions_ = 0;
};

TEST_F(RegisterTest, SaysWhoHoldsAnOfficeAndSinceWhen) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToAppoint)});
  const Register folded = FoldRegister(archives_);
  ASSERT_EQ(folded.posts.size(), 1u);
  const Holder& holder = folded.posts.at(kPost).at(0);
  EXPECT_EQ(holder.name, "甲");
  EXPECT_EQ(holder.since, (CivilDate{2023, 3, 1}));
  EXPECT_EQ(holder.session, archives_.archives().front().log.session);
  EXPECT_FALSE(holder.IsActing());
  ASSERT_EQ(folded.changes.size(), 1u);
  EXPECT_FALSE(folded.changes[0].holder_unknown);
}

TEST_F(RegisterTest, PutsRemovalsBeforeAppointments) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToAppoint)});
  Hold({2023, 5, 1},
       {Nomination("乙", Action::kDecideToAppoint), Nomination("甲", Action::kDecideToRemove)});
  EXPECT_EQ(Holders(), Names{"乙"});
  const Register folded = FoldRegister(archives_);
  ASSERT_EQ(folded.changes.size(), 3u);
  EXPECT_EQ(folded.changes[1].action, Action::kDecideToRemove);
  EXPECT_EQ(folded.changes[2].action, Action::kDecideToAppoint);
}

TEST_F(RegisterTest, FollowsTheCivilDatesWhateverComesFirst) {
  Hold({2023, 5, 1}, {Nomination("甲", Action::kAcceptResignation)});
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToAppoint)});
  EXPECT_EQ(Holders(), Names{});
  EXPECT_FALSE(FoldRegister(archives_).changes.back().holder_unknown);
}

TEST_F(RegisterTest, KeepsTheVacantPost) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToAppoint)});
  Hold({2023, 5, 1}, {Nomination("甲", Action::kDismiss)});
  const Register folded = FoldRegister(archives_);
  EXPECT_TRUE(folded.posts.at(kPost).empty());
}

TEST_F(RegisterTest, SaysThatALeaverWasUnknown) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToRemove)});
  const Register folded = FoldRegister(archives_);
  ASSERT_EQ(folded.changes.size(), 1u);
  EXPECT_TRUE(folded.changes[0].holder_unknown);
}

TEST_F(RegisterTest, TellsActingAndSuspendedApart) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kAppointActing)});
  EXPECT_TRUE(FoldRegister(archives_).posts.at(kPost).at(0).IsActing());
  Hold({2023, 4, 1}, {Nomination("甲", Action::kDecideToAppoint)});
  EXPECT_FALSE(FoldRegister(archives_).posts.at(kPost).at(0).IsActing());
  Hold({2023, 5, 1}, {Nomination("甲", Action::kSuspend)});
  const Register folded = FoldRegister(archives_);
  ASSERT_EQ(folded.posts.at(kPost).size(), 1u);
  EXPECT_TRUE(folded.posts.at(kPost).at(0).suspended);
}

TEST_F(RegisterTest, LeavesOutWhatFailedAndWhatWasRehearsed) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kDecideToAppoint)}, kAgainst);
  Hold({2023, 4, 1}, {Nomination("乙", Action::kDecideToAppoint)}, kFor, true);
  const Register folded = FoldRegister(archives_);
  EXPECT_TRUE(folded.posts.empty());
  EXPECT_TRUE(folded.changes.empty());
}

TEST_F(RegisterTest, LeavesAssessorsToTheirCourts) {
  session::Proposal list = Nomination("名单", Action::kAppoint, Organ::kCourt, "人民陪审员");
  list.assessors = 12;
  Hold({2023, 3, 1}, {list});
  EXPECT_TRUE(FoldRegister(archives_).posts.empty());
}

TEST_F(RegisterTest, KeepsSeveralHoldersOfOnePost) {
  Hold({2023, 3, 1}, {Nomination("甲", Action::kAppoint, Organ::kCourt, "审判员"),
                      Nomination("乙", Action::kAppoint, Organ::kCourt, "审判员")});
  EXPECT_EQ(Holders({Organ::kCourt, "教育局", "审判员"}), (Names{"甲", "乙"}));
}

}  // namespace
}  // namespace plenary::archive
