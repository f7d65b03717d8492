#include "client/link/alarm.h"

namespace plenary::link {

std::string_view NameOf(AlarmKind kind) {
  switch (kind) {
    case AlarmKind::kForked:
      return "Forked";
    case AlarmKind::kContradicted:
      return "Contradicted";
    case AlarmKind::kRolledBack:
      return "RolledBack";
    case AlarmKind::kDropped:
      return "Dropped";
    case AlarmKind::kReordered:
      return "Reordered";
    case AlarmKind::kInvented:
      return "Invented";
    case AlarmKind::kFalseReceipt:
      return "FalseReceipt";
    case AlarmKind::kFalseHead:
      return "FalseHead";
    case AlarmKind::kWithheld:
      return "Withheld";
    case AlarmKind::kForeignAdmission:
      return "ForeignAdmission";
  }
  return "Unknown";
}

bool StopsLog(AlarmKind kind) {
  return kind != AlarmKind::kWithheld && kind != AlarmKind::kForeignAdmission;
}

}  // namespace plenary::link
