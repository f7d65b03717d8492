#include "client/actions/rules_form.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include "client/text/terms.h"
#include "core/ballot/ceremony.h"

namespace plenary::actions {
namespace {

using report::Json;

std::unexpected<Error> Bad(std::string_view field, std::string_view why) {
  return Fail(ErrorCode::kInvalidArgument, std::string(field) + ": " + std::string(why));
}

std::optional<std::uint32_t> Number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

// What follows `beginning`, if the text begins so.
std::optional<std::string_view> After(std::string_view text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return std::nullopt;
  return text.substr(beginning.size());
}

std::optional<rules::Fraction> ParseFraction(std::string_view text, bool strict) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto numerator = Number(text.substr(0, slash));
  const auto denominator = Number(text.substr(slash + 1));
  if (!numerator || !denominator) return std::nullopt;
  return rules::Fraction{*numerator, *denominator, strict};
}

Result<void> Read(const Json& json, bool& value) {
  if (!json.is_boolean()) return Fail(ErrorCode::kInvalidArgument, "true or false is expected");
  value = json.get<bool>();
  return {};
}

Result<void> Read(const Json& json, std::uint32_t& value) {
  constexpr std::uint64_t kMost = 1'000'000;
  if (!json.is_number_unsigned() || json.get<std::uint64_t>() > kMost) {
    return Fail(ErrorCode::kInvalidArgument, "a whole number is expected");
  }
  value = json.get<std::uint32_t>();
  return {};
}

Result<void> Read(const Json& json, rules::Fraction& value) {
  if (!json.is_string()) return Fail(ErrorCode::kInvalidArgument, "a share is expected");
  const auto share = ParseShare(json.get<std::string>());
  if (!share) return std::unexpected(share.error());
  value = *share;
  return {};
}

Result<void> Read(const Json& json, rules::Majority& value) {
  if (!json.is_string()) return Fail(ErrorCode::kInvalidArgument, "a majority is expected");
  const auto majority = ParseMajority(json.get<std::string>());
  if (!majority) return std::unexpected(majority.error());
  value = *majority;
  return {};
}

Result<void> Read(const Json& json, std::vector<session::KindMajority>& value) {
  if (!json.is_object()) return Fail(ErrorCode::kInvalidArgument, "kinds of items are expected");
  value.clear();
  for (const auto& [code, majority] : json.items()) {
    const auto kind = text::Parse<session::ItemKind>(code);
    if (!kind) return Bad(code, "no kind of item is called so");
    session::KindMajority exception{*kind, {}};
    if (const auto read = Read(majority, exception.majority); !read) {
      return Bad(code, read.error().message);
    }
    value.push_back(exception);
  }
  std::ranges::sort(value, {}, &session::KindMajority::kind);
  return {};
}

Result<void> Read(const Json& json, rules::Evaluation& value);
Result<void> Read(const Json& json, session::KeyHolders& value);
Result<void> Read(const Json& json, session::KeyHolding& value);

// Whether the form has the field; `value` is unchanged if not.
template <class Value>
Result<bool> ReadNamed(const Json& form, const char* name, Value& value) {
  const auto found = form.find(name);
  if (found == form.end()) return false;
  if (const auto read = Read(*found, value); !read) return Bad(name, read.error().message);
  return true;
}

Result<void> Read(const Json& json, rules::Evaluation& value) {
  if (!json.is_object()) return Fail(ErrorCode::kInvalidArgument, "an evaluation is expected");
  std::size_t known = 0;
  for (const auto& read : {ReadNamed(json, "satisfied", value.satisfied),
                           ReadNamed(json, "excellent", value.excellent),
                           ReadNamed(json, "basically-counts", value.basically_counts)}) {
    if (!read) return std::unexpected(read.error());
    if (*read) ++known;
  }
  if (known == json.size()) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "has other fields than satisfied, excellent, basically-counts");
}

Result<void> Read(const Json& json, session::KeyHolders& value) {
  const auto holders =
      json.is_string() ? text::Parse<session::KeyHolders>(json.get<std::string>()) : std::nullopt;
  if (!holders) return Fail(ErrorCode::kInvalidArgument, "\"scrutineers\" or \"body\" is expected");
  value = *holders;
  return {};
}

Result<void> Read(const Json& json, session::KeyHolding& value) {
  if (!json.is_object())
    return Fail(ErrorCode::kInvalidArgument, "a holding of the key is expected");
  std::size_t known = 0;
  for (const auto& read :
       {ReadNamed(json, "holders", value.holders), ReadNamed(json, "threshold", value.threshold),
        ReadNamed(json, "margin", value.margin),
        ReadNamed(json, "least-ballots", value.least_ballots)}) {
    if (!read) return std::unexpected(read.error());
    if (*read) ++known;
  }
  if (known != json.size()) {
    return Fail(ErrorCode::kInvalidArgument,
                "has other fields than holders, threshold, margin, least-ballots");
  }
  if (value.threshold > ballot::kMaxHolders || value.margin > ballot::kMaxHolders) {
    return Fail(ErrorCode::kInvalidArgument, "at most 100 people hold the key");
  }
  if (value.least_ballots < session::kFewestBallots ||
      value.least_ballots > session::kMostLeastBallots) {
    return Fail(ErrorCode::kInvalidArgument, "least-ballots is 2 to 1000");
  }
  return {};
}

constexpr std::string_view kFields[] = {
    "quorum",         "majority",         "majorities",   "evaluation",         "notice-days",
    "materials-days", "nomination-limit", "joint-movers", "last-ballot-counts", "recusal",
    "merged-polls",   "examination",      "statement",    "key-holding"};

