// `plenary committee revoke-key` and `node`.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/actions/founding.h"
#include "client/cli/online/committee.h"

namespace plenary::cli {
namespace {

constexpr std::size_t kMaxNode = 65'536;  // bytes

struct RevokeOptions : DeskOptions {
  std::string key;
  std::string reason;
};

struct AdmitNodeOptions : DeskOptions {
  std::string file;
};

Outcome RevokeKey(Desk& desk, const RevokeOptions& options) {
  const auto key = desk.Key(options.key);
  if (!key) return std::unexpected(key.error());
  return desk.Say(session::RevokeKey{*key, options.reason});
}

Outcome RevokeNode(Desk& desk, const RevokeOptions& options) {
  const auto node = desk.Node(options.key);
  if (!node) return std::unexpected(node.error());
  return desk.Say(session::RevokeNode{*node, options.reason});
}

Outcome AdmitNode(Desk& desk, const AdmitNodeOptions& options) {
  const auto bytes = actions::ReadFile(options.file, kMaxNode);
  if (!bytes) return Complain(desk.context(), bytes.error());
  const auto node = actions::ReadNodeFile(AsText(*bytes), desk.registry()->suite);
  if (!node) return Complain(desk.context(), node.error());
  return Propose(desk, session::AdmitNode{*node});
}

void AddRevoke(CLI::App& group, Context& context, const std::string& name, text::Text description,
               text::Text what, Outcome (*action)(Desk&, const RevokeOptions&)) {
  const auto options = std::make_shared<RevokeOptions>();
  CLI::App& command = AddDeskCommand(group, context, name, description, *options);
  command.add_option("KEY", options->key, context.Say(what))->required();
  command.add_option("--reason", options->reason, context.Say({"原因", "Why"}))->required();
  OnDesk<RevokeOptions>(command, context, options, action);
}

}  // namespace

void AddKeyCommands(CLI::App& committee, Context& context) {
  AddRevoke(committee, context, "revoke-key",
            {"撤销密钥，在所有会议中立即生效", "Revoke a key: at once, in every session"},
            {"密钥：短码，或其人的姓名", "The key: its short code, or the name of its person"},
            RevokeKey);
  CLI::App& node = AddGroup(committee, context, "node", {"服务器节点", "The committee's servers"});
  const auto options = std::make_shared<AdmitNodeOptions>();
  CLI::App& admit = AddDeskCommand(
      node, context, "admit",
      {"接纳服务器节点（须另一经办人确认）", "Admit a node (another officer confirms it)"},
      *options);
  admit
      .add_option(
          "FILE", options->file,
          context.Say({"它的 node.json（plenaryd init）", "Its node.json, from plenaryd init"}))
      ->required();
  OnDesk<AdmitNodeOptions>(admit, context, options, AdmitNode);
  AddRevoke(node, context, "revoke", {"撤销服务器节点", "Revoke a node"},
            {"节点：短码", "The node: its short code"}, RevokeNode);
}

}  // namespace plenary::cli
