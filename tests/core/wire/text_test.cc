#include "core/wire/text.h"

#include <gtest/gtest.h>

#include <string>

namespace plenary::wire {
namespace {

constexpr TextForm kLine{1, 20};
constexpr TextForm kLines{0, 20, true};

struct TextCase {
  const char* name;
  std::string text;
  std::string line;   // what a form of one line says
  std::string lines;  // what a form of several says
};

class Text : public ::testing::TestWithParam<TextCase> {};

std::string Verdict(const std::string& text, TextForm form) {
  const auto right = CheckText(text, form);
  return right ? "" : right.error().message;
}

TEST_P(Text, IsCheckedInBothForms) {
  EXPECT_EQ(Verdict(GetParam().text, kLine), GetParam().line);
  EXPECT_EQ(Verdict(GetParam().text, kLines), GetParam().lines);
}

TextCase Both(const char* name, std::string text, const std::string& message) {
  return {name, std::move(text), message, message};
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Text,
    ::testing::Values(
        Both("Chinese", "绛县人大常委会", "21 bytes, at most 20"), Both("Ascii", "a b~", ""),
        Both("LastOfEachLength", "\x7E\xDF\xBF\xEF\xBF\xBD\xF4\x8F\xBF\xBF", ""),
        TextCase{"Empty", "", "is missing", ""},
        TextCase{"Lines", "a\nb", "a control character", ""},
        Both("LongestExactly", std::string(20, 'x'), ""),
        Both("TooLong", std::string(21, 'x'), "21 bytes, at most 20"),
        Both("Nul", std::string("a\0b", 3), "a control character"),
        Both("Tab", "a\tb", "a control character"),
        Both("CarriageReturn", "a\r\nb", "a control character"),
        Both("Delete", "a\x7F", "a control character"),
        Both("NextLine", "a\xC2\x85z", "a control character"),
        Both("LastOfC1", "a\xC2\x9Fz", "a control character"),
        Both("LineSeparator", "a\xE2\x80\xA8z", "an invisible character"),
        Both("RightToLeftOverride", "a\xE2\x80\xAEz", "an invisible character"),
        Both("Isolate", "a\xE2\x81\xA6z", "an invisible character"),
        Both("ArabicMark", "a\xD8\x9Cz", "an invisible character"),
        Both("ByteOrderMark",
             "\xEF\xBB\xBF"
             "a",
             "an invisible character"),
        Both("ZeroWidthSpace", "a\xE2\x80\x8Bz", "an invisible character"),
        Both("WordJoiner", "a\xE2\x81\xA0z", "an invisible character"),
        Both("SoftHyphen", "a\xC2\xADz", "an invisible character"),
        Both("LeadingSpace", " a", "a space at the start or end"),
        Both("TrailingSpace", "a ", "a space at the start or end"),
        Both("IdeographicSpace", "名\xE3\x80\x80", "a space at the start or end"),
        Both("IdeographicSpaceInside", "张\xE3\x80\x80三", ""),
        Both("NoBreakSpace",
             "\xC2\xA0"
             "a",
             "a space at the start or end"),
        TextCase{"TrailingLine", "a\n", "a control character", "a space at the start or end"},
        Both("LoneContinuation", "a\x80", "not UTF-8"), Both("CutOff", "a\xE4\xB8", "not UTF-8"),
        Both("TwoBytesTooLong", "\xC1\xBF", "not UTF-8"),
        Both("ThreeBytesTooLong", "\xE0\x9F\xBF", "not UTF-8"),
        Both("FourBytesTooLong", "\xF0\x8F\xBF\xBF", "not UTF-8"),
        Both("Surrogate", "\xED\xA0\x80", "not UTF-8"),
        Both("BeyondUnicode", "\xF4\x90\x80\x80", "not UTF-8"),
        Both("FiveBytes", "\xF8\x88\x80\x80\x80", "not UTF-8"),
        Both("WrongContinuation", "\xE4\x41\x8A", "not UTF-8")),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace plenary::wire
