#include "client/report/layout.h"

#include <algorithm>

#include "core/base/check.h"

namespace plenary::report {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kNarrowest = 20;  // columns that a text keeps however far it is indented

std::string WithoutTrailingSpaces(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

std::string FormatTable(const std::vector<Column>& columns, const std::vector<Cells>& rows,
                        std::size_t indent) {
  std::vector<std::size_t> widths;
  for (const Column& column : columns) widths.push_back(DisplayWidth(column.heading));
  for (const Cells& row : rows) {
    PLENARY_CHECK(row.size() <= columns.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
  }
  const auto line = [&](const Cells& cells) {
    std::string text(indent, ' ');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text += kGap;
      text += Padded(cells[i], widths[i], columns[i].side);
    }
    return WithoutTrailingSpaces(std::move(text));
  };
  std::string table;
  Cells headings;
  Cells rules;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    headings.push_back(columns[i].heading);
    rules.emplace_back(widths[i], '-');
  }
  if (std::ranges::any_of(headings, [](const auto& heading) { return !heading.empty(); })) {
    table += line(headings) + line(rules);
  }
  for (const Cells& row : rows) table += line(row);
  return table;
}

std::string Indented(std::string_view first, std::string_view text) {
  const std::size_t indent = DisplayWidth(first);
  const std::size_t width = std::max(kPageWidth - std::min(kPageWidth, indent), kNarrowest);
  std::string page;
  for (const std::string& line : Wrapped(text, width)) {
    page += WithoutTrailingSpaces((page.empty() ? std::string(first) : std::string(indent, ' ')) +
                                  line);
  }
  return page;
}

}  // namespace plenary::report
