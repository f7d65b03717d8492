#include "client/report/secret_poll.h"

#include <algorithm>
#include <optional>

#include "client/report/names.h"
#include "core/wire/ballot_codes.h"

namespace plenary::report {
namespace {

using session::HoldersKey;
using session::PollRecord;
using session::PollState;
using session::SecretPoll;
using session::Session;
using text::Language;
using text::Text;

std::uint32_t ChallengesIn(const SecretPoll& secret) {
  std::uint32_t number = 0;
  for (const auto& [person, times] : secret.challenges) number += times;
  return number;
}

// Ballots that count, as far as this copy of the log tells.
std::optional<std::size_t> BallotsIn(const PollRecord& poll) {
  const SecretPoll& secret = *poll.secret;
  if (secret.whole) return poll.ballots.size();
  return secret.seal ? std::optional<std::size_t>(secret.seal->ballots) : std::nullopt;
}

std::vector<PersonId> AnsweredBy(const SecretPoll& secret) {
  std::vector<PersonId> holders;
  for (const auto& [number, answer] : secret.answers) {
    holders.push_back(secret.key->holders.at(number - 1));
  }
  return holders;
}

// Chair and chief scrutineer, each if theirs is the seal that is wanting.
std::vector<PersonId> SealersAwaited(const Session& session, const SecretPoll& secret) {
  if (session.scrutineers.empty()) return {};
  const PersonId chief = session.scrutineers.front();
  const auto sealed = [&](bool by_chief) {
    return std::ranges::any_of(
        secret.sealed_by, [&](const PersonId& sealer) { return (sealer == chief) == by_chief; });
  };
  std::vector<PersonId> awaited;
  if (!sealed(false)) awaited.push_back(session.chair);
  if (!sealed(true)) awaited.push_back(chief);
  return awaited;
}

class Lines {
 public:
  Lines(Language language, const Session& session, const PollRecord& poll)
      : language_(language), session_(session), poll_(poll), secret_(*poll.secret) {}

  std::vector<std::string> Write() {
    Key();
    Ballots();
    if (poll_.state != PollState::kOpen) Seal();
    if (secret_.IsSealed()) Opening();
    return std::move(lines_);
  }

 private:
  void Add(Text text, std::initializer_list<std::string_view> arguments = {}) {
    lines_.push_back(text::Say(language_, text, arguments));
  }
  template <class People>
  std::string Names(const People& people) const {
    return Listed(language_, NamesOf(*session_.registry, people));
  }

  void Key() {
    const HoldersKey& key = *secret_.key;
    const std::string any = std::to_string(key.threshold);
    const std::string all = std::to_string(key.holders.size());
    if (key.held_by == session::KeyHolders::kBody) {
      Add({"密钥：组成人员 {0} 人共同持有，须其中任意 {1} 人共同开票",
           "Key: held by {0} members, the body itself; it takes any {1} of them to open"},
          {all, any});
    } else {
      Add({"密钥：监票人 {0} 持有，须其中任意 {2} 人共同开票",
           "Key: held by the scrutineers {0}; it takes any {2} of these {1} to open"},
          {Names(key.holders), all, any});
    }
  }

  void Ballots() {
    const auto ballots = BallotsIn(poll_);
    const std::string roll = std::to_string(poll_.roll.size());
    if (ballots) {
      Add({"选票：名单 {0} 人，收到 {1} 张", "Ballots: {1}, from a roll of {0}"},
          {roll, std::to_string(*ballots)});
    } else {
      Add({"选票：名单 {0} 人；本机不收他人的选票，票数以封存为准",
           "Ballots: a roll of {0}; this machine takes none of others, so their number is known "
           "once it is sealed"},
          {roll});
    }
    if (const std::uint32_t challenges = ChallengesIn(secret_); challenges > 0) {
      lines_.back() +=
          text::Say(language_, {"；抽验 {0} 张，不计入", "; challenged, and not counted: {0}"},
                    {std::to_string(challenges)});
    }
  }

