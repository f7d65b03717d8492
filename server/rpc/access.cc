#include "server/rpc/access.h"

#include <utility>

#include "core/session/terms.h"

namespace plenary::rpc {
namespace {

bool Covers(const crypto::Validity& validity, Instant now) {
  return validity.not_before <= now && now < validity.not_after;
}

}  // namespace

std::string_view NameOf(Denial denial) {
  switch (denial) {
    case Denial::kNoCertificate:
      return "no certificate";
    case Denial::kForeignCertificate:
      return "certificate of another authority";
    case Denial::kExpiredCertificate:
      return "expired certificate";
    case Denial::kRevokedCertificate:
      return "revoked certificate";
    case Denial::kUnknownKey:
      return "key not admitted";
    case Denial::kRevokedKey:
      return "revoked key";
    case Denial::kNotSecretary:
      return "not a secretary";
    case Denial::kCannotTell:
      return "cannot tell now";
  }
  return "denied";
}

Access::Access(host::Host& host, crypto::Certificate authority, std::function<Instant()> clock)
    : host_(host), authority_(std::move(authority)), clock_(std::move(clock)) {}

Result<Caller, Denial> Access::Check(Method method, std::string_view certificate_pem) {
  const Requirement requirement = RuleOf(method).requirement;
  if (requirement == Requirement::kNothing) return Caller{};
  if (certificate_pem.empty()) return std::unexpected(Denial::kNoCertificate);
  const auto known = Recognise(std::string(certificate_pem));
  if (!known) return std::unexpected(known.error());
  if (!Covers(known->validity, clock_())) return std::unexpected(Denial::kExpiredCertificate);
  const auto person = AskRegistry(requirement, known->key);
  if (!person) return std::unexpected(person.error());
  return Caller{known->key, *person, known->serial_hex, known->validity.not_after};
}

Result<void, Denial> Access::Recheck(Method method, const Caller& caller) {
  const Requirement requirement = RuleOf(method).requirement;
  if (requirement == Requirement::kNothing) return {};
  if (clock_() >= caller.not_after) return std::unexpected(Denial::kExpiredCertificate);
  if (const auto person = AskRegistry(requirement, caller.key); !person) {
    return std::unexpected(person.error());
  }
  return AskStore(caller.serial_hex, caller.key);
}

void Access::Forget() {
  const MutexLock lock(mu_);
  known_.clear();
}

Result<Access::Known, Denial> Access::Recognise(const std::string& pem) {
  std::optional<Known> known;
  {
    const MutexLock lock(mu_);
    if (const auto found = known_.find(pem); found != known_.end()) known = found->second;
  }
  if (!known) {
    auto read = Read(pem);
    if (!read) return std::unexpected(read.error());
    known = std::move(*read);
  }
  const Instant now = clock_();
  const bool fresh = known->good_at && *known->good_at <= now &&
                     now.milliseconds - known->good_at->milliseconds < kFreshMilliseconds;
  if (fresh) return *known;
  if (auto good = AskStore(known->serial_hex, known->key); !good) {
    return std::unexpected(good.error());
  }
  known->good_at = now;
  Remember(pem, *known);
  return *known;
}

Result<Access::Known, Denial> Access::Read(const std::string& pem) const {
  const auto certificate = crypto::Certificate::ParsePem(pem);
  if (!certificate) return std::unexpected(Denial::kForeignCertificate);
  // The handshake has verified the chain; here it is the usage that counts.
  const auto chain = crypto::VerifyChain(
      *certificate, authority_, certificate->validity().not_before, crypto::Usage::kClient);
  if (!chain) return std::unexpected(Denial::kForeignCertificate);
  const auto key = KeyId::FromHexText(certificate->common_name());
  if (!key) return std::unexpected(Denial::kForeignCertificate);
  return Known{*key, certificate->serial_hex(), certificate->validity(), std::nullopt};
}

Result<void, Denial> Access::AskStore(const std::string& serial_hex, const KeyId& key) const {
  const auto recorded = host_.enrolments().ValidCertificate(serial_hex);
  if (!recorded) return std::unexpected(Denial::kCannotTell);
  if (!*recorded || (*recorded)->key != key) return std::unexpected(Denial::kRevokedCertificate);
  return {};
}

void Access::Remember(const std::string& pem, Known known) {
  const MutexLock lock(mu_);
  if (known_.size() >= kMaxRemembered) known_.clear();  // cheaper to ask again than to age
  known_.insert_or_assign(pem, std::move(known));
}

Result<PersonId, Denial> Access::AskRegistry(Requirement requirement, const KeyId& key) const {
  const auto registry = host_.SnapshotRegistry();
  const auto found = registry->keys.find(key);
  if (found == registry->keys.end()) return std::unexpected(Denial::kUnknownKey);
  if (found->second.revoked) return std::unexpected(Denial::kRevokedKey);
  const PersonId person = found->second.person;
  if (requirement == Requirement::kSecretary &&
      !registry->HasRole(person, session::Role::kSecretary)) {
    return std::unexpected(Denial::kNotSecretary);
  }
  return person;
}

}  // namespace plenary::rpc
