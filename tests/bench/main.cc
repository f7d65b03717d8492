// plenary_bench: what docs/benchmarks.md describes, measured and printed.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <optional>
#include <thread>

#include "client/link/channel.h"
#include "core/base/check.h"
#include "core/wire/proto.h"
#include "tests/bench/alone.h"
#include "tests/bench/crowd.h"
#include "tests/bench/figures.h"
#include "tests/bench/hall.h"

namespace plenary::bench {
namespace {

constexpr std::string_view kBare = "the bare exchange";

struct Sizes {
  std::size_t committee = 175;  // members of a provincial standing committee, and a few
  std::size_t hall = 3000;
  std::size_t rounds = 15;        // of the committee's clicks, on each server
  std::size_t hall_rounds = 3;    // likewise, of as many clicks in the hall; all click once
  std::size_t repetitions = 500;  // of a part of the work alone
  std::size_t archive_members = 35;
  std::size_t archive_polls = 18;
  bool judged = true;  // by the targets
};

constexpr Sizes kSmall{6, 12, 2, 1, 3, 3, 1, false};

// Of both servers, and their quotient.
struct Pair {
  Round real;
  Round bare;
};

void RaiseFileLimit() {
  rlimit limit{};
  PLENARY_CHECK(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  PLENARY_CHECK(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

v1::SubmitRequest RequestOf(const log::SignedCommand& command) {
  v1::SubmitRequest request;
  *request.mutable_command() = wire::ToProto(command);
  return request;
}

CrowdTerms TermsOf(const Hall& hall, const std::string& address, std::size_t clients) {
  return {.address = address,
          .authority = hall.authority(),
          .badges = {hall.badges().data(), clients},
          .session = hall.log().session};
}

// Every answer is checked, after the clock has stopped: a figure of wrong answers is none.
void TakeAll(Hall& hall, const std::vector<log::SignedCommand>& ballots,
             const std::vector<v1::SubmitResponse>& responses) {
  for (std::size_t i = 0; i < responses.size(); ++i) {
    PLENARY_CHECK(responses[i].has_receipt());
    const auto receipt = wire::FromProto(responses[i].receipt());
    PLENARY_CHECK(receipt.has_value());
    hall.Take(i, ballots[i], *receipt);
  }
}

Round ClickReal(Hall& hall, Crowd& crowd, std::size_t clicks) {
  std::vector<log::SignedCommand> ballots(clicks);
  Round round = crowd.Click(clicks, [&](std::size_t i) {
    ballots[i] = hall.Ballot(i);
    return RequestOf(ballots[i]);
  });
  TakeAll(hall, ballots, crowd.responses());
  return round;
}

// The same bytes, signed beforehand: the bare exchange has no cryptography of ours.
Round ClickBare(Hall& hall, Crowd& crowd, std::size_t clicks) {
  std::vector<v1::SubmitRequest> requests;
  for (std::size_t i = 0; i < clicks; ++i) requests.push_back(RequestOf(hall.Ballot(i)));
  return crowd.Click(clicks, [&](std::size_t i) { return requests[i]; });
}

void Add(const Round& round, Round& sum) {
  sum.receipt.insert(sum.receipt.end(), round.receipt.begin(), round.receipt.end());
  sum.all = std::max(sum.all, round.all);
  sum.whole = std::max(sum.whole, round.whole);
}

// `limit` of the quotient at the 99th percentile, if there is one.
void PrintClicks(const std::string& who, const Pair& pair, const Alone& alone,
                 std::optional<double> limit) {
  for (const double percent : {50.0, 99.0}) {
    const double real = Quantile(pair.real.receipt, percent);
    const double bare = Quantile(pair.bare.receipt, percent);
    const std::string name = percent == 50.0 ? "p50" : "p99";
    Line(who + ", click to receipt, " + name, Number(real, "ms"), Ratio(real, bare, kBare),
         limit && percent == 99.0 ? AtMost(*limit, real / bare) : "");
    Line("  bare exchange, " + name, Number(bare, "ms"),
         Ratio(bare, alone.sync, "one sync of the disk"));
  }
  Line("  first click to last receipt, the worst", Number(pair.real.all, "ms"),
       Ratio(pair.real.all, pair.bare.all, kBare));
  Line("  last receipt to all watchers whole, the worst", Number(pair.real.whole, "ms"),
       "bare: " + Number(pair.bare.whole, "ms"));
}

// KiB of real memory that a process holds.
double MemoryOf(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6));
  }
  PLENARY_CHECK(false);
}

Alone RunAlone(const Sizes& sizes) {
  const testing::TempFolder folder;
  const Alone alone = MeasureAlone(folder.path(), sizes.repetitions);
  Heading("Alone, one core");
  Line("signature made", Number(alone.sign * 1000, "us"));
  Line("signature checked", Number(alone.verify * 1000, "us"));
  Line("4 KiB written and synced", Number(alone.sync, "ms"));
  return alone;
}

void RunArchive(const Sizes& sizes, const Alone& alone) {
  const ArchiveVerification archive = MeasureArchive(
      sizes.archive_members, sizes.archive_polls, std::max<std::size_t>(3, sizes.repetitions / 50));
  Heading("Archive of a session, " + std::to_string(sizes.archive_members) + " members, " +
          std::to_string(sizes.archive_polls) + " recorded polls, " +
          std::to_string(archive.entries) + " entries; one core");
  const double entry = archive.milliseconds / static_cast<double>(archive.entries);
  Line("archives verified", Number(1000 / archive.milliseconds, "/s"));
  Line("entries verified", Number(1000 / entry, "/s"),
       Ratio(entry, alone.verify, "a signature check"));
}

void RunCommittee(const Sizes& sizes, const Alone& alone) {
  Heading("Committee of " + std::to_string(sizes.committee) +
          ", everybody clicks at once and watches");
  Hall hall(sizes.committee);
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

void RunHall(const Sizes& sizes, const Alone& alone) {
  Heading("Hall of " + std::to_string(sizes.hall) + " watchers");
  const auto begin = Clock::now();
  Hall hall(sizes.hall);
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

int Run(int argc, char** argv) {
  CLI::App app("Measures Plenary; docs/benchmarks.md explains the figures.");
  bool small = false;
  std::string part = "all";
  app.add_flag("--small", small, "With small numbers: to see that everything works");
  app.add_option("part", part, "What to measure: all, archive, committee, hall")
      ->check(CLI::IsMember({"all", "archive", "committee", "hall"}));
  std::size_t hall = 0;
  app.add_option("--hall", hall, "How many watch in the large hall");
  CLI11_PARSE(app, argc, argv);
  Sizes sizes = small ? kSmall : Sizes{};
  if (hall != 0) sizes.hall = hall;
  link::RequireTls13();
  RaiseFileLimit();
  Note("processors: " + std::to_string(std::thread::hardware_concurrency()) +
       ", shared by servers and clients");
  const Alone alone = RunAlone(sizes);
  if (part == "all" || part == "archive") RunArchive(sizes, alone);
  if (part == "all" || part == "committee") RunCommittee(sizes, alone);
  if (part == "all" || part == "hall") RunHall(sizes, alone);
  return 0;
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) { return plenary::bench::Run(argc, argv); }
