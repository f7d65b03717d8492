#include "client/report/width.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

namespace plenary::report {
namespace {

struct Character {
  char32_t code = 0;
  std::size_t size = 1;  // bytes
};

Character CharacterAt(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC0 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                                          : 4;
  if (size <= 1 || text.size() < size) return {first, 1};
  char32_t code = first & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<std::uint8_t>(text[i]);
    if ((next & 0xC0) != 0x80) return {first, 1};
    code = code << 6 | (next & 0x3F);
  }
  return {code, size};
}

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode's East Asian Width W and F, by blocks.
constexpr std::array kWide = std::to_array<Range>({{0x1100, 0x115F},
                                                   {0x2E80, 0x303E},
                                                   {0x3041, 0x33FF},
                                                   {0x3400, 0x4DBF},
                                                   {0x4E00, 0x9FFF},
                                                   {0xA000, 0xA4CF},
                                                   {0xA960, 0xA97F},
                                                   {0xAC00, 0xD7A3},
                                                   {0xF900, 0xFAFF},
                                                   {0xFE30, 0xFE6F},
                                                   {0xFF00, 0xFF60},
                                                   {0xFFE0, 0xFFE6},
                                                   {0x1F300, 0x1F64F},
                                                   {0x1F900, 0x1F9FF},
                                                   {0x20000, 0x3FFFD}});
constexpr std::array kNone =
    std::to_array<Range>({{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}});

template <std::size_t size>
bool IsIn(const std::array<Range, size>& ranges, char32_t code) {
  return std::ranges::any_of(
      ranges, [code](const Range& range) { return range.first <= code && code <= range.last; });
}

std::size_t WidthOf(char32_t code) {
  if (code < 0x300) return 1;
  if (IsIn(kNone, code)) return 0;
  return IsIn(kWide, code) ? 2 : 1;
}

// Marks that may not begin a line.
bool Closes(char32_t code) {
  constexpr std::u32string_view kClosing = U"，。、；：？！）》」』】”’…%";
  return kClosing.find(code) != std::u32string_view::npos;
}

// A piece that is never broken: a word with the spaces before it, or one wide character with
// the closing marks after it.
struct Piece {
  std::string_view spaces;
  std::string_view word;
};

Piece TakePiece(std::string_view& rest) {
  Piece piece;
  piece.spaces = rest.substr(0, std::min(rest.find_first_not_of(' '), rest.size()));
  rest.remove_prefix(piece.spaces.size());
  std::size_t size = 0;
  while (size < rest.size() && rest[size] != ' ') {
    const Character next = CharacterAt(rest.substr(size));
    const bool is_wide = WidthOf(next.code) == 2;
    if (size > 0 && is_wide && !Closes(next.code)) break;
    size += next.size;
    if (!is_wide && !Closes(next.code)) continue;
    while (size < rest.size() && Closes(CharacterAt(rest.substr(size)).code)) {
      size += CharacterAt(rest.substr(size)).size;
    }
    break;
  }
  piece.word = rest.substr(0, size);
  rest.remove_prefix(size);
  return piece;
}

void WrapLine(std::string_view rest, std::size_t width, std::vector<std::string>& lines) {
  std::string line;
  std::size_t used = 0;
  while (!rest.empty()) {
    const Piece piece = TakePiece(rest);
    const std::size_t word = DisplayWidth(piece.word);
    if (used > 0 && used + piece.spaces.size() + word > width) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    } else {
      line += piece.spaces;
      used += piece.spaces.size();
    }
    line += piece.word;
    used += word;
  }
  lines.push_back(std::move(line));
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character next = CharacterAt(text);
    width += WidthOf(next.code);
    text.remove_prefix(next.size);
  }
  return width;
}

std::string Padded(std::string_view text, std::size_t width, Side side) {
  const std::size_t own = DisplayWidth(text);
  const std::string spaces(width > own ? width - own : 0, ' ');
  return side == Side::kLeft ? std::string(text) + spaces : spaces + std::string(text);
}

std::vector<std::string> Wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    WrapLine(text.substr(0, end), width, lines);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace plenary::report
