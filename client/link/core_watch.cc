// How a link follows its logs.
#include <utility>

#include "client/link/core.h"
#include "core/wire/proto.h"

namespace plenary::link {
namespace {

// A server that is silent for so long is asked whether it is still there.
constexpr Milliseconds kCheckIn{20'000};
constexpr std::uint32_t kLightDepth = 1;  // of a WatchRequest

Finding Unreadable(const std::string& what, const Error& error) {
  return {AlarmKind::kInvented,
          "The server sent " + what + " that is none: " + error.message + ".",
          {}};
}

Result<std::vector<log::Entry>> ReadEntries(const v1::WatchResponse& message) {
  std::vector<log::Entry> entries;
  entries.reserve(static_cast<std::size_t>(message.entries_size()));
  for (const v1::LogEntry& one : message.entries()) {
    auto entry = wire::FromProto(one);
    if (!entry) return std::unexpected(entry.error());
    entries.push_back(std::move(*entry));
  }
  return entries;
}

Result<std::vector<log::Run>> ReadRuns(const v1::WatchResponse& message) {
  std::vector<log::Run> runs;
  for (const v1::Run& one : message.runs()) {
    auto run = wire::FromProto(one);
    if (!run) return std::unexpected(run.error());
    runs.push_back(std::move(*run));
  }
  return runs;
}

Result<std::vector<Digest>> ReadProof(const v1::ProveResponse& response) {
  std::vector<Digest> proof;
  for (const std::string& hash : response.proof()) {
    const auto digest = Digest::From(AsBytes(hash));
    if (!digest) return std::unexpected(digest.error());
    proof.push_back(*digest);
  }
  return proof;
}

std::string SessionField(const LogId& log) {
  return log.IsRegistry() ? std::string() : std::string(AsText(log.session.view()));
}

}  // namespace

void Link::Core::StartLog(LogState& state) {
  const Attempt attempt = dialer_->attempt();
  if (!attempt.stub || !state.followed || state.stopped || stopped_) return;
  if (state.stream) state.stream->Cancel();
  v1::WatchRequest request;
  request.set_session(SessionField(state.copy.log()));
  request.set_from(state.copy.next());
  if (options_.depth == Depth::kLight && !state.copy.log().IsRegistry()) {
    request.set_depth(kLightDepth);
  }
  const auto bind = [weak = weak_from_this(), log = state.copy.log(),
                     number = attempt.number](auto method) {
    return [weak, log, number, method](const auto& argument) {
      if (const auto self = weak.lock()) ((*self).*method)(log, number, argument);
    };
  };
  state.stream = WatchStream::Start(calls_, *attempt.stub, std::move(request),
                                    bind(&Core::OnMessage), bind(&Core::OnStreamEnd));
  AskNewest(state);
}

void Link::Core::RestartLater(LogState& state) {
  if (std::exchange(state.restart_waits, true)) return;
  strand_->PostAfter(dialer_->Delay(state.repetition++),
                     [weak = weak_from_this(), log = state.copy.log()] {
                       const auto self = weak.lock();
                       LogState* found = self ? self->Find(log) : nullptr;
                       if (found == nullptr) return;
                       found->restart_waits = false;
                       self->StartLog(*found);
                     });
}

void Link::Core::OnMessage(const LogId& log, std::uint64_t attempt,
                           const v1::WatchResponse& message) {
  LogState* state = Find(log);
  if (state == nullptr || state->stopped || attempt != dialer_->attempt().number) return;
  dialer_->Answered(attempt);
  state->repetition = 0;
  const std::uint64_t before = state->copy.size();
  auto entries = ReadEntries(message);
  if (!entries) return AfterStep(*state, before, Unreadable("an entry", entries.error()));
  auto runs = ReadRuns(message);
  if (!runs) return AfterStep(*state, before, Unreadable("a run", runs.error()));
  std::optional<log::SignedHead> head;
  if (message.has_head()) {
    auto read = wire::FromProto(message.head());
    if (!read) return AfterStep(*state, before, Unreadable("a head", read.error()));
    head = std::move(*read);
  }
  AfterStep(*state, before, state->copy.TakeBatch(std::move(*entries), head, std::move(*runs)));
}

void Link::Core::OnStreamEnd(const LogId& log, std::uint64_t attempt, const grpc::Status& status) {
  LogState* state = Find(log);
  if (state == nullptr || attempt != dialer_->attempt().number) return;
  state->stream.reset();
  if (!dialer_->Failed(attempt, status, "Watch")) RestartLater(*state);
}

void Link::Core::AskNewest(LogState& state) {
  if (state.asking || state.stopped || !dialer_->attempt().stub) return;
  state.sync_asked = std::exchange(state.sync_new, {});
  const LogCopy::Asked asked = state.copy.AskNow();
  AskProof(state, asked, asked.from);
}

void Link::Core::AskProof(LogState& state, const LogCopy::Asked& asked, std::uint64_t from) {
  state.asking = true;
  const Attempt attempt = dialer_->attempt();
  v1::ProveRequest request;
  request.set_session(SessionField(state.copy.log()));
  request.set_consistency_from(from);
  calls_.Unary<v1::ProveResponse>(
      std::move(request), options_.call_timeout,
      [stub = attempt.stub](grpc::ClientContext* context, const v1::ProveRequest* sent,
                            v1::ProveResponse* response, auto done) {
        stub->async()->Prove(context, sent, response, std::move(done));
      },
      [weak = weak_from_this(), log = state.copy.log(), number = attempt.number, asked, from](
          const grpc::Status& status, const v1::ProveResponse& response) {
        if (const auto self = weak.lock()) {
          self->OnNewest(log, number, asked, from, status, response);
        }
      });
}

void Link::Core::OnNewest(const LogId& log, std::uint64_t attempt, const LogCopy::Asked& asked,
                          std::uint64_t from, const grpc::Status& status,
                          const v1::ProveResponse& response) {
  LogState* state = Find(log);
  if (state == nullptr || state->stopped || attempt != dialer_->attempt().number) return;
  state->asking = false;
  if (!status.ok()) return OnNoProof(*state, attempt, asked, from, status);
  dialer_->Answered(attempt);
  const std::uint64_t before = state->copy.size();
  const auto head = wire::FromProto(response.head());
  if (!head) return AfterStep(*state, before, Unreadable("a head", head.error()));
  const auto proof = ReadProof(response);
  if (!proof) return AfterStep(*state, before, Unreadable("a proof", proof.error()));
  state->missing = false;
  state->newest = head->head.size;
  for (const auto& point : std::exchange(state->sync_asked, {})) point->size = head->head.size;
  AfterStep(*state, before, state->copy.TakeNewest({from, asked.longest}, *head, *proof));
  if (!state->sync_new.empty()) AskNewest(*state);
}

void Link::Core::OnNoProof(LogState& state, std::uint64_t attempt, const LogCopy::Asked& asked,
                           std::uint64_t from, const grpc::Status& status) {
  const auto code = status.error_code();
  const bool is_behind =
      code == grpc::StatusCode::INVALID_ARGUMENT || code == grpc::StatusCode::OUT_OF_RANGE;
  // It has fewer entries than it signed, so it says: then let it sign how many it has.
  if (is_behind && from > 0) return AskProof(state, asked, 0);
  if (code == grpc::StatusCode::NOT_FOUND) {
    dialer_->Answered(attempt);
    state.missing = true;
    for (const auto& point : std::exchange(state.sync_asked, {})) point->missing = true;
    AfterStep(state, state.copy.size(), state.copy.TakeDenial(asked, status.error_message()));
    return;
  }
  auto& again = state.sync_new;
  again.insert(again.end(), state.sync_asked.begin(), state.sync_asked.end());
  state.sync_asked.clear();
  if (!dialer_->Failed(attempt, status, "Prove")) RestartLater(state);
}

void Link::Core::TakeHead(const LogId& log, const log::SignedHead& head) {
  LogState& state = StateOf(log);
  if (state.stopped) return;
  AfterStep(state, state.copy.size(), state.copy.TakeBatch({}, head));
}

std::optional<Digest> Link::Core::RootAt(const LogId& log, std::uint64_t size) {
  return StateOf(log).copy.RootAt(size);
}

void Link::Core::AfterStep(LogState& state, std::uint64_t before, std::optional<Finding> finding) {
  const LogId log = state.copy.log();
  const std::uint64_t size = state.copy.size();
  if (size > before) {
    state.missing = false;
    growth.Tell({log, before, size});
  }
  if (finding) {
    Raise(log, std::move(*finding));
    return;
  }
  if (log.IsRegistry()) {
    registry_synced_ = registry_synced_ || (state.newest && size >= *state.newest);
    if (size > before) OnRegistryGrew();
    CheckOwnKeys();
    if (registry_synced_) TakeAuthorities();
  } else if (state.copy.HasUnknownNode()) {
    AskRegistryFor(state);
  }
  BePatient(state);
  AskWaiters(state);
  Pump(state);
}

void Link::Core::OnRegistryGrew() {
  for (const auto& [log, state] : logs_) {
    if (log.IsRegistry() || state->stopped) continue;
    const std::uint64_t before = state->copy.size();
    AfterStep(*state, before, state->copy.RegistryGrew(false));
  }
}

// Once per head that we cannot judge: a registry that is as long as the server's decides.
void Link::Core::AskRegistryFor(LogState& state) {
  if (std::exchange(state.registry_asked, true)) return;
  Sync({profile_.committee, {}}, options_.patience,
       [weak = weak_from_this(), log = state.copy.log()](const Result<void>& synced) {
         const auto self = weak.lock();
         LogState* found = self ? self->Find(log) : nullptr;
         if (found == nullptr) return;
         found->registry_asked = false;
         if (found->stopped || !synced) return;
         const std::uint64_t before = found->copy.size();
         self->AfterStep(*found, before, found->copy.RegistryGrew(true));
       });
}

// A signed head waits for its entries. If none come for half the patience, the stream is
// started again; if none come then either, it is an alarm.
void Link::Core::BePatient(LogState& state) {
  const std::uint64_t size = state.copy.size();
  if (state.copy.signed_size() <= size || !state.followed || state.withheld_told) return;
  if (std::exchange(state.patience_runs, true)) return;
  strand_->PostAfter(
      options_.patience / 2, [weak = weak_from_this(), log = state.copy.log(), size] {
        const auto self = weak.lock();
        LogState* found = self ? self->Find(log) : nullptr;
        if (found == nullptr || found->stopped) return;
        found->patience_runs = false;
        const bool is_stuck = found->copy.size() == size && found->copy.signed_size() > size &&
                              self->dialer_->state() == ConnectionState::kConnected;
        if (is_stuck && std::exchange(found->stream_renewed, true)) {
          found->withheld_told = true;
          self->Raise(log, found->copy.Withheld());
          return;
        }
        if (is_stuck) {
          self->StartLog(*found);
        } else {
          found->stream_renewed = false;
        }
        self->BePatient(*found);
      });
}

void Link::Core::CheckInNow() {
  if (stopped_) return;
  if (LogState* registry = Find({profile_.committee, {}})) AskNewest(*registry);
  strand_->PostAfter(kCheckIn, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->CheckInNow();
  });
}

}  // namespace plenary::link
