// What sessions, proposals and people are called. Pure; any thread.
#ifndef PLENARY_CLIENT_TEXT_TITLES_H_
#define PLENARY_CLIENT_TEXT_TITLES_H_

#include <string>

#include "client/text/language.h"
#include "core/session/registry.h"
#include "core/session/session_commands.h"

namespace plenary::text {

// "committee-12", "rehearsal-council-3".
std::string SessionCode(const session::Convene& convened);
// Its title, or 第十八届人大常委会第十二次会议 in either language.
std::string SessionTitle(Language language, const session::Convene& convened);

// 决定任命张三为县教育局局长 ("decide to appoint"), in either language.
std::string TitleOf(const session::Proposal& proposal, Language language);

// The first eight digits of an id: enough to name it among its like.
template <class IdT>
std::string Brief(const IdT& id) {
  return id.hex().substr(0, 8);
}
// The person's name, or, unknown to the registry, the brief id.
std::string NameOf(const session::Registry& registry, const PersonId& person);

}  // namespace plenary::text

#endif  // PLENARY_CLIENT_TEXT_TITLES_H_
