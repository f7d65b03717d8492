#include "client/link/link.h"

#include <utility>

#include "client/link/blocking.h"

namespace plenary::link {

Link::Link(std::shared_ptr<Core> core) : core_(std::move(core)) {}

Result<std::unique_ptr<Link>> Link::Open(KeyStore& store, LinkOptions options) {
  const Profile profile = store.profile();
  if (!profile.IsBound() || profile.servers.empty() || profile.authorities.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the key store belongs to no committee yet: enrol");
  }
  if (options.hub && options.depth == Depth::kLight) {
    return Fail(ErrorCode::kInvalidArgument, "light depth takes a hub of its own");
  }
  const auto connection = store.LoadConnection();
  if (!connection) return std::unexpected(connection.error());
  if (!*connection) {
    return Fail(ErrorCode::kInvalidArgument,
                "the key store has no connection certificate yet: is its key admitted?");
  }
  auto core = std::make_shared<Core>(store, std::move(options));
  PLENARY_TRY(core->Load());
  core->Start();
  return std::unique_ptr<Link>(new Link(std::move(core)));
}

Link::~Link() {
  PLENARY_CHECK(!core_->strand()->IsCurrent());
  core_->Stop();
}

LogId Link::RegistryLog() const { return {core_->hub().committee(), {}}; }
LogId Link::SessionLog(const SessionId& session) const {
  return {core_->hub().committee(), session};
}

std::shared_ptr<const session::Registry> Link::Registry() const { return core_->hub().Registry(); }
std::shared_ptr<const session::Session> Link::Session(const SessionId& session) const {
  return core_->hub().Session(session);
}
log::Head Link::Head(const LogId& log) const { return core_->hub().Head(log); }
std::optional<Digest> Link::RootAt(const LogId& log, std::uint64_t size) const {
  return Await<std::optional<Digest>>(
      core_->strand(), [core = core_, log, size](auto answer) { answer(core->RootAt(log, size)); });
}
std::vector<FollowedPtr> Link::Entries(const LogId& log, std::uint64_t from) const {
  return core_->hub().Entries(log, from, UINT64_MAX);
}
ConnectionState Link::state() const { return core_->dialer().state(); }
std::string Link::LastFailure() const { return core_->dialer().LastFailure(); }
std::vector<Alarm> Link::Alarms() const { return core_->Alarms(); }
std::optional<Alarm> Link::AlarmOf(const LogId& log) const { return core_->AlarmOf(log); }

std::unique_ptr<Subscription> Link::OnGrowth(std::function<void(const Growth&)> callback) {
  return core_->growth.Add(std::move(callback));
}
std::unique_ptr<Subscription> Link::OnState(std::function<void(const ConnectionState&)> callback) {
  return core_->states.Add(std::move(callback));
}
std::unique_ptr<Subscription> Link::OnAlarm(std::function<void(const Alarm&)> callback) {
  return core_->alarms.Add(std::move(callback));
}

void Link::Follow(const SessionId& session) {
  core_->strand()->Post([core = core_, log = SessionLog(session)] { core->Follow(log); });
}

void Link::Unfollow(const SessionId& session) {
  core_->strand()->Post([core = core_, log = SessionLog(session)] { core->Unfollow(log); });
}

Result<void> Link::Sync(const LogId& log, Milliseconds timeout) {
  return Await<Result<void>>(core_->strand(), [core = core_, log, timeout](auto answer) {
    core->Sync(log, timeout, answer);
  });
}

Result<void> Link::WaitForRegistry(std::function<bool(const session::Registry&)> wanted,
                                   Milliseconds timeout) {
  const LogId log = RegistryLog();
  auto ready = [&hub = core_->hub(), wanted = std::move(wanted)] {
    return wanted(*hub.Registry());
  };
  return Await<Result<void>>(core_->strand(), [core = core_, log, ready, timeout](auto answer) {
    core->WaitUntil(log, ready, timeout, answer);
  });
}

Result<void> Link::WaitForSession(const SessionId& session,
                                  std::function<bool(const session::Session&)> wanted,
                                  Milliseconds timeout) {
  auto ready = [&hub = core_->hub(), session, wanted = std::move(wanted)] {
    const auto state = hub.Session(session);
    return state && wanted(*state);
  };
  return Await<Result<void>>(
      core_->strand(), [core = core_, log = SessionLog(session), ready, timeout](auto answer) {
        core->WaitUntil(log, ready, timeout, answer);
      });
}

Result<Outcome> Link::Submit(const LogId& log, session::Body body, const SubmitTerms& terms) {
  return Await<Result<Outcome>>(
      core_->strand(), [core = core_, log, body = std::move(body), terms](auto answer) {
        core->Submit(std::make_shared<Submission>(
            Submission{.log = log, .body = body, .terms = terms, .done = answer}));
      });
}

void Link::SubmitAsync(const LogId& log, session::Body body, const SubmitTerms& terms,
                       std::function<void(Result<Outcome>)> done) {
  auto submission = std::make_shared<Submission>(
      Submission{.log = log, .body = std::move(body), .terms = terms, .done = std::move(done)});
  core_->strand()->Post([core = core_, submission] { core->Submit(submission); });
}

std::vector<Recovered> Link::Recover(Milliseconds timeout) {
  return Await<std::vector<Recovered>>(
      core_->strand(), [core = core_, timeout](auto answer) { core->Recover(timeout, answer); });
}

}  // namespace plenary::link
