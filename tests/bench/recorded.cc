// The click, the committee and the large hall, in recorded polls.
#include <fstream>

#include "core/base/check.h"
#include "tests/bench/clicks.h"
#include "tests/bench/parts.h"

namespace plenary::bench {
namespace {

Round ClickReal(Hall& hall, Crowd& crowd, std::size_t clicks) {
  return ClickReal(hall, crowd, clicks, [&](std::size_t i) { return hall.Ballot(i); });
}

Round ClickBare(const Hall& hall, Crowd& crowd, std::size_t clicks) {
  return ClickBare(crowd, clicks, [&](std::size_t i) { return hall.Ballot(i); });
}

// KiB of real memory that a process holds.
double MemoryOf(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6));
  }
  PLENARY_CHECK(false);
}

// Commands a second, without watchers.
double RunPump(const Hall& hall, const std::string& address, std::size_t clients,
               const std::vector<v1::SubmitRequest>& requests,
               std::vector<v1::SubmitResponse>& responses) {
  Crowd crowd(TermsOf(hall, address, clients));
  const double time = crowd.Pump(requests);
  responses = crowd.responses();
  return static_cast<double>(requests.size()) / time * 1000;
}

void RunThroughput(const Sizes& sizes, const Alone& alone, Hall& hall) {
  Heading("Commands a second, " + std::to_string(std::min(sizes.committee, hall.members())) +
          " connections, one command under way on each");
  Note("signed beforehand, outside what is measured; nobody watches");
  const std::size_t clients = std::min(sizes.committee, hall.members());
  std::vector<log::SignedCommand> ballots;
  std::vector<v1::SubmitRequest> requests;
  for (std::size_t i = 0; i < hall.members(); ++i) {
    ballots.push_back(hall.Ballot(i));
    requests.push_back(RequestOf(ballots.back()));
  }
  std::vector<v1::SubmitResponse> responses;
  const double bare = RunPump(hall, hall.bare_address(), clients, requests, responses);
  const double real = RunPump(hall, hall.server().address(), clients, requests, responses);
  TakeAll(hall, ballots, responses);
  Line("plenaryd", Number(real, "/s"), Ratio(real, bare, kBare));
  Line("  bare exchange", Number(bare, "/s"));
  Line("  against signature checks alone, one core", Number(real * alone.verify / 1000, ""),
       "of " + Number(1000 / alone.verify, "/s"));
  Line("  against syncs of the disk alone", Number(real * alone.sync / 1000, ""),
       "of " + Number(1000 / alone.sync, "/s"));
}

// Connects everybody to plenaryd, and does there what is asked of the large hall.
void RunWatchers(const Sizes& sizes, Hall& hall, Round& fan_out, Round& clicks) {
  const double before = MemoryOf(hall.server().pid());
  Crowd crowd(TermsOf(hall, hall.server().address(), hall.members()));
  const auto begin = Clock::now();
  crowd.Watch(hall.size());
  Line("all connected and watching after",
       Number(MillisecondsBetween(begin, Clock::now()) / 1000, "s"));
  const double memory =
      (MemoryOf(hall.server().pid()) - before) / static_cast<double>(hall.members());
  Line("memory of plenaryd an idle watcher", Number(memory, "KiB"), "",
       sizes.judged ? AtMost(200, memory, "KiB") : "");
  for (std::size_t i = 0; i < sizes.hall_rounds; ++i) {
    Add(ClickReal(hall, crowd, std::min(sizes.committee, hall.members())), fan_out);
  }
  Line("poll of " + std::to_string(std::min(sizes.committee, hall.members())) +
           ", last receipt to all whole, the worst",
       Number(fan_out.whole, "ms"), "", sizes.judged ? AtMost(1000, fan_out.whole, "ms") : "");
  Add(ClickReal(hall, crowd, hall.members()), clicks);
}

}  // namespace

void RunCommittee(const Sizes& sizes, const Alone& alone) {
  Heading("Committee of " + std::to_string(sizes.committee) +
          ", everybody clicks at once and watches");
  Hall hall({.members = sizes.committee, .recorded_poll = true});
  Crowd real(TermsOf(hall, hall.server().address(), sizes.committee));
  Crowd bare(TermsOf(hall, hall.bare_address(), sizes.committee));
  real.Watch(hall.size());
  bare.Watch(0);
  Pair sum;
  ClickReal(hall, real, real.size());  // once to warm up
  ClickBare(hall, bare, bare.size());
  for (std::size_t round = 0; round < sizes.rounds; ++round) {
    Add(ClickReal(hall, real, real.size()), sum.real);
    Add(ClickBare(hall, bare, bare.size()), sum.bare);
  }
  PrintClicks(std::to_string(sizes.committee), sum, alone,
              sizes.judged ? std::optional(2.0) : std::nullopt);
}

void RunHall(const Sizes& sizes, const Alone& alone) {
  Heading("Hall of " + std::to_string(sizes.hall) + " watchers");
  const auto begin = Clock::now();
  Hall hall({.members = sizes.hall, .recorded_poll = true});
  Note("made and loaded in " + Number(MillisecondsBetween(begin, Clock::now()) / 1000, "s"));
  Pair fan_out;
  Pair clicks;
  RunWatchers(sizes, hall, fan_out.real, clicks.real);
  {
    Crowd crowd(TermsOf(hall, hall.bare_address(), hall.members()));
    crowd.Watch(0);
    for (std::size_t i = 0; i < sizes.hall_rounds; ++i) {
      Add(ClickBare(hall, crowd, std::min(sizes.committee, hall.members())), fan_out.bare);
    }
    Add(ClickBare(hall, crowd, hall.members()), clicks.bare);
  }
  Line("  bare exchange", Number(fan_out.bare.whole, "ms"),
       "plenaryd: " + Ratio(fan_out.real.whole, fan_out.bare.whole, "it"));
  PrintClicks(std::to_string(sizes.hall), clicks, alone, std::nullopt);
  RunThroughput(sizes, alone, hall);
}

}  // namespace plenary::bench
