// How many and how large: the numbers of docs/protocol.md, "Commands".
#ifndef PLENARY_CORE_WIRE_BOUNDS_H_
#define PLENARY_CORE_WIRE_BOUNDS_H_

#include <cstdint>
#include <limits>

#include "core/ballot/ceremony.h"
#include "core/ballot/shape.h"
#include "core/rules/contest.h"
#include "core/session/registry_commands.h"
#include "core/wire/text.h"

namespace plenary::wire {

struct Bounds {
  std::uint64_t min;
  std::uint64_t max;
};

inline constexpr TextForm kName{1, session::kMaxName};
inline constexpr TextForm kMaybeName{0, session::kMaxName};
inline constexpr TextForm kText{1, session::kMaxText, true};
inline constexpr TextForm kMaybeText{0, session::kMaxText, true};
inline constexpr TextForm kLabel{1, rules::kMaxLabelBytes};
inline constexpr TextForm kMaybeLabel{0, rules::kMaxLabelBytes};

inline constexpr Bounds kAny32{0, std::numeric_limits<std::uint32_t>::max()};
inline constexpr Bounds kCardinal{1, 9999};  // years, terms and numbers of sessions
inline constexpr Bounds kDays{0, 366};
inline constexpr Bounds kPermille{0, 1000};
inline constexpr Bounds kNominations{1, 100};  // failed votes allowed
inline constexpr Bounds kJointMovers{1, 100};  // members who move together
inline constexpr Bounds kAssessors{0, 10'000};
inline constexpr Bounds kDocumentSize{1, std::uint64_t{1} << 30};
inline constexpr Bounds kCertificateSize{1, 8192};

// Secret polls. core/ballot knows the exact lengths.
inline constexpr Bounds kThreshold{0, ballot::kMaxHolders};
inline constexpr Bounds kMargin{0, ballot::kMaxHolders};
inline constexpr Bounds kLeastBallots{session::kFewestBallots, session::kMostLeastBallots};
inline constexpr Bounds kBallotSize{1, ballot::kMaxBallotSize};
inline constexpr Bounds kDealSize{1, 20'000};
inline constexpr Bounds kAggregatesSize{1, ballot::kMaxBallotSize};
inline constexpr Bounds kAnswerSize{1, ballot::kMaxBallotSize + 1000};

// How many there are of something.
inline constexpr Bounds kMajorities{0, 31};
inline constexpr Bounds kConfirmed{1, 4096};
inline constexpr Bounds kScrutineers{2, 9};
inline constexpr Bounds kHolders{2, ballot::kMaxHolders};
inline constexpr Bounds kMovers{0, 100};
inline constexpr Bounds kReports{0, 100};
inline constexpr Bounds kLaws{0, 100};
inline constexpr Bounds kEarlier{0, 20};
inline constexpr Bounds kContests{1, 300};
inline constexpr Bounds kMerged{0, 300};  // proposals of one contest
inline constexpr Bounds kOptions{1, rules::kMaxOptions};
inline constexpr Bounds kChosen{0, rules::kMaxOptions};
inline constexpr Bounds kWriteIns{0, rules::kMaxOptions};
inline constexpr Bounds kProofLength{0, 64};

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_BOUNDS_H_
