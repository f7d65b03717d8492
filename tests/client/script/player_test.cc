#include "client/script/player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/archive/verify.h"
#include "tests/support/check_secret.h"
#include "tests/support/server_process.h"

namespace plenary::script {
namespace {

using plenary::testing::Program;
using plenary::testing::ReadText;
using plenary::testing::ServerProcess;
using plenary::testing::TempFolder;
using plenary::testing::WriteText;

// Four members; the steps are those between the adoption of the agenda and the close.
std::string ScriptOf(const std::string& steps) {
  return R"(plenary-script: 1
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
  - id: s
    kind: committee
    number: 1
    date: "2023-02-24"
    notice: "2023-02-20"
    chair: d
    late: [n]
    guests: [{name: 庚, kind: grass-roots-deputy, organ: 某镇}]
    agenda:
      - {id: a, kind: decision, title: 关于某事的决定（草案）}
      - {id: people, kind: appointments, title: 人事任免事项}
    steps:
      - open
      - adopt-agenda
)" + steps +
         "      - close\n";
}

// What the items need to end, where a test is about something else.
constexpr const char* kNothingMore =
    "      - withdraw-item: {item: a, reason: 暂缓}\n"
    "      - withdraw-item: {item: people, reason: 暂缓}\n";

class Playing : public ::testing::Test {
 protected:
  Script Load(const std::string& steps) {
    WriteText(folder_ / "script.yaml", ScriptOf(steps));
    auto script = script::Load(folder_ / "script.yaml");
    EXPECT_TRUE(script) << (script ? "" : Format(script.error().front(), text::Language::kEnglish));
    return script ? *std::move(script) : Script{};
  }
  std::filesystem::path out() const { return folder_ / "out"; }
  RunTerms Terms() {
    return {.folder = out(),
            .plenaryd = Program("plenaryd"),
            .server = "",
            .tell = [this](const Sentence& how_far) { told_.push_back(how_far.en); },
            .is_over = [] { return false; }};
  }
  Played<RunReport> Play(const std::string& steps) {
    const Script script = Load(steps);
    return script::Run(script, Terms());
  }
  static std::string Why(const Played<RunReport>& played) {
    return played ? "" : Format(played.error().fault, text::Language::kEnglish);
  }

  // Files of a key store that hold secrets of secret polls.
  std::size_t SecretsOf(const std::string& store) const {
    std::size_t number = 0;
    for (const auto& file :
         std::filesystem::directory_iterator(out() / "people" / store / "vault")) {
      const std::string name = file.path().filename();
      for (const char* kind : {".seed.", ".share.", ".answer.", ".ballot."}) {
        if (name.find(kind) != std::string::npos) ++number;
      }
    }
    return number;
  }