Result<Json> FromToml(std::string_view text) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::parse_error& error = parsed.error();
    return Bad("line " + std::to_string(error.source().begin.line), error.description());
  }
  std::ostringstream out;
  out << toml::json_formatter(parsed.table());
  Json json = Json::parse(out.str(), nullptr, false);
  if (!json.is_object()) return Fail(ErrorCode::kInvalidArgument, "the rules are not TOML");
  return json;
}

}  // namespace

Result<rules::Fraction> ParseShare(std::string_view text) {
  std::optional<rules::Fraction> share;
  if (text == "more-than-half") {
    share = rules::kMoreThanHalf;
  } else if (text == "two-thirds") {
    share = rules::kTwoThirds;
  } else if (const auto above = After(text, "more-than-")) {
    share = ParseFraction(*above, true);
  } else if (const auto least = After(text, "at-least-")) {
    share = ParseFraction(*least, false);
  }
  if (share && rules::IsValid(*share)) return *share;
  return Fail(ErrorCode::kInvalidArgument,
              "\"" + std::string(text) +
                  "\" is no share: more-than-half, two-thirds, more-than-N/D, at-least-N/D");
}

Result<rules::Majority> ParseMajority(std::string_view text) {
  const auto of = text.rfind("-of-");
  const auto base =
      of == std::string_view::npos ? std::nullopt : text::Parse<rules::Base>(text.substr(of + 4));
  if (!base) {
    return Fail(ErrorCode::kInvalidArgument, "\"" + std::string(text) +
                                                 "\" is no majority: SHARE-of-all, "
                                                 "SHARE-of-present, SHARE-of-voting");
  }
  const auto share = ParseShare(text.substr(0, of));
  if (!share) return std::unexpected(share.error());
  return rules::Majority{*base, *share};
}

std::string FormatShare(const rules::Fraction& share) {
  if (share == rules::kMoreThanHalf) return "more-than-half";
  if (share == rules::kTwoThirds) return "two-thirds";
  return (share.strict ? "more-than-" : "at-least-") + std::to_string(share.numerator) + "/" +
         std::to_string(share.denominator);
}

std::string FormatMajority(const rules::Majority& majority) {
  return FormatShare(majority.share) + "-of-" + text::Code(majority.base);
}

Result<session::CommitteeRules> ReadRules(const Json& form, const session::CommitteeRules& usual) {
  if (!form.is_object()) return Fail(ErrorCode::kInvalidArgument, "the rules are no object");
  for (const auto& [field, value] : form.items()) {
    if (std::ranges::find(kFields, field) == std::end(kFields)) {
      return Bad(field, "the rules have no such field");
    }
  }
  session::CommitteeRules rules = usual;
  for (const auto& read :
       {ReadNamed(form, "quorum", rules.quorum), ReadNamed(form, "majority", rules.majority),
        ReadNamed(form, "majorities", rules.majorities),
        ReadNamed(form, "evaluation", rules.evaluation),
        ReadNamed(form, "notice-days", rules.notice_days),
        ReadNamed(form, "materials-days", rules.materials_days),
        ReadNamed(form, "nomination-limit", rules.nomination_limit),
        ReadNamed(form, "joint-movers", rules.joint_movers),
        ReadNamed(form, "last-ballot-counts", rules.last_ballot_counts),
        ReadNamed(form, "recusal", rules.recusal),
        ReadNamed(form, "merged-polls", rules.merged_polls),
        ReadNamed(form, "examination", rules.examination),
        ReadNamed(form, "statement", rules.statement),
        ReadNamed(form, "key-holding", rules.key_holding)}) {
    if (!read) return std::unexpected(read.error());
  }
  return rules;
}

Result<session::CommitteeRules> ParseRules(std::string_view text,
                                           const session::CommitteeRules& usual) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '{') {
    const auto json = FromToml(text);
    if (!json) return std::unexpected(json.error());
    return ReadRules(*json, usual);
  }
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Fail(ErrorCode::kInvalidArgument, "the rules are not JSON");
  return ReadRules(json, usual);
}

Json WriteRules(const session::CommitteeRules& rules) {
  Json majorities = Json::object();
  for (const session::KindMajority& exception : rules.majorities) {
    majorities[text::Code(exception.kind)] = FormatMajority(exception.majority);
  }
  return {{"quorum", FormatShare(rules.quorum)},
          {"majority", FormatMajority(rules.majority)},
          {"majorities", std::move(majorities)},
          {"evaluation",
           {{"satisfied", FormatMajority(rules.evaluation.satisfied)},
            {"excellent", FormatMajority(rules.evaluation.excellent)},
            {"basically-counts", rules.evaluation.basically_counts}}},
          {"notice-days", rules.notice_days},
          {"materials-days", rules.materials_days},
          {"nomination-limit", rules.nomination_limit},
          {"joint-movers", rules.joint_movers},
          {"last-ballot-counts", rules.last_ballot_counts},
          {"recusal", rules.recusal},
          {"merged-polls", rules.merged_polls},
          {"examination", rules.examination},
          {"statement", rules.statement},
          {"key-holding",
           {{"holders", text::Code(rules.key_holding.holders)},
            {"threshold", rules.key_holding.threshold},
            {"margin", rules.key_holding.margin},
            {"least-ballots", rules.key_holding.least_ballots}}}};
}

}  // namespace plenary::actions
