// Who is counted before anything is put to the vote: composition and quorum.
//
// Pure integers. A seat that has fallen vacant is in no figure; a member in office is
// in exactly one of present, on leave, absent.
#ifndef PLENARY_CORE_RULES_COMPOSITION_H_
#define PLENARY_CORE_RULES_COMPOSITION_H_

#include <cstdint>

#include "core/base/result.h"
#include "core/rules/majority.h"

namespace plenary::rules {

// The figures that are announced, at one moment: due (the composition), present, on
// leave, absent. Members, never attendees.
struct Attendance {
  std::uint32_t composition = 0;  // seats in office: absent members count, vacant seats do not
  std::uint32_t present = 0;      // the recused among them
  std::uint32_t recused = 0;      // present, but not in this poll's roll
  std::uint32_t on_leave = 0;
  std::uint32_t absent = 0;  // without leave, or not yet arrived

  bool operator==(const Attendance&) const = default;
};

// kInvalidArgument unless composition = present + on_leave + absent and
// recused <= present.
Result<void> Validate(const Attendance& attendance);

// How many may cast a ballot: present less recused. A valid attendance only.
std::uint32_t Roll(const Attendance& attendance);

// How many must be present: the least number that reaches `share` of the composition.
// At least 1, so that a composition of 0 has no quorum. `share` is valid.
std::uint32_t Quorum(std::uint32_t composition, Fraction share = kMoreThanHalf);

// Recused members are present here: they may not vote, but the session may be held.
bool HasQuorum(const Attendance& attendance, Fraction share = kMoreThanHalf);

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_COMPOSITION_H_
