#include "client/cli/completion.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <ostream>
#include <vector>

#include "client/cli/commands.h"
#include "client/cli/formatter.h"
#include "client/cli/options.h"

namespace plenary::cli {
namespace {

struct OptionWords {
  std::vector<std::string> names;  // with their hyphens
  std::string description;
  bool takes_value = false;
  std::vector<std::string> values;  // if only some words will do
};

// A command as completions see it. A file may stand wherever an argument may.
struct CommandWords {
  std::string call;  // "plenary poll open"
  std::string name;
  std::string description;
  std::vector<CommandWords> commands;
  std::vector<OptionWords> options;
  std::vector<std::string> arguments;  // words that its first argument may be
};

// "zh|en" as words; none for the name of a type.
std::vector<std::string> ValuesOf(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  if (type.find('|') == std::string::npos) return {};
  return CLI::detail::split(type, '|');
}

OptionWords WordsOf(const CLI::Option& option) {
  OptionWords words;
  for (const std::string& name : option.get_snames()) words.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) words.names.push_back("--" + name);
  words.description = option.get_description();
  words.takes_value = option.get_type_size() != 0 && option.get_items_expected_max() > 0;
  words.values = ValuesOf(option);
  return words;
}

CommandWords WordsOf(const CLI::App& app) {
  CommandWords words{CallOf(app), app.get_name(), app.get_description(), {}, {}, {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) {
      words.options.push_back(WordsOf(*option));
    } else if (words.arguments.empty()) {
      words.arguments = ValuesOf(*option);
    }
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    words.commands.push_back(WordsOf(*command));
  }
  return words;
}

void Flatten(const CommandWords& words, std::vector<const CommandWords*>& all) {
  all.push_back(&words);
  for (const CommandWords& command : words.commands) Flatten(command, all);
}

// In single quotes, for any of the three shells.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      quoted += "'\\''";
    } else {
      quoted += letter == '\n' ? ' ' : letter;
    }
  }
  return quoted + "'";
}

std::string FirstWords(const CommandWords& command) {
  std::vector<std::string> words;
  for (const CommandWords& sub : command.commands) words.push_back(sub.name);
  words.insert(words.end(), command.arguments.begin(), command.arguments.end());
  return CLI::detail::join(words, " ");
}

// ---- bash

std::string BashValues(const CommandWords& command) {
  std::string cases;
  for (const OptionWords& option : command.options) {
    if (!option.takes_value) continue;
    cases += "        " + CLI::detail::join(option.names, "|") + ") ";
    cases += option.values.empty()
                 ? "COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
                 : "COMPREPLY=($(compgen -W " + Quoted(CLI::detail::join(option.values, " ")) +
                       " -- \"$cur\")); return ;;\n";
  }
  return cases.empty() ? "" : "      case $prev in\n" + cases + "      esac\n";
}

std::string BashCase(const CommandWords& command) {
  std::vector<std::string> options;
  for (const OptionWords& option : command.options) {
    options.insert(options.end(), option.names.begin(), option.names.end());
  }
  return "    " + Quoted(command.call) + ")\n" + BashValues(command) +
         "      options=" + Quoted(CLI::detail::join(options, " ")) +
         "\n      words=" + Quoted(FirstWords(command)) + "\n      ;;\n";
}

std::string BashScript(const std::vector<const CommandWords*>& all) {
  std::string calls;
  std::string cases;
  for (const CommandWords* command : all) {
    if (command != all.front()) calls += (calls.empty() ? "" : "|") + Quoted(command->call);
    cases += BashCase(*command);
  }
  return "# bash completion for plenary; written by `plenary completion bash`\n"
         "_plenary() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "  local call=plenary options='' words='' i\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case \"$call ${COMP_WORDS[i]}\" in\n"
         "      " +
         calls +
         ") call=\"$call ${COMP_WORDS[i]}\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case $call in\n" +
         cases +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$cur\"))\n"
         "  elif [[ -n $words ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _plenary plenary\n";
}

// ---- zsh

std::string ZshWords(const CommandWords& command) {
  std::string words;
  for (const CommandWords& sub : command.commands) {
    words += "        " + Quoted(sub.name + ":" + sub.description) + "\n";
  }
  for (const std::string& word : command.arguments) words += "        " + Quoted(word) + "\n";
  return words;
}

std::string ZshOptions(const CommandWords& command) {
  std::string options;
  for (const OptionWords& option : command.options) {
    for (const std::string& name : option.names) {
      options += "        " + Quoted(name + ":" + option.description) + "\n";
    }
  }
  return options;
}

