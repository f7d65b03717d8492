// The working of a link. Everything here belongs to its strand, but for what says "any
// thread".
#ifndef PLENARY_CLIENT_LINK_CORE_H_
#define PLENARY_CLIENT_LINK_CORE_H_

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/link/dialer.h"
#include "client/link/log_copy.h"
#include "client/link/watch_stream.h"

namespace plenary::link {

// A command on its way from its caller to its outcome.
struct Submission {
  LogId log;
  session::Body body;
  SubmitTerms terms;
  std::function<void(Result<Outcome>)> done;   // null once the caller waits no more
  std::optional<PendingCommand> pending = {};  // once signed
  session::Command command = {};               // likewise
  unsigned signed_anew = 0;
  unsigned sent = 0;      // times, these bytes; once by an earlier run at least
  unsigned failures = 0;  // to send it, in a row
  bool finished = false;
};
using SubmissionPtr = std::shared_ptr<Submission>;

class Link::Core : public std::enable_shared_from_this<Link::Core> {
 public:
  Core(KeyStore& store, LinkOptions options);

  // Before Start, on the caller's thread.
  Result<void> Load();
  void Start();  // posts
  void Stop();   // any thread but the strand's: blocks until nothing of it runs

  // ---- any thread
  const std::shared_ptr<Strand>& strand() const { return strand_; }
  ReplicaHub& hub() const { return *hub_; }
  Dialer& dialer() const { return *dialer_; }
  KeyStore& store() const { return store_; }
  const LinkOptions& options() const { return options_; }
  std::vector<Alarm> Alarms() const;
  std::optional<Alarm> AlarmOf(const LogId& log) const;
  Listeners<Growth> growth;
  Listeners<ConnectionState> states;
  Listeners<Alarm> alarms;

  // ---- on the strand
  using Done = std::function<void(Result<void>)>;
  void Follow(const LogId& log);
  void Unfollow(const LogId& log);
  void Sync(const LogId& log, Milliseconds timeout, Done done);
  // `ready` is asked now and after each growth of the log.
  void WaitUntil(const LogId& log, std::function<bool()> ready, Milliseconds timeout, Done done);
  void Submit(SubmissionPtr submission);
  // A head that came otherwise than by Watch.
  void TakeHead(const LogId& log, const log::SignedHead& head);
  // The root of our own copy at this size, if it is as long and no run lies across the end.
  std::optional<Digest> RootAt(const LogId& log, std::uint64_t size);
  // Answers once no command is left that nobody waits for, or the time is over.
  void Recover(Milliseconds timeout, std::function<void(std::vector<Recovered>)> done);

 private:
  // Nothing: not yet. A failure ends the wait too.
  using Ready = std::function<std::optional<Result<void>>()>;
  struct Waiter {
    std::uint64_t number;
    Ready ready;
    Done done;
  };
  // What a Sync waits for, once the server has been asked.
  struct SyncPoint {
    std::optional<std::uint64_t> size;
    bool missing = false;  // the server knows no such log
  };
  struct LogState {
    LogState(ReplicaHub& hub, const LogId& log, Depth depth) : copy(hub, log, depth) {}
    LogCopy copy;
    bool followed = false;
    std::shared_ptr<WatchStream> stream;
    bool asking = false;  // for the newest head
    unsigned repetition = 0;
    bool restart_waits = false;
    bool missing = false;                 // the server knew no such log when last asked
    bool stopped = false;                 // by an alarm, of this run or an earlier one
    bool registry_asked = false;          // for an unknown node
    std::optional<std::uint64_t> newest;  // as the server last answered
    std::vector<std::shared_ptr<SyncPoint>> sync_new;    // not asked yet
    std::vector<std::shared_ptr<SyncPoint>> sync_asked;  // not answered yet
    std::vector<Waiter> waiters;
    std::deque<SubmissionPtr> submissions;
    bool sending = false;
    bool patience_runs = false;
    bool stream_renewed = false;  // since entries last came
    bool withheld_told = false;
  };

