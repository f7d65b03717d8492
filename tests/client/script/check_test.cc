#include "client/script/check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "client/script/script.h"
#include "tests/support/process.h"

namespace plenary::script {
namespace {

using plenary::testing::TempFolder;
using plenary::testing::WriteText;

constexpr const char* kCommittee = R"(plenary-script: 1
committee:
  name: 某县人民代表大会常务委员会
  term: 17
  founded: "2021-07-15"
  officers: [sec, off]
  people:
    - {id: d, name: 甲, seat: director}
    - {id: m, name: 乙, seat: member}
    - {id: sec, name: 丙}
    - {id: off, name: 丁}
sessions:
)";

// A session whose steps begin at line 22.
std::string Session(const std::string& steps, const std::string& fields = "") {
  return "  - id: s\n    kind: committee\n    number: 1\n    date: \"2023-02-24\"\n    chair: d\n"
         "    agenda: [{id: a, kind: decision, title: 决定}]\n    place: 会议室" +
         fields + "\n    steps:\n" + steps;
}

Faults Check(const std::string& sessions) {
  const TempFolder folder;
  WriteText(folder / "script.yaml", kCommittee + sessions);
  const auto script = Load(folder.path());
  return script ? Faults{} : script.error();
}

TEST(Check, LetsASoundScriptPass) {
  EXPECT_TRUE(Check(Session("      - open\n      - close\n")).empty());
}

struct StepCase {
  const char* name;
  const char* step;  // before close
  int column;
  const char* says;
};

class CheckFinds : public ::testing::TestWithParam<StepCase> {};

TEST_P(CheckFinds, WhatTheSchemaCannotSay) {
  const StepCase& row = GetParam();
  const Faults faults = Check(Session(std::string("      - ") + row.step + "\n      - close\n"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].place.line, 21);
  EXPECT_EQ(faults[0].place.column, row.column);
  EXPECT_NE(faults[0].sentence.en.find(row.says), std::string::npos) << faults[0].sentence.en;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, CheckFinds,
    ::testing::Values(
        StepCase{"AnUnknownPerson", "arrive: [x]", 18, "no \"x\" in committee.people"},
        StepCase{"SomebodyTwice", "arrive: [m, m]", 21, "stands here twice"},
        StepCase{"AnUnknownItem", "start: b", 16, "no item \"b\""},
        StepCase{"APollNotDrafted", "open-poll: p", 20, "no poll \"p\" has been drafted"},
        StepCase{"ATestOfAnItem", "poll: {id: p, item: a, test: true, question: 问}", 29,
                 "belongs to no item"},
        StepCase{
            "CandidatesByDevice",
            "poll: {id: p, item: a, question: 问, contests: [{title: t, candidates: {names: [x], "
            "posts: 1}}]}",
            79, "an election between candidates is counted"},
        StepCase{"ADocumentWithoutContent", "document: {kind: text, name: n}", 19,
                 "needs text or file"},
        StepCase{"AnUnknownRefusal", "refused: {reason: NoSuchThing, step: open}", 27,
                 "no refusal \"NoSuchThing\""},
        StepCase{"ARefusedRefusal", "refused: {reason: NotOnRoll, step: {expect: {present: 1}}}",
                 44, "cannot hold"},
        StepCase{"AnotherMeantToVote", "refused: {reason: NotOnRoll, by: m, step: {arrive: [d]}}",
                 42, "says for whom it is"}),
    [](const auto& row) { return row.param.name; });

TEST(Check, SaysThatASessionMustClose) {
  const Faults faults = Check(Session("      - open\n"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].sentence.en.find("must be close"), std::string::npos);
}

TEST(Check, KeepsTheChairInTheHall) {
  const Faults faults = Check(Session("      - open\n      - close\n", "\n    absent: [d]"));
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].sentence.en.find("cannot be away"), std::string::npos);
}

TEST(Check, WantsSessionsInOrder) {
  std::string second = Session("      - close\n");
  second.replace(second.find("id: s"), 5, "id: t");
  second.replace(second.find("number: 1"), 9, "number: 2");
  second.replace(second.find("2023-02-24"), 10, "2023-02-23");
  const Faults faults = Check(Session("      - close\n") + second);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].sentence.en.find("in order of their dates"), std::string::npos);
}

TEST(Check, NamesTheFileOfASession) {
  const TempFolder folder;
  WriteText(folder / "script.yaml", std::string(kCommittee) + "  - gone.yaml\n");
  const auto script = Load(folder.path());
  ASSERT_FALSE(script);
  EXPECT_TRUE(script.error().front().place.file.ends_with("gone.yaml"));
}

std::filesystem::path Root() {
  return std::filesystem::path(std::getenv("PLENARY_TEST_DATA")).parent_path();
}

TEST(Check, LetsTheDocumentsExamplePass) {
  const std::string document = testing::ReadText(Root() / "docs" / "session-script.md");
  const auto begin = document.find("```yaml\n") + 8;
  const TempFolder folder;
  WriteText(folder / "script.yaml", document.substr(begin, document.find("```", begin) - begin));
  const auto script = Load(folder.path());
  EXPECT_TRUE(script) << Format(script.error().front(), text::Language::kEnglish);
}

// Every field and plain word, as "vote.again".
void Gather(const Value& value, const std::string& under, std::set<std::string>& words) {
  if (value.IsList()) {
    for (const Value& item : value.Items()) Gather(item, under, words);
  } else if (value.IsMap()) {
    for (const Field& field : value.Fields()) {
      words.insert(under + "." + field.name);
      Gather(field.value, field.name, words);
    }
  } else if (value.IsText()) {
    words.insert(under + "=" + value.Text());
  }
}

TEST(TheYear2023, HasWhatRealSessionsHave) {
  const auto script = Load(Root() / "examples" / "jiangxian-2023");
  ASSERT_TRUE(script) << Format(script.error().front(), text::Language::kEnglish);
  std::set<std::string> words;
  for (const Value& session : script->sessions) Gather(session, "session", words);
  for (const char* word : {"session.leave",        "session.absent",      "session.late",
                           "steps.arrive",         "steps.recuse",        "vote.abstain",
                           "vote.silent",          "outcome=not-adopted", "steps.void",
                           "poll.again",           "poll.test",           "vote.again",
                           "poll.merged",          "steps.object",        "reason=MergeObjected",
                           "steps.replace-laptop", "steps.year-figures",  "method=paper",
                           "method=show-of-hands", "session.rehearsal"}) {
    EXPECT_TRUE(words.contains(word)) << word;
  }
}

}  // namespace
}  // namespace plenary::script
