// From ballots, papers or hands to the counts of one contest.
//
// Every count accounts for each member of the roll exactly once:
// ballots + invalid + not_voting = roll.
#ifndef PLENARY_CORE_RULES_COUNT_H_
#define PLENARY_CORE_RULES_COUNT_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/rules/contest.h"

namespace plenary::rules {

// What one ballot marks: indices into the options, strictly ascending. None: blank.
struct Choice {
  std::vector<std::uint32_t> options = {};

  bool operator==(const Choice&) const = default;
};

// Whether a member may cast it: kInvalidArgument for an index without option or not
// ascending, for fewer than min_choices or more than max_choices, and for the write-in,
// which exists on paper only. Valid terms.
Result<void> Validate(const ContestTerms& terms, const Choice& choice);

// A person written in on papers.
struct WriteIn {
  std::string name;  // 1 to kMaxLabelBytes bytes, not a candidate's
  std::uint32_t votes = 0;

  bool operator==(const WriteIn&) const = default;
};

struct ContestCount {
  std::vector<std::uint32_t> votes = {};  // for each option
  std::vector<WriteIn> write_ins = {};  // by name, ascending bytes; sum up to the write-in's votes
  std::uint32_t ballots = 0;            // valid ones, blank ones among them; one a member
  std::uint32_t blank = 0;              // valid, without a mark
  std::uint32_t invalid = 0;            // void papers
  std::uint32_t not_voting = 0;         // in the roll, without a ballot

  bool operator==(const ContestCount&) const = default;
};

// kInvalidArgument unless the figures can stem from a roll of that size under these
// (valid) terms: each member once, each option at most once a ballot, and as many marks
// in all as so many ballots may hold.
Result<void> Validate(const ContestTerms& terms, const ContestCount& count, std::uint32_t roll);

// One choice a member who cast; their order does not matter. kInvalidArgument if a
// choice is not valid or there are more than `roll`. Valid terms.
Result<ContestCount> CountElectronic(const ContestTerms& terms, std::span<const Choice> choices,
                                     std::uint32_t roll);

// What scrutineers counted on the papers of one contest.
struct PaperCount {
  std::uint32_t issued = 0;    // at most the roll
  std::uint32_t returned = 0;  // valid + invalid
  std::uint32_t valid = 0;
  std::uint32_t invalid = 0;
  std::uint32_t blank = 0;                // among the valid, without a mark
  std::vector<std::uint32_t> votes = {};  // for each option
  std::vector<WriteIn> write_ins = {};    // as in ContestCount

  bool operator==(const PaperCount&) const = default;
};

// Append only, never renumber.
enum class PaperVerdict : std::uint8_t {
  kCounts = 1,
  kVoid = 2,  // more returned than issued: the vote is void, whatever the other figures
};

PaperVerdict Verdict(const PaperCount& papers);

// kInvalidArgument if the verdict is kVoid, more were issued than the roll, or the
// figures contradict each other or the (valid) terms.
Result<ContestCount> CountPaper(const ContestTerms& terms, const PaperCount& papers,
                                std::uint32_t roll);

// Hands can be counted only where each is raised once: max_choices 1. Several posts are
// put one by one, or on paper.
bool CanCountHands(const ContestTerms& terms);

// `votes`: hands for each option. kInvalidArgument unless CanCountHands, one figure an
// option, none for the write-in, and at most `roll` in all. Valid terms.
Result<ContestCount> CountHands(const ContestTerms& terms, std::span<const std::uint32_t> votes,
                                std::uint32_t roll);

}  // namespace plenary::rules

#endif  // PLENARY_CORE_RULES_COUNT_H_
