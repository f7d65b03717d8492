// Tables and indented lines for terminals. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_LAYOUT_H_
#define PLENARY_CLIENT_REPORT_LAYOUT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "client/report/width.h"

namespace plenary::report {

inline constexpr std::size_t kPageWidth = 100;  // columns

struct Column {
  std::string heading;
  Side side = Side::kLeft;
};

using Cells = std::vector<std::string>;

// Columns as wide as their widest cell, two spaces apart, with a rule under the headings;
// no heading line if none has a text. A row with fewer cells ends early; more are a bug.
std::string FormatTable(const std::vector<Column>& columns, const std::vector<Cells>& rows,
                        std::size_t indent = 0);

// The text wrapped at kPageWidth, its first line after `first`, the others below it.
std::string Indented(std::string_view first, std::string_view text);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_LAYOUT_H_
