#include "core/rules/composition.h"

#include "core/base/check.h"

namespace plenary::rules {

Result<void> Validate(const Attendance& attendance) {
  const std::uint64_t members =
      std::uint64_t{attendance.present} + attendance.on_leave + attendance.absent;
  if (members != attendance.composition) {
    return Fail(ErrorCode::kInvalidArgument,
                "present, on leave and absent do not add up to the composition");
  }
  if (attendance.recused > attendance.present) {
    return Fail(ErrorCode::kInvalidArgument, "more recused than present");
  }
  return {};
}

std::uint32_t Roll(const Attendance& attendance) {
  PLENARY_CHECK(attendance.recused <= attendance.present);
  return attendance.present - attendance.recused;
}

std::uint32_t Quorum(std::uint32_t composition, Fraction share) {
  return Needed(share, composition);
}

bool HasQuorum(const Attendance& attendance, Fraction share) {
  return attendance.present >= Quorum(attendance.composition, share);
}

}  // namespace plenary::rules
