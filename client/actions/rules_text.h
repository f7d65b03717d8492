// A committee's rules as people read them. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_RULES_TEXT_H_
#define PLENARY_CLIENT_ACTIONS_RULES_TEXT_H_

#include <string>
#include <vector>

#include "client/text/language.h"
#include "core/session/registry_commands.h"

namespace plenary::actions {

struct RuleLine {
  std::string field;  // as in client/actions/rules_form.h
  std::string label;
  std::string value;

  bool operator==(const RuleLine&) const = default;
};

// All of them, in the order of the form.
std::vector<RuleLine> DescribeRules(text::Language language, const session::CommitteeRules& rules);

// "a quorum: A -> B", one a rule that differs; empty if none does.
std::vector<std::string> DescribeChanges(text::Language language,
                                         const session::CommitteeRules& from,
                                         const session::CommitteeRules& to);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_RULES_TEXT_H_
