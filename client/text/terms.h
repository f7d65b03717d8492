// The words of the field: every enum that clients show, in both languages and as the
// word that scripts, command lines and JSON use for it.
#ifndef PLENARY_CLIENT_TEXT_TERMS_H_
#define PLENARY_CLIENT_TEXT_TERMS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "client/text/language.h"
#include "core/rules/contest.h"
#include "core/rules/majority.h"
#include "core/rules/outcome.h"
#include "core/session/permissions.h"
#include "core/session/terms.h"

namespace plenary::text {

// Views of literals.
struct Name {
  std::string_view code;  // "mid-term-evaluation": stable, lower case, for machines
  Text text;
};

Name NameOf(session::Role role);
Name NameOf(session::Office office);
Name NameOf(session::SessionKind kind);
Name NameOf(session::SessionPhase phase);
Name NameOf(session::ItemKind kind);
Name NameOf(session::ItemState state);
Name NameOf(session::Ending ending);
Name NameOf(session::Organ organ);
Name NameOf(session::MoverKind kind);
Name NameOf(session::Action action);
Name NameOf(session::ProposalState state);
Name NameOf(session::Prerequisite prerequisite);
Name NameOf(session::FollowUp follow_up);
Name NameOf(session::KeyHolders holders);
Name NameOf(session::Method method);
Name NameOf(session::PollSubject subject);
Name NameOf(session::PollState state);
Name NameOf(session::AttendeeKind kind);
Name NameOf(session::Presence presence);
Name NameOf(session::DocumentKind kind);
Name NameOf(session::Standing standing);
Name NameOf(rules::Base base);
Name NameOf(rules::OptionKind kind);
Name NameOf(rules::Outcome outcome);
Name NameOf(rules::Standing standing);

inline std::string Say(Language language, const Name& name) { return Say(language, name.text); }
// Say(language, session::Method::kSecret)
template <class Enum>
  requires std::is_enum_v<Enum>
std::string Say(Language language, Enum value) {
  return Say(language, NameOf(value).text);
}
template <class Enum>
  requires std::is_enum_v<Enum>
std::string Code(Enum value) {
  return std::string(NameOf(value).code);
}

// The last value of an enum; all begin at 1 and have no gaps.
template <class Enum>
inline constexpr Enum kLast{};  // zero: nobody said what the last is
template <>
inline constexpr auto kLast<session::Role> = session::Role::kHallDisplay;
template <>
inline constexpr auto kLast<session::Office> = session::Office::kMember;
template <>
inline constexpr auto kLast<session::SessionKind> = session::SessionKind::kCouncil;
template <>
inline constexpr auto kLast<session::SessionPhase> = session::SessionPhase::kClosed;
template <>
inline constexpr auto kLast<session::ItemKind> = session::ItemKind::kInvestigation;
template <>
inline constexpr auto kLast<session::ItemState> = session::ItemState::kDeferred;
template <>
inline constexpr auto kLast<session::Ending> = session::Ending::kContinued;
template <>
inline constexpr auto kLast<session::Organ> = session::Organ::kOther;
template <>
inline constexpr auto kLast<session::MoverKind> = session::MoverKind::kSpecialCommittee;
template <>
inline constexpr auto kLast<session::Action> = session::Action::kSuspend;
template <>
inline constexpr auto kLast<session::ProposalState> = session::ProposalState::kFailed;
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
inline constexpr auto kLast<session::PollState> = session::PollState::kDiscarded;
template <>
inline constexpr auto kLast<session::AttendeeKind> = session::AttendeeKind::kObserver;
template <>
inline constexpr auto kLast<session::Presence> = session::Presence::kLeft;
template <>
inline constexpr auto kLast<session::DocumentKind> = session::DocumentKind::kOther;
template <>
inline constexpr auto kLast<session::Standing> = session::Standing::kKeyHolder;
template <>
inline constexpr auto kLast<rules::Base> = rules::Base::kVoting;
template <>
inline constexpr auto kLast<rules::OptionKind> = rules::OptionKind::kWriteIn;
template <>
inline constexpr auto kLast<rules::Outcome> = rules::Outcome::kNobodyElected;
template <>
inline constexpr auto kLast<rules::Standing> = rules::Standing::kTied;

// Every value of an enum, ascending.
template <class Enum>
constexpr auto All() {
  static_assert(kLast<Enum> != Enum{}, "client/text/terms.h misses it");
  std::array<Enum, static_cast<std::size_t>(kLast<Enum>)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Enum>(i + 1);
  return all;
}

// The value of that code; none if there is no such.
template <class Enum>
std::optional<Enum> Parse(std::string_view code) {
  for (const Enum value : All<Enum>()) {
    if (NameOf(value).code == code) return value;
  }
  return std::nullopt;
}

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_TERMS_H_
