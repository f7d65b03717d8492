#include "tests/support/ledger.h"

#include <cstdio>
#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"

namespace plenary::testing {
namespace {

constexpr std::int64_t kBegin = 1'700'000'000'000;

log::Blinds FreshBlinds() {
  log::Blinds blinds;
  for (auto& blind : blinds.parts) PLENARY_CHECK(crypto::RandomBytes(blind).has_value());
  return blinds;
}

}  // namespace

void ServedLog::Append(const log::Entry& entry) {
  const auto command = wire::DecodeCommand(entry.command.command);
  PLENARY_CHECK(command.has_value());
  tree.Append(fold::LeafOf(tree.suite(), entry, *command));
  entries.push_back(entry);
}

void ServedLog::Truncate(std::uint64_t size) {
  tree.Truncate(size);
  entries.resize(size);
}

Ledger::Ledger(const CommitteeId& committee, crypto::Suite suite, const crypto::PrivateKey& node)
    : committee_(committee), suite_(suite), node_(&node) {}

LogId Ledger::session(std::uint8_t number) const {
  LogId log = registry();
  log.session.bytes[0] = 's';
  log.session.bytes[1] = number;
  return log;
}

ServedLog& Ledger::Log(const LogId& log) { return logs_.try_emplace(log, suite_).first->second; }
const ServedLog& Ledger::Log(const LogId& log) const { return logs_.at(log); }

// Folds what is served from the start: slow, but right after any edit.
LedgerAnswer Ledger::Submit(const log::SignedCommand& command) {
  fold::RegistryFold registry(committee_, suite_);
  for (const auto& entry : Log(this->registry()).entries) {
    PLENARY_CHECK(registry.Replay(entry).has_value());
  }
  const bool founds = registry.chain().size() == 0;
  const auto verified =
      founds ? fold::VerifyFounding(command) : fold::Verify(registry.state(), command);
  if (!verified) return verified.error();
  const LogId log = founds ? this->registry() : verified->command().log();
  fold::SessionFold session(log, suite_, registry, kTestSecret);
  if (!log.IsRegistry() && Has(log)) {
    for (const auto& entry : Log(log).entries) {
      PLENARY_CHECK(session.Replay(entry, registry.state()).has_value());
    }
  }
  const Instant now{kBegin + static_cast<std::int64_t>(Has(log) ? Log(log).size() : 0)};
  const auto decision = log.IsRegistry() ? registry.Decide(*verified, now, FreshBlinds())
                                         : session.Decide(*verified, now, FreshBlinds());
  if (!decision) return decision.error();
  if (const auto* known = std::get_if<fold::KnownEntry>(&*decision)) {
    return ReceiptFor(log, known->index);
  }
  const auto& entry = std::get<fold::NewEntry>(*decision).entry;
  Log(log).Append(entry);
  return ReceiptFor(log, entry.index);
}

log::Receipt Ledger::ReceiptFor(const LogId& log, std::uint64_t index) const {
  const ServedLog& served = Log(log);
  const log::Entry& entry = served.entries.at(index);
  return {.index = index,
          .time = entry.time,
          .blinds = entry.blinds,
          .head = Head(log),
          .inclusion = served.tree.InclusionProof(index, served.size())};
}

log::SignedCommand Ledger::Sign(const crypto::PrivateKey& signer, const LogId& log,
                                const log::Head& seen, session::Body body) const {
  const session::Command command{.committee = log.committee,
                                 .session = log.session,
                                 .id = crypto::RandomId<CommandId>().value(),
                                 .signer = signer.public_key().id(),
                                 .seen = seen,
                                 .body = std::move(body)};
  Bytes bytes = wire::EncodeCommand(command);
  auto signature = signer.Sign(crypto::Purpose::kCommand, bytes).value();
  return {std::move(bytes), std::move(signature), {}};
}

log::Receipt Ledger::Say(const crypto::PrivateKey& signer, const LogId& log, session::Body body) {
  const auto answer = Submit(Sign(signer, log, Newest(log), std::move(body)));
  if (const auto* refusal = std::get_if<session::Refusal>(&answer)) {
    std::fprintf(stderr, "ledger: refused: %s\n", std::string(session::NameOf(*refusal)).c_str());
    PLENARY_CHECK(false);
  }
  return std::get<log::Receipt>(answer);
}

log::Head Ledger::Newest(const LogId& log) const {
  return Has(log) ? log::HeadOf(Log(log).tree) : log::Head{0, log::EmptyRoot(suite_)};
}

log::SignedHead Ledger::Head(const LogId& log, std::uint64_t size) const {
  const ServedLog& served = Log(log);
  const std::uint64_t wanted = size == 0 ? served.size() : size;
  return log::SignHead(*node_, log, {wanted, served.tree.RootAt(wanted)}).value();
}

void Ledger::Force(const LogId& log, const log::SignedCommand& command) {
  ServedLog& served = Log(log);
  const Instant now{kBegin + static_cast<std::int64_t>(served.size())};
  served.Append({served.size(), now, FreshBlinds(), command});
}

session::Registry Ledger::Registry() const {
  fold::RegistryFold fold(committee_, suite_);
  for (const auto& entry : Log(registry()).entries) {
    PLENARY_CHECK(fold.Replay(entry).has_value());
  }
  return fold.state();
}

}  // namespace plenary::testing
