#include "client/actions/own_ballot.h"

#include <utility>

#include "client/actions/secret_polls.h"
#include "core/wire/ballot_codes.h"

namespace plenary::actions {
namespace {

using session::BallotRecord;
using session::PollRecord;
using session::PollState;
using session::SecretPoll;
using text::Language;
using text::Text;

bool Extends(const RootAt& root_at, const log::Head& head) {
  return root_at(head.size) == std::optional(head.root);
}

// Of the ballot that this machine has a receipt for, and the last one in the log.
BallotFate FateOf(const PollRecord& poll, const link::BallotReceipt& receipt,
                  const BallotRecord& last, const RootAt& root_at) {
  if (!Extends(root_at, receipt.head)) return BallotFate::kMissing;
  if (last.code != receipt.code) {
    return last.index > receipt.index ? BallotFate::kReplaced : BallotFate::kMissing;
  }
  if (poll.state == PollState::kVoided) return BallotFate::kVoided;
  const SecretPoll& secret = *poll.secret;
  if (!secret.IsSealed()) return BallotFate::kWaiting;
  const log::Head& sealed = secret.seal->head;
  const bool is_under = receipt.head.size <= sealed.size && Extends(root_at, sealed);
  return is_under ? BallotFate::kCounted : BallotFate::kMissing;
}

void SetFate(OwnBallot& own, const PollRecord& poll, const PersonId& voter,
             const std::optional<link::BallotReceipt>& receipt, const RootAt& root_at) {
  const auto last = poll.ballots.find(voter);
  const bool is_in = last != poll.ballots.end();
  if (is_in) own.earlier = last->second.presses - 1;
  if (receipt) {
    own.code = receipt->code;
    own.index = receipt->index;
    own.fate = is_in ? FateOf(poll, *receipt, last->second, root_at) : BallotFate::kMissing;
  } else if (is_in) {
    own.code = last->second.code;
    own.index = last->second.index;
    own.fate = poll.state == PollState::kVoided ? BallotFate::kVoided : BallotFate::kElsewhere;
  }
}

// ---- words

Text WaitingText(const PollRecord& poll, bool is_final) {
  if (poll.state != PollState::kOpen) {
    return {
        "您的选票 {0} 在截止之前记入会议记录第 {1} 条{2}；封存后才能确认计入。",
        "Your ballot {0} came in before the close, as entry {1}{2}; that it counts is seen once "
        "the poll is sealed."};
  }
  if (is_final) {
    return {"您的选票 {0} 已记入会议记录第 {1} 条{2}；委员会规定首次投票为准，不能再投。",
            "Your ballot {0} is in, as entry {1}{2}; the committee counts the first ballot as "
            "final."};
  }
  return {"您的选票 {0} 已记入会议记录第 {1} 条{2}；截止之前可以再投。",
          "Your ballot {0} is in, as entry {1}{2}; until the close you may cast again."};
}

Text FateText(const PollRecord& poll, const OwnBallot& own) {
  switch (own.fate) {
    case BallotFate::kNone:
      return poll.state == PollState::kOpen ? Text{"您还没有投票。", "You have cast no ballot yet."}
                                            : Text{"您没有投票。", "You cast no ballot."};
    case BallotFate::kWaiting:
      return WaitingText(poll, own.is_final);
    case BallotFate::kCounted:
      return {"您的选票 {0} 已计入（会议记录第 {1} 条{2}）：封存的记录包含它。",
              "Your ballot {0} is counted (entry {1}{2}): the sealed log extends the one that took "
              "it."};
    case BallotFate::kReplaced:
      return {
          "您在本机投的选票 {0}（第 {1} 条）已由另一台机器上后投的一张代替；如果不是您投的，"
          "请立即告知监票人。",
          "Your ballot {0} (entry {1}) was replaced by a later one, cast on another machine; "
          "if that was not you, tell the scrutineers at once."};
    case BallotFate::kElsewhere:
      return {
          "以您名义投出的选票 {0}（第 {1} 条{2}）在会议记录中，本机没有它的回执；如果不是您在"
          "另一台机器上投的，请立即告知监票人。",
          "A ballot in your name, {0}, is in (entry {1}{2}), and this machine has no receipt "
          "for it; if you did not cast it on another machine, tell the scrutineers at once."};
    case BallotFate::kMissing:
      return {
          "您的选票 {0}（第 {1} 条）曾被接受，现在的会议记录或封存却不包含它：请立即告知监票人"
          "，并保留本机作为证据。",
          "Your ballot {0} (entry {1}) was acknowledged, and the log or its seal does not hold "
          "it: tell the scrutineers at once, and keep this machine as evidence."};
    case BallotFate::kVoided:
      return {"您的选票 {0} 记入了第 {1} 条{2}，但这次表决已作废，不计入。",
              "Your ballot {0} is in, as entry {1}{2}; the poll was voided, so it does not count."};
  }
  return {};
}

Text InHandText(const PollRecord& poll, const OwnBallot& own) {
  if (own.in_hand_spent) {
    return {"选票 {0} 已抽验；“plenary vote --challenge”显示它的种子。",
            "The ballot {0} is challenged; \"plenary vote --challenge\" shows its seed."};
  }
  if (poll.state == PollState::kOpen) {
    return {"选票 {0} 在本机待投，还没有投出。",
            "The ballot {0} is in hand on this machine and not cast."};
  }
  return {"选票 {0} 没有在截止之前记入会议记录：不计入。",
          "The ballot {0} was not in the log before the close: it does not count."};
}

std::string EarlierText(Language language, std::uint32_t earlier) {
  if (earlier == 0) return {};
  return text::Say(language, {"，代替先前 {0} 张", ", in place of {0} before it"},
                   {std::to_string(earlier)});
}

std::string_view CodeOf(BallotFate fate) {
  switch (fate) {
    case BallotFate::kNone:
      return "none";
    case BallotFate::kWaiting:
      return "waiting";
    case BallotFate::kCounted:
      return "counted";
    case BallotFate::kReplaced:
      return "replaced";
    case BallotFate::kElsewhere:
      return "elsewhere";
    case BallotFate::kMissing:
      return "missing";
    case BallotFate::kVoided:
      return "voided";
  }
  return {};
}

}  // namespace

Result<OwnBallot> FindOwnBallot(link::KeyStore& store, const session::Session& session,
                                const PollId& poll, const PersonId& voter, const RootAt& root_at) {
  const PollRecord& record = session.polls.at(poll);
  const SecretPoll& secret = *record.secret;
  const auto receipt = store.vault().Receipt(session.id, poll);
  if (!receipt) return std::unexpected(receipt.error());
  const auto in_hand = BallotInHand(store, session, poll, voter);
  if (!in_hand) return std::unexpected(in_hand.error());
  OwnBallot own;
  own.is_final = !session.registry->rules.last_ballot_counts;
  SetFate(own, record, voter, *receipt, root_at);
  const auto challenges = secret.challenges.find(voter);
  if (challenges != secret.challenges.end()) own.challenged = challenges->second;
  const bool is_cast = *in_hand && own.fate != BallotFate::kNone && (*in_hand)->code == own.code;
  if (*in_hand && !is_cast) {
    own.in_hand = (*in_hand)->code;
    own.in_hand_spent = secret.spent.contains((*in_hand)->code);
  }
  return own;
}

Result<bool> CatchUpReceipt(link::KeyStore& store, const session::Session& session,
                            const PollId& poll, const PersonId& voter, const RootAt& root_at) {
  const auto& ballots = session.polls.at(poll).ballots;
  const auto last = ballots.find(voter);
  if (last == ballots.end()) return false;
  const auto in_hand = BallotInHand(store, session, poll, voter);
  if (!in_hand) return std::unexpected(in_hand.error());
  if (!*in_hand || (*in_hand)->code != last->second.code) return false;
  const std::uint64_t size = last->second.index + 1;
  const auto root = root_at(size);
  if (!root)
    return Fail(ErrorCode::kInternal, "the copy of the log does not end where a ballot is");
  PLENARY_TRY(store.vault().KeepReceipt(
      session.id, poll, {last->second.code, last->second.id, last->second.index, {size, *root}}));
  PLENARY_TRY(store.vault().EraseBallot(session.id, poll));
  return true;
}

std::vector<std::string> OwnBallotText(Language language, const PollRecord& poll,
                                       const OwnBallot& own) {
  std::vector<std::string> lines;
  const bool is_none = own.fate == BallotFate::kNone;
  if (!is_none || !own.in_hand) {
    lines.push_back(text::Say(language, FateText(poll, own),
                              {is_none ? "" : wire::ShortCode(own.code), std::to_string(own.index),
                               EarlierText(language, own.earlier)}));
  }
  if (own.in_hand) {
    lines.push_back(text::Say(language, InHandText(poll, own), {wire::ShortCode(*own.in_hand)}));
  }
  if (own.challenged > 0) {
    lines.push_back(text::Say(language,
                              {"您抽验了 {0} 张选票，均不计入。",
                               "Ballots that you challenged, none of which counts: {0}."},
                              {std::to_string(own.challenged)}));
  }
  return lines;
}

report::Json OwnBallotJson(const PollRecord& poll, const OwnBallot& own) {
  report::Json json{{"fate", CodeOf(own.fate)},
                    {"code", nullptr},
                    {"entry", nullptr},
                    {"replaces", own.earlier},
                    {"challenged", own.challenged},
                    {"in_hand", nullptr},
                    {"too_late", false}};
  if (own.fate != BallotFate::kNone) {
    json["code"] = wire::ShortCode(own.code);
    json["entry"] = own.index;
  }
  if (own.in_hand) {
    json["in_hand"] = wire::ShortCode(*own.in_hand);
    json["too_late"] = poll.state != PollState::kOpen && !own.in_hand_spent;
  }
  return json;
}

std::string RecoveredBallotText(Language language, const session::Body& body,
                                const link::Accepted& accepted) {
  const auto* secret = std::get_if<session::CastSecretBallot>(&body);
  if (secret == nullptr && !std::holds_alternative<session::CastBallot>(body)) return {};
  const std::string code =
      secret == nullptr ? ""
                        : text::Say(language, {" {0} ", " {0}"}, {wire::ShortCode(secret->code)});
  return text::Say(language,
                   {"选票{0}在截止之前到达，已记入会议记录，第 {1} 条",
                    "the ballot{0} came in before the close, accepted as entry {1}"},
                   {code, std::to_string(accepted.index)});
}

}  // namespace plenary::actions
