#include "client/script/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <utility>

namespace plenary::script {
namespace {

constexpr text::Text kNotYaml = {"不是合法的 YAML：{0}", "not YAML: {0}"};
constexpr text::Text kTwice = {"“{0}”在同一处写了两次，第一次在第 {1} 行；请删去一个",
                               "\"{0}\" is written twice here, first in line {1}; remove one"};
constexpr text::Text kKeyNotText = {"字段名必须是一个词", "the name of a field must be a word"};
constexpr text::Text kAlias = {"脚本中不能用锚点和别名，请写出内容",
                               "anchors and aliases have no place in a script: write it out"};
constexpr text::Text kTag = {"脚本中不能用标签 {0}", "the tag {0} has no place in a script"};
constexpr text::Text kSecondDocument = {"一个文件只能有一个脚本；请删去 --- 及其后的内容",
                                        "a file holds one script; remove --- and what follows"};
constexpr text::Text kEmpty = {"文件里什么也没有", "there is nothing in this file"};
constexpr text::Text kUnreadable = {"打不开这个文件；请检查文件名",
                                    "cannot be read: check the file's name"};
constexpr text::Text kTooLarge = {"文件超过 8 MiB", "larger than 8 MiB"};

// Where each line begins, to turn the parser's bytes into characters.
class Lines {
 public:
  Lines(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {
    starts_.push_back(0);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }

  Place At(const YAML::Mark& mark) const {
    if (mark.line < 0 || static_cast<std::size_t>(mark.line) >= starts_.size()) return {file_};
    const std::string_view line = text_.substr(starts_[static_cast<std::size_t>(mark.line)]);
    const auto bytes = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), line.size());
    const auto characters = std::ranges::count_if(line.substr(0, bytes), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    return {file_, mark.line + 1, static_cast<int>(characters) + 1};
  }

  Place File() const { return {file_}; }

 private:
  std::string_view text_;
  std::string file_;
  std::vector<std::size_t> starts_;
};

std::string Child(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

// The core schema of YAML 1.2 for plain scalars.
Value::Content Resolve(const std::string& text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  static const std::regex kInteger("[-+]?[0-9]{1,18}");
  static const std::regex kNumber("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  if (text.size() > 64) return text;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const char* end = text.data() + text.size();
  if (std::regex_match(text, kInteger)) {
    std::int64_t integer = 0;
    std::from_chars(begin, end, integer);
    return integer;
  }
  if (std::regex_match(text, kNumber)) {
    double number = 0;
    std::from_chars(begin, end, number);
    return number;
  }
  return text;
}

class Builder : public YAML::EventHandler {
 public:
  explicit Builder(const Lines& lines) : lines_(lines) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Refuse(mark, "", anchor);
    Add(mark, {}, "");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Say(mark, kAlias);
    Add(mark, {}, "");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    const bool is_plain = tag.empty() || tag == "?";
    const bool is_text = tag == "!" || tag == "tag:yaml.org,2002:str";
    Refuse(mark, is_plain || is_text ? "" : tag, anchor);
    Add(mark, is_plain ? Resolve(text) : Value::Content(text), text);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Start(mark, tag, anchor, List());
  }
  void OnSequenceEnd() override { End(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Start(mark, tag, anchor, Map());
  }
  void OnMapEnd() override { End(); }

  std::optional<Value> root;
  Faults faults;

 private:
  // A list or map that is being read.
  struct Open {
    Place place;
    std::string path;
    Value::Content content;
    bool is_key = false;
    std::optional<std::pair<std::string, Place>> key = {};
  };

  void Say(const YAML::Mark& mark, text::Text text,
           std::initializer_list<std::string_view> arguments = {}) {
    const std::string path = open_.empty() ? "" : open_.back().path;
    faults.push_back({lines_.At(mark), path, script::Say(text, arguments)});
  }
  void Refuse(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) Say(mark, kAlias);
    if (!tag.empty()) Say(mark, kTag, {tag});
  }
  bool AwaitsKey() const {
    return !open_.empty() && std::holds_alternative<Map>(open_.back().content) && !open_.back().key;
  }
  std::string PathHere() const {
    if (open_.empty()) return "";
    const Open& open = open_.back();
    if (open.key) return Child(open.path, open.key->first);
    const auto* items = std::get_if<List>(&open.content);
    return open.path + "[" + std::to_string(items != nullptr ? items->size() : 0) + "]";
  }

  void Start(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             Value::Content content) {
    const bool plain =
        tag.empty() || tag == "?" || tag == "!" || tag.starts_with("tag:yaml.org,2002:");
    Refuse(mark, plain ? "" : tag, anchor);
    const bool is_key = AwaitsKey();
    if (is_key) Say(mark, kKeyNotText);
    open_.push_back(
        {lines_.At(mark), is_key ? open_.back().path : PathHere(), std::move(content), is_key});
  }

  void End() {
    Open open = std::move(open_.back());
    open_.pop_back();
    if (open.is_key) {
      open_.back().key.emplace("", open.place);
      return;
    }
    Put(Value(open.place, open.path, std::move(open.content)));
  }

  // `text`: as it was written, for a key.
  void Add(const YAML::Mark& mark, Value::Content content, const std::string& text) {
    if (AwaitsKey()) {
      if (std::holds_alternative<std::monostate>(content)) Say(mark, kKeyNotText);
      open_.back().key.emplace(text, lines_.At(mark));
      return;
    }
    Put(Value(lines_.At(mark), PathHere(), std::move(content)));
  }

  void Put(Value value) {
    if (open_.empty()) {
      root = std::move(value);
      return;
    }
    Open& open = open_.back();
    if (auto* items = std::get_if<List>(&open.content)) {
      items->push_back(std::move(value));
      return;
    }
    auto& fields = std::get<Map>(open.content);
    const auto [name, place] = *std::exchange(open.key, std::nullopt);
    const auto first = std::ranges::find(fields, name, &Field::name);
    if (first != fields.end()) {
      faults.push_back({place, Child(open.path, name),
                        script::Say(kTwice, {name, std::to_string(first->place.line)})});
      return;
    }
    fields.push_back({name, place, std::move(value)});
  }

  const Lines& lines_;
  std::vector<Open> open_;
};

}  // namespace

Result<Value, Faults> ParseYaml(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Lines lines(text, file);
  Builder builder(lines);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    Builder more(lines);
    if (parser.HandleNextDocument(more)) {
      const Place place = more.root ? more.root->place() : lines.File();
      builder.faults.push_back({place, "", Say(kSecondDocument)});
    }
  } catch (const YAML::Exception& error) {
    builder.faults.push_back({lines.At(error.mark), "", Say(kNotYaml, {error.msg})});
  }
  if (builder.faults.empty() && !builder.root) {
    builder.faults.push_back({lines.File(), "", Say(kEmpty)});
  }
  if (!builder.faults.empty()) return std::unexpected(std::move(builder.faults));
  return *std::move(builder.root);
}

Result<Value, Faults> ReadYaml(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (!error && size > kMaxScriptBytes) {
    return std::unexpected(Faults{{{name}, "", Say(kTooLarge)}});
  }
  if (error || (size > 0 && !(content << stream.rdbuf()))) {
    return std::unexpected(Faults{{{name}, "", Say(kUnreadable)}});
  }
  return ParseYaml(content.str(), name);
}

}  // namespace plenary::script
