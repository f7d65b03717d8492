// One log as one link sees it: what its server showed and signed, judged.
//
// No network and no clock. Once it has found something that stops a log (alarm.h) it
// takes nothing more. One thread at a time.
#ifndef PLENARY_CLIENT_LINK_LOG_COPY_H_
#define PLENARY_CLIENT_LINK_LOG_COPY_H_

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/link/log_file.h"
#include "client/link/replica.h"
#include "core/log/follower.h"
#include "core/log/receipt.h"

namespace plenary::link {

// What an alarm is made of.
struct Finding {
  AlarmKind kind;
  std::string sentence;
  Bytes evidence;
};

// The longest head that each node had signed by some moment. What the node says is its
// newest, when asked after that moment, must not be shorter.
using LongestHeads = std::map<KeyId, log::SignedHead>;

enum class NodeStanding : std::uint8_t { kUnknown, kAdmitted, kRevoked };

class LogCopy {
 public:
  // `hub` outlives it.
  LogCopy(ReplicaHub& hub, const LogId& log, Depth depth = Depth::kFull)
      : hub_(hub), log_(log), depth_(depth), follower_(hub.suite(), log) {}

  // Loads the copy on disk and keeps it from now on; before anything else is taken.
  // Entries that do not verify any more are set aside as FILE.damaged, to be fetched
  // again, and so are those from the first run on where all entries are wanted. Heads and
  // receipts are signed: what they contradict is a finding.
  Result<std::optional<Finding>> Keep(const std::filesystem::path& file, Durability durability);

  const LogId& log() const { return log_; }
  std::uint64_t size() const { return follower_.tree().size(); }    // entries verified
  std::uint64_t next() const;                                       // first index not received
  log::Head head() const { return log::HeadOf(follower_.tree()); }  // of what is verified
  std::uint64_t verified_size() const { return follower_.verified_size(); }
  // Not of a size that is not reached yet, or that ends in a run.
  std::optional<Digest> RootAt(std::uint64_t size) const;
  // The longest head that a node has signed for us, whether or not we have its entries.
  std::uint64_t signed_size() const;
  // The last entry that a receipt promised us; commands must have seen it.
  std::optional<std::uint64_t> last_promised() const { return last_promised_; }
  // Whether a head waits for its node to be admitted by a registry longer than ours.
  bool HasUnknownNode() const { return !unknown_heads_.empty(); }
  NodeStanding StandingOf(const KeyId& node) const;
  bool stopped() const { return stopped_; }

  // A message of Watch. Entries, and at light depth runs, that together continue what was
  // received; a head of what was sent so far, if any.
  std::optional<Finding> TakeBatch(std::vector<log::Entry> entries,
                                   const std::optional<log::SignedHead>& head,
                                   std::vector<log::Run> runs = {});
  // Looks again at what waited for the registry. `is_newest`: the registry is as long as
  // the server's was when the last head came.
  std::optional<Finding> RegistryGrew(bool is_newest);
  // The answer to the question for the newest head, with a proof from verified_size() at
  // the time of asking, which `asked` gives with the signed sizes of that time.
  struct Asked {
    std::uint64_t from = 0;
    LongestHeads longest;
  };
  Asked AskNow() const { return {verified_size(), longest_}; }
  std::optional<Finding> TakeNewest(const Asked& asked, const log::SignedHead& head,
                                    std::span<const Digest> proof);
  // The server says that there is no such log, or that it is shorter.
  std::optional<Finding> TakeDenial(const Asked& asked, const std::string& what_it_said);
  // The answer to a command of ours, with `asked` from before it was sent. On success
  // the promise is on disk. A node that is still unknown makes it false.
  std::optional<Finding> TakeReceipt(const Asked& asked, const log::SignedCommand& signed_command,
                                     const session::Command& command, const log::Receipt& receipt);
  // For the patience of the link: `signed_size` has not been reached in time.
  Finding Withheld() const;
  // Why the file is no longer written; empty while it is.
  const std::string& file_failure() const { return file_failure_; }

 private:
  std::optional<Finding> TakeParked();
  std::optional<Finding> Extend(std::span<const Part> parts, const ReplicaHub::Taken& taken);
  Result<void> ExtendTree(std::span<const Part> parts, const ReplicaHub::Taken& taken);
  Finding OutOfOrder(const Part& part) const;
  std::optional<Finding> TakeHead(const log::SignedHead& head);
  std::optional<Finding> Accept(const log::SignedHead& head, const crypto::PublicKey& node);
  std::optional<Finding> CheckPromises();
  std::optional<Finding> CheckPromise(const Promise& promise) const;
  std::optional<Finding> CheckNotShorter(const Asked& asked, const log::SignedHead& head) const;
  std::optional<Finding> Stop(std::optional<Finding> finding);
  Finding Contradiction(const std::string& why) const;
  void Remember(const log::SignedHead& head);
  void Write(const Result<void>& result);
  Result<void> RestoreEntries(const LogFile::Content& content, const std::filesystem::path& file,
                              Durability durability);
  std::optional<Finding> RestoreSigned(const LogFile::Content& content);
  std::optional<crypto::PublicKey> NodeKey(const KeyId& node) const;

  ReplicaHub& hub_;
  LogId log_;
  Depth depth_;
  log::Follower follower_;
  std::optional<LogFile> file_;
  std::string file_failure_;
  std::deque<Part> parked_;                     // wait for the registry
  std::vector<log::SignedHead> unknown_heads_;  // likewise
  std::map<std::uint64_t, Promise> promises_;   // not reached yet, by index
  std::optional<std::uint64_t> last_promised_;
  LongestHeads longest_;
  bool stopped_ = false;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_LOG_COPY_H_
