// How a committee comes to be: `plenary committee found` and `cosign`.
#include "client/actions/founding.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/actions/rules_form.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/committee.h"
#include "client/cli/options.h"
#include "core/crypto/random.h"
#include "core/wire/enrolment.h"
#include "core/wire/entry.h"

namespace plenary::cli {
namespace {

using report::Json;

constexpr std::size_t kMaxFile = 1'048'576;  // bytes: cards, nodes, rules, drafts

struct FoundOptions : HomeOptions {
  std::string name;
  std::uint32_t term = 1;
  std::string date;
  std::string my_name;
  std::string second;
  std::string node;
  std::string rules;
  std::string out;
};

struct CosignOptions : HomeOptions {
  std::string draft;
  std::string out;
  bool yes = false;
};

template <class T>
std::unexpected<Complaint> ComplainFile(const Context& context, const std::string& file,
                                        const Result<T>& failed) {
  auto complaint = Complain(context, failed.error());
  return std::unexpected(Complaint{complaint.error().exit, complaint.error().code,
                                   file + ": " + complaint.error().message});
}

Sought<std::string> TextOf(const Context& context, const std::string& file) {
  const auto bytes = actions::ReadFile(file, kMaxFile);
  if (!bytes) return Complain(context, bytes.error());
  return std::string(AsText(*bytes));
}

Sought<actions::FoundingTerms> TermsOf(const Context& context, const FoundOptions& options,
                                       crypto::Suite suite) {
  actions::FoundingTerms terms;
  terms.name = options.name;
  terms.term = options.term;
  terms.date = *ParseCivilDate(options.date);
  terms.first_name = options.my_name;
  const auto node_text = TextOf(context, options.node);
  if (!node_text) return std::unexpected(node_text.error());
  auto node = actions::ReadNodeFile(*node_text, suite);
  if (!node) return ComplainFile(context, options.node, node);
  terms.node = *std::move(node);
  if (!options.rules.empty()) {
    const auto rules_text = TextOf(context, options.rules);
    if (!rules_text) return std::unexpected(rules_text.error());
    const auto rules = actions::ParseRules(*rules_text);
    if (!rules) return ComplainFile(context, options.rules, rules);
    terms.rules = *rules;
  }
  const auto people = {crypto::RandomId<PersonId>(), crypto::RandomId<PersonId>()};
  const auto id = crypto::RandomId<CommandId>();
  for (std::size_t i = 0; const auto& person : people) {
    if (!person) return Complain(context, person.error());
    terms.people[i++] = *person;
  }
  if (!id) return Complain(context, id.error());
  terms.id = *id;
  return terms;
}

std::string NodeCode(const session::Found& found) {
  const auto key = crypto::PublicKey::From(found.suite, found.node.public_key);
  return key ? wire::ShortCode(key->id()) : std::string();
}

Json JsonOf(const actions::ReadableFounding& founding) {
  const session::Found& found = founding.found;
  Json json{{"fingerprint", wire::FormatFingerprint(founding.committee)},
            {"name", found.name},
            {"term", found.term},
            {"date", found.date.Iso()},
            {"suite", crypto::SuiteName(found.suite)},
            {"officers", Json::array()},
            {"node", NodeCode(found)},
            {"rules", actions::WriteRules(found.rules)},
            {"cosigned", founding.is_cosigned}};
  for (std::size_t i = 0; i < founding.keys.size(); ++i) {
    json["officers"].push_back({{"person", found.officers[i].person.hex()},
                                {"name", found.officers[i].name},
                                {"short_code", wire::ShortCode(founding.keys[i])}});
  }
  return json;
}

std::string TextOf(const Context& context, const actions::ReadableFounding& founding) {
  const session::Found& found = founding.found;
  return context.Say({"{0}\n第 {1} 届，{2}；算法 {3}\n指纹        {4}\n"
                      "第一经办人  {5}，密钥短码 {6}（任秘书）\n"
                      "第二经办人  {7}，密钥短码 {8}（复核）\n"
                      "服务器节点  短码 {9}\n议事规则\n",
                      "{0}\nTerm {1}, {2}; suite {3}\nFingerprint     {4}\n"
                      "First officer   {5}, short code {6} (secretary)\n"
                      "Second officer  {7}, short code {8}\n"
                      "Node            short code {9}\nRules\n"},
                     {found.name, std::to_string(found.term), found.date.Iso(),
                      crypto::SuiteName(found.suite), wire::FormatFingerprint(founding.committee),
                      found.officers[0].name, wire::ShortCode(founding.keys[0]),
                      found.officers[1].name, wire::ShortCode(founding.keys[1]), NodeCode(found)}) +
         RulesText(context, found.rules);
}

Outcome Found(Context& context, const FoundOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  const auto card_text = TextOf(context, options.second);
  if (!card_text) return std::unexpected(card_text.error());
  const auto card = actions::ReadOfficerCard(*card_text);
  if (!card) return ComplainFile(context, options.second, card);
  const auto terms = TermsOf(context, options, (*store)->profile().suite);
  if (!terms) return std::unexpected(terms.error());
  const auto draft = actions::DraftFounding((*store)->key(), *card, *terms);
  if (!draft) return Complain(context, draft.error());
  const auto readable = actions::ReadFounding(*draft);
  if (!readable) return Complain(context, readable.error());
  const auto written = actions::WriteFile(options.out, wire::EncodeSignedCommand(*draft),
                                          actions::Readers::kEverybody, false);
  if (!written) return Complain(context, written.error());
  Json json = JsonOf(*readable);
  json["file"] = options.out;
  context.Print(TextOf(context, *readable) +
                    context.Say({"\n草案已写入 {0}，由您签名。请第二经办人在其电脑上执行\n"
                                 "  plenary committee cosign {0} --out 创立文件\n"
                                 "并当面核对以上短码和指纹。\n",
                                 "\nThe draft, signed by you, is in {0}. On the second officer's "
                                 "machine:\n  plenary committee cosign {0} --out FOUNDING\n"
                                 "Compare the short codes and the fingerprint face to face.\n"},
                                {options.out}),
                json);
  return Exit::kDone;
}

Outcome Cosign(Context& context, const CosignOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  const auto bytes = actions::ReadFile(options.draft, kMaxFile);
  if (!bytes) return Complain(context, bytes.error());
  const auto draft = wire::DecodeSignedCommand(*bytes);
  if (!draft) return ComplainFile(context, options.draft, draft);
  const auto readable = actions::ReadFounding(*draft);
  if (!readable) return ComplainFile(context, options.draft, readable);
  const auto founding = actions::Cosign(*draft, (*store)->key());
  if (!founding) return ComplainFile(context, options.draft, founding);
  TellNow(context, TextOf(context, *readable));
  PLENARY_TRY(AskYes(context, options.yes,
                     {"短码和指纹都与第一经办人和服务器所示一致，内容无误？[是/否] ",
                      "Do short codes and fingerprint match what the first officer and the node "
                      "show, and is the content right? [yes/no] "}));
  const auto written = actions::WriteFile(options.out, wire::EncodeSignedCommand(*founding),
                                          actions::Readers::kEverybody, false);
  if (!written) return Complain(context, written.error());
  Json json = JsonOf(*readable);
  json["cosigned"] = true;
  json["file"] = options.out;
  context.Print(context.Say({"\n创立文件已写入 {0}，由两名经办人签名。在服务器上：\n"
                             "  plenaryd import {0} --data 数据文件夹\n"
                             "服务器运行之后，两名经办人各自执行：\n"
                             "  plenary committee bind --founding {0} --server 主机:端口\n",
                             "\nThe founding, signed by both officers, is in {0}. On the server:\n"
                             "  plenaryd import {0} --data FOLDER\n"
                             "Once it serves, each of the two officers:\n"
                             "  plenary committee bind --founding {0} --server HOST:PORT\n"},
                            {options.out}),
                json);
  return Exit::kDone;
}

void AddFound(CLI::App& committee, Context& context) {
  CLI::App& command =
      AddCommand(committee, context, "found",
                 {"第一经办人：起草创立文件并签名", "First officer: draft and sign the founding"});
  const auto options = std::make_shared<FoundOptions>();
  AddHomeOptions(command, context, *options);
  const auto add = [&](const char* name, std::string& value, text::Text description) {
    return command.add_option(name, value, context.Say(description))->required();
  };
  add("--name", options->name, {"委员会全称", "Full name of the committee"});
  command.add_option("--term", options->term, context.Say({"届", "Number of the term"}))
      ->required();
  IsDate(*add("--date", options->date, {"本届开始的日期", "The day on which the term began"}),
         context);
  add("--my-name", options->my_name, {"您的姓名", "Your name"});
  add("--second", options->second,
      {"第二经办人的公钥卡片（plenary key card）",
       "The second officer's public key, from plenary key card"})
      ->type_name("FILE");
  add("--node", options->node,
      {"服务器的 node.json（plenaryd init）", "node.json of the server, from plenaryd init"})
      ->type_name("FILE");
  command
      .add_option("--rules", options->rules,
                  context.Say({"议事规则，TOML 或 JSON；未写的取通常值",
                               "The rules, in TOML or JSON; what is left out has its usual value"}))
      ->type_name("FILE");
  add("--out", options->out, {"草案写入的文件", "File for the draft"})->type_name("FILE");
  OnRun(command, context, [&context, options] { return Found(context, *options); });
}

void AddCosign(CLI::App& committee, Context& context) {
  CLI::App& command = AddCommand(
      committee, context, "cosign",
      {"第二经办人：核对草案并签名", "Second officer: check the draft and sign it as well"});
  const auto options = std::make_shared<CosignOptions>();
  AddHomeOptions(command, context, *options);
  command
      .add_option("DRAFT", options->draft,
                  context.Say({"committee found 写出的草案", "What committee found has written"}))
      ->required();
  command
      .add_option("--out", options->out,
                  context.Say({"创立文件写入的文件", "File for the founding"}))
      ->type_name("FILE")
      ->required();
  AddYes(command, context, options->yes);
  OnRun(command, context, [&context, options] { return Cosign(context, *options); });
}

}  // namespace

void AddFoundingCommands(CLI::App& committee, Context& context) {
  AddFound(committee, context);
  AddCosign(committee, context);
}

}  // namespace plenary::cli
