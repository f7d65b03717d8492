// How wide a text is on a terminal, where Chinese characters take two columns.
#ifndef PLENARY_CLIENT_REPORT_WIDTH_H_
#define PLENARY_CLIENT_REPORT_WIDTH_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plenary::report {

// In columns. A byte that is no UTF-8 counts one, a combining mark none.
std::size_t DisplayWidth(std::string_view text);

enum class Side { kLeft, kRight };

// The text with spaces on the other side up to `width` columns; longer ones unchanged.
std::string Padded(std::string_view text, std::size_t width, Side side = Side::kLeft);

// The text in lines of at most `width` columns, broken at spaces and between Chinese
// characters, never before a closing mark; a longer word stands alone. Line feeds are kept.
std::vector<std::string> Wrapped(std::string_view text, std::size_t width);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_WIDTH_H_
