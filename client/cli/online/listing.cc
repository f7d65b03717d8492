#include "client/cli/online/listing.h"

#include <memory>

namespace plenary::cli {

void AddDeskAction(CLI::App& group, Context& context, const std::string& name,
                   text::Text description, DeskAction action) {
  const auto options = std::make_shared<DeskOptions>();
  CLI::App& command = AddDeskCommand(group, context, name, description, *options);
  OnDesk<DeskOptions>(command, context, options, action);
}

void AddSessionAction(CLI::App& group, Context& context, const std::string& name,
                      text::Text description, DeskAction action) {
  const auto options = std::make_shared<DeskOptions>();
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  OnSessionDesk<DeskOptions>(command, context, options, action);
}

void PrintList(const Context& context, std::initializer_list<text::Text> headings,
               const std::vector<report::Cells>& rows, const report::Json& list, text::Text none) {
  if (rows.empty()) return context.Print(context.Say(none) + "\n", list);
  std::vector<report::Column> columns;
  for (const text::Text heading : headings) columns.push_back({context.Say(heading)});
  context.Print(report::FormatTable(columns, rows), list);
}

}  // namespace plenary::cli
