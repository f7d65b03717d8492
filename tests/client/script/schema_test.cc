#include "client/script/schema.h"

#include <gtest/gtest.h>

#include "client/script/yaml.h"

namespace plenary::script {
namespace {

// A session with one step, at line 7, column 5.
Faults CheckStep(const std::string& step) {
  const std::string text =
      "id: s\nkind: committee\nnumber: 1\ndate: \"2023-02-24\"\nchair: d\n"
      "agenda: [{id: a, kind: decision, title: 决定}]\nsteps:\n  - " +
      step + "\n";
  const auto session = ParseYaml(text, "s.yaml");
  if (!session) return session.error();
  return Schema().Check(*session, "session");
}

struct FaultCase {
  const char* name;
  const char* step;
  int column;  // of line 8
  const char* path;
  const char* says;
};

class SchemaFinds : public testing::TestWithParam<FaultCase> {};

TEST_P(SchemaFinds, TheFaultAtItsPlace) {
  const FaultCase& row = GetParam();
  const Faults faults = CheckStep(row.step);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].place, (Place{"s.yaml", 8, row.column}));
  EXPECT_EQ(faults[0].path, row.path);
  EXPECT_NE(faults[0].sentence.en.find(row.says), std::string::npos) << faults[0].sentence.en;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SchemaFinds,
    testing::Values(
        FaultCase{"ASlipInAStep", "opne", 5, "steps[0]", "did you mean \"open\""},
        FaultCase{"ASlipInAField", "conclude: {item: a, ending: adopted, remrak: x}", 42,
                  "steps[0].conclude.remrak", "did you mean \"remark\""},
        FaultCase{"AMissingField", "void: {poll: p}", 11, "steps[0].void", "\"reason\" is missing"},
        FaultCase{"AnotherType", "vote: {poll: p, for: 3}", 26, "steps[0].vote.for", "must be"},
        FaultCase{"TwoKeywords", "{open-poll: p, close-poll: p}", 5, "steps[0]",
                  "each a step of its own"},
        FaultCase{"NoSuchDay", "resume: \"2023-02-30\"", 13, "steps[0].resume", "no day"},
        FaultCase{"ABadId", "start: Über", 12, "steps[0].start", "cannot be an id"},
        FaultCase{"TooFew", "scrutineers: [a]", 18, "steps[0].scrutineers", "at least 2"}),
    [](const auto& row) { return row.param.name; });

TEST(Schema, LetsEveryPlainStepPass) {
  for (const char* step : {"open", "adopt-agenda", "recess", "close", "advance-registry"}) {
    EXPECT_TRUE(CheckStep(step).empty()) << step;
  }
}

TEST(Schema, TellsEveryFaultOfADocument) {
  const auto script = ParseYaml("plenary-script: 2\ncommittee: {}\n", "s.yaml");
  ASSERT_TRUE(script);
  EXPECT_GE(Schema().Check(*script).size(), 3u);  // version, committee's fields, sessions
}

}  // namespace
}  // namespace plenary::script
