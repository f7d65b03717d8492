// One committee's logs: accepts commands, stores them, answers with receipts, and tells
// who watches.
//
// A command is verified on one of the verification threads. The one writer then takes
// whatever waits, for all logs, as a group: it decides each against the state that the
// earlier ones leave, stores what was accepted in one transaction, and only then are
// signers answered and watchers woken, by a third kind of thread. So one registry entry
// and its consequences in the sessions are stored together, and nothing is acknowledged
// that is not on the disk.
//
// Every method may be called by any thread. docs/design.md has the picture.
#ifndef PLENARY_SERVER_HOST_HOST_H_
#define PLENARY_SERVER_HOST_HOST_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/keys.h"
#include "core/log/entry.h"
#include "core/session/registry.h"
#include "server/host/documents.h"
#include "server/host/enrolments.h"
#include "server/host/submit.h"
#include "server/host/watch.h"
#include "server/storage/document_store.h"
#include "server/storage/enrolment_store.h"
#include "server/storage/log_store.h"

namespace plenary::host {

// Borrowed: they outlive the host. One object may be all three.
struct Stores {
  storage::LogStore& logs;
  storage::DocumentStore& documents;
  storage::EnrolmentStore& enrolments;
};

struct HostLimits {
  std::size_t verification_threads = 2;  // at least 1
  std::size_t max_waiting = 16384;       // commands submitted and not yet answered
  std::size_t max_waiting_bytes = 64 << 20;
  DocumentLimits documents;
  EnrolmentLimits enrolments;
};

struct SessionSummary {
  SessionId session;
  std::uint64_t size = 0;
  bool closed = false;
  SharedBytes convened;  // entry 0, encoded
};

struct LogProof {
  std::vector<Digest> proof;
  log::SignedHead head;  // of the size asked for
};

class Host {
 public:
  // Replays and verifies every log of the store, which must hold one committee's.
  //   kNotFound          the store is empty: import a founding first
  //   kCorrupt           a log is damaged; the message names log, entry, and what to do
  //   kPermissionDenied  the registry does not admit this node's key
  static Result<std::unique_ptr<Host>> Open(Stores stores, crypto::PrivateKey node,
                                            Environment environment, HostLimits limits = {});

  // As Stop.
  ~Host();

  // Takes no more commands, answers all that wait, and returns when the last answer has
  // been given. Subscribers are woken no more.
  void Stop();

  // Calls `done` exactly once, on a thread of the host's or before it returns; `done`
  // must not block, nor destroy the host. `deadline` by the environment's clock.
  void Submit(log::SignedCommand command, Instant deadline,
              std::function<void(SubmitOutcome)> done);

  // ---- reading: what has been stored and acknowledged, and nothing else.
  // kNotFound for a log that does not exist.

  // `wake` must not block; wakes may be merged. Subscribe first, then read until an empty
  // batch comes.
  Result<std::unique_ptr<Subscription>> Subscribe(const LogId& log, std::function<void()> wake,
                                                  Pace pace = Pace::kAtOnce);
  // Entries from index `from` on; empty, with the head, at the end. kInvalidArgument
  // behind the end.
  Result<std::shared_ptr<const Batch>> ReadEntries(const LogId& log, std::uint64_t from,
                                                   BatchLimit limit = {}) const;
  // As ReadEntries, at light depth: runs of other people's secret ballots come as hashes.
  Result<std::shared_ptr<const Batch>> ReadLight(const LogId& log, std::uint64_t from,
                                                 const PersonId& person,
                                                 BatchLimit limit = {}) const;
  Result<log::SignedHead> Head(const LogId& log) const;
  // `size` 0: the newest. kInvalidArgument unless index < size, or from <= size, and the
  // log is as long.
  Result<LogProof> ProveInclusion(const LogId& log, std::uint64_t index, std::uint64_t size) const;
  Result<LogProof> ProveConsistency(const LogId& log, std::uint64_t from, std::uint64_t size) const;
  std::vector<SessionSummary> Sessions() const;  // in the order of their ids

  const CommitteeId& committee() const;
  crypto::Suite suite() const;
  LogId registry_log() const { return {committee(), SessionId{}}; }
  LogId session_log(const SessionId& session) const { return {committee(), session}; }
  // The registry as its acknowledged entries make it.
  std::shared_ptr<const session::Registry> SnapshotRegistry() const;
  std::optional<session::AdmittedKey> RegistryKey(const KeyId& key) const;

  Documents& documents();
  Enrolments& enrolments();

 private:
  class Impl;
  explicit Host(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Makes the founding entry of an empty store, signed for by `node`, whose key the
// founding must name. The committee's id, which is its fingerprint.
//   kAlreadyExists     the store has a committee, this one or another
//   kPermissionDenied  the founding names another node
//   kBadSignature      it is not signed as a founding must be
Result<CommitteeId> ImportFounding(storage::LogStore& store, const crypto::PrivateKey& node,
                                   const Environment& environment,
                                   const log::SignedCommand& founding);

}  // namespace plenary::host

#endif  // PLENARY_SERVER_HOST_HOST_H_
