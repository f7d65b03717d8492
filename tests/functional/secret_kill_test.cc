// A secret poll, from the ceremony to the archive, while its server, or its people's programs, are
// killed at every step.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <future>
#include <iostream>
#include <random>

#include "core/wire/ballot_codes.h"
#include "tests/functional/programs.h"

namespace plenary::testing {
namespace {

using report::Json;
using session::PollState;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kPatience{120};

// The same test again: PLENARY_TEST_SEED=12345.
std::uint32_t Seed() {
  const char* given = std::getenv("PLENARY_TEST_SEED");
  return given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10))
                          : std::random_device()();
}

// Chair m0, scrutineers and holders m1 and m2, members m3 and m4.
class SecretKills : public ::testing::Test, protected Programs {
 protected:
  SecretKills() : Programs(5, {}) { std::cout << "PLENARY_TEST_SEED=" << seed_ << '\n'; }

  milliseconds Sometime(int most) {
    return milliseconds(std::uniform_int_distribution(0, most)(random_));
  }
  // The log as it stands, verified and folded by the test itself.
  std::unique_ptr<const Refolded> Log() { return chamber().Refold(); }
  static const session::PollRecord& PollIn(const Refolded& log) {
    return log.state().polls.at(log.state().poll_order.front());
  }
  void ExpectCounted(const std::vector<std::uint32_t>& votes) {
    const auto log = Log();
    const session::PollRecord& poll = PollIn(*log);
    ASSERT_EQ(poll.results.size(), 1u);
    EXPECT_EQ(poll.results[0].count.votes, votes);
    EXPECT_EQ(poll.results[0].count.not_voting, 0u);
  }
  void ExpectVerified(const Json& verified) {
    EXPECT_EQ(verified["sessions"][0]["polls"].size(), 1u);
    EXPECT_EQ(verified["sessions"][0]["polls"][0]["outcome"], "adopted");
    ::testing::Test::RecordProperty("entries", static_cast<int>(Log()->entries().size()));
  }

  const std::uint32_t seed_ = Seed();
  std::mt19937 random_{seed_};
};

// ---- the server is killed

// What people do, one after the other, knowing nothing of a server that comes and goes: every
// command succeeds.
class Story {
 public:
  explicit Story(Programs& people) : people_(people) {}

  void Tell() {
    {
      const Process first = Hold("m1");
      const Process second = Hold("m2");
      EXPECT_EQ(people_.Do("m0", {"ceremony", "begin", "--wait", "60"})["complete"], true);
    }
    const std::string poll = people_.Open({"关于决算的决议", "--item", "1"});
    people_.Do("m3", {"vote", "赞成", "--challenge"});
    people_.Do("m4", {"vote", "弃权"});
    for (const char* member : {"m0", "m1", "m3"}) people_.Do(member, {"vote", "赞成"});
    for (const char* member : {"m2", "m4"}) people_.Do(member, {"vote", "反对"});
    people_.Do("m0", {"poll", "close"});
    for (const char* sealer : {"m0", "m1"}) people_.Do(sealer, {"poll", "seal", poll});
    {
      const Process first = Hold("m1");
      const Process second = Hold("m2");
      EXPECT_TRUE(WaitFor([&] { return people_.As("m3", {"result", poll}).code == 0; }, kPatience));
    }
    people_.Announce(poll);
    people_.Conclude("1", "adopted");
  }

 private:
  Process Hold(const char* holder) { return people_.Start(holder, {"hold", "--yes"}); }

  Programs& people_;
};

TEST_F(SecretKills, OfTheServerAfterEveryEntryLoseNothing) {
  std::future<void> story = std::async(std::launch::async, [this] { Story(*this).Tell(); });
  const auto is_over = [&] { return story.wait_for(milliseconds(0)) == std::future_status::ready; };
  int kills = 0;
  std::uint64_t size = chamber().Newest(chamber().session()).size;
  while (!is_over()) {
    Pause();
    const std::uint64_t now = chamber().Newest(chamber().session()).size;
    if (now == size) continue;
    size = now;
    // Mostly before anybody has heard of the entry.
    WaitFor(is_over, Sometime(kills % 3 == 0 ? 40 : 4));
    chamber().server().Kill();
    chamber().server().Start();
    ++kills;
  }
  story.get();
  std::cout << kills << " kills, " << size << " entries\n" << SaidBy("m1") << SaidBy("m2");
  EXPECT_GE(kills, 15);
  if (HasFailure()) return;
  ExpectCounted({3, 2, 0});
  ExpectVerified(CloseAndVerify());
}

// ---- people's programs are killed

