// The second officer: `plenary committee pending` and `confirm`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "client/actions/pending.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/committee.h"
#include "client/cli/online/listing.h"
#include "client/report/layout.h"

namespace plenary::cli {
namespace {

using actions::PendingEntry;
using report::Json;

struct ConfirmOptions : DeskOptions {
  std::vector<std::uint64_t> entries;
  bool all = false;
  bool yes = false;
};

std::string TextOf(const Desk& desk, const std::vector<PendingEntry>& list) {
  const Context& context = desk.context();
  if (list.empty()) {
    return context.Say({"没有等待确认的条目。\n", "Nothing waits for a second officer.\n"});
  }
  const auto registry = desk.registry();
  std::vector<report::Cells> rows;
  for (const PendingEntry& one : list) {
    rows.push_back({std::to_string(one.entry), text::NameOf(*registry, one.proposer),
                    one.short_code, one.sentence});
  }
  return report::FormatTable({{context.Say({"条目", "Entry"}), report::Side::kRight},
                              {context.Say({"提出者", "Proposed by"})},
                              {context.Say({"短码", "Short code"})},
                              {context.Say({"内容", "What will be so"})}},
                             rows);
}

Json JsonOf(const Desk& desk, const std::vector<PendingEntry>& list) {
  const auto registry = desk.registry();
  Json rows = Json::array();
  for (const PendingEntry& one : list) {
    rows.push_back({{"entry", one.entry},
                    {"command", session::NameOf(one.kind)},
                    {"proposed_by", text::NameOf(*registry, one.proposer)},
                    {"mine", one.proposer == desk.me()},
                    {"short_code", one.short_code},
                    {"what", one.sentence}});
  }
  return {{"pending", std::move(rows)}};
}

Outcome ShowPending(Desk& desk, const DeskOptions& /*options*/) {
  const auto list = actions::ListPending(desk.context().language, *desk.registry());
  desk.context().Print(TextOf(desk, list), JsonOf(desk, list));
  return Exit::kDone;
}

std::unexpected<Complaint> ComplainEntry(const Context& context, std::uint64_t entry) {
  return std::unexpected(Complaint{
      Exit::kRefused, "not-pending",
      context.Say({"条目 {0} 没有在等待确认，没有改动任何内容：plenary committee pending 列出等待的"
                   "条目。",
                   "Entry {0} waits for no confirmation and nothing was changed: plenary committee "
                   "pending lists what does."},
                  {std::to_string(entry)})});
}

// Those that were named, or all that others have proposed.
Sought<std::vector<PendingEntry>> Chosen(const Desk& desk, const ConfirmOptions& options) {
  const Context& context = desk.context();
  const auto list = actions::ListPending(context.language, *desk.registry());
  std::vector<PendingEntry> chosen;
  for (const PendingEntry& one : list) {
    const bool is_named = std::ranges::find(options.entries, one.entry) != options.entries.end();
    if (is_named || (options.all && one.proposer != desk.me())) chosen.push_back(one);
  }
  for (const std::uint64_t entry : options.entries) {
    if (std::ranges::find(list, entry, &PendingEntry::entry) == list.end()) {
      return ComplainEntry(context, entry);
    }
  }
  if (!chosen.empty()) return chosen;
  return std::unexpected(
      Complaint{Exit::kRefused, "not-pending",
                context.Say({"没有他人提出的条目等待您确认。",
                             "Nothing that others have proposed waits for you."})});
}

Outcome Confirm(Desk& desk, const ConfirmOptions& options) {
  if (options.all == !options.entries.empty()) {
    return ComplainUsage(desk.context().Say(
        {"请给出条目序号，或者 --all。", "Name entries, or say --all; not both."}));
  }
  const auto chosen = Chosen(desk, options);
  if (!chosen) return std::unexpected(chosen.error());
  TellNow(desk.context(), TextOf(desk, *chosen));
  PLENARY_TRY(AskYes(desk.context(), options.yes,
                     {"内容无误，每个短码都与本人屏幕所示一致？[是/否] ",
                      "Is all of it right, and does every short code match the person's screen? "
                      "[yes/no] "}));
  session::Confirm confirm;
  for (const PendingEntry& one : *chosen) confirm.entries.push_back(one.entry);
  return desk.Say(std::move(confirm));
}

}  // namespace

void AddConfirmCommands(CLI::App& committee, Context& context) {
  AddDeskAction(committee, context, "pending",
                {"等待另一名经办人确认的条目", "What waits for a second officer, with short codes"},
                ShowPending);
  const auto options = std::make_shared<ConfirmOptions>();
  CLI::App& confirm = AddDeskCommand(committee, context, "confirm",
                                     {"核对短码后确认他人提出的条目",
                                      "Compare the short codes and confirm what another officer "
                                      "has proposed"},
                                     *options);
  confirm.add_option("ENTRY", options->entries,
                     context.Say({"条目序号（committee pending 所列）",
                                  "Numbers of entries, as committee pending lists them"}));
  confirm.add_flag("--all", options->all,
                   context.Say({"他人提出的全部条目", "All that others have proposed"}));
  AddYes(confirm, context, options->yes);
  OnDesk<ConfirmOptions>(confirm, context, options, Confirm);
}

}  // namespace plenary::cli
