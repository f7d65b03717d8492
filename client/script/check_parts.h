// The parts of check.h: what is known so far while a script is read from top to bottom.
#ifndef PLENARY_CLIENT_SCRIPT_CHECK_PARTS_H_
#define PLENARY_CLIENT_SCRIPT_CHECK_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "client/script/script.h"
#include "core/session/terms.h"

namespace plenary::script {

// What a drafted poll asks, as far as ballots, counts and expectations must fit it.
struct PollFacts {
  session::PollSubject subject = session::PollSubject::kDraft;
  bool counted = false;      // by scrutineers: show of hands, paper
  std::size_t contests = 1;  // 0: of a poll that was itself faulty
  // The last option of evaluations; for others what is abstained with.
  std::string other = "abstain";
  std::size_t options = 3;  // of every contest; 0: not the same in all
};

struct SessionFacts {
  std::set<std::string> items;
  std::set<std::string> proposals;
  std::map<std::string, PollFacts> polls;
};

struct ScriptFacts {
  std::map<std::string, std::string> seats;  // of every person; empty: none
  std::map<std::string, SessionFacts> sessions;
};

// A poll step, its facts into `facts` unless `is_refused`.
void CheckPoll(const Value& poll, bool is_refused, SessionFacts& facts, Faults& faults);
void CheckVote(const Value& vote, const SessionFacts& facts, Faults& faults);
void CheckCast(const Value& cast, const SessionFacts& facts, Faults& faults);
void CheckCounts(const Value& counts, const PollFacts& poll, Faults& faults);
void CheckExpected(const Value& expected, const PollFacts& poll, Faults& faults);

// One step with all that is in it. `last`: nothing follows it.
void CheckStep(const Value& step, const ScriptFacts& script, SessionFacts& facts, Faults& faults);

// A mover's or nominator's members.
void CheckMover(const Value& mover, const ScriptFacts& script, Faults& faults);
// Adds the item to what is known.
void CheckItem(const Value& item, const ScriptFacts& script, SessionFacts& facts, Faults& faults);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_CHECK_PARTS_H_
