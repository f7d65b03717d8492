// What the steps of one session work with: its people, and what its names stand for.
#ifndef PLENARY_CLIENT_SCRIPT_STAGE_H_
#define PLENARY_CLIENT_SCRIPT_STAGE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/script/office.h"
#include "core/base/check.h"

namespace plenary::script {

// What the ids of a session's script have become.
struct Names {
  SessionId session;
  std::map<std::string, ItemId> items = {};
  std::map<std::string, ProposalId> proposals = {};
  std::map<std::string, PollId> polls = {};
};

// A name that the loader has found in the script before it is used.
template <class IdT>
const IdT& Known(const std::map<std::string, IdT>& names, const Value& id) {
  const auto found = names.find(id.Text());
  PLENARY_CHECK(found != names.end());
  return found->second;
}

using SessionPtr = std::shared_ptr<const session::Session>;

// One thread at a time.
struct Stage {
  Office& office;
  const Value& text;                            // the session
  const std::map<std::string, Names>& earlier;  // sessions, by their ids
  Names names;
  // What people chose in secret polls: the log does not tell, and who casts again changes it.
  std::map<PollId, std::map<PersonId, std::vector<rules::Choice>>> secrets = {};
  std::string by = {};      // who speaks instead of whose part it is; empty: nobody
  std::size_t refused = 0;  // commands that had to be, so far

  People& people() const { return office.people(); }
  Client& secretary() const { return office.secretary(); }
  LogId log() const { return secretary().link->SessionLog(names.session); }

  // By `usual`, unless somebody else is to try.
  Played<> Say(Client& usual, session::Body body, const Value& where);
  Played<> SaySecretary(session::Body body, const Value& where);
  // Into the registry, by the secretary; the entry's index.
  Played<std::uint64_t> Enter(session::Body body, const Value& where);
  Played<> SayChair(session::Body body, const Value& where);

  // The session as the client has verified it, with all that was said so far.
  Played<SessionPtr> See(Client& client, const Value& where);
  // Whoever presides now.
  Played<Client*> Chair(const Value& where);
  // Named and present, the chief first.
  Played<std::vector<Client*>> Scrutineers(const Value& where);
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_STAGE_H_
