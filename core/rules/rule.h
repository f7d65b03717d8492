// What decides a contest.
#ifndef PLENARY_CORE_RULES_RULE_H_
#define PLENARY_CORE_RULES_RULE_H_

#include <cstdint>
#include <optional>
#include <variant>

#include "core/rules/majority.h"

namespace plenary::rules {

// Candidates for equal posts. Those who reach the threshold are elected in order of
// votes, up to `posts`. Where several with equal votes stand at the edge and not all of
// them fit, none of these is elected: they are voted again.
struct Election {
  std::uint32_t posts = 1;
  std::optional<Majority> threshold =
      kMoreThanHalfOfAll;  // none: plain plurality, from one vote on

  bool operator==(const Election&) const = default;
};

// Grades. Satisfied if `satisfied` is reached; excellent if, besides, `excellent` is
// reached by those who chose "satisfied" alone.
struct Evaluation {
  Majority satisfied = kMoreThanHalfOfAll;
  bool basically_counts = true;  // "basically satisfied" counts towards `satisfied`
  Majority excellent = kTwoThirdsOfAll;

  bool operator==(const Evaluation&) const = default;
};

// A Majority: adopted if those for reach it.
using Rule = std::variant<Majority, Election, Evaluation>;

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_RULE_H_
