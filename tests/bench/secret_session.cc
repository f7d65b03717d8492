// A session of secret polls with a real client for every member, each verifying all of it by
// itself, at full depth: the key ceremony, and what comes after a poll's closing.
#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

#include "client/actions/secret_polls.h"
#include "core/base/check.h"
#include "core/crypto/random.h"
#include "tests/bench/clicks.h"
#include "tests/bench/officers.h"
#include "tests/bench/parts.h"

namespace plenary::bench {
namespace {

constexpr std::size_t kBareRounds = 5;

class SecretSession {
 public:
  SecretSession(const Sizes& sizes, bool body) : hall_(TermsFor(sizes, body)) {
    link::LinkOptions options;  // everybody a hub of their own
    options.executor = std::make_shared<link::Executor>(
        std::max<std::size_t>(1, std::thread::hardware_concurrency()));
    for (std::size_t i = 0; i < sizes.session_members; ++i) {
      machines_.push_back(std::make_unique<Machine>(hall_.store(i), hall_.log().session, options));
    }
    for (const auto& machine : machines_) machine->Follow();
  }

  // Of one click of everybody on the bare exchange, first click to last receipt; the median.
  double Bare() {
    Crowd crowd(TermsOf(hall_, hall_.bare_address(), hall_.members()));
    hall_.Vote(crypto::RandomId<PollId>().value(), chair().link().Head(hall_.log()));
    crowd.Watch(0);
    std::vector<double> times;
    for (std::size_t i = 0; i < kBareRounds; ++i) {
      const auto ballot = [&](std::size_t member) { return hall_.Ballot(member); };
      times.push_back(ClickBare(crowd, hall_.members(), ballot).all);
    }
    return Quantile(times, 50);
  }

  // From the chair's word until the key stands on every machine.
  double Ceremony() {
    const auto begin = Clock::now();
    const CeremonyId ceremony = BeginCeremony(chair());
    return Latest(begin, [&](Machine& machine) { return machine.WhenMade(ceremony); });
  }

  // From the chair's closing until every machine has verified the result.
  double Poll(std::size_t number) {
    const PollId poll = OpenSecretPoll(chair(), hall_, number);
    Cast(poll);
    const auto begin = Clock::now();
    chair().Say(session::ClosePoll{poll});
    const double time = Latest(begin, [&](Machine& machine) { return machine.WhenCounted(poll); });
    Announce(poll);
    return time;
  }

 private:
  static HallTerms TermsFor(const Sizes& sizes, bool body) {
    HallTerms terms{.members = sizes.session_members,
                    .stores = sizes.session_members,
                    .scrutineers = body ? 2 : sizes.holders,
                    .proposals = sizes.session_polls};
    if (body) terms.rules.key_holding.holders = session::KeyHolders::kBody;
    return terms;
  }

  Machine& chair() { return *machines_.front(); }

  double Latest(Clock::time_point begin, const std::function<Clock::time_point(Machine&)>& when) {
    Clock::time_point last = begin;
    for (const auto& machine : machines_) last = std::max(last, when(*machine));
    return MillisecondsBetween(begin, last);
  }

  // Everybody for, and every machine has seen and checked it.
  void Cast(const PollId& poll) {
    std::atomic<std::size_t> cast = 0;
    for (const auto& machine : machines_) {
      machine->WaitFor([&](const session::Session& session) { return session.open_poll == poll; });
      const auto session = machine->Session();
      auto booth = actions::Booth::Open(machine->store(), *session, poll, machine->person());
      PLENARY_CHECK(booth && (*booth)->Prepare());
      const auto made = (*booth)->Make(std::vector{rules::Choice{{0}}});
      PLENARY_CHECK(made);
      machine->SayAsync(actions::CastOf(*session, poll, machine->person(), *made), [&cast] {
        ++cast;
        cast.notify_all();
      });
    }
    for (std::size_t seen = cast; seen < machines_.size(); seen = cast) cast.wait(seen);
    for (const auto& machine : machines_) {
      machine->WaitFor([&](const session::Session& session) {
        return session.polls.at(poll).ballots.size() == machines_.size();
      });
    }
  }

  // As the machines have found it, and all the same.
  void Announce(const PollId& poll) {
    const auto results = session::StateResults(chair().Session()->polls.at(poll));
    PLENARY_CHECK(results.at(0).votes.at(0) == machines_.size());
    for (const auto& machine : machines_) {
      PLENARY_CHECK(session::StateResults(machine->Session()->polls.at(poll)) == results);
    }
    machines_[1]->Say(session::CertifyResult{poll, results});
    chair().Say(session::AnnounceResult{poll, results});
  }

  Hall hall_;
  std::vector<std::unique_ptr<Machine>> machines_;
};

void RunOne(const Sizes& sizes, bool body) {
  const std::size_t holders = body ? sizes.session_members : sizes.holders;
  Heading("Session of " + std::to_string(sizes.session_members) + " members, " +
          std::to_string(sizes.session_polls) + " secret polls, the key held by " +
          std::to_string(holders));
  Note("every member a real client that verifies everything; closed, sealed, opened, totals found");
  SecretSession session(sizes, body);
  const double bare = session.Bare();
  Line("bare exchange, everybody once", Number(bare, "ms"));
  const double ceremony = session.Ceremony();
  Line("key ceremony, to the key on every client", Number(ceremony, "ms"),
       Ratio(ceremony, bare, kBare),
       sizes.judged ? AtMost(body ? 10000 : 3000, ceremony, "ms") : "");
  std::vector<double> times;
  for (std::size_t i = 0; i < sizes.session_polls; ++i) times.push_back(session.Poll(i));
  const double median = Quantile(times, 50);
  const double worst = Quantile(times, 100);
  Line("close to result on every client, the median", Number(median, "ms"),
       Ratio(median, bare, kBare));
  Line("  the worst of " + std::to_string(times.size()), Number(worst, "ms"),
       Ratio(worst, bare, kBare), sizes.judged ? AtMost(1000, worst, "ms") : "");
}

}  // namespace

void RunSecretSession(const Sizes& sizes, const Alone& /*alone*/) {
  RunOne(sizes, false);
  RunOne(sizes, true);
}

}  // namespace plenary::bench
