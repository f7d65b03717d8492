#include "server/host/pipeline.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "core/base/check.h"
#include "core/fold/ballots.h"
#include "core/fold/log_fold.h"
#include "core/fold/verify.h"
#include "server/host/thread.h"

namespace plenary::host {
namespace {

// More would save little, and make the first wait for the last.
constexpr std::size_t kMostVerifiedAtOnce = 256;
// Fewer secret ballots cost much more each (docs/benchmarks.md): they are not shared out, and
// while several come at a time a verifier waits for as many, yet no longer than so.
constexpr std::size_t kWorthVerifying = 32;
constexpr std::chrono::milliseconds kWaitForCompany{20};

std::size_t SizeOf(const log::SignedCommand& command) {
  return command.command.size() + command.signature.size() + command.cosignature.size();
}

std::function<void()> Telling(Pipeline::Done done, SubmitOutcome outcome) {
  return [done = std::move(done), outcome = std::move(outcome)]() mutable {
    done(std::move(outcome));
  };
}

}  // namespace

Pipeline::Pipeline(Writer& writer, const Board& board, const Environment& environment,
                   Bounds bounds)
    : writer_(writer),
      board_(board),
      environment_(environment),
      bounds_(bounds),
      courier_(environment.report) {
  writing_ = StartThread([this] { WriteAll(); }, environment.report);
  for (std::size_t i = 0; i < std::max<std::size_t>(1, bounds.threads); ++i) {
    verifiers_.push_back(StartThread([this] { VerifyAll(); }, environment.report));
  }
}

void Pipeline::Stop() {
  std::call_once(stop_once_, [this] { StopOnce(); });
}

// Front to back, so that each thread finds all that the one before it has left.
void Pipeline::StopOnce() {
  {
    const MutexLock lock(mutex_);
    stopping_ = true;
    to_verify_.notify_all();
  }
  for (std::thread& verifier : verifiers_) verifier.join();
  {
    const MutexLock lock(mutex_);
    all_verified_ = true;
    to_write_.notify_all();
  }
  writing_.join();
  courier_.Stop();
}

void Pipeline::Submit(log::SignedCommand command, Instant deadline, Done done) {
  const std::size_t bytes = SizeOf(command);
  Submitted submitted{std::move(command), deadline, std::move(done), bytes};
  const auto enqueued = Enqueue(submitted);
  if (!enqueued) submitted.done(std::unexpected(enqueued.error()));
}

Result<void> Pipeline::Enqueue(Submitted& submitted) {
  const MutexLock lock(mutex_);
  if (stopping_) return Fail(ErrorCode::kUnavailable, "host: this server is stopping");
  if (waiting_ >= bounds_.commands || waiting_bytes_ + submitted.bytes > bounds_.bytes) {
    return Fail(ErrorCode::kExhausted, "host: too many commands are waiting; try again");
  }
  ++waiting_;
  waiting_bytes_ += submitted.bytes;
  submitted_.push_back(std::move(submitted));
  to_verify_.notify_one();
  return {};
}

void Pipeline::VerifyAll() {
  bool had_company = false;
  for (;;) {
    std::vector<Submitted> share;
    {
      const MutexLock lock(mutex_);
      while (submitted_.empty() && !stopping_) to_verify_.wait(mutex_);
      if (had_company) AwaitCompany();
      if (submitted_.empty() && stopping_) return;
      share = TakeShare();
    }
    had_company = share.size() > 1;
    Verify(std::move(share));
  }
}

void Pipeline::AwaitCompany() {
  const auto until = std::chrono::steady_clock::now() + kWaitForCompany;
  while (submitted_.size() < kWorthVerifying && !stopping_) {
    if (to_verify_.wait_until(mutex_, until) == std::cv_status::timeout) return;
  }
}

std::vector<Pipeline::Submitted> Pipeline::TakeShare() {
  const std::size_t threads = std::max<std::size_t>(1, bounds_.threads);
  const std::size_t fair =
      std::clamp((submitted_.size() + threads - 1) / threads, kWorthVerifying, kMostVerifiedAtOnce);
  const std::size_t size = std::min(fair, submitted_.size());
  std::vector<Submitted> share;
  share.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    share.push_back(std::move(submitted_.front()));
    submitted_.pop_front();
  }
  return share;
}

void Pipeline::Verify(std::vector<Submitted> share) {
  std::vector<Ready> verified = VerifySignatures(std::move(share));
  if (verified.empty()) return;
  CheckBallots(verified);
  const MutexLock lock(mutex_);
  std::ranges::move(verified, std::back_inserter(ready_));
  to_write_.notify_one();
}

std::vector<Pipeline::Ready> Pipeline::VerifySignatures(std::vector<Submitted> share) {
  std::vector<Ready> verified;
  for (Submitted& submitted : share) {
    if (submitted.deadline < environment_.clock()) {
      AnswerOne(std::move(submitted),
                Fail(ErrorCode::kUnavailable, "host: the deadline passed; nothing was done"));
      continue;
    }
    auto command = fold::Verify(*board_.registry(), submitted.command);
    if (!command) {
      AnswerOne(std::move(submitted), Answer(command.error()));
      continue;
    }
    verified.push_back(
        {{*std::move(command), submitted.deadline}, std::move(submitted.done), submitted.bytes});
  }
  return verified;
}

// What is not checked here, for want of randomness or because the poll was opened just now, the
// writer checks one by one.
void Pipeline::CheckBallots(std::vector<Ready>& verified) {
  const auto open = board_.OpenBallots();
  if (open.empty()) return;
  fold::CheckSecret secret{};
  if (!environment_.randomness(secret)) return;
  std::vector<fold::VerifiedCommand*> commands;
  for (Ready& ready : verified) commands.push_back(&ready.verified.command);
  const auto registry = board_.registry();
  for (const fold::BallotTerms& terms : open) {
    fold::CheckBallots(terms, *registry, commands, secret);
  }
}

void Pipeline::AnswerOne(Submitted submitted, SubmitOutcome outcome) {
  Release(1, submitted.bytes);
  courier_.Deliver({Telling(std::move(submitted.done), std::move(outcome))});
}

void Pipeline::WriteAll() {
  for (;;) {
    std::vector<Ready> group;
    {
      const MutexLock lock(mutex_);
      while (ready_.empty() && !all_verified_) to_write_.wait(mutex_);
      if (ready_.empty()) return;
      group.swap(ready_);
    }
    Write(std::move(group));
  }
}

void Pipeline::Write(std::vector<Ready> group) {
  std::vector<Verified> commands;
  commands.reserve(group.size());
  for (Ready& ready : group) commands.push_back(std::move(ready.verified));
  Writer::Outcome outcome = writer_.Process(commands);
  PLENARY_CHECK(outcome.answers.size() == group.size());
  std::vector<std::function<void()>> answers;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    bytes += group[i].bytes;
    answers.push_back(Telling(std::move(group[i].done), std::move(outcome.answers[i])));
  }
  Release(group.size(), bytes);
  courier_.Deliver(std::move(answers));
  for (auto& log : outcome.changed) courier_.Changed(std::move(log));
}

void Pipeline::Release(std::size_t commands, std::size_t bytes) {
  const MutexLock lock(mutex_);
  waiting_ -= commands;
  waiting_bytes_ -= bytes;
}

}  // namespace plenary::host
