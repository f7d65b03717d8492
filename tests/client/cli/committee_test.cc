// Founding, enrolment and the registry, by the programs that people use.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "client/link/key_store.h"
#include "core/wire/enrolment.h"
#include "tests/client/cli/cli_committee.h"

namespace plenary::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// One committee for all tests: each leaves it able to go on.
class CommitteeCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { committee_ = std::make_unique<CliCommittee>(2); }
  static void TearDownTestSuite() { committee_.reset(); }

  CliCommittee& committee() const { return *committee_; }
  std::string Secretary() const { return std::string(CliCommittee::kSecretary); }
  std::string Officer() const { return std::string(CliCommittee::kOfficer); }
  const std::string& Member(std::size_t i) const { return committee_->members()[i]; }
  json Show() const { return committee_->Ask(Member(0), {"committee", "show"}); }
  json Person(const std::string& name) const {
    const json show = Show();
    for (const json& person : show["people"]) {
      if (person["name"] == name) return person;
    }
    return {};
  }

 private:
  static std::unique_ptr<CliCommittee> committee_;
};
std::unique_ptr<CliCommittee> CommitteeCommands::committee_;

TEST_F(CommitteeCommands, SeatPeopleAndAdmitTheirKeys) {
  const json show = Show();
  EXPECT_EQ(show["name"], "绛县人民代表大会常务委员会");
  EXPECT_EQ(show["term"], 18);
  EXPECT_EQ(show["composition"], 2);
  EXPECT_EQ(show["seats"][0]["office"], "director");
  EXPECT_EQ(show["seats"][0]["holder"], Member(0));
  EXPECT_EQ(show["seats"][1]["since"], "2021-06-01");
  EXPECT_THAT(show["pending"], IsEmpty());
  for (const std::string& name : committee().members()) {
    const json key = committee().Ask(name, {"key", "show"});
    EXPECT_EQ(Person(name)["keys"][0]["short_code"], key["short_code"]) << name;
    EXPECT_EQ(key["committee"]["fingerprint"], show["fingerprint"]);
    EXPECT_FALSE(key["certificate"].is_null());
  }
}

TEST_F(CommitteeCommands, SpeakBothLanguages) {
  const Ran english = committee().Do(Member(0), {"committee", "show"});
  EXPECT_THAT(english.out, HasSubstr("Waits for a second officer"));
  const Ran chinese = committee().Do(Member(0), {"committee", "show", "--lang", "zh"});
  EXPECT_THAT(chinese.out, HasSubstr("第 18 届"));
  EXPECT_THAT(chinese.out, HasSubstr(Member(1)));
}

