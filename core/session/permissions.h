// Who may say what, and when: the one table of it.
#ifndef PLENARY_CORE_SESSION_PERMISSIONS_H_
#define PLENARY_CORE_SESSION_PERMISSIONS_H_

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/session/command.h"

namespace plenary::session {

// What a person is at the moment of the command. Roles add up.
enum class Standing : std::uint8_t {
  kSecretary = 1,
  kOfficer = 2,
  kChair = 3,        // of the sitting
  kDirectorate = 4,  // director or vice-director in office
  kMember = 5,       // holds a seat
  kScrutineer = 6,   // named in this session, the chief among them
  kChiefScrutineer = 7,
  kAttendee = 8,
  kSelf = 9,        // the person that the command is about
  kKeyHolder = 10,  // of the last ceremony, or of the key that stands
};

// A small set of one of the enums above 0 and below 16.
template <class Enum>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(std::initializer_list<Enum> values) {
    for (const Enum value : values) Add(value);
  }
  constexpr void Add(Enum value) { bits_ |= Bit(value); }
  constexpr bool Has(Enum value) const { return (bits_ & Bit(value)) != 0; }
  constexpr bool IsEmpty() const { return bits_ == 0; }
  constexpr bool Meets(SetOf other) const { return (bits_ & other.bits_) != 0; }

 private:
  static constexpr std::uint32_t Bit(Enum value) {
    return std::uint32_t{1} << static_cast<std::uint32_t>(value);
  }
  std::uint32_t bits_ = 0;
};

struct Permission {
  CommandKind kind;
  SetOf<Standing> who;         // any one of these
  SetOf<SessionPhase> phases;  // empty: a registry's command, or a session's first
  SetOf<ItemState> item;       // of the item it names; empty: none is asked for
  SetOf<PollState> poll;       // likewise
  std::string_view remark;     // what else is asked, for the reader
};

// One row a kind, in ascending order of kinds.
std::span<const Permission> Permissions();
const Permission& PermissionFor(CommandKind kind);

// The table as docs/permissions.md shows it.
std::string PermissionsAsMarkdown();

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_PERMISSIONS_H_
