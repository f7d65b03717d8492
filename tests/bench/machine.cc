#include "tests/bench/machine.h"

#include <cstdio>
#include <string_view>
#include <utility>

#include "client/actions/tending.h"
#include "core/base/check.h"

namespace plenary::bench {
namespace {

constexpr std::chrono::minutes kPatience{5};

[[noreturn]] void Give(std::string_view what, std::string_view why) {
  std::fprintf(stderr, "machine: %s: %s\n", std::string(what).c_str(), std::string(why).c_str());
  std::abort();
}

void Require(const Result<void>& done, std::string_view what) {
  if (!done) Give(what, done.error().message);
}

void Require(const Result<link::Outcome>& outcome, std::string_view what) {
  if (!outcome) Give(what, outcome.error().message);
  if (const auto* refusal = std::get_if<session::Refusal>(&*outcome)) {
    Give(what, session::NameOf(*refusal));
  }
}

std::unique_ptr<link::Link> Opened(link::KeyStore& store, link::LinkOptions options) {
  auto link = link::Link::Open(store, std::move(options));
  if (!link) Give("a link", link.error().message);
  return *std::move(link);
}

}  // namespace

Machine::Machine(link::KeyStore& store, const SessionId& session, link::LinkOptions options)
    : store_(store),
      session_(session),
      person_(store.profile().person),
      link_(Opened(store, std::move(options))),
      growth_(link_->OnGrowth([this](const link::Growth& growth) {
        if (growth.log.IsRegistry()) return;
        const MutexLock lock(mutex_);
        grown_ = true;
        changed_.notify_all();
      })),
      tending_([this] { TendAll(); }) {}

Machine::~Machine() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  tending_.join();
}

void Machine::Follow() {
  link_->Follow(session_);
  Require(link_->Sync(link_->SessionLog(session_), kPatience), "a sync");
}

void Machine::Unfollow() { link_->Unfollow(session_); }

void Machine::Say(session::Body body) {
  const std::string kind(session::NameOf(session::KindOf(body)));
  Require(link_->Submit(link_->SessionLog(session_), std::move(body), {.timeout = kPatience}),
          kind);
}

void Machine::SayAsync(session::Body body, std::function<void()> done) {
  link_->SubmitAsync(link_->SessionLog(session_), std::move(body),
                     {.timeout = kPatience, .reach = false},
                     [done = std::move(done)](const Result<link::Outcome>& outcome) {
                       Require(outcome, "a command");
                       done();
                     });
}

void Machine::WaitFor(std::function<bool(const session::Session&)> wanted) {
  Require(link_->WaitForSession(session_, std::move(wanted), kPatience), "a state");
}

void Machine::TendAll() {
  for (;;) {
    {
      const MutexLock lock(mutex_);
      while (!grown_ && !stopping_) changed_.wait(mutex_);
      if (stopping_) return;
      grown_ = false;
    }
    const auto session = Session();
    Look(*session);
    TendOnce(*session);
  }
}

void Machine::Look(const session::Session& session) {
  const auto now = Clock::now();
  const MutexLock lock(mutex_);
  if (session.holders_key) times_.emplace(session.holders_key->ceremony.bytes, now);
  if (!session.poll_order.empty()) {
    const PollId& last = session.poll_order.back();
    if (!session.polls.at(last).results.empty()) times_.emplace(last.bytes, now);
  }
  changed_.notify_all();
}

// A refusal says that somebody else was quicker, and of a seal there is none.
void Machine::TendOnce(const session::Session& session) {
  if (!session.poll_order.empty()) {
    const PollId& last = session.poll_order.back();
    auto seal = actions::NextAsSealer(store_, session, last, person_);
    if (!seal) Give("a seal", seal.error().message);
    if (*seal) Say(**std::move(seal));
  }
  actions::Tending tending(*link_, store_, session_, kPatience);
  const auto said = tending.Once([](const PollId&) { return true; });
  if (!said) Give("a holder's part", said.error().message);
}

Clock::time_point Machine::When(const Name& name) {
  const auto until = Clock::now() + kPatience;
  const MutexLock lock(mutex_);
  while (!times_.contains(name)) {
    PLENARY_CHECK(changed_.wait_until(mutex_, until) == std::cv_status::no_timeout);
  }
  return times_.at(name);
}

}  // namespace plenary::bench
