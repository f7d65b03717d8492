#include "client/cli/context.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "client/cli/options.h"
#include "client/text/failures.h"

namespace plenary::cli {

void Context::Print(const report::Json& document) const { out << document.dump(2) << '\n'; }

void Context::Print(const std::string& text, const report::Json& document) const {
  if (json) {
    Print(document);
  } else {
    out << text;
  }
}

CLI::App& AddCommand(CLI::App& parent, Context& context, const std::string& name,
                     text::Text description) {
  CLI::App& command = *parent.add_subcommand(name, context.Say(description));
  AddCommonOptions(command, context);
  return command;
}

CLI::App& AddGroup(CLI::App& parent, Context& context, const std::string& name,
                   text::Text description) {
  CLI::App& group = AddCommand(parent, context, name, description);
  group.require_subcommand(1);
  return group;
}

void OnRun(CLI::App& command, Context& context, Action action) {
  command.callback([&context, todo = std::move(action)] { context.action = todo; });
}

std::unexpected<Complaint> Complain(const Context& context, const Error& error) {
  const Exit exit = error.code == ErrorCode::kUnavailable ? Exit::kUnreachable : Exit::kRefused;
  const text::Name name = text::NameOf(error.code);
  return std::unexpected(
      Complaint{exit, std::string(name.code),
                text::Say(context.language, {"{0}（{1}）", "{0} ({1})"},
                          {text::Say(context.language, name.text), error.message})});
}

std::unexpected<Complaint> Complain(const Context& context, session::Refusal refusal) {
  return std::unexpected(Complaint{Exit::kRefused, std::string(session::NameOf(refusal)),
                                   text::Explain(context.language, refusal)});
}

std::unexpected<Complaint> ComplainUsage(std::string message) {
  return std::unexpected(Complaint{Exit::kUsage, "usage", std::move(message)});
}

}  // namespace plenary::cli
