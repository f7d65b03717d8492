// What a command has before it that needs a key store and a server.
//
// The store is opened, the link connected, the registry as new as the server has it. What an
// earlier run left without answer is settled first and told; after an alarm that stops a log
// nothing more is said in it.
#ifndef PLENARY_CLIENT_CLI_ONLINE_DESK_H_
#define PLENARY_CLIENT_CLI_ONLINE_DESK_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "client/actions/find.h"
#include "client/cli/online/home.h"
#include "client/link/link.h"

namespace plenary::cli {

struct DeskOptions : HomeOptions {
  int timeout = 30;     // --timeout, seconds
  std::string session;  // --session, of commands in a session; empty: the only open one
  bool light = false;   // --light, of commands that a whole hall gives at once
};

template <class T>
using Sought = Result<T, Complaint>;

// One thread; for the time of one command.
class Desk {
 public:
  static Sought<std::unique_ptr<Desk>> Open(Context& context, const DeskOptions& options);

  Context& context() const { return context_; }
  link::KeyStore& store() const { return *store_; }
  link::Link& link() const { return *link_; }
  link::Milliseconds timeout() const { return timeout_; }
  std::shared_ptr<const session::Registry> registry() const { return link_->Registry(); }
  PersonId me() const { return store_->profile().person; }

  // By what people call them; a complaint names what there is.
  Sought<PersonId> Person(std::string_view word) const;
  Sought<SeatId> Seat(std::string_view word) const;
  Sought<KeyId> Key(std::string_view word) const;
  Sought<KeyId> Node(std::string_view word) const;

  // Finds the session and follows it up to what the server has. Before all below.
  Result<void, Complaint> Choose(std::string_view word);
  const SessionId& session_id() const { return session_; }
  // As this client has folded it by now; of Choose or later.
  std::shared_ptr<const session::Session> session() const { return link_->Session(session_); }
  Sought<ItemId> Item(std::string_view word) const;
  Sought<ProposalId> Proposal(std::string_view word) const;
  Sought<PollId> Poll(std::string_view word) const;
  Sought<PersonId> Participant(std::string_view word) const;
  Sought<Digest> Document(std::string_view word) const;

  // Erases this machine's secrets of sessions that are over, as far as it has followed them, and
  // tells so on standard error. Every command does it when it begins, having caught up, and when
  // it ends.
  Result<void, Complaint> EraseClosed() const;

  // Says it in the registry or, if it is for one, in the chosen session; returns when this
  // client's own copy of the log holds the entry. ComplainNotHere if it does not in time.
  Sought<link::Accepted> Submit(session::Body body);
  Sought<link::Accepted> Submit(const LogId& log, session::Body body);
  // That it was accepted, by the server's signed word, and is not in this client's copy yet.
  std::unexpected<Complaint> ComplainNotHere(const link::Accepted& accepted) const;
  // As above, and tells so: who said what, and the entry's number. `more` goes into the JSON.
  Outcome Say(session::Body body, report::Json more = report::Json::object());
  // The line that Say prints, and its JSON.
  void Tell(const LogId& log, const link::Accepted& accepted, report::Json more) const;
  struct Told {
    std::string line;  // without line feed
    report::Json json;
  };
  Told Account(const LogId& log, const link::Accepted& accepted, report::Json more) const;

 private:
  Desk(Context& context, link::Milliseconds timeout) : context_(context), timeout_(timeout) {}

  Result<void, Complaint> Connect(link::Depth depth);
  Result<void, Complaint> Settle();
  Result<void, Complaint> TellErased(const Result<std::vector<SessionId>>& erased) const;
  Result<void, Complaint> CheckAlarms(const LogId& log) const;

  Context& context_;
  link::Milliseconds timeout_;
  std::unique_ptr<link::KeyStore> store_;
  std::unique_ptr<link::Link> link_;  // destroyed before the store
  SessionId session_;
};

// A command with the options that a desk needs. The options live as long as the command's
// action: hold them in a std::shared_ptr that it shares.
CLI::App& AddDeskCommand(CLI::App& parent, Context& context, const std::string& name,
                         text::Text description, DeskOptions& options);
// As above, with --session.
CLI::App& AddSessionCommand(CLI::App& parent, Context& context, const std::string& name,
                            text::Text description, DeskOptions& options);
// Adds --light to one of either.
void AddLightOption(CLI::App& command, const Context& context, DeskOptions& options);

// What the command does at an open desk. Options: DeskOptions, or a struct that extends it.
template <class Options>
void OnDesk(CLI::App& command, Context& context, std::shared_ptr<Options> options,
            std::function<Outcome(Desk&, const Options&)> action) {
  OnRun(command, context, [&context, options, action]() -> Outcome {
    const auto desk = Desk::Open(context, *options);
    if (!desk) return std::unexpected(desk.error());
    auto outcome = action(**desk, *options);
    auto erased = (*desk)->EraseClosed();
    if (outcome && !erased) return std::unexpected(std::move(erased).error());
    return outcome;
  });
}

// As above, with the session of --session chosen.
template <class Options>
void OnSessionDesk(CLI::App& command, Context& context, std::shared_ptr<Options> options,
                   std::function<Outcome(Desk&, const Options&)> action) {
  OnDesk<Options>(command, context, options,
                  [action](Desk& desk, const Options& chosen) -> Outcome {
                    PLENARY_TRY(desk.Choose(chosen.session));
                    return action(desk, chosen);
                  });
}

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_DESK_H_
