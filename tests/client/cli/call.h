// `plenary`, called in this process.
#ifndef PLENARY_TESTS_CLIENT_CLI_CALL_H_
#define PLENARY_TESTS_CLIENT_CLI_CALL_H_

#include <map>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

#include "client/cli/program.h"

namespace plenary::testing {

using Variables = std::map<std::string, std::string>;

inline cli::Environment EnvironmentOf(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
}

struct Called {
  int exit = 0;
  std::string out;
  std::string err;

  report::Json json() const { return report::Json::parse(out, nullptr, false); }
};

inline std::ostream& operator<<(std::ostream& stream, const Called& called) {
  return stream << "exit " << called.exit << "\n--- out\n"
                << called.out << "--- err\n"
                << called.err;
}

inline Called Call(const std::vector<std::string>& arguments, Variables variables = {}) {
  std::ostringstream out;
  std::ostringstream err;
  const int exit = cli::RunProgram(arguments, EnvironmentOf(std::move(variables)), out, err);
  return {exit, out.str(), err.str()};
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_CLIENT_CLI_CALL_H_
