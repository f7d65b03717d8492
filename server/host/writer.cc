#include "server/host/writer.h"

#include <string>
#include <utility>

#include "core/wire/entry.h"
#include "server/host/secret_ballots.h"
#include "server/host/stored_head.h"

namespace plenary::host {
namespace {

Result<log::Blinds> DrawBlinds(const Environment& environment) {
  log::Blinds blinds;
  for (log::Blind& blind : blinds.parts) PLENARY_TRY(environment.randomness(blind));
  return blinds;
}

Error Failed(const Error& error) {
  if (error.code != ErrorCode::kConflict) return error;
  return {ErrorCode::kUnavailable,
          "host: another server extended the log (" + error.message + "); try again"};
}

}  // namespace

Result<std::unique_ptr<Writer>> Writer::Open(storage::LogStore& store,
                                             const crypto::PrivateKey& node,
                                             const Environment& environment, Board& board) {
  std::unique_ptr<Writer> writer(new Writer(store, node, environment, board));
  std::map<LogId, Folds::Entries> loaded;
  fold::CheckSecret secret{};
  PLENARY_TRY(environment.randomness(secret));
  auto folds = Folds::Load(store, secret, [&](const LogId& log, Folds::Entries entries) {
    loaded.insert_or_assign(log, std::move(entries));
  });
  if (!folds) return std::unexpected(folds.error());
  writer->folds_ = *std::move(folds);
  if (!writer->NodeIsAdmitted()) {
    return Fail(ErrorCode::kPermissionDenied, "host: the registry does not admit this node's key " +
                                                  node.public_key().id().hex() +
                                                  "; let two officers admit it");
  }
  Group group;
  for (auto& [log, entries] : loaded) {
    Addition& addition = group.additions[log];
    const log::MerkleTree& tree = writer->folds_->ChainOf(log).tree();
    for (std::uint64_t i = 0; i < entries.size(); ++i) {
      addition.growth.leaves.push_back(tree.Leaf(i));
    }
    addition.growth.ballots = SecretBallotsAmong(writer->folds_->registry().state(), entries, 0);
    addition.growth.entries = std::move(entries);
  }
  PLENARY_TRY(writer->SignHeads(group));
  writer->Publish(group);
  return writer;
}

Writer::Outcome Writer::Process(std::span<const Verified> group) {
  Outcome outcome;
  outcome.changed = RecoverClosed();
  Group work;
  work.now = environment_.clock();
  std::vector<Step> steps;
  for (const Verified& verified : group) steps.push_back(Take(work, verified));
  const auto stored = Store(work);
  if (stored) {
    for (auto& log : Publish(work)) outcome.changed.push_back(std::move(log));
  } else {
    environment_.report(stored.error());
    for (const auto& [log, addition] : work.additions) {
      if (auto changed = Recover(log)) outcome.changed.push_back(std::move(changed));
    }
  }
  for (const Step& step : steps) {
    // A refusal, too, spoke of a state that has not come to be.
    if (stored || std::holds_alternative<Error>(step)) {
      outcome.answers.push_back(AnswerTo(work, step));
    } else {
      outcome.answers.push_back(std::unexpected(Failed(stored.error())));
    }
  }
  return outcome;
}

// ---- deciding

Writer::Step Writer::Take(Group& group, const Verified& verified) {
  if (verified.deadline < group.now) {
    return Error{ErrorCode::kUnavailable, "host: the deadline passed; nothing was done"};
  }
  if (!NodeIsAdmitted()) {
    return Error{ErrorCode::kUnavailable, "host: this node's key has been revoked"};
  }
  const LogId log = verified.command.command().log();
  if (auto error = WhyClosed(log)) return *std::move(error);
  return log.IsRegistry() ? TakeRegistry(group, verified.command)
                          : TakeSession(group, verified.command);
}

Writer::Step Writer::TakeRegistry(Group& group, const fold::VerifiedCommand& command) {
  const Step step = Enter(group, folds_->registry(), command);
  const auto* placed = std::get_if<Placed>(&step);
  if (placed != nullptr && placed->is_new &&
      std::holds_alternative<session::RevokeKey>(command.command().body)) {
    folds_->NoteRevocation(placed->index, command);
    RevokeInSessions(group, command);
  }
  return step;
}

Writer::Step Writer::TakeSession(Group& group, const fold::VerifiedCommand& command) {
  const LogId log = command.command().log();
  auto found = folds_->sessions().find(log.session);
  if (found == folds_->sessions().end()) {
    fold::SessionFold fresh = folds_->EmptySession(log);
    const Step step = Enter(group, fresh, command);
    if (!std::holds_alternative<Placed>(step)) return step;
    found = folds_->sessions().emplace(log.session, std::move(fresh)).first;
    CatchUpRevocations(group, found->second);
    return step;
  }
  const Step step = Enter(group, found->second, command);
  const auto* placed = std::get_if<Placed>(&step);
  if (placed != nullptr && placed->is_new &&
      std::holds_alternative<session::AdvanceRegistry>(command.command().body)) {
    CatchUpRevocations(group, found->second);
  }
  return step;
}

template <class Fold>
Writer::Step Writer::Enter(Group& group, Fold& fold, const fold::VerifiedCommand& command) {
  const auto blinds = DrawBlinds(environment_);
  if (!blinds) {
    group.failure = blinds.error();
    return blinds.error();
  }
  const auto decision = fold.Decide(command, group.now, *blinds);
  if (!decision) return decision.error();
  const LogId log = fold.chain().log();
  if (const auto* known = std::get_if<fold::KnownEntry>(&*decision)) {
    return Placed{log, known->index, false};
  }
  if (IsRevoked(command)) return session::Refusal::kRevokedKey;
  const auto& entry = std::get<fold::NewEntry>(*decision);
  Record(group, log, entry, command.command());
  fold.Apply(entry, command);
  return Placed{log, entry.entry.index, true};
}

// A session that names an older registry does not know it: a revoked key could convene
// one. A revocation is excepted, for it may be of the key that signs it.
bool Writer::IsRevoked(const fold::VerifiedCommand& command) const {
  if (std::holds_alternative<session::RevokeKey>(command.command().body)) return false;
  const auto& keys = folds_->registry().state().keys;
  const auto found = keys.find(command.command().signer);
  return found != keys.end() && found->second.revoked;
}

void Writer::Record(Group& group, const LogId& log, const fold::NewEntry& entry,
                    const session::Command& command) {
  Addition& addition = group.additions[log];
  if (addition.places.empty()) addition.first_index = entry.entry.index;
  addition.places.push_back({entry.entry.time, entry.entry.blinds});
  addition.growth.entries.push_back(std::make_shared<const Bytes>(wire::EncodeEntry(entry.entry)));
  addition.growth.leaves.push_back(entry.leaf);
  if (const auto voter = SecretVoterOf(folds_->registry().state(), command)) {
    addition.growth.ballots.emplace(entry.entry.index, *voter);
  }
}

// A session that does not know key or signer refuses, and has no need of it.
void Writer::RevokeInSessions(Group& group, const fold::VerifiedCommand& revocation) {
  for (auto& [id, session] : folds_->sessions()) {
    const LogId& log = session.chain().log();
    if (folds_->IsClosed(log) || closed_.contains(log)) continue;
    Enter(group, session, revocation);
  }
}

// A session that names an older registry would otherwise give a revoked key back.
void Writer::CatchUpRevocations(Group& group, fold::SessionFold& session) {
  for (const auto* revocation : folds_->RevocationsFrom(session.state().registry_head.size)) {
    Enter(group, session, *revocation);
  }
}

// ---- storing

Result<void> Writer::Store(Group& group) {
  if (group.failure) return std::unexpected(*group.failure);
  if (group.additions.empty()) return {};
  PLENARY_TRY(SignHeads(group));
  std::vector<storage::AppendGroup> appends;
  for (const auto& [log, addition] : group.additions) {
    appends.push_back(
        {log, addition.first_index, addition.growth.entries, EncodeStoredHead(addition.head)});
  }
  return store_.Append(appends);
}

// A head is stored with what it covers, and shown to nobody before that.
Result<void> Writer::SignHeads(Group& group) {
  for (auto& [log, addition] : group.additions) {
    auto head = log::SignHead(node_, log, folds_->ChainOf(log).head());
    if (!head) return std::unexpected(head.error());
    addition.head = *std::move(head);
    addition.growth.closed = folds_->IsClosed(log);
  }
  return {};
}

std::vector<std::shared_ptr<PublishedLog>> Writer::Publish(Group& group) {
  std::vector<std::shared_ptr<PublishedLog>> changed;
  const crypto::Suite suite = registry().tree().suite();
  for (auto& [log, addition] : group.additions) {
    if (log.IsRegistry()) {
      board_.SetRegistry(folds_->registry().Snapshot());
    } else {
      board_.SetOpenBallots(log.session,
                            fold::OpenBallotTerms(folds_->sessions().at(log.session).state()));
    }
    addition.growth.head = addition.head;
    changed.push_back(board_.Publish(log, suite, std::move(addition.growth)));
  }
  return changed;
}

// ---- answering

SubmitOutcome Writer::AnswerTo(const Group& group, const Step& step) const {
  if (const auto* error = std::get_if<Error>(&step)) return std::unexpected(*error);
  if (const auto* refusal = std::get_if<session::Refusal>(&step)) return Answer(*refusal);
  auto receipt = MakeReceipt(group, std::get<Placed>(step));
  if (!receipt) return std::unexpected(receipt.error());
  return Answer(*std::move(receipt));
}

Result<log::Receipt> Writer::MakeReceipt(const Group& group, const Placed& placed) const {
  const auto place = PlaceOf(group, placed);
  if (!place) return std::unexpected(place.error());
  const auto addition = group.additions.find(placed.log);
  const log::SignedHead head =
      addition != group.additions.end() ? addition->second.head : board_.Find(placed.log)->head();
  const log::MerkleTree& tree = folds_->ChainOf(placed.log).tree();
  return log::Receipt{placed.index, place->time, place->blinds, head,
                      tree.InclusionProof(placed.index, head.head.size)};
}

Result<Writer::Place> Writer::PlaceOf(const Group& group, const Placed& placed) const {
  const auto addition = group.additions.find(placed.log);
  if (addition != group.additions.end() && placed.index >= addition->second.first_index) {
    return addition->second.places[placed.index - addition->second.first_index];
  }
  const auto entry = wire::DecodeEntry(*board_.Find(placed.log)->Entry(placed.index));
  if (!entry) return std::unexpected(entry.error());
  return Place{entry->time, entry->blinds};
}

bool Writer::NodeIsAdmitted() const {
  const auto& nodes = folds_->registry().state().nodes;
  const auto found = nodes.find(node_.public_key().id());
  return found != nodes.end() && !found->second.revoked;
}

}  // namespace plenary::host