std::string ZshValues(const CommandWords& command) {
  std::string cases;
  for (const OptionWords& option : command.options) {
    if (!option.takes_value) continue;
    cases += "        " + CLI::detail::join(option.names, "|") + ") ";
    cases += option.values.empty()
                 ? "_files; return ;;\n"
                 : "compadd -- " + CLI::detail::join(option.values, " ") + "; return ;;\n";
  }
  return cases.empty() ? "" : "      case $prev in\n" + cases + "      esac\n";
}

std::string ZshScript(const std::vector<const CommandWords*>& all) {
  std::string calls;
  std::string cases;
  for (const CommandWords* command : all) {
    if (command != all.front()) calls += (calls.empty() ? "" : "|") + Quoted(command->call);
    cases += "    " + Quoted(command->call) + ")\n" + ZshValues(*command) + "      options=(\n" +
             ZshOptions(*command) + "      )\n      words_here=(\n" + ZshWords(*command) +
             "      )\n      ;;\n";
  }
  return "#compdef plenary\n"
         "# written by `plenary completion zsh`\n"
         "_plenary() {\n"
         "  local cur=${words[CURRENT]} prev=${words[CURRENT-1]} call=plenary i\n"
         "  local -a options words_here\n"
         "  for ((i = 2; i < CURRENT; i++)); do\n"
         "    case \"$call ${words[i]}\" in\n"
         "      (" +
         calls +
         ") call=\"$call ${words[i]}\" ;;\n"
         "    esac\n"
         "  done\n"
         "  case $call in\n" +
         cases +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    _describe -o option options\n"
         "  elif (( ${#words_here} )); then\n"
         "    _describe command words_here\n"
         "  else\n"
         "    _files\n"
         "  fi\n"
         "}\n"
         "compdef _plenary plenary\n";
}

// ---- fish

std::string FishOption(const std::string& rule, const OptionWords& option) {
  std::string line = rule;
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value) line += " -r";
  if (!option.values.empty()) line += " -f -a " + Quoted(CLI::detail::join(option.values, " "));
  return line + " -d " + Quoted(option.description) + "\n";
}

std::string FishScript(const std::vector<const CommandWords*>& all) {
  std::string calls;
  std::string rules;
  for (const CommandWords* command : all) {
    if (command != all.front()) calls += " " + Quoted(command->call);
    const std::string rule =
        "complete -c plenary -n \"__plenary_is " + Quoted(command->call) + "\"";
    for (const CommandWords& sub : command->commands) {
      rules += rule + " -f -a " + sub.name + " -d " + Quoted(sub.description) + "\n";
    }
    for (const std::string& word : command->arguments) rules += rule + " -f -a " + word + "\n";
    for (const OptionWords& option : command->options) rules += FishOption(rule, option);
  }
  return "# fish completion for plenary; written by `plenary completion fish`\n"
         "function __plenary_is\n"
         "  set -l call plenary\n"
         "  for word in (commandline -opc)[2..-1]\n"
         "    if contains -- \"$call $word\"" +
         calls +
         "\n      set call \"$call $word\"\n"
         "    end\n"
         "  end\n"
         "  test \"$call\" = \"$argv[1]\"\n"
         "end\n" +
         rules;
}

}  // namespace

std::optional<Shell> ParseShell(std::string_view name) {
  if (name == "bash") return Shell::kBash;
  if (name == "zsh") return Shell::kZsh;
  if (name == "fish") return Shell::kFish;
  return std::nullopt;
}

std::string CompletionScript(const CLI::App& app, Shell shell) {
  const CommandWords root = WordsOf(app);
  std::vector<const CommandWords*> all;
  Flatten(root, all);
  switch (shell) {
    case Shell::kBash:
      return BashScript(all);
    case Shell::kZsh:
      return ZshScript(all);
    case Shell::kFish:
      return FishScript(all);
  }
  return {};
}

void AddCompletion(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(root, context, "completion",
                                 {"打印命令行补全脚本", "Print a completion script for a shell"});
  const auto shell = std::make_shared<std::string>();
  OneOf(*command.add_option("SHELL", *shell, context.Say({"哪一种命令行", "Which shell"}))
             ->required(),
        context, {"bash", "zsh", "fish"});
  command.footer(context.Say(
      {"例：plenary completion bash > ~/.local/share/bash-completion/completions/plenary",
       "As in: plenary completion bash > ~/.local/share/bash-completion/completions/plenary"}));
  OnRun(command, context, [&root, &context, shell]() -> Outcome {
    const std::string script = CompletionScript(root, *ParseShell(*shell));
    context.Print(script, {{"shell", *shell}, {"script", script}});
    return Exit::kDone;
  });
}

}  // namespace plenary::cli
