// What is particular to each kind of agenda item: how it may end, what is voted in it.
#ifndef PLENARY_CORE_SESSION_ITEM_KINDS_H_
#define PLENARY_CORE_SESSION_ITEM_KINDS_H_

#include "core/session/permissions.h"
#include "core/session/terms.h"

namespace plenary::session {

struct ItemKindTraits {
  ItemKind kind;
  SetOf<Ending> endings;
  SetOf<PollSubject> polls;
};

// One row a kind, after DOMAIN.md's table of the agenda.
const ItemKindTraits& TraitsOf(ItemKind kind);

// What must be recorded before an appointment of this action is voted on.
bool NeedsExaminationAndStatement(Action action);

// Whether the reports of an item of this kind count as reports heard of the organs:
// officials' reports on their own duties do not.
bool CountsReports(ItemKind kind);

}  // namespace plenary::session

#endif  // PLENARY_CORE_SESSION_ITEM_KINDS_H_
