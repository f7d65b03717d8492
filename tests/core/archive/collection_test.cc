#include "core/archive/collection.h"

#include <gtest/gtest.h>

#include "tests/core/archive/business.h"

namespace plenary::archive {
namespace {

using session::Action;
using session::SessionKind;
using testing::Assembly;
using testing::SessionLog;

Verified Council(Assembly& assembly, std::uint32_t number, CivilDate date,
                 const std::string& reason = "") {
  SessionLog log = assembly.Convene(number, SessionKind::kCouncil, date);
  log.Open();
  if (!reason.empty()) {
    const ItemId item = log.Start(testing::Item(session::ItemKind::kBriefing, reason));
    log.Conclude(item, session::Ending::kNoted);
  }
  return Closed(log);
}

void ExpectRefused(Collection& archives, Verified archive, ErrorCode want) {
  const std::size_t before = archives.archives().size();
  const auto added = archives.Add(std::move(archive));
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().code, want) << added.error().message;
  EXPECT_EQ(archives.archives().size(), before);
}

TEST(Collection, IsInTheOrderOfCivilDates) {
  Assembly assembly;
  Collection archives;
  ASSERT_TRUE(archives.Add(Council(assembly, 1, {2023, 9, 1})));
  ASSERT_TRUE(archives.Add(Council(assembly, 2, {2023, 3, 1})));
  ASSERT_TRUE(archives.Add(Council(assembly, 3, {2023, 6, 1})));
  std::vector<std::uint32_t> numbers;
  for (const Verified& archive : archives.archives()) {
    numbers.push_back(archive.session.convened.number);
  }
  EXPECT_EQ(numbers, (std::vector<std::uint32_t>{2, 3, 1}));
}

TEST(Collection, KnowsTheNewestRegistry) {
  Assembly assembly;
  Collection archives;
  EXPECT_EQ(archives.NewestRegistry(), nullptr);
  Verified early = Council(assembly, 1, {2023, 9, 1});
  assembly.Say(assembly.secretary(), session::SetYearFigures{2023, 1, 1, 1, 1});
  ASSERT_TRUE(archives.Add(Council(assembly, 2, {2023, 3, 1})));
  ASSERT_TRUE(archives.Add(std::move(early))) << "whichever comes first";
  EXPECT_TRUE(archives.NewestRegistry()->years.contains(2023));
}

TEST(Collection, TakesASessionOnce) {
  Assembly assembly;
  Collection archives;
  const Verified archive = Council(assembly, 1, {2023, 3, 1});
  ASSERT_TRUE(archives.Add(archive));
  ExpectRefused(archives, archive, ErrorCode::kAlreadyExists);
}

TEST(Collection, TakesNoOtherCommittee) {
  Assembly one;
  Assembly two;
  Collection archives;
  ASSERT_TRUE(archives.Add(Council(one, 1, {2023, 3, 1})));
  ExpectRefused(archives, Council(two, 2, {2023, 4, 1}), ErrorCode::kInvalidArgument);
}

TEST(Collection, FindsTwoLogsOfOneSession) {
  Assembly assembly;
  Collection archives;
  ASSERT_TRUE(archives.Add(Council(assembly, 1, {2023, 3, 1}, "这样说")));
  ExpectRefused(archives, Council(assembly, 1, {2023, 3, 1}, "那样说"), ErrorCode::kCorrupt);
}

// Failed votes that a later session's nomination does not name.
class EarlierFailures : public ::testing::Test {
 protected:
  ProposalId Hold(std::uint32_t number, std::uint32_t month, session::Proposal proposal,
                  std::uint32_t option) {
    SessionLog log = assembly_.Convene(number, SessionKind::kCommittee,
                                       {2023, static_cast<std::uint8_t>(month), 1});
    log.Open();
    Decide(log, std::move(proposal), option);
    const ProposalId id = log.state().proposal_order.back();
    EXPECT_TRUE(archives_.Add(Closed(log)));
    return id;
  }

  Assembly assembly_;
  Collection archives_;
};

TEST_F(EarlierFailures, AreFoundWhereTheyAreNotNamed) {
  const auto nomination = Nomination("甲", Action::kDecideToAppoint);
  const ProposalId failed = Hold(1, 3, nomination, kAgainst);
  const ProposalId later = Hold(2, 4, nomination, kFor);
  const auto found = archives_.UndeclaredFailures();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].failure.session, archives_.archives()[0].log.session);
  EXPECT_EQ(found[0].failure.proposal, failed);
  EXPECT_EQ(found[0].later_session, archives_.archives()[1].log.session);
  EXPECT_EQ(found[0].later_proposal, later);
}

TEST_F(EarlierFailures, MayBeNamed) {
  auto nomination = Nomination("甲", Action::kDecideToAppoint);
  const ProposalId failed = Hold(1, 3, nomination, kAgainst);
  nomination.earlier = {{archives_.archives()[0].log.session, failed}};
  nomination.reasons = "补充了材料";
  Hold(2, 4, nomination, kFor);
  EXPECT_TRUE(archives_.UndeclaredFailures().empty());
}

TEST_F(EarlierFailures, OfOthersAreNone) {
  Hold(1, 3, Nomination("甲", Action::kDecideToAppoint), kAgainst);
  Hold(2, 4, Nomination("乙", Action::kDecideToAppoint), kFor);
  Hold(3, 5, Nomination("甲", Action::kDecideToAppoint, session::Organ::kCourt), kFor);
  EXPECT_TRUE(archives_.UndeclaredFailures().empty());
}

}  // namespace
}  // namespace plenary::archive
