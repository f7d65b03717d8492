#include "core/fold/log_fold.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/fold/ballots.h"

namespace plenary::fold {

using session::Refusal;

namespace {

constexpr std::size_t kMostBallotsAtOnce = 512;

// What both kinds of log do with a verified command once the state has been asked.
Result<Decision, Refusal> DecideInChain(const Chain& chain, const VerifiedCommand& command,
                                        std::uint64_t needs_seen, Instant now,
                                        const log::Blinds& blinds,
                                        const Result<void, Refusal>& verdict) {
  const auto known = chain.Check(command, needs_seen);
  if (!known) return std::unexpected(known.error());
  if (*known) return **known;
  if (!verdict) return std::unexpected(verdict.error());
  return chain.Next(command, now, blinds);
}

ReplayError Refused(std::uint64_t index, Refusal refusal) {
  return {index, "would have been refused: " + std::string(session::NameOf(refusal))};
}

// The decision about a stored entry must give that very entry again.
template <class Fold>
Result<NewEntry, ReplayError> Redecide(const Fold& fold, const log::Entry& entry,
                                       const Result<VerifiedCommand, Refusal>& command) {
  const std::uint64_t index = fold.chain().size();
  if (entry.index != index) return std::unexpected(ReplayError{index, "index out of order"});
  if (!command) return std::unexpected(Refused(index, command.error()));
  if (entry.time < fold.chain().last_time()) {
    return std::unexpected(ReplayError{index, "its time is before the previous entry's"});
  }
  auto decision = fold.Decide(*command, entry.time, entry.blinds);
  if (!decision) return std::unexpected(Refused(index, decision.error()));
  if (!std::holds_alternative<NewEntry>(*decision)) {
    return std::unexpected(ReplayError{index, "the same command a second time"});
  }
  return std::get<NewEntry>(*std::move(decision));
}

}  // namespace

RegistryFold::RegistryFold(CommitteeId committee, crypto::Suite suite)
    : chain_({committee, {}}, suite) {}

std::shared_ptr<const session::Registry> RegistryFold::Snapshot() const {
  if (!snapshot_) snapshot_ = std::make_shared<const session::Registry>(state_);
  return snapshot_;
}

Result<Decision, Refusal> RegistryFold::Decide(const VerifiedCommand& command, Instant now,
                                               const log::Blinds& blinds) const {
  const CommitteeId& committee = chain_.log().committee;
  if (const auto* found = std::get_if<session::Found>(&command.command().body)) {
    // Another founding than the one whose hash this log bears is another committee's.
    if (session::CommitteeIdOf(found->suite, command.bytes().command) != committee ||
        found->suite != chain_.tree().suite()) {
      return std::unexpected(Refusal::kOtherCommittee);
    }
  }
  return DecideInChain(chain_, command, session::NeedsSeen(state_, command.command().body), now,
                       blinds,
                       session::Decide(state_, committee, command.command(), chain_.size()));
}

void RegistryFold::Apply(const NewEntry& entry, const VerifiedCommand& command) {
  PLENARY_CHECK(entry.entry.index == chain_.size());
  session::Apply(state_, chain_.log().committee, command.command(), entry.entry.index);
  snapshot_.reset();
  chain_.Append(entry, command.command());
  commands_.push_back(command.command());
}

Result<void, ReplayError> RegistryFold::Replay(const log::Entry& entry) {
  const auto command =
      chain_.size() == 0 ? VerifyFounding(entry.command) : Verify(state_, entry.command);
  auto decided = Redecide(*this, entry, command);
  if (!decided) return std::unexpected(std::move(decided).error());
  Apply(*decided, *command);
  return {};
}

std::shared_ptr<const session::Registry> RegistryFold::At(const log::Head& head) const {
  if (head.size == 0 || !log::HasPrefix(chain_.tree(), head)) return nullptr;
  if (head.size == chain_.size()) return Snapshot();
  auto registry = std::make_shared<session::Registry>();
  for (std::uint64_t index = 0; index < head.size; ++index) {
    session::Apply(*registry, chain_.log().committee, commands_[index], index);
  }
  return registry;
}

SessionFold::SessionFold(LogId log, crypto::Suite suite, const session::RegistryHistory& registry,
                         const CheckSecret& secret)
    : registry_(&registry), secret_(secret), chain_(log, suite) {}

Result<Decision, Refusal> SessionFold::Decide(const VerifiedCommand& command, Instant now,
                                              const log::Blinds& blinds) const {
  const bool convenes = chain_.size() == 0;
  if (convenes && command.command().log() != chain_.log()) {
    return std::unexpected(Refusal::kOtherLog);
  }
  return DecideInChain(chain_, command, session::NeedsSeen(state_, command.command().body), now,
                       blinds,
                       session::Decide(state_, Around(), command.command(), command.checked()));
}

void SessionFold::Apply(const NewEntry& entry, const VerifiedCommand& command) {
  PLENARY_CHECK(entry.entry.index == chain_.size());
  chain_.Append(entry, command.command());
  session::Apply(state_, Around(), command.command(), chain_.head());
}

// The next entry; and while a secret poll is open, the ballots that follow, whatever they are
// worth.
std::vector<Result<VerifiedCommand, Refusal>> SessionFold::VerifyRun(
    std::span<const log::Entry> entries, const session::Registry& keys) const {
  const auto terms = OpenBallotTerms(state_);
  std::vector<Result<VerifiedCommand, Refusal>> run;
  while (run.size() < std::min(entries.size(), kMostBallotsAtOnce)) {
    run.push_back(Verify(keys, entries[run.size()].command));
    if (!terms || !run.back() || !IsBallotOf(*terms, run.back()->command())) break;
  }
  if (!terms) return run;
  std::vector<VerifiedCommand*> ballots;
  for (auto& command : run) {
    if (command) ballots.push_back(&*command);
  }
  CheckBallots(*terms, keys, ballots, secret_);
  return run;
}

Result<void> SessionFold::Skip(const log::Run& run) {
  if (!OpenBallotTerms(state_)) {
    return Fail(ErrorCode::kInvalidArgument, "log: a run where no secret poll is open");
  }
  PLENARY_TRY(chain_.Skip(run));
  session::SkipBallots(state_);
  return {};
}

Result<void, ReplayError> SessionFold::Replay(std::span<const log::Entry> entries,
                                              const session::Registry& keys) {
  while (!entries.empty()) {
    const auto run = VerifyRun(entries, keys);
    for (std::size_t i = 0; i < run.size(); ++i) {
      auto decided = Redecide(*this, entries[i], run[i]);
      if (!decided) return std::unexpected(std::move(decided).error());
      Apply(*decided, *run[i]);
    }
    entries = entries.subspan(run.size());
  }
  return {};
}

}  // namespace plenary::fold