TEST_F(CommitteeCommands, ListWhomAWordCouldMean) {
  const Ran ran = committee().Do(Secretary(), {"committee", "role", "grant", "张三", "secretary"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("张三"));
  EXPECT_THAT(ran.err, HasSubstr(Member(1)));
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_EQ(committee().Refused(Secretary(), {"committee", "offer", "张三"}), "not-found");
}

TEST_F(CommitteeCommands, AreRefusedToWhoHasNoRole) {
  const Words add = {"committee", "person", "add", "张三"};
  EXPECT_EQ(committee().Refused(Member(0), add), "NotYourRole");
  EXPECT_EQ(Person("张三"), json());
}

TEST_F(CommitteeCommands, TakeTwoOfficersForAChange) {
  const Words grant = {"committee", "role", "grant", Member(1), "officer"};
  EXPECT_EQ(committee().Ask(Secretary(), grant)["waits_for_confirmation"], true);
  EXPECT_THAT(Person(Member(1))["roles"], IsEmpty());
  const json pending = committee().Ask(Officer(), {"committee", "pending"})["pending"];
  ASSERT_EQ(pending.size(), 1u);
  const std::string entry = std::to_string(pending[0]["entry"].get<int>());
  EXPECT_EQ(committee().Refused(Secretary(), {"committee", "confirm", entry, "--yes"}),
            "OwnProposal");
  EXPECT_EQ(committee().Refused(Officer(), {"committee", "confirm", entry}, 2), "usage");
  EXPECT_EQ(committee().Refused(Officer(), {"committee", "confirm", "4000", "--yes"}),
            "not-pending");
  committee().Ask(Officer(), {"committee", "confirm", entry, "--yes"});
  EXPECT_EQ(Person(Member(1))["roles"], json({"officer"}));
  committee().Ask(Secretary(), {"committee", "role", "withdraw", Member(1), "officer"});
  EXPECT_THAT(Person(Member(1))["roles"], IsEmpty());
}

TEST_F(CommitteeCommands, ChangeRulesByWhatTheFileNames) {
  const auto file = committee().Path("rules.toml");
  WriteText(file, "notice-days = 7\n");
  committee().Ask(Secretary(), {"committee", "rules", "set", file.string()});
  EXPECT_THAT(committee().Do(Officer(), {"committee", "pending"}).out, HasSubstr("0 -> 7"));
  committee().ConfirmAll();
  const json rules = committee().Ask(Member(0), {"committee", "rules", "show"});
  EXPECT_EQ(rules["notice-days"], 7);
  EXPECT_EQ(rules["joint-movers"], 3);
  EXPECT_EQ(committee().Refused(Secretary(), {"committee", "rules", "set", file.string()}),
            "no-change");
  WriteText(file, "notice-days = -1\n");
  EXPECT_EQ(committee().Refused(Secretary(), {"committee", "rules", "set", file.string()}),
            "invalid-argument");
}

TEST_F(CommitteeCommands, CorrectPeopleSeatsAndFigures) {
  committee().Ask(Secretary(), {"committee", "person", "add", "赵六", "--note", "县法院院长"});
  committee().Ask(Secretary(), {"committee", "person", "correct", "赵六", "--name", "赵陆"});
  committee().Ask(Secretary(), {"committee", "seat", "vacate", "2", "--date", "2023-03-01",
                                "--reason", "调离本行政区域"});
  committee().ConfirmAll();
  EXPECT_EQ(Person("赵陆")["note"], "县法院院长");
  EXPECT_EQ(Show()["composition"], 1);
  committee().Ask(Secretary(),
                  {"committee", "seat", "fill", "2", Member(1), "--date", "2023-03-02"});
  committee().ConfirmAll();
  EXPECT_EQ(Show()["composition"], 2);
  committee().Ask(Secretary(),
                  {"committee", "year-figures", "--year", "2023", "--proposals", "154",
                   "--satisfied", "97.5%", "--petitions", "23", "--followed-up", "21"});
  EXPECT_EQ(Show()["years"]["2023"]["proposals_satisfied_permille"], 975);
}

TEST_F(CommitteeCommands, EnrolOnlyWithTheRightCommitteeAndCode) {
  const auto sheet = committee().Invite("孙七");
  json changed = json::parse(ReadText(sheet));
  changed["fingerprint"] = wire::FormatFingerprint(CommitteeId{});
  WriteText(committee().Path("forged"), changed.dump());
  const Words forged = {"enrol", "--sheet", committee().Path("forged").string(), "--unattended"};
  EXPECT_EQ(committee().Refused("孙七", forged), "other-committee");
  EXPECT_FALSE(std::filesystem::exists(committee().Home("孙七")));

  const Words paper = {"enrol",
                       "--server",
                       committee().server().address(),
                       "--fingerprint",
                       json::parse(ReadText(sheet))["fingerprint"],
                       "--unattended",
                       "--code"};
  Words mistyped = paper;
  mistyped.emplace_back("0000-0000");
  EXPECT_EQ(committee().Refused("孙七", mistyped), "invalid-argument");
  const auto code = wire::MakeEnrolmentCode(std::array<Byte, wire::kEnrolmentRandomness>{});
  Words unknown = paper;
  unknown.emplace_back(wire::FormatCode(code).text());
  EXPECT_EQ(committee().Refused("孙七", unknown), "code-not-open");

  committee().Ask("孙七", {"enrol", "--sheet", sheet.string(), "--unattended", "--no-wait"});
  EXPECT_EQ(committee().Refused("孙七", {"committee", "show"}), "not-admitted");
  EXPECT_EQ(committee().Refused("孙七", {"enrol", "--resume", "--wait", "1"}), "not-admitted");
  const json handed = committee().Ask(Secretary(), {"committee", "applications"});
  EXPECT_THAT(handed.dump(), HasSubstr("\"verified\""));
  EXPECT_EQ(committee().Refused(Secretary(), {"committee", "admit", Member(0)}), "no-application");
  committee().Enrol("孙七", sheet);
  EXPECT_EQ(committee().Ask("孙七", {"committee", "show"})["term"], 18);
  EXPECT_EQ(std::filesystem::status(sheet).permissions(), std::filesystem::perms{0600});
}

TEST_F(CommitteeCommands, EndARevokedKeyAtOnce) {
  const auto sheet = committee().Invite("周八");
  committee().Enrol("周八", sheet);
  committee().Ask(Officer(), {"committee", "revoke-key", "周八", "--reason", "电脑遗失"});
  EXPECT_EQ(Person("周八")["keys"][0]["revoked"], true);
  const Ran shut = committee().Do("周八", {"committee", "show"});
  EXPECT_EQ(shut.code, 1);
  EXPECT_THAT(shut.err, HasSubstr("ask the secretary"));
  EXPECT_EQ(committee().Refused("周八", {"enrol", "--resume"}), "revoked");
}

TEST_F(CommitteeCommands, AdmitAndRevokeANode) {
  const ServerProcess second(committee().Path("second"));
  const json nodes = Show()["nodes"];
  const std::string file = second.node_file().string();
  EXPECT_EQ(committee().Refused(Member(0), {"committee", "node", "admit", file}), "NotYourRole");
  committee().Ask(Secretary(), {"committee", "node", "admit", file});
  EXPECT_EQ(Show()["nodes"], nodes) << "not before another officer has confirmed it";
  committee().ConfirmAll();
  const json admitted = Show()["nodes"];
  ASSERT_EQ(admitted.size(), nodes.size() + 1);
  const auto added = std::ranges::find_if(
      admitted, [&](const json& node) { return std::ranges::find(nodes, node) == nodes.end(); });
  const std::string code = (*added)["short_code"];
  const Ran revoked =
      committee().Do(Officer(), {"committee", "node", "revoke", code, "--reason", "机器更换"});
  EXPECT_THAT(revoked.out, HasSubstr("revokes the node " + code)) << revoked.err;
  const json show = Show();
  EXPECT_TRUE(std::ranges::any_of(show["nodes"], [&](const json& node) {
    return node["short_code"] == code && node["revoked"] == true;
  })) << show["nodes"];
}

TEST_F(CommitteeCommands, SayThatNoServerAnswers) {
  committee().server().Stop();
  const Words show = {"committee", "show", "--timeout", "2"};
  EXPECT_EQ(committee().Refused(Member(0), show, 3), "unavailable");
  committee().server().Start();
  EXPECT_EQ(committee().Ask(Member(0), {"committee", "show"})["term"], 18);
}

TEST_F(CommitteeCommands, KeepOneProgramInAStore) {
  const auto store = link::KeyStore::Open(committee().Home(Member(0)), std::nullopt);
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_EQ(committee().Refused(Member(0), {"committee", "show"}), "in-use");
}

TEST_F(CommitteeCommands, BindOnlyTheFoundersKeys) {
  committee().Ask("客人", {"key", "new", "--unattended"});
  const Words bind = {"committee",  "bind",
                      "--founding", committee().Path("founding").string(),
                      "--server",   committee().server().address()};
  EXPECT_EQ(committee().Refused("客人", bind), "not-an-officer");
  const Words cosign = {"committee",
                        "cosign",
                        committee().Path("draft").string(),
                        "--out",
                        committee().Path("again").string(),
                        "--yes"};
  EXPECT_EQ(committee().Refused("客人", cosign), "permission-denied");
  EXPECT_FALSE(std::filesystem::exists(committee().Path("again")));
}

TEST(NewTerm, BeginsWithEverySeatVacant) {
  CliCommittee committee(2);
  const auto show = [&] { return committee.Ask(CliCommittee::kSecretary, {"committee", "show"}); };
  const auto begin = [&](const std::string& term) -> Words {
    return {"committee", "term", "begin", term, "--date", "2026-06-01"};
  };
  EXPECT_NE(committee.Do(CliCommittee::kSecretary, begin("18")).code, 0);
  committee.Ask(CliCommittee::kSecretary, begin("19"));
  EXPECT_EQ(show()["term"], 18) << "not before another officer has confirmed it";
  committee.ConfirmAll();
  EXPECT_EQ(show()["term"], 19);
  EXPECT_EQ(show()["composition"], 0);
  EXPECT_TRUE(show()["seats"][0]["holder"].is_null());
  committee.Ask(CliCommittee::kSecretary,
                {"committee", "seat", "fill", "1", committee.members()[1], "--date", "2026-06-02"});
  committee.ConfirmAll();
  EXPECT_EQ(show()["seats"][0]["holder"], committee.members()[1]);
  EXPECT_EQ(show()["composition"], 1);
}

TEST(KeyCommands, AskForThePassphrase) {
  const TempFolder folder;
  const auto run = [&](Words words, const std::string& passphrase) {
    words.insert(words.begin(), Program("plenary").string());
    std::map<std::string, std::string> environment = {{"PLENARY_HOME", (folder / "home").string()},
                                                      {"LC_ALL", "C"}};
    if (!passphrase.empty()) {
      WriteText(folder / "passphrase", passphrase + "\n");
      environment["PLENARY_PASSPHRASE_FILE"] = (folder / "passphrase").string();
    }
    return plenary::testing::Run(words, {}, environment);
  };
  EXPECT_EQ(run({"key", "new"}, "").code, 1);  // no terminal, no file
  EXPECT_FALSE(std::filesystem::exists(folder / "home"));
  EXPECT_EQ(run({"key", "new", "--suite", "sm2"}, "correct horse").code, 0);
  const Ran again = run({"key", "new"}, "another");
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("nothing was changed"));
  EXPECT_THAT(run({"key", "show"}, "correct horse").out, HasSubstr("sm2"));
  EXPECT_THAT(run({"key", "show"}, "wrong").err, HasSubstr("passphrase is wrong"));
  EXPECT_THAT(run({"key", "show"}, "").err, HasSubstr("--passphrase-file"));
}

