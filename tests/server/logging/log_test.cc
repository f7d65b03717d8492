#include "server/logging/log.h"

#include <gtest/gtest.h>

#include <sstream>

#include "server/logging/escape.h"

namespace plenary::logging {
namespace {

struct EscapeCase {
  const char* name;
  std::string value;
  std::string want;
};

class Escaping : public testing::TestWithParam<EscapeCase> {};

TEST_P(Escaping, KeepsAValueInItsPlace) { EXPECT_EQ(Escape(GetParam().value), GetParam().want); }

INSTANTIATE_TEST_SUITE_P(
    Cases, Escaping,
    testing::Values(EscapeCase{"Plain", "ipv4:10.0.0.1:443", "ipv4:10.0.0.1:443"},
                    EscapeCase{"Empty", "", "\"\""}, EscapeCase{"Spaces", "a b", "\"a b\""},
                    EscapeCase{"Equals", "a=b", "\"a=b\""},
                    EscapeCase{"Quotes", "a\"b\\c", "\"a\\\"b\\\\c\""},
                    EscapeCase{"NewLine", "a\nlevel=error", "\"a\\x0alevel=error\""},
                    EscapeCase{"Terminal", "\x1b[2J", "\"\\x1b[2J\""},
                    EscapeCase{"Chinese", "绛县", "\"绛县\""},
                    EscapeCase{"BrokenUtf8", "\xe7\xbb", "\"\\xe7\\xbb\""},
                    EscapeCase{"Overlong", "\xc0\xaf", "\"\\xc0\\xaf\""},
                    EscapeCase{"Surrogate", "\xed\xa0\x80", "\"\\xed\\xa0\\x80\""},
                    EscapeCase{"RightToLeft", "\xe2\x80\xae", "\"\\xe2\\x80\\xae\""},
                    EscapeCase{"C1Control", "\xc2\x9b", "\"\\xc2\\x9b\""}),
    [](const auto& row) { return row.param.name; });

TEST(Escape, CutsLongValues) {
  const std::string escaped = Escape(std::string(10000, 'x'));
  EXPECT_EQ(escaped, '"' + std::string(kMaxValueBytes, 'x') + "...\"");
}

TEST(Line, NamesEventAndFields) {
  EXPECT_EQ(Line("started", {{"port", 7420}, {"tls", true}, {"name", "a b"}}),
            "event=started port=7420 tls=true name=\"a b\"");
}

TEST(Log, WritesOnlyFromItsLevelOn) {
  std::ostringstream out;
  Log log(Level::kWarning, out);
  log.Info("hidden");
  log.Error("shown");
  EXPECT_EQ(out.str().find("hidden"), std::string::npos);
  EXPECT_NE(out.str().find("level=error event=shown\n"), std::string::npos) << out.str();
}

TEST(Log, ThrottlesEachEventByItself) {
  std::ostringstream out;
  Log log(Level::kInfo, out);
  for (int i = 0; i < 3 * Log::kThrottledLines; ++i) log.Throttled(Level::kInfo, "noisy", {});
  log.Throttled(Level::kInfo, "rare", {});
  const std::string text = out.str();
  const auto lines = std::count(text.begin(), text.end(), '\n');
  // The minute may turn once while this runs.
  EXPECT_GE(lines, Log::kThrottledLines + 1);
  EXPECT_LE(lines, 2 * Log::kThrottledLines + 2);
  EXPECT_NE(text.find("event=rare"), std::string::npos);
}

TEST(ParseLevel, KnowsFourNames) {
  EXPECT_EQ(ParseLevel("warning").value(), Level::kWarning);
  EXPECT_FALSE(ParseLevel("warn"));
}

}  // namespace
}  // namespace plenary::logging
