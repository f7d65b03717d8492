#include "client/link/core.h"

#include <algorithm>
#include <utility>

#include "client/link/certificate.h"
#include "client/link/evidence.h"

namespace plenary::link {
namespace {

Error ClosedError() { return {ErrorCode::kUnavailable, "the link is closed"}; }

Error AlarmError(const Alarm& alarm) { return {ErrorCode::kCorrupt, alarm.sentence}; }

std::shared_ptr<ReplicaHub> HubFor(const LinkOptions& options, const Profile& profile) {
  if (options.hub) return options.hub;
  return std::make_shared<ReplicaHub>(profile.committee, profile.suite);
}

std::shared_ptr<Executor> ExecutorFor(const LinkOptions& options) {
  return options.executor ? options.executor : std::make_shared<Executor>();
}

}  // namespace

Link::Core::Core(KeyStore& store, LinkOptions options)
    : store_(store),
      options_(std::move(options)),
      profile_(store.profile()),
      hub_(HubFor(options_, profile_)),
      strand_(Strand::On(ExecutorFor(options_))),
      calls_(strand_),
      dialer_(std::make_shared<Dialer>(calls_, store_, options_)) {}

Result<void> Link::Core::Load() {
  auto earlier = store_.Alarms();
  if (!earlier) return std::unexpected(earlier.error());
  {
    MutexLock lock(mutex_);
    alarms_ = std::move(*earlier);
  }
  const LogId registry{profile_.committee, {}};
  auto state = std::make_unique<LogState>(*hub_, registry, Depth::kFull);
  state->followed = true;
  state->stopped = AlarmOf(registry).has_value();
  LogState& loaded = *logs_.emplace(registry, std::move(state)).first->second;
  if (options_.keep_logs) {
    auto finding = loaded.copy.Keep(store_.LogFile(registry), store_.durability());
    if (!finding) return std::unexpected(finding.error());
    if (*finding) Raise(registry, std::move(**finding));
  }
  NoteNamedKeys();
  return LoadOutbox();
}

void Link::Core::Start() {
  strand_->Post([self = shared_from_this()] {
    const std::weak_ptr<Core> weak = self;
    self->dialer_->Start({
        .opened =
            [weak] {
              if (const auto core = weak.lock()) core->OnOpened();
            },
        .lost =
            [weak] {
              if (const auto core = weak.lock()) core->OnLost();
            },
        .state =
            [weak](ConnectionState state) {
              if (const auto core = weak.lock()) core->states.Tell(state);
            },
        .denied =
            [weak](const Error& why) {
              if (const auto core = weak.lock()) core->OnDenied(why);
            },
    });
    self->CheckInNow();
  });
}

void Link::Core::Stop() {
  std::condition_variable_any changed;
  Mutex mutex;
  bool done = false;
  strand_->Post([&] {
    stopped_ = true;
    dialer_->Stop();
    for (const auto& [log, state] : logs_) StopLog(*state, ClosedError());
    TellRecovered();
    MutexLock lock(mutex);
    done = true;
    changed.notify_all();
  });
  {
    MutexLock lock(mutex);
    while (!done) changed.wait(mutex);
  }
  strand_->Stop();
  calls_.Cancel();
  calls_.Wait();
}

std::vector<Alarm> Link::Core::Alarms() const {
  MutexLock lock(mutex_);
  return alarms_;
}

std::optional<Alarm> Link::Core::AlarmOf(const LogId& log) const {
  MutexLock lock(mutex_);
  for (const Alarm& alarm : alarms_) {
    // A registry that lies takes every session with it: it says who signs.
    if (StopsLog(alarm.kind) && (alarm.log == log || alarm.log.IsRegistry())) return alarm;
  }
  return std::nullopt;
}

Link::Core::LogState* Link::Core::Find(const LogId& log) {
  const auto found = logs_.find(log);
  return found == logs_.end() ? nullptr : found->second.get();
}

Link::Core::LogState& Link::Core::StateOf(const LogId& log) {
  if (LogState* known = Find(log)) return *known;
  auto made = std::make_unique<LogState>(*hub_, log, options_.depth);
  LogState& state = *logs_.emplace(log, std::move(made)).first->second;
  state.stopped = AlarmOf(log).has_value();
  if (!options_.keep_logs) return state;
  // A copy that cannot be read is fetched again; the disk's trouble shows elsewhere.
  auto finding = state.copy.Keep(store_.LogFile(log), store_.durability());
  if (finding && *finding) Raise(log, std::move(**finding));
  return state;
}

void Link::Core::Follow(const LogId& log) {
  LogState& state = StateOf(log);
  if (std::exchange(state.followed, true) || state.stopped) return;
  StartLog(state);
}

void Link::Core::Unfollow(const LogId& log) {
  LogState* state = Find(log);
  if (state == nullptr || log.IsRegistry()) return;
  state->followed = false;
  if (state->stream) state->stream->Cancel();
  state->stream.reset();
}

void Link::Core::OnOpened() {
  for (const auto& [log, state] : logs_) {
    if (state->followed) StartLog(*state);
    Pump(*state);
  }
}

void Link::Core::OnLost() {
  for (const auto& [log, state] : logs_) {
    if (state->stream) state->stream->Cancel();
    state->stream.reset();
    state->asking = false;
    state->sending = false;
    auto& again = state->sync_new;
    again.insert(again.end(), state->sync_asked.begin(), state->sync_asked.end());
    state->sync_asked.clear();
  }
}

void Link::Core::OnDenied(const Error& why) {
  for (const auto& [log, state] : logs_) {
    for (const Waiter& waiter : std::exchange(state->waiters, {})) {
      waiter.done(std::unexpected(why));
    }
    const auto submissions = state->submissions;
    for (const SubmissionPtr& submission : submissions) {
      if (submission->done) submission->done(std::unexpected(why));
      GiveUpWaiting(submission);
    }
  }
}

// ---- waiting

void Link::Core::AddWaiter(LogState& state, Ready ready, Milliseconds timeout, Done done) {
  if (stopped_) return done(std::unexpected(ClosedError()));
  if (const auto alarm = AlarmOf(state.copy.log())) {
    return done(std::unexpected(AlarmError(*alarm)));
  }
  if (auto result = ready()) return done(std::move(*result));
  const std::uint64_t number = next_waiter_++;
  state.waiters.push_back({number, std::move(ready), std::move(done)});
  strand_->PostAfter(timeout, [weak = weak_from_this(), log = state.copy.log(), number] {
    const auto self = weak.lock();
    if (!self) return;
    const std::string failure = self->dialer_->LastFailure();
    self->EndWaiter(
        log, number,
        Fail(ErrorCode::kUnavailable,
             failure.empty() ? "not within the time" : "not within the time: " + failure));
  });
}

void Link::Core::EndWaiter(const LogId& log, std::uint64_t number, Result<void> result) {
  LogState* state = Find(log);
  if (state == nullptr) return;
  const auto found = std::find_if(state->waiters.begin(), state->waiters.end(),
                                  [&](const Waiter& waiter) { return waiter.number == number; });
  if (found == state->waiters.end()) return;
  const Done done = std::move(found->done);
  state->waiters.erase(found);
  done(std::move(result));
}

void Link::Core::AskWaiters(LogState& state) {
  std::vector<std::pair<std::uint64_t, Result<void>>> ready;
  for (const Waiter& waiter : state.waiters) {
    if (auto result = waiter.ready()) ready.emplace_back(waiter.number, std::move(*result));
  }
  for (auto& [number, result] : ready) EndWaiter(state.copy.log(), number, std::move(result));
}

void Link::Core::Sync(const LogId& log, Milliseconds timeout, Done done) {
  LogState& state = StateOf(log);
  Follow(log);
  const auto point = std::make_shared<SyncPoint>();
  state.sync_new.push_back(point);
  AddWaiter(
      state,
      [point, &copy = state.copy]() -> std::optional<Result<void>> {
        if (point->missing) return Fail(ErrorCode::kNotFound, "the server knows no such log");
        if (point->size && copy.size() >= *point->size) return Result<void>{};
        return std::nullopt;
      },
      timeout, std::move(done));
  AskNewest(state);
}

void Link::Core::WaitUntil(const LogId& log, std::function<bool()> ready, Milliseconds timeout,
                           Done done) {
  LogState& state = StateOf(log);
  Follow(log);
  AddWaiter(
      state,
      [ready = std::move(ready)]() -> std::optional<Result<void>> {
        if (ready()) return Result<void>{};
        return std::nullopt;
      },
      timeout, std::move(done));
}

// ---- alarms

void Link::Core::Raise(const LogId& log, Finding finding) {
  const Alarm alarm{.kind = finding.kind,
                    .log = log,
                    .sentence = std::move(finding.sentence),
                    .evidence = std::move(finding.evidence),
                    .when = SystemNow()};
  // Told in any case; a full disk must not silence it.
  static_cast<void>(store_.KeepAlarm(alarm));
  {
    MutexLock lock(mutex_);
    alarms_.push_back(alarm);
  }
  if (StopsLog(alarm.kind)) {
    for (const auto& [id, state] : logs_) {
      if (id == log || log.IsRegistry()) StopLog(*state, AlarmError(alarm));
    }
  }
  alarms.Tell(alarm);
}

void Link::Core::StopLog(LogState& state, const Error& why) {
  state.stopped = true;
  if (state.stream) state.stream->Cancel();
  state.stream.reset();
  state.sync_new.clear();
  state.sync_asked.clear();
  for (const Waiter& waiter : std::exchange(state.waiters, {})) waiter.done(std::unexpected(why));
  const auto submissions = state.submissions;
  for (const SubmissionPtr& submission : submissions) {
    Finish(state, submission, std::unexpected(why), false);
  }
}

void Link::Core::NoteNamedKeys() {
  const auto note = [this](const PersonId& person, ByteView encoded, std::uint64_t entry) {
    if (person != profile_.person) return;
    const auto key = crypto::PublicKey::From(hub_->suite(), encoded);
    if (key) named_keys_.emplace(key->id(), entry);
  };
  const std::uint64_t size = logs_.at({profile_.committee, {}})->copy.size();
  for (const auto& entry : hub_->Entries({profile_.committee, {}}, own_keys_checked_, size)) {
    const auto& body = entry->command.body;
    if (const auto* admit = std::get_if<session::AdmitKey>(&body)) {
      note(admit->person, admit->public_key, entry->entry.index);
    } else if (const auto* found = std::get_if<session::Found>(&body)) {
      for (const auto& officer : found->officers) note(officer.person, officer.public_key, 0);
    }
  }
  own_keys_checked_ = size;
}

void Link::Core::CheckOwnKeys() {
  NoteNamedKeys();
  if (!registry_synced_) return;
  const Profile profile = store_.profile();
  const auto own = named_keys_.find(store_.key_id());
  const auto registry = hub_->Registry();
  std::set<KeyId> earlier;
  for (const auto& [key, entry] : named_keys_) {
    const auto admitted = registry->keys.find(key);
    const bool is_revoked = admitted != registry->keys.end() && admitted->second.revoked;
    if (profile.own_keys.contains(key) || is_revoked) continue;
    if (profile.accepts_earlier_keys && own != named_keys_.end() && entry < own->second) {
      earlier.insert(key);
    } else {
      AlarmOfKey(key, entry);
    }
  }
  if (!earlier.empty()) static_cast<void>(store_.OwnKeys(earlier));
}

void Link::Core::AlarmOfKey(const KeyId& key, std::uint64_t entry) {
  Finding finding{AlarmKind::kForeignAdmission,
                  "Entry " + std::to_string(entry) + " of the registry admits the key " +
                      wire::ShortCode(key) +
                      " for this person, and this client did not ask for it.",
                  {}};
  for (const Alarm& alarm : Alarms()) {
    if (alarm.kind == finding.kind && alarm.sentence == finding.sentence) return;
  }
  const LogId log{profile_.committee, {}};
  const auto entries = hub_->Entries(log, entry, entry + 1);
  if (!entries.empty()) {
    finding.evidence = Evidence().Add("the admission", entries.front()->entry).bytes();
  }
  Raise(log, std::move(finding));
}

// Whom a server's certificate may lead to is what the registry says now.
void Link::Core::TakeAuthorities() {
  Profile profile = store_.profile();
  std::vector<crypto::Certificate> authorities;
  for (const auto& [key, node] : hub_->Registry()->nodes) {
    const auto certificate = crypto::Certificate::ParseDer(node.authority_certificate);
    if (!node.revoked && certificate) authorities.push_back(*certificate);
  }
  const auto same = [](const crypto::Certificate& a, const crypto::Certificate& b) {
    return a.der() == b.der();
  };
  if (authorities.empty() ||
      std::equal(authorities.begin(), authorities.end(), profile.authorities.begin(),
                 profile.authorities.end(), same)) {
    return;
  }
  profile.authorities = std::move(authorities);
  static_cast<void>(store_.SetProfile(profile));
}

}  // namespace plenary::link