  void Seal() {
    if (!secret_.seal) {
      if (poll_.state == PollState::kClosed) {
        Add({"封存：等待 {0}", "Seal: waiting for {0}"},
            {Names(SealersAwaited(session_, secret_))});
      }
      return;
    }
    Add({"封存：{0} 张，封存码 {1}，由 {2} 封存", "Seal: {0} ballots, code {1}, by {2}"},
        {std::to_string(secret_.seal->ballots), wire::ShortCode(secret_.seal->head.root),
         Names(secret_.sealed_by)});
    if (poll_.state != PollState::kClosed) return;
    if (!secret_.IsSealed()) {
      lines_.back() += text::Say(language_, {"；等待 {0}", "; waiting for {0}"},
                                 {Names(SealersAwaited(session_, secret_))});
    } else {
      lines_.back() += text::Say(language_, Text{"；请与会场大屏上的封存码核对",
                                                 "; compare the code with the hall display"});
    }
  }

  void Opening() {
    const std::vector<PersonId> holders = AnsweredBy(secret_);
    if (secret_.opened.empty()) {
      Add({"开票：须 {0} 人，已有 {1} 人{2}", "Opening: {1} of the {0} that it takes{2}"},
          {std::to_string(secret_.key->threshold), std::to_string(holders.size()),
           holders.empty() ? "" : Parenthesis(holders)});
    } else {
      Add({"开票：{0}", "Opened by {0}"}, {Names(holders)});
      if (secret_.totals.empty() && poll_.state == PollState::kClosed) {
        lines_.back() +=
            text::Say(language_, Text{"；正在计算票数", "; the totals are being found"});
      }
    }
    if (!secret_.false_answers.empty()) {
      Add({"开票数据有误、未予采用（证据在会议记录中）：{0}",
           "False answers, not used (the log has the evidence): {0}"},
          {Names(secret_.false_answers)});
    }
  }
  std::string Parenthesis(const std::vector<PersonId>& people) const {
    return text::Say(language_, {"（{0}）", " ({0})"}, {Names(people)});
  }

  Language language_;
  const Session& session_;
  const PollRecord& poll_;
  const SecretPoll& secret_;
  std::vector<std::string> lines_;
};

Text WhatWasChecked(const SecretPoll& secret, Source source) {
  if (secret.whole) {
    return {"核验：每张选票的证明、开票与结果均已在本机核验",
            "Checked here: the proofs of every ballot, the opening, the result"};
  }
  if (source == Source::kEdition) {
    return {
        "核验：公布版不含选票，选票未核验；开票与结果已在本机核验；票数与密文合计以主持人、"
        "总监票人共同封存的为准",
        "Checked here: the opening, the result; an edition holds no ballots, and their number "
        "and sum are as chair and chief scrutineer sealed them"};
  }
  return {
      "核验：本人选票（如已投）在列、开票与结果已在本机核验；票数与密文合计以主持人、总监票人"
      "共同封存的为准",
      "Checked here: that one's own ballot, if any, is in, the opening, the result; number and "
      "sum of the ballots are as chair and chief scrutineer sealed them"};
}

}  // namespace

std::vector<std::string> SecretPollText(Language language, const Session& session,
                                        const PollRecord& poll) {
  if (!poll.secret) return {};
  return Lines(language, session, poll).Write();
}

std::string CheckedText(Language language, const PollRecord& poll, Source source) {
  if (!poll.secret || poll.results.empty()) return {};
  return text::Say(language, WhatWasChecked(*poll.secret, source));
}

std::string SecretPollsCheckedText(Language language, const Session& session, Source source) {
  for (const auto& [id, poll] : session.polls) {
    const std::string checked = CheckedText(language, poll, source);
    if (checked.empty()) continue;
    return text::Say(language, {"无记名表决的{0}", "Secret polls. {0}"}, {checked});
  }
  return {};
}

Json SecretPollJson(const Session& session, const PollRecord& poll) {
  const SecretPoll& secret = *poll.secret;
  const session::Registry& registry = *session.registry;
  const auto ballots = BallotsIn(poll);
  Json json{{"holders", NamesOf(registry, secret.key->holders)},
            {"threshold", secret.key->threshold},
            {"ballots", ballots ? Json(*ballots) : Json(nullptr)},
            {"challenged", ChallengesIn(secret)},
            {"seal", nullptr},
            {"opened_by", NamesOf(registry, AnsweredBy(secret))},
            {"false_answers", NamesOf(registry, secret.false_answers)}};
  if (secret.seal) {
    json["seal"] = {{"ballots", secret.seal->ballots},
                    {"code", wire::ShortCode(secret.seal->head.root)},
                    {"root", secret.seal->head.root.hex()},
                    {"size", secret.seal->head.size},
                    {"by", NamesOf(registry, secret.sealed_by)},
                    {"complete", secret.IsSealed()}};
  }
  return json;
}

}  // namespace plenary::report