TEST(CommitteeHelp, IsThereForEveryCommandInBothLanguages) {
  const std::vector<Words> commands = {{"key", "new"},
                                       {"enrol"},
                                       {"committee"},
                                       {"committee", "found"},
                                       {"committee", "seat", "fill"},
                                       {"committee", "confirm"}};
  for (Words command : commands) {
    command.insert(command.begin(), Program("plenary").string());
    command.emplace_back("--help");
    const Ran english = plenary::testing::Run(command, {}, {{"LC_ALL", "C"}});
    const Ran chinese = plenary::testing::Run(command, {}, {{"LC_ALL", "zh_CN.UTF-8"}});
    EXPECT_EQ(english.code, 0) << english;
    EXPECT_THAT(english.out, HasSubstr("Show this help"));
    EXPECT_THAT(chinese.out, HasSubstr("显示本说明"));
  }
}

TEST(CommitteeUsage, IsExplained) {
  const std::vector<Words> lines = {{"committee"},
                                    {"committee", "found", "--term", "18"},
                                    {"committee", "seat", "fill", "1", "A", "--date", "yesterday"},
                                    {"committee", "seat", "add", "king"},
                                    {"enrol", "--sheet", "a", "--code", "b"}};
  for (Words line : lines) {
    line.insert(line.begin(), Program("plenary").string());
    const Ran ran = plenary::testing::Run(
        line, {}, {{"LC_ALL", "C"}, {"PLENARY_HOME", "/nonexistent/plenary"}});
    EXPECT_EQ(ran.code, 2) << ran;
    EXPECT_THAT(ran.err, HasSubstr("--help")) << line.back();
  }
}

}  // namespace
}  // namespace plenary::testing
