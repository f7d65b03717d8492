#include "tests/client/cli/cli_committee.h"

#include <iostream>
#include <utility>

#include "core/base/check.h"

namespace plenary::testing {
namespace {

using nlohmann::json;

void Require(bool condition, const Words& words, const Ran& ran) {
  if (condition) return;
  for (const std::string& word : words) std::cerr << word << ' ';
  std::cerr << '\n' << ran << '\n';
  PLENARY_CHECK(condition);
}

}  // namespace

CliCommittee::CliCommittee(std::size_t members, std::string_view suite)
    : server_(folder_ / "node", suite) {
  for (std::size_t i = 1; i <= members; ++i) members_.push_back("委员" + std::to_string(i));
  Found(suite);
  for (const std::string& name : members_) Enrol(name, Invite(name));
  Seat();
}

Ran CliCommittee::Do(std::string_view who, const Words& words) const {
  std::vector<std::string> command = {Program("plenary").string()};
  command.insert(command.end(), words.begin(), words.end());
  return Run(command, {}, {{"PLENARY_HOME", Home(who).string()}, {"LC_ALL", "C"}});
}

json CliCommittee::Ask(std::string_view who, Words words) const {
  words.emplace_back("--json");
  const Ran ran = Do(who, words);
  Require(ran.code == 0, words, ran);
  json answer = json::parse(ran.out, nullptr, false);
  Require(!answer.is_discarded(), words, ran);
  return answer;
}

std::string CliCommittee::Refused(std::string_view who, Words words, int exit) const {
  words.emplace_back("--json");
  const Ran ran = Do(who, words);
  const json answer = json::parse(ran.out, nullptr, false);
  Require(ran.code == exit && answer.contains("error"), words, ran);
  return answer["error"]["code"];
}

std::filesystem::path CliCommittee::Invite(const std::string& name) {
  const std::filesystem::path sheet = Path(name + ".sheet");
  Ask(kSecretary, {"committee", "person", "add", name});
  Ask(kSecretary, {"committee", "offer", name, "--sheet", sheet.string()});
  return sheet;
}

void CliCommittee::Enrol(const std::string& name, const std::filesystem::path& sheet) {
  Ask(name, {"enrol", "--sheet", sheet.string(), "--unattended", "--no-wait"});
  Ask(kSecretary, {"committee", "admit", name});
  ConfirmAll();
  Ask(name, {"enrol", "--resume"});
}

void CliCommittee::ConfirmAll() const { Ask(kOfficer, {"committee", "confirm", "--all", "--yes"}); }

void CliCommittee::Found(std::string_view suite) {
  const std::string card = Path("card").string();
  const std::string draft = Path("draft").string();
  const std::string founding = Path("founding").string();
  for (const std::string_view who : {kSecretary, kOfficer}) {
    Ask(who, {"key", "new", "--unattended", "--suite", std::string(suite)});
  }
  Ask(kOfficer, {"key", "card", "--name", std::string(kOfficer), "--out", card});
  Ask(kSecretary, {"committee", "found", "--name", "绛县人民代表大会常务委员会", "--term", "18",
                   "--date", "2021-06-01", "--my-name", std::string(kSecretary), "--second", card,
                   "--node", server_.node_file().string(), "--out", draft});
  Ask(kOfficer, {"committee", "cosign", draft, "--out", founding, "--yes"});
  server_.Import(founding);
  server_.Start();
  for (const std::string_view who : {kSecretary, kOfficer}) {
    Ask(who, {"committee", "bind", "--founding", founding, "--server", server_.address()});
  }
}

void CliCommittee::Seat() {
  if (members_.empty()) return;
  const std::string others = std::to_string(members_.size() - 1);
  Ask(kSecretary, {"committee", "seat", "add", "director"});
  if (members_.size() > 1) {
    Ask(kSecretary, {"committee", "seat", "add", "member", "--count", others});
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    Ask(kSecretary,
        {"committee", "seat", "fill", std::to_string(i + 1), members_[i], "--date", "2021-06-01"});
  }
  ConfirmAll();
}

}  // namespace plenary::testing
