#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/business.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/listing.h"
#include "client/cli/options.h"
#include "client/report/names.h"
#include "client/report/session.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

struct ProposeOptions : DeskOptions {
  std::string nominee;
  std::string item;
  std::string person;
  std::string action;
  std::string post;
  std::string organ;
  std::string organ_name;
  std::string nominator;
  std::vector<std::string> movers;
  std::uint32_t assessors = 0;
  std::string reasons;
};

struct AboutOptions : DeskOptions {
  std::string proposal;
  std::string what;    // a prerequisite or follow-up
  std::string date;    // empty: the session's day
  std::string reason;  // of a withdrawal
};

bool IsForPeople(session::ItemKind kind) {
  return kind == session::ItemKind::kAppointments || kind == session::ItemKind::kResignation ||
         kind == session::ItemKind::kDismissal;
}

// The item of that word; for an empty one the only item for such business.
Sought<ItemId> ChooseItem(const Desk& desk, const std::string& word) {
  if (!word.empty()) return desk.Item(word);
  const auto session = desk.session();
  std::vector<ItemId> fitting;
  for (const ItemId& id : session->agenda) {
    const session::ItemRecord& record = session->items.at(id);
    const bool is_open = record.state == session::ItemState::kPlanned ||
                         record.state == session::ItemState::kStarted;
    if (is_open && IsForPeople(record.item.kind)) fitting.push_back(id);
  }
  if (fitting.size() == 1) return fitting.front();
  return ComplainUsage(desk.context().Say(
      {"请用 --item 指明人事任免的议题", "Name the item of appointments with --item"}));
}

// The failed votes on the same nomination in the committee's other sessions.
Result<std::vector<session::EarlierFailure>, Complaint> FindFailures(
    const Desk& desk, const session::Proposal& proposal) {
  const auto sessions = desk.link().ListSessions(desk.timeout());
  if (!sessions) return Complain(desk.context(), sessions.error());
  const std::uint32_t term = desk.session()->convened.term;
  std::vector<std::shared_ptr<const session::Session>> others;
  for (const link::SessionListed& listed : *sessions) {
    if (listed.session == desk.session_id() || listed.convened.term != term) continue;
    const auto synced = desk.link().Sync(desk.link().SessionLog(listed.session), desk.timeout());
    if (!synced) return Complain(desk.context(), synced.error());
    others.push_back(desk.link().Session(listed.session));
  }
  return actions::EarlierFailures(proposal, term, others);
}

Result<session::Mover, Complaint> ReadNominator(const Desk& desk, const ProposeOptions& options) {
  auto mover = actions::ParseMover(options.nominator);
  if (!mover) return Complain(desk.context(), mover.error());
  for (const std::string& word : options.movers) {
    const auto member = desk.Participant(word);
    if (!member) return std::unexpected(member.error());
    mover->members.push_back(*member);
  }
  return *std::move(mover);
}

Result<session::Proposal, Complaint> MakeProposal(const Desk& desk, const ProposeOptions& options) {
  const auto id = crypto::RandomId<ProposalId>();
  if (!id) return Complain(desk.context(), id.error());
  const auto item = ChooseItem(desk, options.item);
  if (!item) return std::unexpected(item.error());
  auto nominator = ReadNominator(desk, options);
  if (!nominator) return std::unexpected(nominator.error());
  session::Proposal proposal{.id = *id,
                             .item = *item,
                             .person = std::nullopt,
                             .nominee = options.nominee,
                             .post = options.post,
                             .organ = *text::Parse<session::Organ>(options.organ),
                             .organ_name = options.organ_name,
                             .action = *text::Parse<session::Action>(options.action),
                             .nominator = *std::move(nominator),
                             .assessors = options.assessors,
                             .earlier = {},
                             .reasons = options.reasons};
  if (!options.person.empty()) {
    const auto person = desk.Person(options.person);
    if (!person) return std::unexpected(person.error());
    proposal.person = *person;
  }
  auto earlier = FindFailures(desk, proposal);
  if (!earlier) return std::unexpected(earlier.error());
  proposal.earlier = *std::move(earlier);
  return proposal;
}

void AddPropose(CLI::App& group, Context& context) {
  const auto options = std::make_shared<ProposeOptions>();
  CLI::App& command = AddSessionCommand(
      group, context, "propose",
      {"登记一项任免提请（秘书）", "Enter a proposal of appointment or removal (the secretary)"},
      *options);
  const auto text = [&](const char* name, std::string& value, text::Text description) {
    return command.add_option(name, value, context.Say(description));
  };
  text("NOMINEE", options->nominee,
       {"被提名人；人民陪审员名单则为其名称", "The nominee; of a list of assessors its title"})
      ->type_name("NOMINEE")
      ->required();
  OneOfEnum<session::Action>(
      *text("--action", options->action, {"任免方式", "What is proposed"})->required(), context);
  text("--post", options->post, {"职务", "The post"})->required();
  OneOfEnum<session::Organ>(
      *text("--organ", options->organ, {"机关类别", "Which kind of organ"})->required(), context);
  text("--organ-name", options->organ_name, {"机关名称", "The organ's name"});
  text("--nominator", options->nominator,
       {"提请人：类别，或 类别:姓名", "Who proposes it: KIND or KIND:NAME"})
      ->required();
  command
      .add_option("--with", options->movers,
                  context.Say({"联名的组成人员（可多次）",
                               "A member who moves it jointly (several times)"}))
      ->allow_extra_args(false);
  text("--item", options->item,
       {"议题；省略则取唯一的人事议题", "The item; left out: the only one for appointments"});
  text("--person", options->person,
       {"登记簿中的被提名人（须回避）", "The nominee, where the registry has them"});
  command.add_option("--assessors", options->assessors,
                     context.Say({"名单上的人民陪审员人数", "How many assessors the list names"}));
  text("--reasons", options->reasons,
       {"曾未获通过时，再次提请的理由", "Why it is put again, if a vote failed before"});
  OnSessionDesk<ProposeOptions>(
      command, context, options, [](Desk& desk, const ProposeOptions& chosen) -> Outcome {
        auto proposal = MakeProposal(desk, chosen);
        if (!proposal) return std::unexpected(proposal.error());
        const std::size_t number = desk.session()->proposal_order.size() + 1;
        report::Json more{{"proposal", number},
                          {"proposal_id", proposal->id.hex()},
                          {"failed_before", proposal->earlier.size()}};
        return desk.Say(session::ProposeAppointment{*std::move(proposal)}, std::move(more));
      });
}

