// A committee that was founded, seated and enrolled by `plenary` and `plenaryd` alone.
//
// A step that fails here is a bug and aborts with the program's own words on stderr.
#ifndef PLENARY_TESTS_CLIENT_CLI_CLI_COMMITTEE_H_
#define PLENARY_TESTS_CLIENT_CLI_CLI_COMMITTEE_H_

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/server_process.h"

namespace plenary::testing {

using Words = std::vector<std::string>;

// One thread. The first member is the director; everybody speaks English.
class CliCommittee {
 public:
  static constexpr std::string_view kSecretary = "王建国";
  static constexpr std::string_view kOfficer = "李明";

  explicit CliCommittee(std::size_t members = 2, std::string_view suite = "p256");

  const std::vector<std::string>& members() const { return members_; }  // names
  ServerProcess& server() { return server_; }
  std::filesystem::path Home(std::string_view who) const { return folder_.path() / who; }
  std::filesystem::path Path(std::string_view file) const { return folder_ / file; }

  // `plenary` with that person's key store and without a terminal.
  Ran Do(std::string_view who, const Words& words) const;
  // With --json: the document, of a command that must be done.
  nlohmann::json Ask(std::string_view who, Words words) const;
  // With --json: the complaint's code, of one that must not. Exits with `exit`.
  std::string Refused(std::string_view who, Words words, int exit = 1) const;

  // Entered, and a sheet made for them: the file.
  std::filesystem::path Invite(const std::string& name);
  // What Invite's sheet still needs: enrolled, admitted, confirmed.
  void Enrol(const std::string& name, const std::filesystem::path& sheet);
  void ConfirmAll() const;  // by the officer

 private:
  void Found(std::string_view suite);
  void Seat();

  TempFolder folder_;
  ServerProcess server_;
  std::vector<std::string> members_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_CLIENT_CLI_CLI_COMMITTEE_H_
