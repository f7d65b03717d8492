// The last value of every enum that travels. All begin at 1 and have no gaps.
#ifndef PLENARY_CORE_WIRE_ENUMS_H_
#define PLENARY_CORE_WIRE_ENUMS_H_

#include "core/crypto/suite.h"
#include "core/rules/contest.h"
#include "core/rules/majority.h"
#include "core/rules/outcome.h"
#include "core/session/terms.h"

namespace plenary::wire {

template <class Enum>
inline constexpr Enum kLast{};  // zero: nobody said what the last is

template <>
inline constexpr auto kLast<crypto::Suite> = crypto::Suite::kSm2;
template <>
inline constexpr auto kLast<rules::Base> = rules::Base::kVoting;
template <>
inline constexpr auto kLast<rules::OptionKind> = rules::OptionKind::kWriteIn;
template <>
inline constexpr auto kLast<rules::Outcome> = rules::Outcome::kNobodyElected;
template <>
inline constexpr auto kLast<session::Role> = session::Role::kHallDisplay;
template <>
inline constexpr auto kLast<session::Office> = session::Office::kMember;
template <>
inline constexpr auto kLast<session::SessionKind> = session::SessionKind::kCouncil;
template <>
inline constexpr auto kLast<session::ItemKind> = session::ItemKind::kInvestigation;
template <>
inline constexpr auto kLast<session::Ending> = session::Ending::kContinued;
template <>
inline constexpr auto kLast<session::Organ> = session::Organ::kOther;
template <>
inline constexpr auto kLast<session::MoverKind> = session::MoverKind::kSpecialCommittee;
template <>
inline constexpr auto kLast<session::Action> = session::Action::kSuspend;
template <>
inline constexpr auto kLast<session::Prerequisite> = session::Prerequisite::kStatement;
template <>
inline constexpr auto kLast<session::FollowUp> = session::FollowUp::kOath;
template <>
inline constexpr auto kLast<session::Method> = session::Method::kPaper;
template <>
inline constexpr auto kLast<session::KeyHolders> = session::KeyHolders::kBody;
template <>
inline constexpr auto kLast<session::PollSubject> = session::PollSubject::kProcedure;
template <>
inline constexpr auto kLast<session::AttendeeKind> = session::AttendeeKind::kObserver;
template <>
inline constexpr auto kLast<session::DocumentKind> = session::DocumentKind::kOther;

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_ENUMS_H_