class ProgramKills : public SecretKills {
 protected:
  // Starts what people run again and again, and kills it, later each time, until the log says that
  // it is done. By then it has been killed while it started, spoke and heard the answer.
  void KillUntil(const std::function<bool(const Refolded&)>& is_done,
                 const std::function<std::vector<Process>()>& start) {
    const std::uint64_t before = chamber().Newest(chamber().session()).size;
    for (int round = 0; round < 200; ++round) {
      std::vector<Process> programs = start();
      const auto have_ended = [&] {
        return std::ranges::none_of(programs, [](Process& one) { return one.IsRunning(); });
      };
      const std::uint64_t size = chamber().Newest(chamber().session()).size;
      const auto has_grown = [&] {
        return chamber().Newest(chamber().session()).size > size || have_ended();
      };
      WaitFor(has_grown, milliseconds(40 * round) + Sometime(40));
      if (round % 2 == 0) WaitFor(have_ended, Sometime(15));
      for (Process& one : programs) {
        if (one.IsRunning()) ++kills_;
        one.Signal(9);
        one.Wait(kPatience);
      }
      if (is_done(*Log())) {
        EXPECT_GT(chamber().Newest(chamber().session()).size, before);
        return;
      }
    }
    FAIL() << SaidBy("m0") << SaidBy("m1") << SaidBy("m2") << SaidBy("m3") << SaidBy("m4");
  }
  void KillUntil(const std::function<bool(const Refolded&)>& is_done, const std::string& person,
                 const std::vector<std::string>& command) {
    KillUntil(is_done, [&] {
      std::vector<Process> one;
      one.push_back(Start(person, command));
      return one;
    });
  }
  void KillHoldersUntil(const std::function<bool(const Refolded&)>& is_done) {
    KillUntil(is_done, [&] {
      std::vector<Process> holders;
      for (const char* holder : {"m1", "m2"}) holders.push_back(Start(holder, {"hold", "--yes"}));
      return holders;
    });
  }
  PersonId Person(std::size_t member) { return chamber().member(member).person; }

  int kills_ = 0;
};

bool HasSealed(const Refolded& log, const PollId& poll, const PersonId& person) {
  return std::ranges::count(log.state().polls.at(poll).secret->sealed_by, person) == 1;
}

bool NothingInHand(const Ran& ran) {
  return ran.code == 1 && ran.err.find("There is no ballot in hand") != std::string::npos;
}

// What was shown to be typed on another machine: "check-ballot CODE SEED".
std::string SeedIn(const std::string& said, const std::string& code) {
  const std::string before = "check-ballot " + code + " ";
  const auto at = said.find(before);
  if (at == std::string::npos) return "";
  const std::string rest = said.substr(at + before.size());
  return rest.substr(0, rest.find('\n'));
}

TEST_F(ProgramKills, AtEveryStepLoseNothing) {
  KillUntil([](const Refolded& log) { return log.state().ceremony.has_value(); }, "m0",
            {"ceremony", "begin"});
  KillHoldersUntil([](const Refolded& log) { return log.state().holders_key != nullptr; });
  ASSERT_FALSE(HasFailure());
  EXPECT_TRUE(Log()->state().excluded.empty());

  const std::string number = Open({"关于决算的决议", "--item", "1"});
  const PollId poll = Log()->state().poll_order.front();
  const auto has_cast = [&](std::size_t member) {
    return [person = Person(member)](const Refolded& log) {
      return PollIn(log).ballots.contains(person);
    };
  };
  for (const std::size_t member : {0u, 1u}) {
    KillUntil(has_cast(member), "m" + std::to_string(member), {"vote", "赞成"});
  }
  Do("m2", {"vote", "反对"});
  // Of a ballot made before, exactly that one is cast or spent, whenever its program was killed;
  // and whoever runs it again is told so, until one run has ended by itself.
  const std::string cast = Do("m3", {"vote", "赞成", "--keep"})["code"];
  KillUntil(has_cast(3), "m3", {"vote", "--cast"});
  const Ran again = As("m3", {"vote", "--cast"});
  EXPECT_TRUE(again.code == 0 || NothingInHand(again)) << again;
  EXPECT_EQ(wire::ShortCode(PollIn(*Log()).ballots.at(Person(3)).code), cast);
  const std::string spent = Do("m4", {"vote", "赞成", "--keep"})["code"];
  KillUntil([](const Refolded& log) { return !PollIn(log).secret->spent.empty(); }, "m4",
            {"vote", "--challenge"});
  const Ran challenged = As("m4", {"vote", "--challenge"});
  EXPECT_TRUE(challenged.code == 0 || NothingInHand(challenged)) << challenged;
  const std::string seed = SeedIn(SaidBy("m4") + challenged.out, spent);
  EXPECT_NE(seed, "") << challenged;
  Do("m4", {"vote", "反对"});
  ASSERT_FALSE(HasFailure());
  EXPECT_EQ(PollIn(*Log()).secret->spent.size(), 1u);

  KillUntil([](const Refolded& log) { return PollIn(log).state == PollState::kClosed; }, "m0",
            {"poll", "close"});
  for (const std::size_t sealer : {0u, 1u}) {
    KillUntil([&](const Refolded& log) { return HasSealed(log, poll, Person(sealer)); },
              "m" + std::to_string(sealer), {"poll", "seal", number});
  }
  KillHoldersUntil([](const Refolded& log) { return !PollIn(log).results.empty(); });
  ASSERT_FALSE(HasFailure());
  std::cout << kills_ << " kills, " << Log()->entries().size() << " entries\n";
  EXPECT_GE(kills_, 15);
  EXPECT_TRUE(PollIn(*Log()).secret->false_answers.empty());

  ExpectCounted({3, 2, 0});
  Announce(number);
  Conclude("1", "adopted");
  ExpectVerified(CloseAndVerify());
  const Json opened = Do("nobody", {"check-ballot", spent, seed, archive()});
  EXPECT_THAT(opened.dump(), ::testing::HasSubstr("for"));
  EXPECT_EQ(Do("m1", {"hold", "--session", "committee-1"})["closed"], true);  // the share erased
}

}  // namespace
}  // namespace plenary::testing