  TempFolder folder_;
  std::vector<std::string> told_;
};

TEST_F(Playing, HoldsASessionAndKeepsAnArchiveThatVerifies) {
  const auto played = Play(R"(
      - expect: {composition: 4, present: 3, absent: 1, quorum: 3}
      - scrutineers: [v, m]
      - document: {item: a, kind: draft, name: 草案.txt, text: 第一条}
      - start: a
      - poll: {id: p, item: a, question: 通过关于某事的决定}
      - open-poll: p
      - cast: {poll: p, for: [d]}
      - refused: {reason: NotOnRoll, step: {cast: {poll: p, for: [n]}}}
      - void: {poll: p, reason: 宣读有误}
      - arrive: [n]
      - expect: {present: 4, late: [n]}
      - poll: {id: again, item: a, question: 通过关于某事的决定, again: p}
      - vote:
          poll: again
          for: rest
          silent: [m]
          abstain: [n]
          again: [{person: n, choice: against}, {person: n, choice: for}]
          expect: {outcome: adopted, needed: 3, for: 3, against: 0, abstain: 0, not-voting: 1}
      - conclude: {item: a, ending: adopted}
      - replace-laptop: m
      - replace-laptop: sec
      - propose: {id: x, item: people, nominee: 辛, post: 局长, organ: government, organ-name: 某局,
          action: decide-to-appoint, nominator: {kind: council}, materials: "2023-02-01",
          examination: "2023-02-02", statement: "2023-02-24"}
      - start: people
      - recuse: {person: v, item: people, reason: 近亲属}
      - scrutineers: [m, n]
      - poll: {id: q, item: people, question: 任命辛为某局局长, proposals: [x], method: paper}
      - refused: {reason: NotYourRole, by: m, step: {open-poll: q}}
      - vote: {poll: q, counts: [{votes: [2, 0, 0], returned: 3, invalid: 1}],
          expect: {outcome: not-adopted, for: 2, recused: 1}}
      - conclude: {item: people, ending: voted}
)");
  ASSERT_TRUE(played) << Why(played);
  ASSERT_EQ(played->sessions.size(), 1u);
  const HeldSession& held = played->sessions[0];
  EXPECT_EQ(held.archive, out() / "archives" / "2023-02-24-session-1.plenary");
  EXPECT_EQ(held.polls, 2u);
  EXPECT_EQ(held.refused, 2u);
  EXPECT_EQ(held.clients, 5u);  // members and secretary
  const auto verified = archive::Verify(AsBytes(ReadText(held.archive)), kTestSecret);
  ASSERT_TRUE(verified) << verified.error().Message();
  EXPECT_EQ(verified->head, held.head);
  EXPECT_EQ(verified->log.committee, played->fingerprint);
  EXPECT_EQ(verified->session.documents.size(), 1u);
  EXPECT_EQ(told_.size(), 3u);    // serving, enrolled, held
  EXPECT_EQ(SecretsOf("v"), 0u);  // held the first key, then was no scrutineer any more
  EXPECT_EQ(SecretsOf("n"), 0u);
  EXPECT_EQ(SecretsOf("m.2"), 0u);
  EXPECT_GT(SecretsOf("m"), 0u);  // the laptop that was replaced while the session went on
}

struct FailingCase {
  const char* name;
  const char* step;  // on line 29
  int column;
  const char* says;
};

class PlayingStops : public Playing, public ::testing::WithParamInterface<FailingCase> {};

TEST_P(PlayingStops, WhereTheScriptIsWrong) {
  const FailingCase& row = GetParam();
  const auto played = Play(std::string("      - ") + row.step + "\n" + kNothingMore);
  ASSERT_FALSE(played);
  EXPECT_EQ(played.error().fault.place.line, 29);
  EXPECT_EQ(played.error().fault.place.column, row.column);
  EXPECT_THAT(Why(played), ::testing::HasSubstr(row.says));
  EXPECT_FALSE(played.error().is_unreachable);
  EXPECT_TRUE(std::filesystem::is_empty(out() / "archives"));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PlayingStops,
    ::testing::Values(
        FailingCase{"AFigureDiffers", "expect: {present: 4}", 27, "present must be 4, and is 3"},
        FailingCase{"AStepIsRefused", "arrive: [d]", 18, "PresentAlready"},
        FailingCase{"WhatMustBeRefusedIsNot", "refused: {reason: NotOnRoll, step: {arrive: [n]}}",
                    18, "must be refused with NotOnRoll, and was accepted"},
        FailingCase{"WhatMustBeRefusedIsOtherwise",
                    "refused: {reason: NotOnRoll, step: adopt-agenda}", 27,
                    "must be refused with NotOnRoll, and was with KnownAlready"}),
    [](const auto& row) { return row.param.name; });

TEST_F(Playing, WritesOverNothing) {
  std::filesystem::create_directories(out());
  WriteText(out() / "mine", "as it was");
  const auto played = Play(kNothingMore);
  ASSERT_FALSE(played);
  EXPECT_THAT(Why(played), ::testing::HasSubstr("not empty"));
  EXPECT_EQ(ReadText(out() / "mine"), "as it was");
  EXPECT_FALSE(std::filesystem::exists(out() / "people"));
}

TEST_F(Playing, StopsWhenAsked) {
  const Script script = Load(kNothingMore);
  RunTerms terms = Terms();
  terms.is_over = [this] { return told_.size() == 2; };  // once all have enrolled
  const auto played = script::Run(script, terms);
  ASSERT_FALSE(played);
  EXPECT_THAT(Why(played), ::testing::HasSubstr("interrupted"));
  EXPECT_TRUE(std::filesystem::is_empty(out() / "archives"));
}

TEST_F(Playing, TakesARunningServerThatHasImportedItsFounding) {
  const Script script = Load(kNothingMore);
  ServerProcess server(folder_ / "node");
  const auto committee = Found(script, out(), ReadText(server.node_file()));
  ASSERT_TRUE(committee) << Format(committee.error().fault, text::Language::kEnglish);
  server.Import(out() / "founding");
  server.Start();
  RunTerms terms = Terms();
  terms.server = server.address();

  const auto played = script::Run(script, terms);

  ASSERT_TRUE(played) << Why(played);
  EXPECT_EQ(played->fingerprint, *committee);
  EXPECT_TRUE(std::filesystem::exists(played->sessions.at(0).archive));
  EXPECT_FALSE(std::filesystem::exists(out() / "server"));
  EXPECT_TRUE(server.IsRunning());
  const auto twice = script::Run(script, terms);
  ASSERT_FALSE(twice);
  EXPECT_THAT(Why(twice), ::testing::HasSubstr("sessions have been held"));
}

TEST_F(Playing, SaysThatAFoundingIsAnothers) {
  const Script script = Load(kNothingMore);
  ServerProcess server(folder_ / "node");
  ASSERT_TRUE(Found(script, out(), ReadText(server.node_file())));
  std::string other = ScriptOf(kNothingMore);
  other.replace(other.find("某县"), std::string("某县").size(), "别县");
  WriteText(folder_ / "other.yaml", other);
  RunTerms terms = Terms();
  terms.server = "127.0.0.1:1";
  const auto script_of_others = script::Load(folder_ / "other.yaml");
  ASSERT_TRUE(script_of_others);
  const auto played = script::Run(*script_of_others, terms);
  ASSERT_FALSE(played);
  EXPECT_THAT(Why(played), ::testing::HasSubstr("not of this script's committee"));
}

TEST_F(Playing, NeedsAFoundingForARunningServer) {
  const Script script = Load(kNothingMore);
  RunTerms terms = Terms();
  terms.server = "127.0.0.1:1";
  const auto played = script::Run(script, terms);
  ASSERT_FALSE(played);
  EXPECT_THAT(Why(played), ::testing::HasSubstr("--node"));
}

}  // namespace
}  // namespace plenary::script
