// `plenary key`: this person's own key store, without a server.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/actions/founding.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/home.h"
#include "client/cli/options.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

using report::Json;

struct KeyOptions : HomeOptions {
  std::string suite = "p256";
  bool is_unattended = false;
  std::string name;
  std::string out;
};

std::string CodeOf(const link::KeyStore& store) { return wire::ShortCode(store.key_id()); }

Json JsonOf(const link::KeyStore& store) {
  return {{"home", store.folder().string()},
          {"suite", crypto::SuiteName(store.profile().suite)},
          {"key", store.key_id().hex()},
          {"short_code", CodeOf(store)}};
}

Outcome NewKey(Context& context, const KeyOptions& options) {
  const auto suite = crypto::ParseSuite(options.suite);
  if (!suite) return Complain(context, suite.error());
  const auto store =
      MakeStore(context, options, {.suite = *suite, .is_unattended = options.is_unattended});
  if (!store) return std::unexpected(store.error());
  std::string text = context.Say(
      {"已建立密钥库 {0}\n密钥短码  {1}\n", "Made the key store {0}\nShort code of its key  {1}\n"},
      {(*store)->folder().string(), CodeOf(**store)});
  if (options.is_unattended) {
    text += context.Say({"没有口令：能读取这个文件夹的人就能以您的名义签名。\n",
                         "It has no passphrase: whoever reads this folder can sign for you.\n"});
  }
  context.Print(text, JsonOf(**store));
  return Exit::kDone;
}

Outcome WriteCard(Context& context, const KeyOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  const std::string card = actions::WriteOfficerCard({options.name, (*store)->key().public_key()});
  if (options.out.empty()) {  // a document of JSON, whatever --json says
    context.Print(card, Json::parse(card));
    return Exit::kDone;
  }
  const auto written =
      actions::WriteFile(options.out, AsBytes(card), actions::Readers::kEverybody, false);
  if (!written) return Complain(context, written.error());
  context.Print(context.Say({"已写入 {0}，请交给第一名经办人；短码 {1} 当面核对。\n",
                             "Wrote {0}: hand it to the first officer and compare the short code "
                             "{1} face to face.\n"},
                            {options.out, CodeOf(**store)}),
                {{"file", options.out}, {"short_code", CodeOf(**store)}});
  return Exit::kDone;
}

// What is known of the committee without asking it.
struct Standing {
  std::optional<crypto::Validity> certificate;
  std::size_t pending = 0;
  std::size_t alarms = 0;
};

Result<Standing> StandingOf(const link::KeyStore& store) {
  const auto connection = store.LoadConnection();
  if (!connection) return std::unexpected(connection.error());
  const auto pending = store.Pending();
  if (!pending) return std::unexpected(pending.error());
  const auto alarms = store.Alarms();
  if (!alarms) return std::unexpected(alarms.error());
  Standing standing{.certificate = {}, .pending = pending->size(), .alarms = alarms->size()};
  if (*connection) standing.certificate = (*connection)->certificate.validity();
  return standing;
}

Json JsonOf(const link::KeyStore& store, const Standing& standing) {
  const link::Profile profile = store.profile();
  Json json = JsonOf(store);
  json["committee"] = nullptr;
  if (profile.IsBound()) {
    json["committee"] = {{"name", profile.committee_name},
                         {"fingerprint", wire::FormatFingerprint(profile.committee)}};
    json["person"] = profile.person.hex();
    json["servers"] = profile.servers;
  }
  json["certificate"] = nullptr;
  if (standing.certificate) {
    json["certificate"] = {{"not_before", IsoUtc(standing.certificate->not_before)},
                           {"not_after", IsoUtc(standing.certificate->not_after)}};
  }
  json["unanswered_commands"] = standing.pending;
  json["alarms"] = standing.alarms;
  return json;
}

