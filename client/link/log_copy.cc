#include "client/link/log_copy.h"

#include <algorithm>
#include <utility>

#include "client/link/evidence.h"

namespace plenary::link {
namespace {

constexpr std::size_t kMaxUnknownHeads = 64;
constexpr std::uint64_t kMostInRun = 4096;  // as indexes in a message

std::string Number(std::uint64_t number) { return std::to_string(number); }

// "the registry" or "session 0123456789ab".
std::string NameOfLog(const LogId& log) {
  return log.IsRegistry() ? "the registry" : "session " + log.session.hex();
}

std::uint64_t BeginOf(const Part& part) {
  const auto* run = std::get_if<log::Run>(&part);
  return run != nullptr ? run->first : std::get<log::Entry>(part).index;
}

std::uint64_t EndOf(const Part& part) {
  const auto* run = std::get_if<log::Run>(&part);
  return run != nullptr ? run->end() : std::get<log::Entry>(part).index + 1;
}

// In the order of their indexes, if each of the two is.
std::vector<Part> Merge(std::vector<log::Entry> entries, std::vector<log::Run> runs) {
  std::vector<Part> parts;
  parts.reserve(entries.size() + runs.size());
  auto run = runs.begin();
  for (log::Entry& entry : entries) {
    while (run != runs.end() && run->first < entry.index) parts.emplace_back(std::move(*run++));
    parts.emplace_back(std::move(entry));
  }
  for (; run != runs.end(); ++run) parts.emplace_back(std::move(*run));
  return parts;
}

}  // namespace

std::uint64_t LogCopy::next() const { return parked_.empty() ? size() : EndOf(parked_.back()); }

std::optional<Digest> LogCopy::RootAt(std::uint64_t size) const {
  if (!follower_.tree().KnowsRoot(size)) return std::nullopt;
  return follower_.tree().RootAt(size);
}

std::uint64_t LogCopy::signed_size() const {
  std::uint64_t size = 0;
  for (const auto& [node, head] : longest_) size = std::max(size, head.head.size);
  return size;
}

std::optional<crypto::PublicKey> LogCopy::NodeKey(const KeyId& node) const {
  const auto registry = hub_.Registry();
  const auto found = registry->nodes.find(node);
  if (found == registry->nodes.end()) return std::nullopt;
  return found->second.key;
}

NodeStanding LogCopy::StandingOf(const KeyId& node) const {
  const auto registry = hub_.Registry();
  const auto found = registry->nodes.find(node);
  if (found == registry->nodes.end()) return NodeStanding::kUnknown;
  return found->second.revoked ? NodeStanding::kRevoked : NodeStanding::kAdmitted;
}

// ---- what is sent

std::optional<Finding> LogCopy::TakeBatch(std::vector<log::Entry> entries,
                                          const std::optional<log::SignedHead>& head,
                                          std::vector<log::Run> runs) {
  if (stopped_) return std::nullopt;
  for (Part& part : Merge(std::move(entries), std::move(runs))) {
    const auto* run = std::get_if<log::Run>(&part);
    const bool is_unasked = run != nullptr && depth_ == Depth::kFull;
    if (is_unasked || BeginOf(part) != next()) return Stop(OutOfOrder(part));
    if (run != nullptr && (run->count == 0 || run->count > kMostInRun)) {
      return Stop(OutOfOrder(part));
    }
    parked_.push_back(std::move(part));
  }
  auto finding = TakeParked();
  if (head) {
    // Even now: a second signed head makes evidence of a contradiction.
    auto more = TakeHead(*head);
    if (!finding || (more && finding->kind == AlarmKind::kContradicted)) finding = std::move(more);
  }
  return Stop(std::move(finding));
}

Finding LogCopy::OutOfOrder(const Part& part) const {
  const std::string due = " of " + NameOfLog(log_) + " where entry " + Number(next()) + " was due.";
  if (const auto* run = std::get_if<log::Run>(&part)) {
    return {AlarmKind::kReordered,
            "The server sent a run of " + Number(run->count) + " entries from " +
                Number(run->first) + due,
            Evidence().Add("the hashes of the run", run->hashes).bytes()};
  }
  const auto& entry = std::get<log::Entry>(part);
  return {AlarmKind::kReordered, "The server sent entry " + Number(entry.index) + due,
          Evidence().Add("the entry out of order", entry).bytes()};
}

std::optional<Finding> LogCopy::TakeParked() {
  const std::vector<Part> parts(parked_.begin(), parked_.end());
  const auto taken = hub_.Take(log_, parts);
  if (!taken) {
    const auto& fault = taken.error();
    Evidence evidence;
    for (const Part& part : parts) {
      if (BeginOf(part) != fault.index) continue;
      if (const auto* entry = std::get_if<log::Entry>(&part)) evidence.Add("the entry", *entry);
    }
    if (follower_.verified()) evidence.Add("the longest head verified", *follower_.verified());
    return Finding{fault.kind,
                   "The server sent an entry " + Number(fault.index) + " of " + NameOfLog(log_) +
                       " that cannot be: " + fault.reason + ".",
                   evidence.bytes()};
  }
  parked_.erase(parked_.begin(), parked_.begin() + static_cast<std::ptrdiff_t>(taken->parts));
  return Extend(std::span(parts).first(taken->parts), *taken);
}

std::optional<Finding> LogCopy::Extend(std::span<const Part> parts,
                                       const ReplicaHub::Taken& taken) {
  if (parts.empty()) return std::nullopt;
  const auto extended = ExtendTree(parts, taken);
  if (auto broken = CheckPromises()) return broken;
  if (!extended) return Contradiction(extended.error().message);
  if (file_) {
    for (const Part& part : parts) {
      std::visit([this](const auto& one) { file_->Append(one); }, part);
    }
    Write(file_->Write());
  }
  return std::nullopt;
}

// The leaves between two runs at once: each time the open heads are looked at.
Result<void> LogCopy::ExtendTree(std::span<const Part> parts, const ReplicaHub::Taken& taken) {
  auto entry = taken.entries.begin();
  std::vector<Digest> leaves;
  for (const Part& part : parts) {
    const auto* run = std::get_if<log::Run>(&part);
    if (run == nullptr) {
      leaves.push_back((*entry++)->leaf);
      continue;
    }
    PLENARY_TRY(follower_.Extend(std::exchange(leaves, {})));
    PLENARY_TRY(follower_.ExtendRun(run->count, run->hashes));
  }
  return follower_.Extend(leaves);
}

std::optional<Finding> LogCopy::RegistryGrew(bool is_newest) {
  if (stopped_) return std::nullopt;
  auto finding = TakeParked();
  for (const log::SignedHead& head : std::exchange(unknown_heads_, {})) {
    if (finding) break;
    finding = TakeHead(head);
  }
  if (!finding && is_newest && HasUnknownNode()) {
    finding = Finding{
        AlarmKind::kFalseHead,
        "A head of " + NameOfLog(log_) + " is signed by a node that the registry does not admit.",
        Evidence().Add("the head", unknown_heads_.front()).bytes()};
  }
  return Stop(std::move(finding));
}

// ---- heads

std::optional<Finding> LogCopy::TakeHead(const log::SignedHead& head) {
  if (head.log != log_) {
    return Finding{AlarmKind::kFalseHead,
                   "The server sent a head of another log for " + NameOfLog(log_) + ".",
                   Evidence().Add("the head", head).bytes()};
  }
  switch (StandingOf(head.node)) {
    case NodeStanding::kRevoked:
      return std::nullopt;  // proves nothing any more; it may have been on its way
    case NodeStanding::kUnknown:
      if (unknown_heads_.size() < kMaxUnknownHeads) unknown_heads_.push_back(head);
      if (log_.IsRegistry() && head.head.size <= size()) {
        return Finding{AlarmKind::kFalseHead,
                       "A head of the registry is signed by a node that it does not admit.",
                       Evidence().Add("the head", head).bytes()};
      }
      return std::nullopt;
    case NodeStanding::kAdmitted:
      return Accept(head, *NodeKey(head.node));
  }
  return std::nullopt;
}

std::optional<Finding> LogCopy::Accept(const log::SignedHead& head, const crypto::PublicKey& node) {
  const auto accepted = follower_.Accept(head, node);
  if (accepted || accepted.error().code == ErrorCode::kUnavailable) {
    Remember(head);
    return std::nullopt;
  }
  if (accepted.error().code == ErrorCode::kBadSignature) {
    return Finding{AlarmKind::kFalseHead,
                   "A head of " + NameOfLog(log_) + " does not bear the signature of its node.",
                   Evidence().Add("the head", head).bytes()};
  }
  Finding finding = Contradiction(accepted.error().message);
  if (finding.kind == AlarmKind::kContradicted) {
    Evidence evidence;
    evidence.Add("the head", head);
    if (follower_.verified()) evidence.Add("the longest head verified", *follower_.verified());
    finding.evidence = evidence.bytes();
  }
  return finding;
}

Finding LogCopy::Contradiction(const std::string& why) const {
  if (const auto& fork = follower_.fork()) {
    return {AlarmKind::kForked,
            "The server has signed two versions of " + NameOfLog(log_) + ": one of " +
                Number(fork->shorter.head.size) + " entries, and one of " +
                Number(fork->longer.head.size) + " that does not begin so.",
            Evidence().Add(*fork).bytes()};
  }
  Evidence evidence;
  for (const auto& [node, head] : longest_) evidence.Add("a signed head", head);
  return {AlarmKind::kContradicted,
          "The entries of " + NameOfLog(log_) +
              " that the server sent are not those that it signed (" + why + ").",
          evidence.bytes()};
}

void LogCopy::Remember(const log::SignedHead& head) {
  const auto [known, is_new] = longest_.try_emplace(head.node, head);
  if (!is_new && head.head.size <= known->second.head.size) return;
  known->second = head;
  if (!file_) return;
  file_->Append(head);
  Write(file_->Write());
}

std::optional<Finding> LogCopy::CheckNotShorter(const Asked& asked,
                                                const log::SignedHead& head) const {
  const auto before = asked.longest.find(head.node);
  if (before == asked.longest.end() || before->second.head.size <= head.head.size) {
    return std::nullopt;
  }
  return Finding{AlarmKind::kRolledBack,
                 "The server had signed " + Number(before->second.head.size) + " entries of " +
                     NameOfLog(log_) + " and now knows only " + Number(head.head.size) + ".",
                 Evidence()
                     .Add("the head signed before", before->second)
                     .Add("the head signed later", head)
                     .bytes()};
}

std::optional<Finding> LogCopy::TakeNewest(const Asked& asked, const log::SignedHead& head,
                                           std::span<const Digest> proof) {
  if (stopped_) return std::nullopt;
  if (auto finding = TakeHead(head)) return Stop(std::move(finding));
  if (StandingOf(head.node) != NodeStanding::kAdmitted) return std::nullopt;
  if (auto finding = CheckNotShorter(asked, head)) return Stop(std::move(finding));
  if (head.head.size < asked.from) return std::nullopt;     // another node, which lags
  const Digest ours = follower_.tree().RootAt(asked.from);  // accepted: in no run
  if (log::VerifyConsistency(hub_.suite(), asked.from, ours, head.head.size, head.head.root,
                             proof)) {
    return std::nullopt;
  }
  return Stop(Finding{AlarmKind::kContradicted,
                      "The server cannot show that its newest head of " + NameOfLog(log_) +
                          " extends the " + Number(asked.from) + " entries it had signed.",
                      Evidence()
                          .Add("its newest head", head)
                          .Add("the longest head verified", *follower_.verified())
                          .Add("the proof it gave", proof)
                          .bytes()});
}

std::optional<Finding> LogCopy::TakeDenial(const Asked& asked, const std::string& what_it_said) {
  if (stopped_ || asked.longest.empty()) return std::nullopt;
  Evidence evidence;
  for (const auto& [node, head] : asked.longest) evidence.Add("a head signed before", head);
  return Stop(Finding{
      AlarmKind::kRolledBack,
      "The server denies " + NameOfLog(log_) + ", whose head it had signed (" + what_it_said + ").",
      evidence.bytes()});
}

// ---- receipts

std::optional<Finding> LogCopy::TakeReceipt(const Asked& asked,
                                            const log::SignedCommand& signed_command,
                                            const session::Command& command,
                                            const log::Receipt& receipt) {
  if (stopped_) return std::nullopt;
  const log::Entry entry{receipt.index, receipt.time, receipt.blinds, signed_command};
  const Promise promise{command.id, fold::LeafOf(hub_.suite(), entry, command), receipt};
  const auto node = NodeKey(receipt.head.node);
  const auto verified = node ? log::VerifyReceipt(*node, log_, receipt, promise.leaf)
                             : Result<void>(Fail(ErrorCode::kBadSignature, "unknown node"));
  if (!verified) {
    return Stop(
        Finding{AlarmKind::kFalseReceipt,
                "The server's receipt for a command of ours in " + NameOfLog(log_) +
                    " does not hold: " + verified.error().message + ".",
                Evidence().Add("the command", signed_command).Add("the receipt", receipt).bytes()});
  }
  if (auto finding = CheckNotShorter(asked, receipt.head)) return Stop(std::move(finding));
  std::optional<Finding> finding;
  if (receipt.index < size()) {
    finding = CheckPromise(promise);
  } else {
    promises_.insert_or_assign(receipt.index, promise);
  }
  auto contradiction = Accept(receipt.head, *node);
  if (!finding) finding = std::move(contradiction);
  if (finding) return Stop(std::move(finding));
  last_promised_ = std::max(last_promised_.value_or(0), receipt.index);
  if (file_) Write(file_->Append(promise));
  return std::nullopt;
}

std::optional<Finding> LogCopy::CheckPromises() {
  while (!promises_.empty() && promises_.begin()->first < size()) {
    if (auto finding = CheckPromise(promises_.begin()->second)) return finding;
    promises_.erase(promises_.begin());
  }
  return std::nullopt;
}

std::optional<Finding> LogCopy::CheckPromise(const Promise& promise) const {
  const std::uint64_t index = promise.receipt.index;
  const bool is_shown = follower_.tree().KnowsLeaf(index);
  if (is_shown && follower_.tree().Leaf(index) == promise.leaf) return std::nullopt;
  Evidence evidence;
  evidence.Add("the receipt", promise.receipt);
  for (const FollowedPtr& shown : hub_.Entries(log_, index, index + 1)) {
    evidence.Add("the entry shown", shown->entry);
  }
  const std::string promised =
      "The server's receipt promised our command entry " + Number(index) + " of " + NameOfLog(log_);
  for (const FollowedPtr& entry : hub_.Entries(log_, 0, size())) {
    if (entry->command.id != promise.command || entry->entry.index == index) continue;
    evidence.Add("where the command stands", entry->entry);
    return Finding{
        AlarmKind::kReordered,
        promised + "; it is shown as entry " + Number(entry->entry.index) + ", otherwise.",
        evidence.bytes()};
  }
  return Finding{AlarmKind::kDropped,
                 promised + (is_shown ? "; another one stands there."
                                      : "; it is left out as if it were another person's."),
                 evidence.bytes()};
}

Finding LogCopy::Withheld() const {
  Evidence evidence;
  for (const auto& [node, head] : longest_) evidence.Add("a signed head", head);
  return {AlarmKind::kWithheld,
          "The server has signed " + Number(signed_size()) + " entries of " + NameOfLog(log_) +
              " and shows only " + Number(size()) + ".",
          evidence.bytes()};
}

std::optional<Finding> LogCopy::Stop(std::optional<Finding> finding) {
  if (!finding) return finding;
  stopped_ = true;
  if (follower_.fork() && finding->kind != AlarmKind::kForked) {
    PutRaw(finding->evidence, Evidence().Add(*follower_.fork()).bytes());
  }
  return finding;
}

// ---- the copy on disk

void LogCopy::Write(const Result<void>& result) {
  if (result) return;
  // The network has it all; without a file the next start is only slower.
  file_failure_ = result.error().message;
  file_.reset();
}

Result<std::optional<Finding>> LogCopy::Keep(const std::filesystem::path& file,
                                             Durability durability) {
  auto opened = LogFile::Open(file, log_, durability);
  if (!opened) return std::unexpected(opened.error());
  file_ = std::move(opened->file);
  PLENARY_TRY(RestoreEntries(opened->content, file, durability));
  return Stop(RestoreSigned(opened->content));
}

Result<void> LogCopy::RestoreEntries(const LogFile::Content& content,
                                     const std::filesystem::path& file, Durability durability) {
  const auto merged = Merge(content.entries, content.runs);
  std::span<const Part> parts(merged);
  if (depth_ == Depth::kFull && !content.runs.empty()) {
    const auto is_run = [](const Part& part) { return std::holds_alternative<log::Run>(part); };
    parts =
        parts.first(static_cast<std::size_t>(std::ranges::find_if(parts, is_run) - parts.begin()));
  }
  const auto taken = hub_.Take(log_, parts);
  if (!taken) {
    // A hub of our own may have taken runs that will not come again as they were.
    if (depth_ == Depth::kLight) hub_.Forget(log_.session);
    std::error_code failed;
    std::filesystem::rename(file, file.string() + ".damaged", failed);
    if (failed) return Fail(ErrorCode::kInternal, file.string() + ": " + failed.message());
    auto fresh = LogFile::Open(file, log_, durability);
    if (!fresh) return std::unexpected(fresh.error());
    file_ = std::move(fresh->file);
    return file_->Rewrite(content, 0);
  }
  // There is no head yet that they could contradict.
  PLENARY_TRY(ExtendTree(parts.first(taken->parts), *taken));
  if (taken->parts == merged.size()) return {};
  return file_->Rewrite(content, size());
}

std::optional<Finding> LogCopy::RestoreSigned(const LogFile::Content& content) {
  std::optional<LogFile> quiet = std::exchange(file_, std::nullopt);  // it has all this
  std::optional<Finding> finding;
  for (const log::SignedHead& head : content.heads) {
    // Of a node that was revoked since: what it signed before still binds it.
    const auto node = NodeKey(head.node);
    if (!finding && node) finding = Accept(head, *node);
  }
  for (const Promise& promise : content.promises) {
    const auto node = NodeKey(promise.receipt.head.node);
    if (finding || !node || !log::VerifyReceipt(*node, log_, promise.receipt, promise.leaf)) {
      continue;
    }
    last_promised_ = std::max(last_promised_.value_or(0), promise.receipt.index);
    promises_.insert_or_assign(promise.receipt.index, promise);
    finding = Accept(promise.receipt.head, *node);
  }
  if (!finding) finding = CheckPromises();
  file_ = std::move(quiet);
  return finding;
}

}  // namespace plenary::link
