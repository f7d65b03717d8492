#include "tests/server/host/hall.h"

#include <cstdio>
#include <cstdlib>
#include <future>
#include <utility>

#include "core/fold/chain.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"

namespace plenary::host {
namespace {

// Ends the test program, saying why.
[[noreturn]] void Give(const std::string& what, const std::string& why) {
  std::fprintf(stderr, "hall: %s: %s\n", what.c_str(), why.c_str());
  std::abort();
}

template <class T>
T Must(const std::string& what, Result<T> result) {
  if (!result) Give(what, result.error().message);
  return *std::move(result);
}

std::string Told(const SubmitOutcome& outcome) {
  if (!outcome) return outcome.error().message;
  const auto* refusal = std::get_if<session::Refusal>(&*outcome);
  return refusal == nullptr ? "a receipt" : std::string(session::NameOf(*refusal));
}

}  // namespace

Hall::Hall(const TestCommittee& committee, Stores stores, HostLimits limits)
    : committee_(committee), stores_(stores), limits_(limits) {
  if (stores_.logs.Logs().value().empty()) {
    Must("import", ImportFounding(stores_.logs, committee.NodeKey(), world_.environment(),
                                  committee.founding()));
  }
  Restart();
}

void Hall::Restart() {
  const auto opened = TryRestart();
  if (!opened) Give("open", opened.error().message);
}

Result<void> Hall::TryRestart() {
  host_.reset();
  auto opened = Host::Open(stores_, committee_.NodeKey(), world_.environment(), limits_);
  if (!opened) return std::unexpected(opened.error());
  host_ = *std::move(opened);
  return {};
}

SubmitOutcome Hall::Submit(log::SignedCommand command, Instant deadline) {
  std::promise<SubmitOutcome> answer;
  host_->Submit(std::move(command), deadline,
                [&](SubmitOutcome outcome) { answer.set_value(std::move(outcome)); });
  return answer.get_future().get();
}

log::Receipt Hall::Say(const Participant& signer, const LogId& log, session::Body body) {
  const log::SignedCommand command = committee_.Sign(signer, log, HeadOf(log), std::move(body));
  const SubmitOutcome outcome = Submit(command);
  if (!outcome || !std::holds_alternative<log::Receipt>(*outcome)) Give("say", Told(outcome));
  const auto& receipt = std::get<log::Receipt>(*outcome);
  const auto verified = Verify(command, receipt);
  if (!verified) Give("receipt", verified.error().message);
  return receipt;
}

session::Refusal Hall::Refused(const Participant& signer, const LogId& log, session::Body body) {
  const SubmitOutcome outcome = Submit(committee_.Sign(signer, log, HeadOf(log), std::move(body)));
  if (!outcome || !std::holds_alternative<session::Refusal>(*outcome)) {
    Give("be refused", Told(outcome));
  }
  return std::get<session::Refusal>(*outcome);
}

log::Head Hall::HeadOf(const LogId& log) const {
  const auto head = host_->Head(log);
  return head ? head->head : log::Head{0, log::EmptyRoot(committee_.suite())};
}

void Hall::Seat() {
  const std::uint64_t first = HeadOf(committee_.registry()).size;
  for (session::Body& body : committee_.Seating()) {
    Say(committee_.secretary(), committee_.registry(), std::move(body));
  }
  Say(committee_.officer(), committee_.registry(), committee_.SeatingConfirmed(first));
}

LogId Hall::Convene(std::uint64_t number) {
  const LogId log = committee_.session(number);
  Say(committee_.secretary(), log, committee_.Convening(HeadOf(committee_.registry())));
  return log;
}

LogId Hall::OpenSession(std::uint64_t number) {
  const LogId log = Convene(number);
  Say(committee_.secretary(), log, session::GiveNotice{{2023, 2, 1}});
  for (const Participant& member : committee_.members()) Say(member, log, session::SignIn{});
  Say(committee_.director(), log, session::OpenSession{});
  return log;
}

void Hall::OpenPoll(const LogId& session, std::uint64_t poll) {
  Say(committee_.director(), session, committee_.TestPoll(poll));
  Say(committee_.director(), session, session::OpenPoll{TestCommittee::PollNumber(poll)});
}

Result<void> Hall::Verify(const log::SignedCommand& command, const log::Receipt& receipt) const {
  const auto decoded = wire::DecodeCommand(command.command);
  if (!decoded) return std::unexpected(decoded.error());
  const log::Entry entry{receipt.index, receipt.time, receipt.blinds, command};
  const Digest leaf = fold::LeafOf(committee_.suite(), entry, *decoded);
  const auto& node = host_->SnapshotRegistry()->nodes.at(receipt.head.node).key;
  return log::VerifyReceipt(node, decoded->log(), receipt, leaf);
}

std::vector<log::Entry> Hall::Entries(const LogId& log) const {
  std::vector<log::Entry> entries;
  for (;;) {
    const auto batch = host_->ReadEntries(log, entries.size()).value();
    for (const SharedBytes& encoded : batch->entries()) {
      entries.push_back(wire::DecodeEntry(*encoded).value());
    }
    if (batch->head()) return entries;
  }
}

std::vector<std::string> KindsOf(const std::vector<log::Entry>& entries) {
  std::vector<std::string> kinds;
  for (const log::Entry& entry : entries) {
    const auto command = wire::DecodeCommand(entry.command.command).value();
    kinds.emplace_back(session::NameOf(session::KindOf(command.body)));
  }
  return kinds;
}

}  // namespace plenary::host
