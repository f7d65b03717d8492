#include "server/logging/escape.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace plenary::logging {
namespace {

bool IsPlain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_.:/@+[]%").find(c) != std::string_view::npos;
}

std::uint8_t At(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
}

// Marks, controls and separators that change how the rest of a line looks.
bool IsMisleading(std::uint32_t code) {
  return code < 0xA0 || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

// The length of the well-formed, harmless character of several bytes that `text`
// begins with; 0 if it begins with none.
std::size_t HarmlessSequence(std::string_view text) {
  const std::uint8_t first = At(text, 0);
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return 0;
  std::uint32_t code = first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((At(text, i) & 0xC0u) != 0x80u) return 0;
    code = code << 6 | (At(text, i) & 0x3Fu);
  }
  constexpr std::array<std::uint32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[size] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return 0;
  return IsMisleading(code) ? 0 : size;
}

void AppendHex(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<std::uint8_t>(c);
  out += "\\x";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

void AppendQuoted(std::string& out, std::string_view value) {
  while (!value.empty()) {
    const char c = value.front();
    std::size_t taken = 1;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c >= 0x20 && c < 0x7F) {
      out += c;
    } else if (const std::size_t size = HarmlessSequence(value); size > 0) {
      out += value.substr(0, size);
      taken = size;
    } else {
      AppendHex(out, c);
    }
    value.remove_prefix(taken);
  }
}

}  // namespace

std::string Escape(std::string_view value) {
  const bool cut = value.size() > kMaxValueBytes;
  if (cut) value = value.substr(0, kMaxValueBytes);
  if (!cut && !value.empty() && std::ranges::all_of(value, IsPlain)) return std::string(value);
  std::string out = "\"";
  AppendQuoted(out, value);
  if (cut) out += "...";
  out += '"';
  return out;
}

}  // namespace plenary::logging
