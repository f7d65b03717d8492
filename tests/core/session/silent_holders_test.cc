// Who may be left out of a ceremony because nothing was heard of them, and who may not.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/session/secret_hall.h"

namespace plenary::session {
namespace {

constexpr std::uint8_t kHolders = 5;
constexpr std::uint8_t kThreshold = 3;

std::uint8_t Holder(std::uint8_t number) { return static_cast<std::uint8_t>(kMember + number - 1); }

// Five scrutineers hold, and any three open.
class FiveHolders : public testing::Test {
 protected:
  FiveHolders() : hall_(9) {
    hall_.Begin(9);
    std::vector<PersonId> scrutineers;
    for (std::uint8_t i = 1; i <= kHolders; ++i) scrutineers.push_back(P(Holder(i)));
    EXPECT_TRUE(hall_.Say(kDirector, NameScrutineers{scrutineers}));
    EXPECT_EQ(HolderThreshold(hall_.session()), kThreshold);
  }

  // The chair begins one with all who may hold, but for these.
  Verdict Begin(std::uint8_t id, const std::vector<std::uint8_t>& without = {},
                std::uint32_t threshold = kThreshold) {
    BeginCeremony begin = hall_.NextCeremony(id);
    begin.threshold = threshold;
    for (const std::uint8_t number : without) std::erase(begin.holders, P(Holder(number)));
    return hall_.Say(kDirector, begin);
  }
  // What these holders' machines say next; the others' say nothing.
  void StepOf(const std::vector<std::uint8_t>& speakers) {
    std::vector<std::uint8_t> others;
    for (std::uint8_t i = 1; i <= kHolders; ++i) {
      if (std::ranges::find(speakers, i) == speakers.end()) others.push_back(Holder(i));
    }
    EXPECT_TRUE(hall_.Step(others));
  }
  std::set<PersonId> People(const std::vector<std::uint8_t>& numbers) const {
    std::set<PersonId> people;
    for (const std::uint8_t number : numbers) people.insert(P(Holder(number)));
    return people;
  }

