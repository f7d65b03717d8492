// What people call things by, on a command line or in a script: a name, a title, a
// number, or the beginning of an id.
//
// A word is first compared with names, then taken as a number (counted from 1), then as
// the first digits, four at least, of an id. What fits several things fits none. Pure;
// any thread.
#ifndef PLENARY_CLIENT_ACTIONS_FIND_H_
#define PLENARY_CLIENT_ACTIONS_FIND_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/link/link.h"
#include "client/text/language.h"
#include "client/text/titles.h"
#include "core/session/registry.h"
#include "core/session/session.h"

namespace plenary::actions {

enum class Thing : std::uint8_t {
  kPerson,
  kSeat,
  kKey,
  kNode,
  kSession,
  kItem,
  kProposal,
  kPoll,
  kAttendee,
  kDocument,
};

// Why a word names nothing, or more than one thing.
struct Unclear {
  Thing thing;
  std::string word;
  bool is_ambiguous = false;
  // What it could mean, or else all that there is: at most kMostCandidates, one a line.
  std::vector<std::string> candidates;
};
inline constexpr std::size_t kMostCandidates = 20;

// With the candidates, in a person's words.
std::string Explain(text::Language language, const Unclear& unclear);

template <class T>
using Named = Result<T, Unclear>;

// By name.
Named<PersonId> FindPerson(const session::Registry& registry, std::string_view word);
// By holder, or by number in the order in which they were added.
Named<SeatId> FindSeat(const session::Registry& registry, std::string_view word);
// By its short code, or by its person if that has one that is not revoked.
Named<KeyId> FindKey(const session::Registry& registry, std::string_view word);
Named<KeyId> FindNode(const session::Registry& registry, std::string_view word);

// By title, number in the agenda.
Named<ItemId> FindItem(const session::Session& session, std::string_view word);
// By nominee, "NOMINEE POST", number in the order in which they were proposed.
Named<ProposalId> FindProposal(const session::Session& session, std::string_view word);
// By question, number in the order in which they were drafted.
Named<PollId> FindPoll(const session::Session& session, std::string_view word);
// Members and attendees.
Named<PersonId> FindParticipant(const session::Session& session, std::string_view word);
// By name, number in the order in which they were attached.
Named<Digest> FindDocument(const session::Session& session, std::string_view word);

// By title, by kind and number ("committee-12", "council-3", "rehearsal-12"; with the
// term, "18-committee-12"). An empty word: the only one that is not closed.
Named<SessionId> FindSession(const std::vector<link::SessionListed>& sessions,
                             std::string_view word);

// What things are called stands in client/text/titles.h.
using text::Brief;
using text::NameOf;
using text::SessionCode;
using text::SessionTitle;

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_FIND_H_
