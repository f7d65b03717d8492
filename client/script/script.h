// A session script: loaded, checked against its schema and against itself.
#ifndef PLENARY_CLIENT_SCRIPT_SCRIPT_H_
#define PLENARY_CLIENT_SCRIPT_SCRIPT_H_

#include <filesystem>
#include <string>
#include <vector>

#include "client/script/value.h"
#include "core/base/result.h"

namespace plenary::script {

// What Load returns keeps the schema and every rule of docs/session-script.md: whoever
// plays it need not ask whether a name is known.
struct Script {
  Value root;
  std::vector<Value> sessions;  // in order, from this file or from files of their own

  const Value& committee() const { return root.At("committee"); }
};

// A folder means its script.yaml. Lists every fault of every file, at most kMostFaults of
// each, and how many more there are.
Result<Script, Faults> Load(const std::filesystem::path& script);

// "2023-02-24-session-12.plenary", "2023-02-13-council-21.plenary",
// "2023-02-23-rehearsal-12.plenary": names that sort by date.
std::string ArchiveName(const Value& session);

// The file that a script names, beside the file in which `value` stands.
std::filesystem::path Beside(const Value& value, const std::string& name);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_SCRIPT_H_
