// A committee's logs as this machine has verified them by itself.
#ifndef PLENARY_CLIENT_LINK_REPLICA_H_
#define PLENARY_CLIENT_LINK_REPLICA_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "client/link/alarm.h"
#include "core/fold/log_fold.h"
#include "core/log/run.h"

namespace plenary::link {

// How much of a session is followed: all of it; or others' secret ballots by their hashes alone,
// as docs/protocol.md says under "Runs".
enum class Depth : std::uint8_t { kFull, kLight };

// What a message of Watch is made of.
using Part = std::variant<log::Entry, log::Run>;

// An entry with what its bytes say.
struct Followed {
  log::Entry entry;
  session::Command command;
  Digest leaf;
};
using FollowedPtr = std::shared_ptr<const Followed>;

// The verified logs of one committee. Several links in one process may share one: each
// entry's signature and decision is then verified once, while every link still compares
// what its own server shows it, leaf by leaf. One that follows at light depth has a hub of its
// own: what a run leaves out is one person's view. Any thread.
class ReplicaHub {
 public:
  ReplicaHub(CommitteeId committee, crypto::Suite suite);
  ~ReplicaHub();

  const CommitteeId& committee() const;
  crypto::Suite suite() const;

  // Copies that later entries do not change. A registry not founded yet is empty; null
  // for a session that nobody has opened here.
  std::shared_ptr<const session::Registry> Registry() const;
  std::shared_ptr<const session::Session> Session(const SessionId& session) const;
  log::Head Head(const LogId& log) const;  // size 0 if the log is unknown
  // Entries `from` to just before `to`, as many as there are. Those in a run are left out.
  std::vector<FollowedPtr> Entries(const LogId& log, std::uint64_t from, std::uint64_t to) const;

  // Verifies and adds parts that follow each other and continue the log, or compares the
  // entries that it has. Stops before the first that names a registry longer than ours.
  // A fault leaves those before it taken. Secret ballots that follow each other are checked
  // together, some at a time: readers wait for so many at most.
  struct Fault {
    AlarmKind kind;  // kReordered, kInvented or kContradicted
    std::uint64_t index;
    std::string reason;
  };
  struct Taken {
    std::vector<FollowedPtr> entries;
    std::size_t parts = 0;            // entries and runs
    bool waits_for_registry = false;  // the next entry does
  };
  Result<Taken, Fault> Take(const LogId& log, std::span<const Part> parts);
  // As if it had never been opened here.
  void Forget(const SessionId& session);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_REPLICA_H_
