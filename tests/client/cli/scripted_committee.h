// A small committee that `plenary run` has founded, its people's key stores and a real
// plenaryd that serves it: for tests of what people type.
#ifndef PLENARY_TESTS_CLIENT_CLI_SCRIPTED_COMMITTEE_H_
#define PLENARY_TESTS_CLIENT_CLI_SCRIPTED_COMMITTEE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/report/json.h"
#include "tests/support/process.h"

namespace plenary::testing {

// People: d 甲 director, v 乙 vice-director, m 戊 and n 己 members, sec 丙 secretary and officer,
// off 丁 officer. One session, council-1, is closed. One thread at a time.
class ScriptedCommittee {
 public:
  ScriptedCommittee();

  void Serve();  // where the people's programs look for it
  void StopServer();

  // `plenary WORDS... --home` of that person; in English.
  Ran By(std::string_view person, std::vector<std::string> words) const;
  // As above with --json; it must exit with 0.
  report::Json Ask(std::string_view person, std::vector<std::string> words) const;

  std::filesystem::path home(std::string_view person) const;
  const TempFolder& folder() const { return folder_; }

 private:
  TempFolder folder_;
  std::string address_;
  std::optional<Process> server_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_CLIENT_CLI_SCRIPTED_COMMITTEE_H_
