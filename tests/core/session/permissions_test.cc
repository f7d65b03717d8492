#include "core/session/permissions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/session/hall.h"

namespace plenary::session {
namespace {

TEST(Permissions, HaveOneRowAKindInOrder) {
  const auto rows = Permissions();
  EXPECT_TRUE(std::ranges::is_sorted(rows, {}, &Permission::kind));
  EXPECT_EQ(std::ranges::adjacent_find(rows, {}, &Permission::kind), rows.end());
  EXPECT_EQ(rows.size(), std::variant_size_v<AnyBody>);
}

TEST(Permissions, LetOnlyMembersCast) {
  const Permission& row = PermissionFor(CommandKind::kCastBallot);
  EXPECT_TRUE(row.who.Has(Standing::kMember));
  for (const Standing other : {Standing::kSecretary, Standing::kOfficer, Standing::kChair,
                               Standing::kAttendee, Standing::kScrutineer}) {
    EXPECT_FALSE(row.who.Has(other));
  }
}

TEST(Permissions, LetNothingButARevocationIntoAClosedOrUnopenedPhase) {
  for (const Permission& row : Permissions()) {
    EXPECT_FALSE(row.phases.Has(SessionPhase::kClosed)) << NameOf(row.kind);
  }
}

// Every session command by somebody who may not say it: the table decides, whatever the
// command's own conditions are.
TEST(Permissions, AreAskedBeforeAnythingElse) {
  Hall hall;
  hall.Convene();
  hall.Open(7);
  EXPECT_EQ(Answer(hall.Say(kMember, CloseSession{})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kSecretary, Recess{})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kVice, OpenPoll{Q(1)})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kGuest, CastBallot{Q(1), {}, {}})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kDirector, AdvanceRegistry{})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(kDirector, EnterCount{Q(1), {}})), Refusal::kNotYourRole);
  EXPECT_EQ(Answer(hall.Say(static_cast<std::uint8_t>(kMember + 1), CertifyResult{Q(1), {}})),
            Refusal::kNotYourRole);
}

}  // namespace
}  // namespace plenary::session
