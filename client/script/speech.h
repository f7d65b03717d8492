// Speaking in a committee's logs, each person with all before the eyes that was said there.
#ifndef PLENARY_CLIENT_SCRIPT_SPEECH_H_
#define PLENARY_CLIENT_SCRIPT_SPEECH_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "client/script/failure.h"
#include "client/script/people.h"

namespace plenary::script {

// One thread at a time.
class Speech {
 public:
  // `is_over` is asked before every command: whether the person at the terminal wants to stop.
  explicit Speech(std::function<bool()> is_over) : is_over_(std::move(is_over)) {}

  // Blocks until the client holds everything that was said in the log through this.
  Played<> Reach(Client& client, const LogId& log, const Value* where);
  // As above, and the session as that client has folded it.
  Played<std::shared_ptr<const session::Session>> See(Client& client, const SessionId& session,
                                                      const Value* where);

  Played<link::Accepted> Say(Client& client, const LogId& log, session::Body body,
                             const Value* where);

  struct Part {
    Client* client;
    session::Body body;
    const Value* where;
  };
  // All at once, each by another client. The first failure, once all are answered; refusals that
  // are `harmless` are none.
  Played<> SayTogether(const LogId& log, std::vector<Part> parts,
                       std::span<const session::Refusal> harmless = {});

  // Something was said otherwise, up to entry `index`.
  void Note(const LogId& log, std::uint64_t index);

 private:
  Played<> CheckTime(const Value* where) const;

  std::function<bool()> is_over_;
  std::map<LogId, std::uint64_t> sizes_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_SPEECH_H_
