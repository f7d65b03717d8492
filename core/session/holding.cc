#include "core/session/holding.h"

#include <utility>

#include "core/ballot/holder.h"
#include "core/base/check.h"

namespace plenary::session {
namespace {

template <class T>
std::vector<T> All(const std::vector<std::optional<T>>& values) {
  std::vector<T> all;
  for (const auto& value : values) all.push_back(*value);
  return all;
}

// Every share fits, or the first that does not is shown to everybody.
CeremonyStep AcceptOrComplain(const CeremonyRecord& ceremony, std::uint32_t number,
                              const ballot::Holder& holder) {
  const auto deals = All(ceremony.deals);
  auto share = holder.Share(ceremony.round, deals, ceremony.result->share_keys[number - 1]);
  if (share) return {AcceptDeals{ceremony.id, ceremony.result->digest}, *std::move(share)};
  for (std::uint32_t dealer = 1; dealer <= deals.size(); ++dealer) {
    const ballot::Deal& deal = deals[dealer - 1];
    if (dealer == number || holder.Accepts(ceremony.round, dealer, deal)) continue;
    return {ComplainOfDeal{ceremony.id, ceremony.holders[dealer - 1],
                           holder.Complain(ceremony.round, dealer, deal)},
            std::nullopt};
  }
  PLENARY_CHECK(false);  // shares that all fit add up to the share key
}

const PollRecord* SecretPollIn(const Session& session, const PollId& poll) {
  const auto found = session.polls.find(poll);
  return found != session.polls.end() && found->second.secret ? &found->second : nullptr;
}

}  // namespace

std::optional<CeremonyStep> NextCeremonyStep(const Session& session, const PersonId& person,
                                             const crypto::SecretBytes& seed) {
  if (!session.ceremony || session.phase != SessionPhase::kOpen) return std::nullopt;
  const CeremonyRecord& ceremony = *session.ceremony;
  const auto number = ceremony.NumberOf(person);
  if (!number || !ceremony.Waits(person)) return std::nullopt;
  const ballot::Holder holder(ceremony.terms, *number, crypto::SecretBytes::CopyOf(seed.view()));
  const Bytes& committed = ceremony.commitment_bytes[*number - 1];
  if (!committed.empty() && committed != holder.Commit()) return std::nullopt;
  switch (ceremony.state) {
    case CeremonyState::kCommitting:
      return CeremonyStep{CommitToCeremony{ceremony.id, holder.Commit()}, std::nullopt};
    case CeremonyState::kDealing:
      return CeremonyStep{
          DealShares{ceremony.id, holder.MakeDeal(ceremony.round, All(ceremony.commitments))},
          std::nullopt};
    case CeremonyState::kAccepting:
      return AcceptOrComplain(ceremony, *number, holder);
    case CeremonyState::kComplete:
    case CeremonyState::kBroken:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<SealPoll> NextSeal(const Session& session, const PollId& poll,
                                 const PersonId& person) {
  const PollRecord* record = SecretPollIn(session, poll);
  if (record == nullptr || record->state != PollState::kClosed) return std::nullopt;
  const SecretPoll& secret = *record->secret;
  if (!secret.expected || secret.IsSealed()) return std::nullopt;
  if (secret.expected->ballots < secret.least_ballots) return std::nullopt;
  const PersonId& chief = session.scrutineers.front();
  if (person != chief && person != session.chair) return std::nullopt;
  for (const PersonId& other : secret.sealed_by) {
    if (other == person || (other == chief) == (person == chief)) return std::nullopt;
  }
  return SealPoll{poll, *secret.expected};
}

bool AnswerIsWanted(const Session& session, const PollId& poll, const PersonId& holder) {
  const PollRecord* record = SecretPollIn(session, poll);
  if (record == nullptr || record->state != PollState::kClosed) return false;
  const SecretPoll& secret = *record->secret;
  const auto number = secret.key->NumberOf(holder);
  return number && secret.whole && secret.IsSealed() && secret.opened.empty() &&
         !secret.answers.contains(*number) && !secret.false_answers.contains(holder);
}

AnswerOpening MakeOpeningAnswer(const Session& session, const PollId& poll, const PersonId& holder,
                                const crypto::SecretScalar& share, ByteView system) {
  PLENARY_CHECK(AnswerIsWanted(session, poll, holder));
  const SecretPoll& secret = *session.polls.at(poll).secret;
  return {poll, ballot::MakeAnswer(*secret.terms, secret.SealedHead(), secret.aggregates,
                                   *secret.key->NumberOf(holder), share, system)};
}

std::optional<StateTotals> FindPollTotals(const Session& session, const PollId& poll) {
  const PollRecord* record = SecretPollIn(session, poll);
  if (record == nullptr || record->state != PollState::kClosed) return std::nullopt;
  const SecretPoll& secret = *record->secret;
  if (secret.opened.empty() || !secret.totals.empty()) return std::nullopt;
  auto totals = ballot::FindTotals(*secret.terms, secret.seal->ballots, secret.opened);
  if (!totals) return std::nullopt;
  return StateTotals{poll, *std::move(totals)};
}

}  // namespace plenary::session