  SecretHall hall_;
};

TEST_F(FiveHolders, AreNotCalledSilentAtOnce) {
  ASSERT_TRUE(Begin(1));
  EXPECT_EQ(SilentHolders(hall_.session()), People({}));
  EXPECT_EQ(Answer(Begin(2, {5})), Refusal::kWrongHolders);
  StepOf({1, 2});  // fewer than it takes to make a key
  EXPECT_EQ(SilentHolders(hall_.session()), People({}));
  EXPECT_EQ(Answer(Begin(2, {5})), Refusal::kWrongHolders);
  StepOf({3});
  EXPECT_EQ(SilentHolders(hall_.session()), People({4, 5}));
  EXPECT_TRUE(Begin(2, {5}));
}

TEST_F(FiveHolders, AreNoFewerToOpenForThoseLeftOut) {
  ASSERT_TRUE(Begin(1));
  StepOf({1, 2});
  EXPECT_EQ(Answer(Begin(2, {3, 4, 5}, 2)), Refusal::kWrongHolders);
  EXPECT_EQ(Answer(Begin(2, {3, 4, 5})), Refusal::kWrongHolders);
  StepOf({3});
  EXPECT_EQ(Answer(Begin(2, {4, 5}, 2)), Refusal::kWrongHolders);
  ASSERT_TRUE(Begin(2, {4, 5}));
  StepOf({1, 2, 3});
  StepOf({1, 2});  // the third deals no more: two go on nowhere
  EXPECT_EQ(Answer(Begin(3, {3, 4, 5}, 2)), Refusal::kWrongHolders);
  EXPECT_EQ(Answer(Begin(3, {3, 4, 5})), Refusal::kWrongHolders);
  EXPECT_EQ(hall_.session().holders_key, nullptr);
}

TEST_F(FiveHolders, BeginNothingWithFewerThanOpen) {
  ASSERT_TRUE(hall_.Say(kSecretary, RecordDeparture{P(Holder(5))}));  // three of four open
  ASSERT_TRUE(Begin(1));
  StepOf({1, 2, 3});
  ASSERT_TRUE(Begin(2, {4}));
  ASSERT_TRUE(Begin(3));  // with all of them
  StepOf({1, 2, 4});
  EXPECT_EQ(SilentHolders(hall_.session()), People({3, 4}));
  EXPECT_EQ(Answer(Begin(4, {3, 4})), Refusal::kTooFewHolders);
  EXPECT_EQ(Answer(Begin(4, {3, 4}, 2)), Refusal::kWrongHolders);
  EXPECT_TRUE(Begin(4, {3}));
}

TEST_F(FiveHolders, StayLeftOutUntilAKeyStands) {
  ASSERT_TRUE(Begin(1));
  StepOf({1, 2, 3, 4});
  ASSERT_TRUE(Begin(2, {5}));
  StepOf({1, 2, 3, 4});
  StepOf({1, 2, 3});  // another drops at the next step
  EXPECT_EQ(SilentHolders(hall_.session()), People({4, 5}));
  ASSERT_TRUE(Begin(3, {4, 5}));
  while (hall_.Step()) continue;
  ASSERT_NE(hall_.session().holders_key, nullptr);
  EXPECT_EQ(hall_.session().holders_key->holders.size(), 3u);
  EXPECT_EQ(hall_.session().holders_key->threshold, kThreshold);
  EXPECT_EQ(SilentHolders(hall_.session()), People({}));
  EXPECT_EQ(Answer(Begin(4, {4, 5})), Refusal::kWrongHolders);
}

TEST_F(FiveHolders, AreLeftOutNoMoreOnceTheySignInAgain) {
  ASSERT_TRUE(Begin(1));
  StepOf({1, 2, 3});
  ASSERT_TRUE(Begin(2, {4, 5}));
  ASSERT_TRUE(hall_.Say(Holder(5), RecordDeparture{P(Holder(5))}));
  ASSERT_TRUE(hall_.Say(Holder(5), SignIn{}));
  EXPECT_EQ(SilentHolders(hall_.session()), People({4}));
  EXPECT_EQ(Answer(Begin(3, {4, 5})), Refusal::kWrongHolders);
  EXPECT_TRUE(Begin(3, {4}));
}

TEST_F(FiveHolders, AreLeftOutOfACeremonyAfterABrokenOneToo) {
  ASSERT_TRUE(Begin(1));
  StepOf({1, 2, 3, 4});
  ASSERT_TRUE(Begin(2, {5}));
  StepOf({1, 2, 3, 4});
  StepOf({1, 2, 3, 4});
  const ComplainOfDeal complaint{MakeId<CeremonyId>(2), P(Holder(1)),
                                 Bytes(ballot::kComplaintSize, 4)};
  ASSERT_TRUE(hall_.Say(Holder(4), complaint));
  ASSERT_EQ(hall_.session().ceremony->state, CeremonyState::kBroken);
  ASSERT_TRUE(Begin(3, {5}));  // three of the four who are not at fault
  while (hall_.Step()) continue;
  ASSERT_NE(hall_.session().holders_key, nullptr);
  EXPECT_EQ(hall_.session().holders_key->threshold, kThreshold);
}

// Two drop for good, each at any step of whatever ceremony: the other three always make a key, and
// never take more ceremonies than three.
TEST_F(FiveHolders, EndTheirCeremoniesWhereverTwoDrop) {
  constexpr int kSteps = 6;
  for (int first = 0; first < kSteps; ++first) {
    for (int second = first; second < kSteps; ++second) {
      SecretHall hall = hall_;
      int steps = 0;
      const auto silent = [&] {
        std::vector<std::uint8_t> dropped;
        if (steps >= first) dropped.push_back(Holder(2));
        if (steps >= second) dropped.push_back(Holder(4));
        return dropped;
      };
      std::uint8_t ceremonies = 0;
      while (hall.session().holders_key == nullptr && ceremonies < 4) {
        BeginCeremony begin = hall.NextCeremony(++ceremonies);
        for (const PersonId& person : SilentHolders(hall.session())) {
          std::erase(begin.holders, person);
        }
        ASSERT_TRUE(hall.Say(kDirector, begin)) << first << ' ' << second;
        while (hall.Step(silent())) ++steps;
      }
      ASSERT_NE(hall.session().holders_key, nullptr) << first << ' ' << second;
      EXPECT_LE(ceremonies, 3) << first << ' ' << second;
      EXPECT_EQ(hall.session().holders_key->threshold, kThreshold);
      EXPECT_TRUE(hall.session().excluded.empty());
    }
  }
}

}  // namespace
}  // namespace plenary::session
