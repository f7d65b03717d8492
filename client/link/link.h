// One person's connection to a committee: follows its logs, verifies them, speaks in
// them, and survives servers that fail or lie.
//
// Any thread may call; calls return at once unless they say that they block. Callbacks
// come on the link's own strand: quick work only, and never a blocking call of the same
// link (that is a bug and aborts).
#ifndef PLENARY_CLIENT_LINK_LINK_H_
#define PLENARY_CLIENT_LINK_LINK_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/link/executor.h"
#include "client/link/key_store.h"
#include "client/link/replica.h"
#include "client/link/subscription.h"

namespace plenary::link {

using Milliseconds = std::chrono::milliseconds;

struct LinkOptions {
  std::shared_ptr<Executor> executor;  // none: a thread of its own
  std::shared_ptr<ReplicaHub> hub;     // none: verifies everything by itself
  Depth depth = Depth::kFull;          // of every session; light with a hub of its own alone
  bool keep_logs = true;               // in the key store, across restarts
  Milliseconds call_timeout{10'000};   // of one unary call
  Milliseconds first_delay{100};       // before a second attempt; doubles, with jitter
  Milliseconds longest_delay{5'000};
  // How long a signed head may wait for its entries before it is an alarm.
  Milliseconds patience{30'000};
};

enum class ConnectionState : std::uint8_t { kConnecting, kConnected, kStopped };

// The command is in the log, durably, by the server's signed word.
struct Accepted {
  CommandId id;
  std::uint64_t index = 0;
  Instant time;
};
using Outcome = std::variant<Accepted, session::Refusal>;

struct SubmitTerms {
  // Until when an answer is awaited. The command then stays in the outbox and is still
  // submitted, by this link or the next program that opens the store.
  Milliseconds timeout{30'000};
  // Answer only when this client's own copy of the log holds the entry.
  bool reach = true;
};

// A command of an earlier run, or one whose caller has stopped waiting, and its answer.
struct Recovered {
  PendingCommand command;
  Result<Outcome> outcome;
};

// What the log `log` has grown by: entries `from` to just before `to`.
struct Growth {
  LogId log;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

struct SessionListed {
  SessionId session;
  std::uint64_t size = 0;     // as the server says
  bool closed = false;        // likewise
  session::Convene convened;  // signature verified against the local registry
};

struct Proof {
  log::SignedHead head;  // verified
  std::vector<Digest> hashes;
};

class Link {
 public:
  // Loads the local copies and starts connecting. The store is bound and has a
  // certificate (else kInvalidArgument, as for light depth with a hub that may be another's
  // too), and outlives the link. kCorrupt if a copy on
  // disk belongs to another log.
  static Result<std::unique_ptr<Link>> Open(KeyStore& store, LinkOptions options = {});
  // Ends all calls; those who wait get kUnavailable. Not from a callback.
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  LogId RegistryLog() const;
  LogId SessionLog(const SessionId& session) const;

  // ---- what this client knows, verified by itself
  std::shared_ptr<const session::Registry> Registry() const;
  std::shared_ptr<const session::Session> Session(const SessionId& session) const;
  log::Head Head(const LogId& log) const;
  // Of our own copy's first `size` entries; none if it is shorter, or at light depth a run lies
  // across their end. Blocks.
  std::optional<Digest> RootAt(const LogId& log, std::uint64_t size) const;
  // Without those that light depth leaves out.
  std::vector<FollowedPtr> Entries(const LogId& log, std::uint64_t from) const;
  ConnectionState state() const;
  std::string LastFailure() const;  // why it is not connected; empty if it is
  std::vector<Alarm> Alarms() const;
  // The first alarm that stops this log, if there is one.
  std::optional<Alarm> AlarmOf(const LogId& log) const;

  // ---- callbacks
  std::unique_ptr<Subscription> OnGrowth(std::function<void(const Growth&)> callback);
  std::unique_ptr<Subscription> OnState(std::function<void(const ConnectionState&)> callback);
  std::unique_ptr<Subscription> OnAlarm(std::function<void(const Alarm&)> callback);

  // ---- following. The registry is always followed.
  void Follow(const SessionId& session);
  void Unfollow(const SessionId& session);  // the copy stays

  // Blocks until the local copy holds all that the server had when asked. Follows the
  // log. kUnavailable when the time is over; kCorrupt after an alarm that stops the log;
  // kNotFound if the server knows no such log.
  Result<void> Sync(const LogId& log, Milliseconds timeout);

  // Blocks until the state satisfies `wanted`, which runs on the strand. Follows the
  // session. Failures as of Sync.
  Result<void> WaitForRegistry(std::function<bool(const session::Registry&)> wanted,
                               Milliseconds timeout);
  Result<void> WaitForSession(const SessionId& session,
                              std::function<bool(const session::Session&)> wanted,
                              Milliseconds timeout);

  // ---- speaking
  // Signs, keeps, sends and resends until there is an answer. Blocks. kUnavailable when
  // the time is over: the outcome is unknown, and Recover tells it later. kCorrupt after
  // an alarm about the log. kInvalidArgument if a field is out of bounds: nothing was
  // sent. A new session's Convene goes to SessionLog(its new id).
  Result<Outcome> Submit(const LogId& log, session::Body body, const SubmitTerms& terms = {});
  void SubmitAsync(const LogId& log, session::Body body, const SubmitTerms& terms,
                   std::function<void(Result<Outcome>)> done);
  // Blocks until every command of an earlier run has its answer. Those without one when
  // the time is over have kUnavailable and stay.
  std::vector<Recovered> Recover(Milliseconds timeout);

  // ---- asking. All block; the answers are verified.
  Result<std::vector<SessionListed>> ListSessions(Milliseconds timeout);
  // That entry `index` is in the log's newest head.
  Result<Proof> ProveInclusion(const LogId& log, std::uint64_t index, Milliseconds timeout);
  // That the log's newest head extends our copy's first `size` entries.
  Result<Proof> ProveConsistency(const LogId& log, std::uint64_t size, Milliseconds timeout);
  // At most `limit` bytes, else kExhausted. What it is worth says the verifier.
  Result<Bytes> GetArchive(const SessionId& session, std::size_t limit, Milliseconds timeout);
  // Of the bytes as they are, in the committee's suite.
  Digest HashDocument(ByteView content) const;
  Result<Digest> PutDocument(ByteView content, Milliseconds timeout);
  // kBadSignature if what came has another hash.
  Result<Bytes> GetDocument(const Digest& hash, std::size_t limit, Milliseconds timeout);

  // ---- enrolment, from the secretary's side: client/link/enrolment.h uses these.
  struct PendingEnrolment {
    wire::EnrolmentCodeId code;
    PersonId person;
    Instant expires;
    Bytes enrolment;  // not verified; empty: nothing handed in yet
  };
  Result<void> OfferEnrolment(const wire::EnrolmentCodeId& code, const PersonId& person,
                              Instant expires, Milliseconds timeout);
  Result<std::vector<PendingEnrolment>> ListEnrolments(Milliseconds timeout);

 private:
  class Core;
  explicit Link(std::shared_ptr<Core> core);
  std::shared_ptr<Core> core_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_LINK_H_
