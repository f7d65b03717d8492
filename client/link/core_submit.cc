// How a link speaks: signed, kept, sent, and sent again until there is an answer.
#include <algorithm>
#include <utility>

#include "client/link/channel.h"
#include "client/link/core.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "core/wire/proto.h"

namespace plenary::link {
namespace {

constexpr unsigned kMostSignedAnew = 8;

std::optional<session::Refusal> RefusalFromNumber(std::uint32_t number) {
  for (const session::Refusal refusal : session::AllRefusals()) {
    if (static_cast<std::uint32_t>(refusal) == number) return refusal;
  }
  return std::nullopt;
}

bool IsConvene(const session::Body& body) { return std::holds_alternative<session::Convene>(body); }

// Whether the command says the same whatever it speaks of has become: the others were
// meant for what the person had before the eyes.
bool SaysItAll(const session::Body& body) {
  return !std::holds_alternative<session::Confirm>(body) &&
         !std::holds_alternative<session::AmendItem>(body) &&
         !std::holds_alternative<session::MoveItem>(body) &&
         !std::holds_alternative<session::ConcludeItem>(body);
}

// A refused command can never become good: what it had seen only gets older. So it
// may be said again under a new id.
bool MaySayAgain(const Submission& submission, session::Refusal refusal) {
  if (!submission.done || submission.signed_anew >= kMostSignedAnew) return false;
  if (refusal == session::Refusal::kSeenOlderThanOwn) return true;
  return refusal == session::Refusal::kSeenOlderThanSubject && SaysItAll(submission.command.body);
}

bool IsWorthRepeating(grpc::StatusCode code) {
  return code == grpc::StatusCode::RESOURCE_EXHAUSTED || code == grpc::StatusCode::INTERNAL ||
         code == grpc::StatusCode::DATA_LOSS || code == grpc::StatusCode::ABORTED;
}

Result<Outcome> NotAnswered(bool was_signed, const std::string& failure) {
  const std::string why = failure.empty() ? "" : ": " + failure;
  if (!was_signed) {
    return Fail(ErrorCode::kUnavailable, "nothing was sent within the time" + why);
  }
  return Fail(ErrorCode::kUnavailable,
              "no answer within the time; the command stays in the outbox" + why);
}

// Denied now, though it may have been stored when it was sent before.
std::unexpected<Error> MayBeStored(const grpc::Status& status) {
  return Fail(ErrorCode::kPermissionDenied,
              FailOf(status, "Submit").error().message +
                  "; whether the command was stored before is not known; it stays in the outbox");
}

}  // namespace

Result<void> Link::Core::LoadOutbox() {
  auto pending = store_.Pending();
  if (!pending) return std::unexpected(pending.error());
  for (PendingCommand& one : *pending) {
    auto command = wire::DecodeCommand(one.command.command);
    if (!command) return Fail(ErrorCode::kCorrupt, "the outbox holds what is no command");
    const auto submission = std::make_shared<Submission>();
    submission->log = one.log;
    submission->command = std::move(*command);
    submission->pending = std::move(one);
    submission->sent = 1;
    ++unanswered_;
    LogState& state = StateOf(submission->log);
    state.submissions.push_back(submission);
    if (const auto alarm = AlarmOf(submission->log)) {
      Finish(state, submission, Fail(ErrorCode::kCorrupt, alarm->sentence), false);
    }
  }
  return {};
}

void Link::Core::Submit(SubmissionPtr submission) {
  if (stopped_) return submission->done(Fail(ErrorCode::kUnavailable, "the link is closed"));
  if (const auto alarm = AlarmOf(submission->log)) {
    return submission->done(Fail(ErrorCode::kCorrupt, alarm->sentence));
  }
  LogState& state = StateOf(submission->log);
  if (!IsConvene(submission->body)) Follow(submission->log);
  state.submissions.push_back(submission);
  strand_->PostAfter(submission->terms.timeout, [weak = weak_from_this(), submission] {
    const auto self = weak.lock();
    if (!self || submission->finished || !submission->done) return;
    submission->done(NotAnswered(submission->pending.has_value(), self->dialer_->LastFailure()));
    self->GiveUpWaiting(submission);
  });
  Pump(state);
}

// Its caller has an answer already: what was not signed yet is forgotten, what was stays.
void Link::Core::GiveUpWaiting(const SubmissionPtr& submission) {
  if (!submission->done) return;
  submission->done = nullptr;
  if (submission->pending) {
    ++unanswered_;
    return;
  }
  submission->finished = true;
  auto& queue = StateOf(submission->log).submissions;
  std::erase(queue, submission);
}

bool Link::Core::MaySign(const LogState& state) const {
  const auto& submission = *state.submissions.front();
  if (IsConvene(submission.body)) return true;
  const bool is_whole = state.newest && state.copy.size() >= *state.newest;
  const auto own = state.copy.last_promised();
  return is_whole && (!own || state.copy.size() > *own);
}

// The front of the queue goes out; the rest wait, for each must have seen the one before.
void Link::Core::Pump(LogState& state) {
  if (state.submissions.empty() || state.sending || state.stopped || stopped_) return;
  if (!dialer_->attempt().stub) return;
  const SubmissionPtr submission = state.submissions.front();
  if (!submission->pending) {
    if (state.missing && !IsConvene(submission->body)) {
      return Finish(state, submission, Fail(ErrorCode::kNotFound, "the server knows no such log"),
                    true);
    }
    if (!MaySign(state)) return;
    if (auto is_signed = Sign(state, *submission); !is_signed) {
      return Finish(state, submission, std::unexpected(is_signed.error()), true);
    }
  }
  Send(state, submission);
}

Result<void> Link::Core::Sign(LogState& state, Submission& submission) {
  const auto id = crypto::RandomId<CommandId>();
  if (!id) return std::unexpected(id.error());
  const LogId& log = submission.log;
  const session::Command command{.committee = log.committee,
                                 .session = log.session,
                                 .id = *id,
                                 .signer = store_.key_id(),
                                 .seen = state.copy.head(),
                                 .body = submission.body};
  Bytes bytes = wire::EncodeCommand(command);
  if (const auto decoded = wire::DecodeCommand(bytes); !decoded) {
    return std::unexpected(decoded.error());
  }
  auto signature = store_.key().Sign(crypto::Purpose::kCommand, bytes);
  if (!signature) return std::unexpected(signature.error());
  const PendingCommand pending{*id, log, {std::move(bytes), std::move(*signature), {}}};
  PLENARY_TRY(store_.PutPending(pending));
  submission.pending = pending;
  submission.command = command;
  return {};
}

void Link::Core::Send(LogState& state, const SubmissionPtr& submission) {
  state.sending = true;
  ++submission->sent;
  const Attempt attempt = dialer_->attempt();
  v1::SubmitRequest request;
  *request.mutable_command() = wire::ToProto(submission->pending->command);
  calls_.Unary<v1::SubmitResponse>(
      std::move(request), options_.call_timeout,
      [stub = attempt.stub](grpc::ClientContext* context, const v1::SubmitRequest* sent,
                            v1::SubmitResponse* response, auto done) {
        stub->async()->Submit(context, sent, response, std::move(done));
      },
      [weak = weak_from_this(), submission, number = attempt.number, asked = state.copy.AskNow()](
          const grpc::Status& status, const v1::SubmitResponse& response) {
        if (const auto self = weak.lock()) {
          self->OnSubmitted(submission, number, asked, status, response);
        }
      });
}

void Link::Core::OnSubmitted(const SubmissionPtr& submission, std::uint64_t attempt,
                             const LogCopy::Asked& asked, const grpc::Status& status,
                             const v1::SubmitResponse& response) {
  LogState& state = StateOf(submission->log);
  const bool is_current = attempt == dialer_->attempt().number;
  if (is_current) state.sending = false;
  if (submission->finished || state.stopped) return;
  if (!status.ok()) {
    if (is_current) OnSendFailed(state, submission, attempt, status);
    return;
  }
  dialer_->Answered(attempt);
  submission->failures = 0;
  if (response.has_refused()) {
    const auto refusal = RefusalFromNumber(response.refused().reason());
    if (refusal) return OnRefused(state, submission, *refusal);
    return Finish(state, submission,
                  Fail(ErrorCode::kInvalidArgument, "refused for a reason unknown to this program"),
                  true);
  }
  const auto receipt = wire::FromProto(response.receipt());
  if (!receipt) {
    Raise(submission->log,
          {AlarmKind::kFalseReceipt,
           "The server sent a receipt that is none: " + receipt.error().message + ".",
           {}});
    return;
  }
  OnReceipt(state, submission, asked, *receipt, false);
}

void Link::Core::OnSendFailed(LogState& state, const SubmissionPtr& submission,
                              std::uint64_t attempt, const grpc::Status& status) {
  if (IsWorthRepeating(status.error_code())) return SendAgainLater(state, submission);
  if (status.error_code() == grpc::StatusCode::PERMISSION_DENIED) {
    // Sent before, it may have been stored before the door was shut.
    const bool is_last_word = submission->sent == 1;
    Finish(state, submission, is_last_word ? FailOf(status, "Submit") : MayBeStored(status),
           is_last_word);
  }
  if (dialer_->Failed(attempt, status, "Submit") || submission->finished) return;
  Finish(state, submission, FailOf(status, "Submit"), true);
}

void Link::Core::SendAgainLater(LogState& state, const SubmissionPtr& submission) {
  state.sending = true;
  strand_->PostAfter(
      dialer_->Delay(submission->failures++),
      [weak = weak_from_this(), log = submission->log, number = dialer_->attempt().number] {
        const auto self = weak.lock();
        LogState* found = self ? self->Find(log) : nullptr;
        if (found == nullptr || number != self->dialer_->attempt().number) return;
        found->sending = false;
        self->Pump(*found);
      });
}

void Link::Core::OnRefused(LogState& state, const SubmissionPtr& submission,
                           session::Refusal refusal) {
  if (!MaySayAgain(*submission, refusal)) return Finish(state, submission, Outcome(refusal), true);
  if (auto dropped = store_.DropPending(submission->pending->id); !dropped) {
    return Finish(state, submission, std::unexpected(dropped.error()), true);
  }
  submission->pending.reset();
  submission->sent = 0;
  ++submission->signed_anew;
  state.newest.reset();  // not to be signed before the copy is whole again
  AskNewest(state);
}

void Link::Core::OnReceipt(LogState& state, const SubmissionPtr& submission,
                           const LogCopy::Asked& asked, const log::Receipt& receipt,
                           bool registry_asked) {
  if (submission->finished || state.stopped) return;
  const NodeStanding standing = state.copy.StandingOf(receipt.head.node);
  if (standing == NodeStanding::kRevoked) return SendAgainLater(state, submission);
  if (standing == NodeStanding::kUnknown && !registry_asked) {
    // Perhaps a node that the registry has admitted since.
    state.sending = true;
    return Sync({profile_.committee, {}}, options_.call_timeout,
                [weak = weak_from_this(), submission, asked, receipt](const Result<void>& synced) {
                  const auto self = weak.lock();
                  if (!self || submission->finished) return;
                  LogState& again = self->StateOf(submission->log);
                  again.sending = false;
                  if (!synced) return self->SendAgainLater(again, submission);
                  self->OnReceipt(again, submission, asked, receipt, true);
                });
  }
  const std::uint64_t before = state.copy.size();
  auto finding =
      state.copy.TakeReceipt(asked, submission->pending->command, submission->command, receipt);
  if (finding) return AfterStep(state, before, std::move(finding));
  Finish(state, submission, Outcome(Accepted{submission->command.id, receipt.index, receipt.time}),
         true);
  Follow(submission->log);
  AfterStep(state, before, std::nullopt);
}

// `answered`: the server has said its last word about these bytes.
void Link::Core::Finish(LogState& state, const SubmissionPtr& submission, Result<Outcome> outcome,
                        bool answered) {
  if (std::exchange(submission->finished, true)) return;
  std::erase(state.submissions, submission);
  // If this fails the same bytes are sent once more later, and get the same answer.
  if (answered && submission->pending) {
    static_cast<void>(store_.DropPending(submission->pending->id));
  }
  if (!submission->done) {
    if (submission->pending) recovered_.push_back({*submission->pending, std::move(outcome)});
    --unanswered_;
    if (unanswered_ == 0) TellRecovered();
    return Pump(state);
  }
  const auto done = std::exchange(submission->done, nullptr);
  const auto* accepted = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
  if (accepted == nullptr || !submission->terms.reach || state.copy.size() > accepted->index) {
    done(std::move(outcome));
    return Pump(state);
  }
  const std::uint64_t index = accepted->index;
  WaitUntil(
      submission->log, [&copy = state.copy, index] { return copy.size() > index; },
      submission->terms.timeout,
      [done, outcome = std::move(outcome)](const Result<void>& reached) {
        // Accepted it is, whether or not the rest of the log comes in time.
        const bool is_lie = !reached && reached.error().code == ErrorCode::kCorrupt;
        done(is_lie ? Result<Outcome>(std::unexpected(reached.error())) : outcome);
      });
  Pump(state);
}

// ---- what earlier runs have left

void Link::Core::Recover(Milliseconds timeout, std::function<void(std::vector<Recovered>)> done) {
  const auto answered = std::make_shared<bool>(false);
  auto tell = [this, answered, done = std::move(done)] {
    if (std::exchange(*answered, true)) return;
    std::vector<Recovered> all = std::exchange(recovered_, {});
    for (const auto& [log, state] : logs_) {
      for (const SubmissionPtr& submission : state->submissions) {
        if (submission->done || !submission->pending) continue;
        all.push_back({*submission->pending, NotAnswered(true, dialer_->LastFailure())});
      }
    }
    done(std::move(all));
  };
  if (unanswered_ == 0 || stopped_) return tell();
  recover_waiters_.push_back(tell);
  strand_->PostAfter(timeout, [weak = weak_from_this(), tell] {
    if (const auto self = weak.lock()) tell();
  });
}

void Link::Core::TellRecovered() {
  for (const auto& tell : std::exchange(recover_waiters_, {})) tell();
}

}  // namespace plenary::link
