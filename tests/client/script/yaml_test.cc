#include "client/script/yaml.h"

#include <gtest/gtest.h>

namespace plenary::script {
namespace {

Place At(int line, int column) { return {"a.yaml", line, column}; }

TEST(Yaml, KnowsWhereEachValueStands) {
  const auto root = ParseYaml("# 注\n议题: {名: 一, number: [7, 2.5, true]}\n", "a.yaml");
  ASSERT_TRUE(root);
  const Value& item = root->At("议题");
  EXPECT_EQ(root->Fields()[0].place, At(2, 1));
  EXPECT_EQ(item.At("名").Text(), "一");
  EXPECT_EQ(item.At("名").place(), At(2, 9));  // in characters, not bytes
  const List& numbers = item.At("number").Items();
  EXPECT_EQ(numbers[0].Integer(), 7);
  EXPECT_EQ(numbers[1].Number(), 2.5);
  EXPECT_TRUE(numbers[2].Bool());
  EXPECT_EQ(numbers[2].path(), "议题.number[2]");
}

TEST(Yaml, ReadsJson) {
  const auto root = ParseYaml(R"({"a": {"b": ["2023-02-24", 3]}})", "a.json");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->At("a").At("b").Items()[0].Text(), "2023-02-24");
  EXPECT_EQ(root->At("a").At("b").Items()[1].Integer(), 3);
}

TEST(Yaml, TakesQuotedFiguresForTexts) {
  const auto root = ParseYaml("a: \"17\"\nb: 17\n", "a.yaml");
  ASSERT_TRUE(root);
  EXPECT_TRUE(root->At("a").IsText());
  EXPECT_EQ(root->At("b").Integer(), 17);
}

struct BadCase {
  const char* name;
  const char* text;
  Place place;
  const char* says;
};

class YamlRefuses : public testing::TestWithParam<BadCase> {};

TEST_P(YamlRefuses, WithThePlace) {
  const BadCase& row = GetParam();
  const auto root = ParseYaml(row.text, "a.yaml");
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().front().place, row.place);
  EXPECT_NE(root.error().front().sentence.en.find(row.says), std::string::npos)
      << root.error().front().sentence.en;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, YamlRefuses,
    testing::Values(BadCase{"AFieldTwice", "a: 1\nb: 2\na: 3\n", At(3, 1), "written twice"},
                    BadCase{"AnAlias", "a: &x 1\nb: *x\n", At(1, 4), "anchors and aliases"},
                    BadCase{"ATag", "a: !!binary aGk=\n", At(1, 4), "tag"},
                    BadCase{"TwoDocuments", "a: 1\n---\nb: 2\n", At(3, 1), "one script"},
                    BadCase{"Nothing", "", {"a.yaml"}, "nothing in this file"},
                    BadCase{"AnOpenBracket", "a: [1, 2\n", At(2, 1), "not YAML"}),
    [](const auto& row) { return row.param.name; });

TEST(Yaml, SaysThatAFileCannotBeRead) {
  const auto root = ReadYaml("/nowhere/a.yaml");
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().front().place.file, "/nowhere/a.yaml");
}

}  // namespace
}  // namespace plenary::script