  // core.cc
  LogState& StateOf(const LogId& log);
  LogState* Find(const LogId& log);
  void OnOpened();
  void OnLost();
  void OnDenied(const Error& why);
  void Raise(const LogId& log, Finding finding);
  void StopLog(LogState& state, const Error& why);
  void CheckOwnKeys();
  void NoteNamedKeys();
  void AlarmOfKey(const KeyId& key, std::uint64_t entry);
  void TakeAuthorities();
  void AddWaiter(LogState& state, Ready ready, Milliseconds timeout, Done done);
  void EndWaiter(const LogId& log, std::uint64_t number, Result<void> result);
  void AskWaiters(LogState& state);

  // core_watch.cc
  void StartLog(LogState& state);
  void RestartLater(LogState& state);
  void OnMessage(const LogId& log, std::uint64_t attempt, const v1::WatchResponse& message);
  void OnStreamEnd(const LogId& log, std::uint64_t attempt, const grpc::Status& status);
  void AskNewest(LogState& state);
  void AskProof(LogState& state, const LogCopy::Asked& asked, std::uint64_t from);
  void OnNewest(const LogId& log, std::uint64_t attempt, const LogCopy::Asked& asked,
                std::uint64_t from, const grpc::Status& status, const v1::ProveResponse& response);
  void OnNoProof(LogState& state, std::uint64_t attempt, const LogCopy::Asked& asked,
                 std::uint64_t from, const grpc::Status& status);
  // After anything that may have changed the copy, whose size was `before`.
  void AfterStep(LogState& state, std::uint64_t before, std::optional<Finding> finding);
  void OnRegistryGrew();
  void AskRegistryFor(LogState& state);
  void BePatient(LogState& state);
  void CheckInNow();

  // core_submit.cc
  Result<void> LoadOutbox();
  void Pump(LogState& state);
  bool MaySign(const LogState& state) const;
  Result<void> Sign(LogState& state, Submission& submission);
  void Send(LogState& state, const SubmissionPtr& submission);
  void OnSubmitted(const SubmissionPtr& submission, std::uint64_t attempt,
                   const LogCopy::Asked& asked, const grpc::Status& status,
                   const v1::SubmitResponse& response);
  void OnSendFailed(LogState& state, const SubmissionPtr& submission, std::uint64_t attempt,
                    const grpc::Status& status);
  void OnRefused(LogState& state, const SubmissionPtr& submission, session::Refusal refusal);
  void OnReceipt(LogState& state, const SubmissionPtr& submission, const LogCopy::Asked& asked,
                 const log::Receipt& receipt, bool registry_asked);
  void SendAgainLater(LogState& state, const SubmissionPtr& submission);
  void Finish(LogState& state, const SubmissionPtr& submission, Result<Outcome> outcome,
              bool answered);
  void GiveUpWaiting(const SubmissionPtr& submission);
  void TellRecovered();

  KeyStore& store_;
  const LinkOptions options_;
  const Profile profile_;  // as it was at the start
  std::shared_ptr<ReplicaHub> hub_;
  std::shared_ptr<Strand> strand_;
  Calls calls_;
  std::shared_ptr<Dialer> dialer_;
  std::map<LogId, std::unique_ptr<LogState>> logs_;
  std::uint64_t next_waiter_ = 1;
  std::uint64_t own_keys_checked_ = 0;         // entries of the registry
  std::map<KeyId, std::uint64_t> named_keys_;  // in our person's name, with their entry
  bool registry_synced_ = false;
  std::vector<Recovered> recovered_;
  std::size_t unanswered_ = 0;  // commands that nobody waits for
  std::vector<std::function<void()>> recover_waiters_;
  bool stopped_ = false;

  mutable Mutex mutex_;
  std::vector<Alarm> alarms_ PLENARY_GUARDED_BY(mutex_);
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_CORE_H_