CivilDate DateOf(const Desk& desk, const std::string& date) {
  if (!date.empty()) return *ParseCivilDate(date);
  const auto session = desk.session();
  return session->sittings > 0 ? session->today : session->convened.date;
}

using MakeBody = std::function<session::Body(const Desk&, const ProposalId&, const AboutOptions&)>;

CLI::App& AddAbout(CLI::App& group, Context& context, const std::string& name,
                   text::Text description, std::shared_ptr<AboutOptions> options, MakeBody make) {
  CLI::App& command = AddSessionCommand(group, context, name, description, *options);
  command
      .add_option("PROPOSAL", options->proposal,
                  context.Say({"提请：序号、被提名人，或“被提名人 职务”",
                               "The proposal: its number, its nominee, or \"NOMINEE POST\""}))
      ->type_name("PROPOSAL")
      ->required();
  OnSessionDesk<AboutOptions>(command, context, options,
                              [make](Desk& desk, const AboutOptions& chosen) -> Outcome {
                                const auto proposal = desk.Proposal(chosen.proposal);
                                if (!proposal) return std::unexpected(proposal.error());
                                return desk.Say(make(desk, *proposal, chosen));
                              });
  return command;
}

// "materials (任免材料), ...": the words that may stand there.
template <class Kind>
std::string WordsOf(const Context& context) {
  std::vector<std::string> words;
  for (const Kind kind : text::All<Kind>()) {
    words.push_back(context.Say({"{0}（{1}）", "{0} ({1})"},
                                {text::Code(kind), context.Say(text::NameOf(kind).text)}));
  }
  return report::Listed(context.language, words);
}

template <class Kind>
void AddRecord(CLI::App& group, Context& context, const std::string& name, text::Text description,
               MakeBody make) {
  const auto options = std::make_shared<AboutOptions>();
  CLI::App& command = AddAbout(group, context, name, description, options, std::move(make));
  OneOfEnum<Kind>(*command.add_option("WHAT", options->what, WordsOf<Kind>(context))->required(),
                  context);
  IsDate(*command.add_option(
             "--date", options->date,
             context.Say({"日期；省略则为会议当日", "On which day; left out: the session's"})),
         context);
}

void AddWithdraw(CLI::App& group, Context& context) {
  const auto options = std::make_shared<AboutOptions>();
  CLI::App& command = AddAbout(
      group, context, "withdraw", {"撤回一项提请", "Withdraw a proposal"}, options,
      [](const Desk&, const ProposalId& proposal, const AboutOptions& chosen) -> session::Body {
        return session::WithdrawProposal{proposal, chosen.reason};
      });
  command.add_option("--reason", options->reason, context.Say({"原因", "Why"}))->required();
}

Outcome List(Desk& desk, const DeskOptions&) {
  const Context& context = desk.context();
  const auto session = desk.session();
  const std::string page = report::AppointmentsText(context.language, *session);
  context.Print(
      page.empty() ? context.Say({"没有任免提请。\n", "There are no proposals.\n"}) : page,
      report::AppointmentsJson(context.language, *session));
  return Exit::kDone;
}

}  // namespace

void AddAppointment(CLI::App& root, Context& context) {
  CLI::App& group = AddGroup(root, context, "appointment",
                             {"人事任免：提请、任前要件、任后事项",
                              "Appointments and removals: propose, record, withdraw"});
  AddPropose(group, context);
  AddWithdraw(group, context);
  AddRecord<session::Prerequisite>(
      group, context, "prerequisite",
      {"登记表决前的要件：材料、法律知识考试、供职发言",
       "Record what must precede the vote: materials, examination, statement"},
      [](const Desk& desk, const ProposalId& proposal,
         const AboutOptions& chosen) -> session::Body {
        return session::RecordPrerequisite{
            proposal, *text::Parse<session::Prerequisite>(chosen.what), DateOf(desk, chosen.date)};
      });
  AddRecord<session::FollowUp>(group, context, "follow-up",
                               {"登记通过后的事项：任命书、宪法宣誓",
                                "Record what follows a passed appointment: certificate, oath"},
                               [](const Desk& desk, const ProposalId& proposal,
                                  const AboutOptions& chosen) -> session::Body {
                                 return session::RecordFollowUp{
                                     proposal, *text::Parse<session::FollowUp>(chosen.what),
                                     DateOf(desk, chosen.date)};
                               });
  AddSessionAction(group, context, "list",
                   {"列出本次会议的任免提请", "List the session's proposals"}, List);
}

}  // namespace plenary::cli
