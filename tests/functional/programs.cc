#include "tests/functional/programs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <utility>

#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

using report::Json;

constexpr std::string_view kPassphrase = "pass word";  // of the Chamber's stores

}  // namespace

Programs::Programs(std::size_t members, const std::vector<session::AgendaItem>& items)
    : chamber_(members) {
  WriteText(folder() / "passphrase", kPassphrase);
  std::uint32_t position = 1;  // the Chamber has started one
  for (session::AgendaItem item : items) {
    item.id = NumberedId<ItemId>('i', position + 1);
    chamber_.Say(chamber_.chair(), chamber_.session(),
                 session::AddItem{std::move(item), position++});
  }
  chamber_.secretary().store.reset();  // from here on `plenary` opens the stores
  for (std::size_t i = 0; i < members; ++i) chamber_.member(i).store.reset();
}

std::vector<std::string> Programs::Command(const std::string& person,
                                           std::vector<std::string> arguments,
                                           const std::string& language) const {
  arguments.insert(arguments.begin(), Program("plenary"));
  if (person != "nobody") {
    arguments.insert(arguments.end(),
                     {"--home", folder() / person, "--passphrase-file", folder() / "passphrase"});
  }
  arguments.insert(arguments.end(), {"--lang", language});
  return arguments;
}

Ran Programs::As(const std::string& person, std::vector<std::string> arguments,
                 const std::string& language) {
  return Run(Command(person, std::move(arguments), language));
}

Ran Programs::OnTerminal(const std::string& person, std::vector<std::string> arguments,
                         const std::string& language, const std::string& typed) {
  std::string line;
  for (const std::string& word : Command(person, std::move(arguments), language)) {
    line += "'" + word + "' ";
  }
  return Run({"/usr/bin/script", "-qec", line, "/dev/null"}, typed);
}

std::size_t Programs::SecretsOf(const std::string& person) const {
  std::size_t number = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder() / person / "vault")) {
    const std::string name = file.path().filename();
    for (const char* kind : {".seed.", ".share.", ".answer.", ".ballot."}) {
      if (name.find(kind) != std::string::npos) ++number;
    }
  }
  return number;
}

Json Programs::Do(const std::string& person, std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  const Ran ran = As(person, arguments);
  EXPECT_EQ(ran.code, 0) << person << ": " << arguments[0] << " " << arguments[1] << "\n" << ran;
  return Json::parse(ran.out, nullptr, false);
}

Process Programs::Start(const std::string& person, std::vector<std::string> arguments) {
  return Process::Start({.command = Command(person, std::move(arguments), "en"),
                         .environment = {},
                         .output = folder() / (person + ".said"),
                         .errors = folder() / (person + ".said"),
                         .input = {}});
}

std::string Programs::SaidBy(const std::string& person) const {
  return ReadText(folder() / (person + ".said"));
}

std::string Programs::Open(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"poll", "draft"});
  const std::string number = std::to_string(Do("m0", arguments).value("poll", 0));
  Do("m0", {"poll", "open", number});
  return number;
}

void Programs::Announce(const std::string& poll) {
  Do("m1", {"poll", "certify", poll});
  Do("m0", {"poll", "announce", poll});
}

void Programs::Count(const std::string& poll, const std::vector<std::string>& counts) {
  Do("m0", {"poll", "close", poll});
  std::vector<std::string> entered{"poll", "count", poll};
  entered.insert(entered.end(), counts.begin(), counts.end());
  Do("m1", entered);
  entered[1] = "confirm";
  Do("m2", entered);
  Announce(poll);
}

void Programs::Conclude(const std::string& item, const std::string& ending) {
  Do("m0", {"agenda", "conclude", item, "--ending", ending});
}

void Programs::MakeKey(const std::vector<std::string>& holders) {
  std::vector<std::future<Json>> joining;
  for (const std::string& holder : holders) {
    joining.push_back(std::async(std::launch::async,
                                 [this, holder] { return Do(holder, {"ceremony", "join"}); }));
  }
  const Json made = Do("m0", {"ceremony", "begin", "--wait", "60"});
  EXPECT_EQ(made["complete"], true);
  EXPECT_EQ(made["threshold"], 2);
  for (auto& one : joining) EXPECT_EQ(one.get()["complete"], true);
}

Json Programs::CloseAndVerify() {
  Do("m0", {"session", "close"});
  return FetchAndVerify();
}

Json Programs::FetchAndVerify() {
  Do("m4", {"archive", "committee-1", "--out", archive()});
  EXPECT_EQ(std::filesystem::status(archive()).permissions(), std::filesystem::perms{0600});
  Json verified = Do("nobody", {"verify", archive()});
  EXPECT_EQ(verified["valid"], true);
  return verified;
}

}  // namespace plenary::testing
