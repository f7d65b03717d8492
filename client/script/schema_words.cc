#include "client/script/schema_words.h"

#include <algorithm>
#include <numeric>

#include "core/base/time.h"
#include "core/session/registry_commands.h"
#include "core/wire/text.h"

namespace plenary::script {
namespace {

using text::Text;

struct TypeWords {
  std::string_view type;
  Text words;
};
constexpr TypeWords kTypes[] = {
    {"null", {"空", "nothing"}},
    {"boolean", {"true 或 false", "true or false"}},
    {"integer", {"整数", "a whole number"}},
    {"number", {"数", "a number"}},
    {"string", {"文字", "a text"}},
    {"array", {"列表", "a list"}},
    {"object", {"若干字段", "fields with values"}},
};

constexpr Text kWrongType = {"应为{0}，这里却是{1}", "must be {0}, but is {1}"};
constexpr Text kQuote = {"应为{0}，这里却是{1}；若是文字请加引号",
                         "must be {0}, but is {1}; put it in quotes if it is a text"};
constexpr Text kEnum = {"不能是“{0}”；可以写：{1}", "cannot be \"{0}\"; write one of: {1}"};
constexpr Text kEnumLike = {"不能是“{0}”；是不是“{2}”？可以写：{1}",
                            "cannot be \"{0}\"; did you mean \"{2}\"? Write one of: {1}"};
constexpr Text kNotId = {
    "“{0}”不能作标识：请用小写字母、数字和连字符，最多 64 个",
    "\"{0}\" cannot be an id: use small letters, digits and hyphens, 64 at most"};
constexpr Text kNotDate = {"“{0}”不是日期：请写作 2023-02-24",
                           "\"{0}\" is not a date: write it as 2023-02-24"};
constexpr Text kNoSuchDay = {"没有 {0} 这一天", "there is no day {0}"};
constexpr Text kNotRefusal = {"“{0}”不是拒绝的理由：请用 docs/protocol.md 中的名称，如 NotOnRoll",
                              "\"{0}\" is no reason of a refusal: use a name of "
                              "docs/protocol.md, such as NotOnRoll"};
constexpr Text kNotForm = {"“{0}”的写法不对", "\"{0}\" is not of the form required"};
constexpr Text kEmptyText = {"不能为空", "must not be empty"};
constexpr Text kTooLong = {"最多 {0} 个字符", "has more than {0} characters"};
constexpr Text kTooFew = {"至少要有 {0} 项", "needs at least {0} entries"};
constexpr Text kTooMany = {"最多 {0} 项", "has more than {0} entries"};
constexpr Text kTwoSteps = {
    "一个步骤只能有一个关键字，这里有：{0}；请把每个写成单独的一步",
    "a step has one keyword, this one has: {0}; make each a step of its own"};
constexpr Text kNoStep = {"这个步骤没有关键字", "this step has no keyword"};
constexpr Text kTooSmall = {"不能小于 {0}", "must not be less than {0}"};
constexpr Text kTooBig = {"不能大于 {0}", "must not be more than {0}"};
constexpr Text kMissing = {"缺少字段“{0}”", "the field \"{0}\" is missing"};
constexpr Text kUnknown = {"不认识字段“{0}”；这里可以有：{1}",
                           "there is no field \"{0}\" here; there may be: {1}"};
constexpr Text kUnknownLike = {"不认识字段“{0}”，是不是“{1}”？",
                               "there is no field \"{0}\" here; did you mean \"{1}\"?"};
constexpr Text kOther = {"不符合格式规定（{0}）", "is not as the schema asks ({0})"};
constexpr Text kBadText = {"这段文字不能入册：{0}", "this text cannot stand in a log: {0}"};

std::string Join(const std::vector<std::string>& words, std::string_view separator) {
  std::string joined;
  for (const std::string& word : words) {
    if (!joined.empty()) joined += separator;
    joined += word;
  }
  return joined;
}

Text WordsFor(std::string_view type) {
  const auto row = std::ranges::find(kTypes, type, &TypeWords::type);
  return row == std::end(kTypes) ? Text{type, type} : row->words;
}

std::string Written(const nlohmann::json& said) {
  return said.is_string() ? said.get<std::string>() : said.dump();
}

std::string WrittenOf(const Value& value) {
  if (value.IsText()) return value.Text();
  if (const auto* number = std::get_if<std::int64_t>(&value.content())) {
    return std::to_string(*number);
  }
  return std::string(TypeOf(value));
}

Sentence SayPattern(const std::string& pattern, const std::string& text) {
  if (pattern.starts_with("^[0-9]{4}-")) return Say(kNotDate, {text});
  if (pattern.starts_with("^[a-z0-9]")) return Say(kNotId, {text});
  if (pattern.starts_with("^[A-Z]")) return Say(kNotRefusal, {text});
  return Say(kNotForm, {text});
}

Sentence SayEnum(const nlohmann::json& said, const Value& value) {
  std::vector<std::string> allowed;
  for (const auto& one : said) allowed.push_back(Written(one));
  const std::string written = WrittenOf(value);
  const std::string like = Resembling(written, allowed);
  const std::string all = Join(allowed, ", ");
  return like.empty() ? Say(kEnum, {written, all}) : Say(kEnumLike, {written, all, like});
}

Faults SayUnknown(const std::vector<std::string>& properties, const Value& value) {
  Faults faults;
  for (const Field& field : value.Fields()) {
    if (std::ranges::find(properties, field.name) != properties.end()) continue;
    const std::string like = Resembling(field.name, properties);
    faults.push_back({field.place, field.value.path(),
                      like.empty() ? Say(kUnknown, {field.name, Join(properties, ", ")})
                                   : Say(kUnknownLike, {field.name, like})});
  }
  return faults;
}

Faults SayMissing(const nlohmann::json& said, const Value& value) {
  Faults faults;
  for (const auto& name : said) {
    if (!value.Has(name.get<std::string>())) {
      faults.push_back(value.Wrong(Say(kMissing, {name.get<std::string>()})));
    }
  }
  return faults;
}

Sentence SayTooManyFields(const nlohmann::json& said, const Value& value) {
  std::vector<std::string> names;
  for (const Field& field : value.Fields()) names.push_back(field.name);
  return said == 1 ? Say(kTwoSteps, {Join(names, ", ")}) : Say(kTooMany, {said.dump()});
}

Sentence SayOne(const std::string& keyword, const nlohmann::json& said, const Value& value) {
  const std::string limit = Written(said);
  if (keyword == "enum") return SayEnum(said, value);
  if (keyword == "pattern") return SayPattern(limit, value.Text());
  if (keyword == "minLength") return Say(kEmptyText);
  if (keyword == "maxLength") return Say(kTooLong, {limit});
  if (keyword == "minItems") return Say(kTooFew, {limit});
  if (keyword == "maxItems") return Say(kTooMany, {limit});
  if (keyword == "minimum") return Say(kTooSmall, {limit});
  if (keyword == "maximum") return Say(kTooBig, {limit});
  if (keyword == "minProperties") return Say(kNoStep);
  if (keyword == "maxProperties") return SayTooManyFields(said, value);
  return Say(kOther, {keyword});
}

// The fewest single changes that make one word of the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::string_view TypeOf(const Value& value) { return kTypes[value.content().index()].type; }

Sentence SayWrongType(const std::vector<std::string>& types, const Value& value) {
  Sentence wanted;
  for (const std::string& type : types) {
    const Text words = WordsFor(type);
    wanted.zh += (wanted.zh.empty() ? "" : "或") + std::string(words.zh);
    wanted.en += (wanted.en.empty() ? "" : " or ") + std::string(words.en);
  }
  const bool wants_text = std::ranges::find(types, "string") != types.end();
  const bool is_scalar = !value.IsList() && !value.IsMap();
  const Text text = wants_text && is_scalar ? kQuote : kWrongType;
  const Text got = WordsFor(TypeOf(value));
  return {text::Fill(text.zh, {wanted.zh, got.zh}), text::Fill(text.en, {wanted.en, got.en})};
}

Faults SayBroken(const std::string& keyword, const nlohmann::json& said,
                 const std::vector<std::string>& properties, const Value& value) {
  if (keyword == "type") return {value.Wrong(SayWrongType({Written(said)}, value))};
  if (keyword == "additionalProperties") return SayUnknown(properties, value);
  if (keyword == "required") return SayMissing(said, value);
  return {value.Wrong(SayOne(keyword, said, value))};
}

Faults CheckFormat(std::string_view format, const Value& value) {
  if (!value.IsText()) return {};
  const std::string& text = value.Text();
  if (format == "date") {
    if (text.size() != 10 || ParseCivilDate(text)) return {};
    return {value.Wrong(Say(kNoSuchDay, {text}))};
  }
  const bool is_name = format == "plenary-name";
  if (!is_name && format != "plenary-text") return {};
  const wire::TextForm form =
      is_name ? wire::TextForm{1, session::kMaxName} : wire::TextForm{1, session::kMaxText, true};
  const auto fits = wire::CheckText(text, form);
  if (fits || text.empty()) return {};
  return {value.Wrong(Say(kBadText, {fits.error().message}))};
}

std::string Resembling(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = word.size() < 4 ? 2 : 3;  // fewer changes than this
  for (const std::string& one : known) {
    const std::size_t distance = Distance(word, one);
    if (distance >= least) continue;
    least = distance;
    best = one;
  }
  return best;
}

}  // namespace plenary::script
