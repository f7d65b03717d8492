// The ceremony in which holders make the key of secret polls, step by step in the log.
#include <algorithm>

#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "core/session/session_handlers.h"

namespace plenary::session {
namespace {

std::optional<std::uint32_t> NumberIn(const std::vector<PersonId>& holders,
                                      const PersonId& person) {
  const auto found = std::ranges::find(holders, person);
  if (found == holders.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - holders.begin()) + 1;
}

// Holders are all who may hold, but for some of the silent: nobody is left out by choice, and
// leaving some out makes it no easier for the others to open a poll.
Verdict CheckHolders(const Session& session, const BeginCeremony& command) {
  const std::set<PersonId> silent = SilentHolders(session);
  auto next = command.holders.begin();
  for (const PersonId& person : EligibleHolders(session)) {
    if (next != command.holders.end() && *next == person) {
      ++next;
    } else if (!silent.contains(person)) {
      return Refuse(Refusal::kWrongHolders);
    }
  }
  if (next != command.holders.end()) return Refuse(Refusal::kWrongHolders);
  return RefuseUnless(command.threshold == HolderThreshold(session), Refusal::kWrongHolders);
}

ballot::CeremonyTerms TermsOf(const Session& session, const BeginCeremony& command) {
  return {session.committee, session.id, command.ceremony, command.threshold, command.holders};
}

// The ceremony that runs, in this step, and the signer one of its holders.
Verdict CheckStep(const Asked& asked, const CeremonyId& id, CeremonyState step) {
  const auto& ceremony = asked.session.ceremony;
  if (!ceremony || ceremony->id != id) {
    return Refuse(asked.session.ceremonies.contains(id) ? Refusal::kCeremonyState
                                                        : Refusal::kUnknownCeremony);
  }
  if (!ceremony->NumberOf(asked.signer)) return Refuse(Refusal::kNotAHolder);
  return RefuseUnless(ceremony->state == step, Refusal::kCeremonyState);
}

std::size_t PlaceOf(const CeremonyRecord& ceremony, const PersonId& holder) {
  return *ceremony.NumberOf(holder) - 1;
}

// A message about deals that have been accepted already, or complained about: too late.
Verdict CheckAnswersDeals(const Asked& asked, const CeremonyId& id) {
  PLENARY_TRY(CheckStep(asked, id, CeremonyState::kAccepting));
  return RefuseUnless(!asked.session.ceremony->accepted.contains(asked.signer),
                      Refusal::kSaidAlready);
}

void Break(const Accepted& accepted, const PersonId& at_fault) {
  CeremonyRecord& ceremony = *accepted.session.ceremony;
  ceremony.state = CeremonyState::kBroken;
  ceremony.changed = accepted.index;
  ceremony.at_fault = at_fault;
  accepted.session.excluded.emplace(at_fault, accepted.index);
}

template <class T>
std::vector<T> All(const std::vector<std::optional<T>>& values) {
  std::vector<T> all;
  for (const auto& value : values) all.push_back(*value);
  return all;
}

bool AllSaid(const std::vector<Bytes>& messages) {
  return std::ranges::none_of(messages, [](const Bytes& bytes) { return bytes.empty(); });
}

}  // namespace

std::optional<std::uint32_t> CeremonyRecord::NumberOf(const PersonId& person) const {
  return NumberIn(holders, person);
}

std::optional<std::uint32_t> HoldersKey::NumberOf(const PersonId& person) const {
  return NumberIn(holders, person);
}

bool CeremonyRecord::Waits(const PersonId& holder) const {
  const auto number = NumberOf(holder);
  PLENARY_CHECK(number);
  switch (state) {
    case CeremonyState::kCommitting:
      return commitment_bytes[*number - 1].empty();
    case CeremonyState::kDealing:
      return deal_bytes[*number - 1].empty();
    case CeremonyState::kAccepting:
      return !accepted.contains(holder);
    case CeremonyState::kComplete:
    case CeremonyState::kBroken:
      return false;
  }
  return false;
}

std::vector<PersonId> CeremonyRecord::Silent() const {
  std::vector<PersonId> silent = holders;
  std::erase_if(silent, [&](const PersonId& holder) { return !Waits(holder); });
  return silent;
}

std::vector<PersonId> EligibleHolders(const Session& session) {
  const bool body = session.registry->rules.key_holding.holders == KeyHolders::kBody;
  std::vector<PersonId> holders = body ? session.Members() : session.scrutineers;
  std::erase_if(holders, [&](const PersonId& person) {
    return !session.IsPresent(person) || session.excluded.contains(person);
  });
  return holders;
}

// Where fewer have said a step than it takes to make a key, nobody is called silent: whoever begins
// two ceremonies at once leaves nobody out.
std::set<PersonId> SilentHolders(const Session& session) {
  std::set<PersonId> silent = session.silent;
  if (!session.ceremony) return silent;
  const CeremonyRecord& ceremony = *session.ceremony;
  const std::vector<PersonId> now = ceremony.Silent();
  if (ceremony.holders.size() - now.size() >= ceremony.terms.threshold()) {
    silent.insert(now.begin(), now.end());
  }
  return silent;
}

std::uint32_t HolderThreshold(const Session& session) {
  const CommitteeRules& rules = session.registry->rules;
  if (rules.key_holding.holders == KeyHolders::kBody) {
    return rules::Quorum(session.CountAttendance().composition, rules.quorum);
  }
  if (rules.key_holding.threshold != 0) return rules.key_holding.threshold;
  return std::max(2U, static_cast<std::uint32_t>(EligibleHolders(session).size() / 2) + 1);
}

std::uint32_t HoldersNeeded(const Session& session) {
  PLENARY_CHECK(session.holders_key != nullptr);
  return std::min(static_cast<std::uint32_t>(session.holders_key->holders.size()),
                  session.holders_key->threshold + session.registry->rules.key_holding.margin);
}

std::uint32_t HoldersPresent(const Session& session) {
  PLENARY_CHECK(session.holders_key != nullptr);
  const std::vector<PersonId> eligible = EligibleHolders(session);
  const std::set<PersonId> may_hold(eligible.begin(), eligible.end());
  std::set<PersonId> present;
  for (const auto& [id, key] : session.registry->keys) {
    if (may_hold.contains(key.person) && session.holders_key->NumberOf(key.person) &&
        session.SignerOf(id)) {
      present.insert(key.person);
    }
  }
  return static_cast<std::uint32_t>(present.size());
}

Verdict Check(const Asked& asked, const BeginCeremony& command) {
  const Session& session = asked.session;
  if (session.ceremonies.contains(command.ceremony)) return Refuse(Refusal::kCeremonyExists);
  if (UnfinishedPoll(session) != nullptr) return Refuse(Refusal::kPollsUnfinished);
  PLENARY_TRY(CheckHolders(session, command));
  return RefuseUnless(
      ballot::Ceremony::Create(session.registry->suite, TermsOf(session, command)).has_value(),
      Refusal::kTooFewHolders);
}

void Perform(const Accepted& accepted, const BeginCeremony& command) {
  Session& session = accepted.session;
  auto terms = ballot::Ceremony::Create(session.registry->suite, TermsOf(session, command));
  PLENARY_CHECK(terms);
  for (const PersonId& person : EligibleHolders(session)) {
    if (!NumberIn(command.holders, person)) session.silent.insert(person);
  }
  CeremonyRecord record{.id = command.ceremony,
                        .changed = accepted.index,
                        .terms = *std::move(terms),
                        .held_by = session.registry->rules.key_holding.holders,
                        .holders = command.holders};
  record.commitment_bytes.resize(command.holders.size());
  record.commitments.resize(command.holders.size());
  record.deal_bytes.resize(command.holders.size());
  record.deals.resize(command.holders.size());
  session.ceremonies.insert(command.ceremony);
  session.ceremony = std::move(record);
}

Verdict Check(const Asked& asked, const CommitToCeremony& command) {
  PLENARY_TRY(CheckStep(asked, command.ceremony, CeremonyState::kCommitting));
  const CeremonyRecord& ceremony = *asked.session.ceremony;
  const std::size_t place = PlaceOf(ceremony, asked.signer);
  if (!ceremony.commitment_bytes[place].empty()) return Refuse(Refusal::kSaidAlready);
  return RefuseUnless(
      ballot::CheckCommitment(ceremony.terms, *ceremony.NumberOf(asked.signer), command.commitment)
          .has_value(),
      Refusal::kBadCeremonyMessage);
}

void Perform(const Accepted& accepted, const CommitToCeremony& command) {
  CeremonyRecord& ceremony = *accepted.session.ceremony;
  const std::size_t place = PlaceOf(ceremony, accepted.signer);
  auto commitment = ballot::CheckCommitment(ceremony.terms, *ceremony.NumberOf(accepted.signer),
                                            command.commitment);
  PLENARY_CHECK(commitment);
  ceremony.commitments[place] = *std::move(commitment);
  ceremony.commitment_bytes[place] = command.commitment;
  if (!AllSaid(ceremony.commitment_bytes)) return;
  ceremony.round = ballot::RoundOf(ceremony.terms, ceremony.commitment_bytes);
  ceremony.state = CeremonyState::kDealing;
  ceremony.changed = accepted.index;
}

Verdict Check(const Asked& asked, const DealShares& command) {
  PLENARY_TRY(CheckStep(asked, command.ceremony, CeremonyState::kDealing));
  const CeremonyRecord& ceremony = *asked.session.ceremony;
  const std::size_t place = PlaceOf(ceremony, asked.signer);
  if (!ceremony.deal_bytes[place].empty()) return Refuse(Refusal::kSaidAlready);
  const Bytes random = ballot::DeriveCoefficients(
      ceremony.terms.suite(), asked.secret, command.deal, ballot::DealEquations(ceremony.terms));
  return RefuseUnless(
      ballot::CheckDeal(ceremony.terms, ceremony.round, *ceremony.NumberOf(asked.signer),
                        *ceremony.commitments[place], command.deal, random)
          .has_value(),
      Refusal::kBadCeremonyMessage);
}

void Perform(const Accepted& accepted, const DealShares& command) {
  CeremonyRecord& ceremony = *accepted.session.ceremony;
  const std::size_t place = PlaceOf(ceremony, accepted.signer);
  auto deal =
      ballot::DecodeDeal(ceremony.terms, ceremony.round, *ceremony.NumberOf(accepted.signer),
                         *ceremony.commitments[place], command.deal);
  PLENARY_CHECK(deal);
  ceremony.deals[place] = *std::move(deal);
  ceremony.deal_bytes[place] = command.deal;
  if (!AllSaid(ceremony.deal_bytes)) return;
  ceremony.changed = accepted.index;
  auto result =
      ballot::ResultOf(ceremony.terms, ceremony.round, All(ceremony.deals), ceremony.deal_bytes);
  ceremony.state = result ? CeremonyState::kAccepting : CeremonyState::kBroken;
  if (result) ceremony.result = *std::move(result);
}

Verdict Check(const Asked& asked, const AcceptDeals& command) {
  PLENARY_TRY(CheckAnswersDeals(asked, command.ceremony));
  return RefuseUnless(asked.session.ceremony->result->digest == command.deals,
                      Refusal::kDealsDiffer);
}

void Perform(const Accepted& accepted, const AcceptDeals&) {
  CeremonyRecord& ceremony = *accepted.session.ceremony;
  ceremony.accepted.insert(accepted.signer);
  if (ceremony.accepted.size() != ceremony.holders.size()) return;
  ceremony.state = CeremonyState::kComplete;
  ceremony.changed = accepted.index;
  ceremony.deals.clear();  // the log has them; the key is what remains
  ceremony.deal_bytes.clear();
  accepted.session.silent.clear();
  accepted.session.holders_key = std::make_shared<const HoldersKey>(HoldersKey{
      ceremony.id, ceremony.terms.context(), accepted.index, ceremony.terms.threshold(),
      ceremony.held_by, ceremony.holders, ceremony.result->key, ceremony.result->share_keys});
}

Verdict Check(const Asked& asked, const ComplainOfDeal& command) {
  PLENARY_TRY(CheckAnswersDeals(asked, command.ceremony));
  if (!asked.session.ceremony->NumberOf(command.dealer)) return Refuse(Refusal::kNotAHolder);
  return RefuseUnless(command.dealer != asked.signer, Refusal::kBadCeremonyMessage);
}

void Perform(const Accepted& accepted, const ComplainOfDeal& command) {
  const CeremonyRecord& ceremony = *accepted.session.ceremony;
  const std::size_t dealer = PlaceOf(ceremony, command.dealer);
  const std::size_t holder = PlaceOf(ceremony, accepted.signer);
  const auto fault =
      ballot::Judge(ceremony.terms, ceremony.round, *ceremony.NumberOf(command.dealer),
                    *ceremony.NumberOf(accepted.signer), *ceremony.deals[dealer],
                    *ceremony.commitments[holder], command.complaint);
  Break(accepted, fault == ballot::AtFault::kDealer ? command.dealer : accepted.signer);
}

}  // namespace plenary::session
