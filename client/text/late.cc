#include "client/text/late.h"

namespace plenary::text {
namespace {

using session::CommandKind;

constexpr Text kLateBallot = {
    "这张选票在表决截止（或作废）之后才到达，没有计入；您在截止之前投出的选票（如有）照旧有效。",
    "This ballot came after the poll was closed or voided, and does not count; one that you cast "
    "before the close, if any, counts as it did."};

bool IsBallot(CommandKind kind) {
  return kind == CommandKind::kCastBallot || kind == CommandKind::kCastSecretBallot ||
         kind == CommandKind::kChallengeBallot;
}

}  // namespace

std::string Explain(Language language, session::CommandKind said, session::Refusal refusal) {
  const bool late = IsBallot(said) && refusal == session::Refusal::kPollState;
  return late ? Say(language, kLateBallot) : Explain(language, refusal);
}

}  // namespace plenary::text
