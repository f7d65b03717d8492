// A chamber whose people work with `plenary`: each program opens its person's key store.
#ifndef PLENARY_TESTS_FUNCTIONAL_PROGRAMS_H_
#define PLENARY_TESTS_FUNCTIONAL_PROGRAMS_H_

#include <string>
#include <vector>

#include "client/report/json.h"
#include "tests/functional/chamber.h"

namespace plenary::testing {

// People are "secretary", "officer", "m0" (the chair), "m1" and "m2" (the scrutineers), "m3" and
// so on. Calls may come from several threads, for one person from one of them.
class Programs {
 public:
  // With these agenda items after the chamber's own.
  Programs(std::size_t members, const std::vector<session::AgendaItem>& items);

  Chamber& chamber() { return chamber_; }
  std::filesystem::path folder() const { return chamber_.folder(); }

  // As that person's program; "nobody" has no key store.
  Ran As(const std::string& person, std::vector<std::string> arguments,
         const std::string& language = "en");
  // The same on a terminal, at which this is typed.
  Ran OnTerminal(const std::string& person, std::vector<std::string> arguments,
                 const std::string& language = "en", const std::string& typed = "");
  // Files of the person's key store that hold secrets of secret polls.
  std::size_t SecretsOf(const std::string& person) const;
  // It must succeed; what it says.
  report::Json Do(const std::string& person, std::vector<std::string> arguments);
  // Goes on by itself. What it says is in SaidBy, after what earlier ones have said.
  Process Start(const std::string& person, std::vector<std::string> arguments);
  std::string SaidBy(const std::string& person) const;

  // Drafted and opened by the chair; its number.
  std::string Open(std::vector<std::string> arguments);
  void Announce(const std::string& poll);  // certified before
  // Closed, counted by one scrutineer, confirmed by the other, announced.
  void Count(const std::string& poll, const std::vector<std::string>& counts);
  void Conclude(const std::string& item, const std::string& ending);
  // These scrutineers' machines take part while the chair's waits for them.
  void MakeKey(const std::vector<std::string>& holders);
  // The closed session's archive, verified by nobody in particular; what `verify` says.
  report::Json FetchAndVerify();
  report::Json CloseAndVerify();
  std::filesystem::path archive() const { return folder() / "session.plenary"; }

 private:
  std::vector<std::string> Command(const std::string& person, std::vector<std::string> arguments,
                                   const std::string& language) const;

  Chamber chamber_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_FUNCTIONAL_PROGRAMS_H_
