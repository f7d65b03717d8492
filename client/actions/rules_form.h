// A committee's rules as people write them: JSON, or TOML with the same fields.
//
//   quorum             "more-than-half", "at-least-2/3": of the full composition
//   majority           "more-than-half-of-all", "two-thirds-of-all",
//                      "at-least-3/5-of-voting", "more-than-1/2-of-present"
//   majorities         {"regulation": "two-thirds-of-all"}: exceptions, by kind of item
//   evaluation         {"satisfied": MAJORITY, "excellent": MAJORITY, "basically-counts": true}
//   notice-days, materials-days, nomination-limit, joint-movers       numbers
//   key-holding        {"holders": "scrutineers" or "body", "threshold": 2, "margin": 2,
//                      "least-ballots": 3}: of secret polls
//   last-ballot-counts, recusal, merged-polls, examination, statement true or false
//
// What is left out has its usual value. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_RULES_FORM_H_
#define PLENARY_CLIENT_ACTIONS_RULES_FORM_H_

#include <string>
#include <string_view>

#include "client/report/json.h"
#include "core/session/registry_commands.h"

namespace plenary::actions {

// kInvalidArgument for any text but the above.
Result<rules::Fraction> ParseShare(std::string_view text);
Result<rules::Majority> ParseMajority(std::string_view text);
std::string FormatShare(const rules::Fraction& share);
std::string FormatMajority(const rules::Majority& majority);

// `usual` with what the form says. kInvalidArgument, naming the field, for an unknown one or a
// value that it cannot have.
Result<session::CommitteeRules> ReadRules(const report::Json& form,
                                          const session::CommitteeRules& usual = {});
// As above, from the text of a file: JSON if it begins with '{', else TOML.
Result<session::CommitteeRules> ParseRules(std::string_view text,
                                           const session::CommitteeRules& usual = {});
// All fields; ReadRules gives the same rules again.
report::Json WriteRules(const session::CommitteeRules& rules);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_RULES_FORM_H_
