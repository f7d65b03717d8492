// The one writer of a committee's logs: decides, stores, publishes, in that order.
//
// A group of commands is decided one after the other, each against what the earlier
// ones left, and stored in one transaction. If that fails nobody is told anything but
// that, and the states are made again from the store: the writer never goes on with a
// state that is not on the disk. One thread.
#ifndef PLENARY_SERVER_HOST_WRITER_H_
#define PLENARY_SERVER_HOST_WRITER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "core/crypto/keys.h"
#include "core/fold/verify.h"
#include "server/host/board.h"
#include "server/host/folds.h"
#include "server/host/submit.h"

namespace plenary::host {

struct Verified {
  fold::VerifiedCommand command;
  Instant deadline;
};

class Writer {
 public:
  // What is borrowed outlives the writer. The board gets every log of the store.
  // Fails as Host::Open does.
  static Result<std::unique_ptr<Writer>> Open(storage::LogStore& store,
                                              const crypto::PrivateKey& node,
                                              const Environment& environment, Board& board);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  struct Outcome {
    std::vector<SubmitOutcome> answers;  // one a command, in order
    std::vector<std::shared_ptr<PublishedLog>> changed;
  };
  Outcome Process(std::span<const Verified> group);

  const fold::Chain& registry() const { return folds_->registry().chain(); }

 private:
  struct Placed {  // in a log: now, or earlier
    LogId log;
    std::uint64_t index;
    bool is_new;
  };
  using Step = std::variant<Placed, session::Refusal, Error>;
  struct Place {
    Instant time;
    log::Blinds blinds;
  };
  struct Addition {  // to one log by the group
    std::uint64_t first_index = 0;
    std::vector<Place> places;
    Growth growth;
    log::SignedHead head;  // when the group is complete
  };
  struct Group {
    Instant now;
    std::map<LogId, Addition> additions;
    std::optional<Error> failure;  // the group cannot be stored
  };

  Writer(storage::LogStore& store, const crypto::PrivateKey& node, const Environment& environment,
         Board& board)
      : store_(store), node_(node), environment_(environment), board_(board) {}

  Step Take(Group& group, const Verified& verified);
  Step TakeRegistry(Group& group, const fold::VerifiedCommand& command);
  Step TakeSession(Group& group, const fold::VerifiedCommand& command);
  template <class Fold>
  Step Enter(Group& group, Fold& fold, const fold::VerifiedCommand& command);
  bool IsRevoked(const fold::VerifiedCommand& command) const;
  void Record(Group& group, const LogId& log, const fold::NewEntry& entry,
              const session::Command& command);
  void RevokeInSessions(Group& group, const fold::VerifiedCommand& revocation);
  void CatchUpRevocations(Group& group, fold::SessionFold& session);

  Result<void> Store(Group& group);
  Result<void> SignHeads(Group& group);
  std::vector<std::shared_ptr<PublishedLog>> Publish(Group& group);
  Result<log::Receipt> MakeReceipt(const Group& group, const Placed& placed) const;
  Result<Place> PlaceOf(const Group& group, const Placed& placed) const;
  SubmitOutcome AnswerTo(const Group& group, const Step& step) const;

  // After a failure: what the store has is what counts.
  std::shared_ptr<PublishedLog> Recover(const LogId& log);
  Result<std::shared_ptr<PublishedLog>> TakeFromStore(const LogId& log);
  std::vector<std::shared_ptr<PublishedLog>> RecoverClosed();
  std::optional<Error> WhyClosed(const LogId& log) const;
  bool NodeIsAdmitted() const;

  storage::LogStore& store_;
  const crypto::PrivateKey& node_;
  const Environment& environment_;
  Board& board_;
  std::unique_ptr<Folds> folds_;
  std::map<LogId, Error> closed_;  // logs whose fold is not what the store has
};

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_WRITER_H_
