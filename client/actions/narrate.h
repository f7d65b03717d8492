// An entry of a log as one line for people: who said what. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_NARRATE_H_
#define PLENARY_CLIENT_ACTIONS_NARRATE_H_

#include <string>

#include "client/link/alarm.h"
#include "client/text/language.h"
#include "core/session/session.h"

namespace plenary::actions {

// What stands behind the ids of an entry. Both may be newer than it.
struct Background {
  const session::Registry& registry;
  const session::Session* session = nullptr;  // null: for the registry's entries
};

// "王建国 opened poll 2: 关于…的决议". Never what a ballot says.
std::string Narrate(text::Language language, const Background& background,
                    const session::Command& command);
// The signer's name, or the key's short code.
std::string SignerName(const session::Registry& registry, const KeyId& signer);

// What happened, what it means and what to do.
text::Text SentenceOf(link::AlarmKind kind);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_NARRATE_H_
