// A committee of seven whose session has one of everything that a report must tell: a member on
// leave, one who comes late, one recused, polls of each method, an evaluation, an election, a poll
// voided and put again, a nomination that fails.
#ifndef PLENARY_TESTS_CLIENT_REPORT_BUSY_SESSION_H_
#define PLENARY_TESTS_CLIENT_REPORT_BUSY_SESSION_H_

#include <string>
#include <vector>

#include "tests/support/assembly.h"

namespace plenary::testing {

class BusySession {
 public:
  BusySession();

  // A council of chairpersons, and a rehearsal that counts for nothing.
  SessionLog Council();
  SessionLog Rehearsal();

  Assembly assembly;
  SessionLog log;  // closed

 private:
  ProposalId Nominate(const ItemId& item, const std::string& nominee, session::Action action,
                      std::string post, session::Organ organ, std::string organ_name);
  // The scrutineers' two equal counts; announced.
  void Count(const PollId& poll, std::vector<rules::PaperCount> counts);
  void SignIn();
  void Report();
  void Resolve();
  void Appoint();
  void Evaluate();
  void Elect();
};

// As an archive, in a folder.
void WriteArchive(const SessionLog& log, const std::string& file);

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_CLIENT_REPORT_BUSY_SESSION_H_
