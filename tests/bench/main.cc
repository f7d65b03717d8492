// plenary_bench: what docs/benchmarks.md describes, measured and printed.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "client/link/channel.h"
#include "core/base/check.h"
#include "tests/bench/figures.h"
#include "tests/bench/parts.h"
#include "tests/support/process.h"

namespace plenary::bench {
namespace {

constexpr Sizes kSmall{6, 12, 2, 1, 1, 3, 6, 2, 3, 50, false};

void RaiseFileLimit() {
  rlimit limit{};
  PLENARY_CHECK(::getrlimit(RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  PLENARY_CHECK(::setrlimit(RLIMIT_NOFILE, &limit) == 0);
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
      sizes.session_members, sizes.session_polls, std::max<std::size_t>(3, sizes.repetitions / 50));
  Heading("Archive of a session, " + std::to_string(sizes.session_members) + " members, " +
          std::to_string(sizes.session_polls) + " recorded polls, " +
          std::to_string(archive.entries) + " entries; one core");
  const double entry = archive.milliseconds / static_cast<double>(archive.entries);
  Line("archives verified", Number(1000 / archive.milliseconds, "/s"));
  Line("entries verified", Number(1000 / entry, "/s"),
       Ratio(entry, alone.verify, "a signature check"));
}

using Part = std::pair<std::string, std::function<void(const Sizes&, const Alone&)>>;

std::vector<Part> Parts() {
  return {{"archive", RunArchive},
          {"committee", RunCommittee},
          {"hall", RunHall},
          {"secret-session", RunSecretSession},
          {"secret-committee", RunSecretCommittee},
          {"secret-hall", RunSecretHall}};
}

int Run(int argc, char** argv) {
  CLI::App app("Measures Plenary; docs/benchmarks.md explains the figures.");
  const auto parts = Parts();
  std::vector<std::string> names = {"all"};
  for (const Part& part : parts) names.push_back(part.first);
  bool small = false;
  std::string wanted = "all";
  app.add_flag("--small", small, "With small numbers: to see that everything works");
  app.add_option("part", wanted, "What to measure")->check(CLI::IsMember(names));
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
  for (const auto& [name, run] : parts) {
    if (wanted == "all" || wanted == name) run(sizes, alone);
  }
  return 0;
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) { return plenary::bench::Run(argc, argv); }
