// Commands without options of their own, and what lists print.
#ifndef PLENARY_CLIENT_CLI_ONLINE_LISTING_H_
#define PLENARY_CLIENT_CLI_ONLINE_LISTING_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "client/cli/online/desk.h"
#include "client/report/layout.h"

namespace plenary::cli {

using DeskAction = Outcome (*)(Desk& desk, const DeskOptions& options);

void AddDeskAction(CLI::App& group, Context& context, const std::string& name,
                   text::Text description, DeskAction action);
void AddSessionAction(CLI::App& group, Context& context, const std::string& name,
                      text::Text description, DeskAction action);

// A table, or the sentence if it has no rows; with --json the list.
void PrintList(const Context& context, std::initializer_list<text::Text> headings,
               const std::vector<report::Cells>& rows, const report::Json& list, text::Text none);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_LISTING_H_
