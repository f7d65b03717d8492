#include "client/report/qr.h"

#include <gtest/gtest.h>
#include <qrencode.h>

#include <sstream>

namespace plenary::report {
namespace {

constexpr std::string_view kText = "BALLOT:7ZQF-0M3K-1Y2Z:0123-4567-89AB";
constexpr std::string_view kBegin = "\x1b[38;5;16;48;5;231m";
constexpr std::string_view kEnd = "\x1b[0m";

// The modules that a terminal shows: every character as an upper and a lower one.
std::vector<std::vector<bool>> Shown(const std::string& text) {
  std::vector<std::vector<bool>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_TRUE(line.starts_with(kBegin));
    EXPECT_TRUE(line.ends_with(kEnd));
    std::string_view rest(line);
    rest.remove_prefix(kBegin.size());
    rest.remove_suffix(kEnd.size());
    rows.insert(rows.end(), 2, {});
    while (!rest.empty()) {
      const bool full = rest.starts_with("█");
      const bool upper = full || rest.starts_with("▀");
      const bool lower = full || rest.starts_with("▄");
      EXPECT_TRUE(upper || lower || rest.starts_with(" "));
      rows[rows.size() - 2].push_back(upper);
      rows.back().push_back(lower);
      rest.remove_prefix(upper || lower ? 3 : 1);
    }
  }
  return rows;
}

TEST(Qr, ShowsTheMatrixOfTheLibraryWithItsQuietZone) {
  QRcode* made = QRcode_encodeString(std::string(kText).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  ASSERT_NE(made, nullptr);
  const auto width = static_cast<std::size_t>(made->width);
  const auto rows = Shown(TerminalText(*QrCode::Make(kText)));
  ASSERT_EQ(rows.size(), (width + 2 * kQuietZone + 1) / 2 * 2);
  for (std::size_t y = 0; y < rows.size(); ++y) {
    ASSERT_EQ(rows[y].size(), width + 2 * kQuietZone);
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      const bool inside =
          x >= kQuietZone && y >= kQuietZone && x < width + kQuietZone && y < width + kQuietZone;
      const bool dark =
          inside && (made->data[(y - kQuietZone) * width + (x - kQuietZone)] & 1) != 0;
      ASSERT_EQ(rows[y][x], dark) << x << " " << y;
    }
  }
  QRcode_free(made);
}

// By the standard alone: the three finder patterns are dark, with a light ring inside.
TEST(Qr, HasFindersInThreeCorners) {
  const QrCode code = *QrCode::Make(kText);
  const std::size_t first = kQuietZone;
  const std::size_t last = kQuietZone + code.width() - 7;
  for (const auto& [x, y] :
       {std::pair(first, first), std::pair(last, first), std::pair(first, last)}) {
    for (std::size_t i = 0; i < 7; ++i) {
      EXPECT_TRUE(code.IsDark(x + i, y) && code.IsDark(x, y + i) && code.IsDark(x + 6, y + i));
    }
    for (std::size_t i = 1; i < 6; ++i) EXPECT_FALSE(code.IsDark(x + i, y + 1));
    EXPECT_TRUE(code.IsDark(x + 3, y + 3));
  }
  EXPECT_FALSE(code.IsDark(kQuietZone - 1, kQuietZone));
  EXPECT_FALSE(code.IsDark(kQuietZone + code.width(), kQuietZone));
}

TEST(Qr, IsNoneOfTooMuch) { EXPECT_FALSE(QrCode::Make(std::string(3000, 'a'))); }

}  // namespace
}  // namespace plenary::report
