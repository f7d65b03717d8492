#include "core/wire/text.h"

#include <cstdint>
#include <optional>
#include <string>

namespace plenary::wire {
namespace {

std::unexpected<Error> Refuse(std::string reason) {
  return Fail(ErrorCode::kInvalidArgument, std::move(reason));
}

// Takes one code point from the front of `rest`; nothing if there is none.
std::optional<char32_t> TakeCodePoint(std::string_view& rest) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(rest[i]); };
  const std::uint8_t lead = byte(0);
  const std::size_t size = lead < 0x80             ? 1
                           : (lead & 0xE0) == 0xC0 ? 2
                           : (lead & 0xF0) == 0xE0 ? 3
                           : (lead & 0xF8) == 0xF0 ? 4
                                                   : 0;
  if (size == 0 || size > rest.size()) return std::nullopt;
  char32_t point = size == 1 ? lead : lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return std::nullopt;
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < kLeast[size] || point > 0x10FFFF || surrogate) return std::nullopt;
  rest.remove_prefix(size);
  return point;
}

bool IsControl(char32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0); }

// Characters that only change how others look: soft hyphen, zero width space and joiner of
// words, directional marks, separators, invisible operators, byte order mark.
bool IsInvisible(char32_t point) {
  return point == 0xAD || point == 0x061C || point == 0x200B || point == 0x200E ||
         point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
}

bool IsSpace(char32_t point) {
  return point == ' ' || point == '\n' || point == 0xA0 || point == 0x1680 ||
         (point >= 0x2000 && point <= 0x200A) || point == 0x202F || point == 0x205F ||
         point == 0x3000;
}

}  // namespace

Result<void> CheckText(std::string_view text, TextForm form) {
  if (text.size() < form.min) return Refuse("is missing");
  if (text.size() > form.max) {
    return Refuse(std::to_string(text.size()) + " bytes, at most " + std::to_string(form.max));
  }
  if (text.empty()) return {};
  char32_t first = 0;
  char32_t last = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const bool at_start = rest.size() == text.size();
    const auto point = TakeCodePoint(rest);
    if (!point) return Refuse("not UTF-8");
    const bool line_feed = *point == '\n' && form.lines;
    if (IsControl(*point) && !line_feed) return Refuse("a control character");
    if (IsInvisible(*point)) return Refuse("an invisible character");
    if (at_start) first = *point;
    last = *point;
  }
  if (IsSpace(first) || IsSpace(last)) return Refuse("a space at the start or end");
  return {};
}

}  // namespace plenary::wire