std::string TextOf(const Context& context, const link::KeyStore& store, const Standing& standing) {
  const link::Profile profile = store.profile();
  std::string text =
      context.Say({"密钥库    {0}\n算法      {1}\n密钥短码  {2}\n",
                   "Key store    {0}\nSuite        {1}\nShort code   {2}\n"},
                  {store.folder().string(), crypto::SuiteName(profile.suite), CodeOf(store)});
  if (!profile.IsBound()) {
    return text + context.Say({"还不属于任何委员会：请执行 plenary enrol；创立时的经办人执行 "
                               "plenary committee found 或 bind。\n",
                               "It belongs to no committee yet: run plenary enrol, or, as a "
                               "founding officer, plenary committee found or bind.\n"});
  }
  text += context.Say({"委员会    {0}\n指纹      {1}\n服务器    {2}\n",
                       "Committee    {0}\nFingerprint  {1}\nServers      {2}\n"},
                      {profile.committee_name, wire::FormatFingerprint(profile.committee),
                       CLI::detail::join(profile.servers, " ")});
  text += standing.certificate
              ? context.Say({"连接证书  有效至 {0}\n", "Certificate  until {0}\n"},
                            {IsoUtc(standing.certificate->not_after)})
              : context.Say({"连接证书  尚无：密钥等待接纳，plenary enrol --resume 继续等待\n",
                             "Certificate  none yet: the key waits for its admission; plenary "
                             "enrol --resume goes on waiting\n"});
  if (standing.pending > 0) {
    text += context.Say({"有 {0} 项操作尚无答复：下一条联网的命令会先发出它们。\n",
                         "{0} commands are without an answer: the next command that needs the "
                         "server sends them first.\n"},
                        {std::to_string(standing.pending)});
  }
  if (standing.alarms > 0) {
    text += context.Say({"警报 {0} 条，证据在 {1}\n", "ALARMS: {0}, with evidence in {1}\n"},
                        {std::to_string(standing.alarms), (store.folder() / "alarms").string()});
  }
  return text;
}

Outcome ShowKey(Context& context, const KeyOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  const auto standing = StandingOf(**store);
  if (!standing) return Complain(context, standing.error());
  context.Print(TextOf(context, **store, *standing), JsonOf(**store, *standing));
  return Exit::kDone;
}

void AddNew(CLI::App& group, Context& context) {
  CLI::App& command =
      AddCommand(group, context, "new",
                 {"建立密钥库：在本机生成签名密钥", "Make a key store with a new signing key"});
  const auto options = std::make_shared<KeyOptions>();
  AddHomeOptions(command, context, *options);
  OneOf(*command.add_option("--suite", options->suite,
                            context.Say({"算法：p256（ECDSA、SHA-256）或 sm2（SM2、SM3）",
                                         "Algorithms: p256 (ECDSA, SHA-256) or sm2 (SM2, SM3)"})),
        context, {"p256", "sm2"});
  command.add_flag("--unattended", options->is_unattended,
                   context.Say({"不设口令，供大厅屏幕和脚本使用",
                                "Without a passphrase, for hall displays and scripts"}));
  OnRun(command, context, [&context, options] { return NewKey(context, *options); });
}

void AddCard(CLI::App& group, Context& context) {
  CLI::App& command = AddCommand(
      group, context, "card",
      {"第二名经办人：写出公钥卡片，交给第一名经办人创立委员会",
       "Second officer: write the public key for the first officer, who founds the committee"});
  const auto options = std::make_shared<KeyOptions>();
  AddHomeOptions(command, context, *options);
  command.add_option("--name", options->name, context.Say({"您的姓名", "Your name"}))->required();
  command
      .add_option("--out", options->out,
                  context.Say({"写入这个文件（默认标准输出）",
                               "Write to this file, not to standard output"}))
      ->type_name("FILE");
  OnRun(command, context, [&context, options] { return WriteCard(context, *options); });
}

void AddKeyShow(CLI::App& group, Context& context) {
  CLI::App& command = AddCommand(group, context, "show",
                                 {"显示密钥短码、所属委员会、服务器和连接证书",
                                  "Show the short code, committee, servers and certificate"});
  const auto options = std::make_shared<KeyOptions>();
  AddHomeOptions(command, context, *options);
  OnRun(command, context, [&context, options] { return ShowKey(context, *options); });
}

}  // namespace

void AddKey(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "key", {"本人的密钥库", "Your own key store"});
  AddNew(group, context);
  AddCard(group, context);
  AddKeyShow(group, context);
}

}  // namespace plenary::cli
