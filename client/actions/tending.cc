#include "client/actions/tending.h"

#include <algorithm>

namespace plenary::actions {

using std::chrono::steady_clock;

bool IsQuicker(session::Refusal refusal) {
  return std::ranges::find(kQuicker, refusal) != kQuicker.end();
}

bool Tending::OpenerIsLate(const session::Session& session) {
  const auto poll = PollToFindTotals(session);
  if (!poll) {
    opened_.reset();
    return false;
  }
  const auto now = steady_clock::now();
  if (!opened_ || opened_->first != *poll) opened_.emplace(*poll, now);
  return now - opened_->second >= kOpenerPatience;
}

Result<Round> Tending::Once(const Consent& consent) {
  Round round;
  for (;;) {
    const auto session = link_.Session(session_);
    auto body =
        NextAsHolder(store_, *session, store_.profile().person, consent, OpenerIsLate(*session));
    if (!body) return std::unexpected(body.error());
    if (!*body) return round;
    const auto kind = session::KindOf(**body);
    auto key = std::pair(kind, session::SubjectOf(**body));
    if (refused_.contains(key)) return round;
    const auto outcome = link_.Submit(link_.SessionLog(session_), **body, {.timeout = timeout_});
    if (!outcome) return std::unexpected(outcome.error());
    if (const auto* refusal = std::get_if<session::Refusal>(&*outcome)) {
      if (!IsQuicker(*refusal)) refused_.insert(std::move(key));
      round.refused = Refused{kind, *refusal};
      return round;
    }
    round.said.push_back(**std::move(body));
  }
}

}  // namespace plenary::actions
