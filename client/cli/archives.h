// Archives as the offline commands take them: files and folders on the command line.
#ifndef PLENARY_CLIENT_CLI_ARCHIVES_H_
#define PLENARY_CLIENT_CLI_ARCHIVES_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "client/actions/collect.h"
#include "client/cli/context.h"

namespace plenary::cli {

// The positional argument of one or more archives, or folders of them.
void AddArchives(CLI::App& command, const Context& context, std::vector<std::string>& paths);

// What is wrong with the file, with its name, in the person's words.
std::string Explain(const Context& context, const actions::CollectedFile& file);

// The same as a complaint.
std::unexpected<Complaint> ComplainFile(const Context& context, const actions::CollectedFile& file);

// All of them verified; a complaint that names every bad file, or else every breach of a
// rule that only shows among several sessions goes to `context.err` as a warning, and a word
// on every edition.
Result<actions::Collected, Complaint> CollectAll(Context& context,
                                                 const std::vector<std::string>& paths);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ARCHIVES_H_
