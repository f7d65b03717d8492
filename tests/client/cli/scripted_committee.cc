#include "tests/client/cli/scripted_committee.h"

#include <csignal>
#include <utility>

#include "core/base/check.h"

namespace plenary::testing {
namespace {

using std::chrono::seconds;

constexpr std::string_view kScript = R"(plenary-script: 1
committee:
  name: 某县人民代表大会常务委员会
  term: 17
  founded: "2021-07-15"
  officers: [sec, off]
  people:
    - {id: d, name: 甲, seat: director}
    - {id: v, name: 乙, seat: vice-director}
    - {id: m, name: 戊, seat: member}
    - {id: n, name: 己, seat: member}
    - {id: sec, name: 丙, note: 办公室主任, roles: [secretary, officer]}
    - {id: off, name: 丁, roles: [officer]}
sessions:
  - id: c
    kind: council
    number: 1
    date: "2023-02-13"
    notice: "2023-02-10"
    chair: d
    agenda:
      - {id: a, kind: next-agenda, title: 研究会议建议议程}
    steps:
      - open
      - adopt-agenda
      - item: {item: a, ending: agreed}
      - close
)";

}  // namespace

ScriptedCommittee::ScriptedCommittee() {
  WriteText(folder_ / "script.yaml", kScript);
  const Ran ran = Run({Program("plenary").string(), "run", (folder_ / "script.yaml").string(),
                       "--out", (folder_ / "out").string(), "--json", "--lang", "en"});
  if (ran.code != 0) std::fprintf(stderr, "%s%s", ran.out.c_str(), ran.err.c_str());
  PLENARY_CHECK(ran.code == 0);
  address_ = report::Json::parse(ran.out).at("server").get<std::string>();
}

void ScriptedCommittee::Serve() {
  const auto port_file = folder_ / "port";
  std::filesystem::remove(port_file);
  server_.emplace(
      Process::Start({.command = {Program("plenaryd").string(), "serve", "--data",
                                  (folder_ / "out" / "server" / "data").string(), "--listen",
                                  address_, "--port-file", port_file.string()},
                      .environment = {},
                      .output = folder_ / "plenaryd.log",
                      .errors = folder_ / "plenaryd.log",
                      .input = {}}));
  PLENARY_CHECK(WaitFor([&] { return ReadText(port_file).ends_with('\n'); }, seconds(60)));
}

void ScriptedCommittee::StopServer() {
  server_->Signal(SIGTERM);
  PLENARY_CHECK(server_->Wait(seconds(30)) == 0);
  server_.reset();
}

std::filesystem::path ScriptedCommittee::home(std::string_view person) const {
  return folder_ / "out" / "people" / person;
}

Ran ScriptedCommittee::By(std::string_view person, std::vector<std::string> words) const {
  words.insert(words.begin(), Program("plenary").string());
  words.insert(words.end(), {"--lang", "en", "--home", home(person).string()});
  return Run(words);
}

report::Json ScriptedCommittee::Ask(std::string_view person, std::vector<std::string> words) const {
  words.emplace_back("--json");
  const Ran ran = By(person, std::move(words));
  if (ran.code != 0) std::fprintf(stderr, "%s%s", ran.out.c_str(), ran.err.c_str());
  PLENARY_CHECK(ran.code == 0);
  return report::Json::parse(ran.out);
}

}  // namespace plenary::testing
