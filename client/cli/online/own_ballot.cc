#include "client/cli/online/own_ballot.h"

#include "client/report/layout.h"
#include "client/report/poll.h"
#include "client/report/secret_poll.h"

namespace plenary::cli {
namespace {

struct Ending {
  std::uint64_t entry = 0;
  bool is_void = false;
};

// The entry after which no ballot enters; none while this copy of the log has none.
std::optional<Ending> EndOfVoting(const Desk& desk, const PollId& poll) {
  const LogId log = desk.link().SessionLog(desk.session_id());
  const std::uint64_t opened = desk.session()->polls.at(poll).opened;
  for (const link::FollowedPtr& entry : desk.link().Entries(log, opened)) {
    const auto* closes = std::get_if<session::ClosePoll>(&entry->command.body);
    if (closes != nullptr && closes->poll == poll) return Ending{entry->entry.index, false};
    const auto* voids = std::get_if<session::VoidPoll>(&entry->command.body);
    if (voids != nullptr && voids->poll == poll) return Ending{entry->entry.index, true};
  }
  return std::nullopt;
}

std::string EndText(const Desk& desk, const PollId& poll, const std::string& code) {
  const auto end = EndOfVoting(desk, poll);
  if (!end) {
    return desk.context().Say(
        {"这项表决不在进行中，选票{0}没有记入：不计入。",
         "The poll is not open, so the ballot{0} is not in and does not count."},
        {code});
  }
  const text::Text text =
      end->is_void
          ? text::Text{"表决已由会议记录第 {1} 条作废，选票{0}没有在此之前记入：不计入。",
                       "The poll was voided by entry {1} of the log. The ballot{0} was not in "
                       "before it and does not count."}
          : text::Text{"表决已由会议记录第 {1} 条截止，选票{0}没有在此之前记入：不计入。",
                       "The poll was closed by entry {1} of the log. The ballot{0} was not in "
                       "before it and does not count."};
  return desk.context().Say(text, {code, std::to_string(end->entry)});
}

// What stands in its place.
std::string EarlierText(const Desk& desk, const PollId& poll) {
  const session::PollRecord& record = desk.session()->polls.at(poll);
  if (record.secret) {
    auto own = OwnBallotIn(desk, poll);
    if (!own) return own.error().message + "\n";
    if (*own) (*own)->in_hand.reset();  // it is the one that is spoken of
    return OwnBallotPage(desk, poll, *own);
  }
  const auto earlier = record.ballots.find(desk.me());
  if (earlier == record.ballots.end()) {
    return desk.context().Say({"没有您的选票记入。\n", "No ballot of yours is in.\n"});
  }
  return desk.context().Say(
      {"您此前投的选票在截止之前记入第 {0} 条，以它为准。\n",
       "The ballot that you cast before came in before the close, as entry {0}, and stands.\n"},
      {std::to_string(earlier->second.index)});
}

}  // namespace

actions::RootAt RootsOf(const Desk& desk) {
  return [&link = desk.link(), log = desk.link().SessionLog(desk.session_id())](
             std::uint64_t size) { return link.RootAt(log, size); };
}

Sought<std::optional<actions::OwnBallot>> OwnBallotIn(const Desk& desk, const PollId& poll) {
  const auto session = desk.session();
  const session::PollRecord& record = session->polls.at(poll);
  if (!record.secret || !record.roll.contains(desk.me())) return std::nullopt;
  const actions::RootAt roots = RootsOf(desk);
  const auto kept = actions::CatchUpReceipt(desk.store(), *session, poll, desk.me(), roots);
  if (!kept) return Complain(desk.context(), kept.error());
  auto own = actions::FindOwnBallot(desk.store(), *session, poll, desk.me(), roots);
  if (!own) return Complain(desk.context(), own.error());
  return *std::move(own);
}

std::string OwnBallotPage(const Desk& desk, const PollId& poll,
                          const std::optional<actions::OwnBallot>& own) {
  if (!own) return {};
  std::string page;
  const session::PollRecord& record = desk.session()->polls.at(poll);
  for (const std::string& line : actions::OwnBallotText(desk.context().language, record, *own)) {
    page += report::Indented("", line);
  }
  return page;
}

Sought<PollPage> PageOf(const Desk& desk, const PollId& poll) {
  const text::Language language = desk.context().language;
  const auto session = desk.session();
  const auto own = OwnBallotIn(desk, poll);
  if (!own) return std::unexpected(own.error());
  const std::string checked = report::CheckedText(language, session->polls.at(poll));
  PollPage page{report::PollText(language, *session, poll) +
                    (checked.empty() ? "" : report::Indented("     ", checked)) +
                    OwnBallotPage(desk, poll, *own),
                report::PollJson(language, *session, poll)};
  if (*own) {
    page.json["your_ballot"] = actions::OwnBallotJson(session->polls.at(poll), **own);
  }
  return page;
}

Outcome ShowPoll(const Desk& desk, const PollId& poll) {
  const auto page = PageOf(desk, poll);
  if (!page) return std::unexpected(page.error());
  desk.context().Print(page->text, page->json);
  return Exit::kDone;
}

std::unexpected<Complaint> ComplainLate(const Desk& desk, const PollId& poll,
                                        const std::string& code) {
  // The refusal may be here before the close is. Without it there is less to say.
  (void)desk.link().Sync(desk.link().SessionLog(desk.session_id()), desk.timeout());
  std::string message =
      EndText(desk, poll, code.empty() ? "" : desk.context().Say({" {0} ", " {0}"}, {code}));
  if (std::string earlier = EarlierText(desk, poll); !earlier.empty()) {
    earlier.pop_back();
    message += "\n" + earlier;
  }
  return std::unexpected(Complaint{
      Exit::kRefused, std::string(session::NameOf(session::Refusal::kPollState)), message});
}

}  // namespace plenary::cli
