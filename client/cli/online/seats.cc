// `plenary committee seat` and `term`.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/cli/online/committee.h"
#include "client/cli/options.h"
#include "core/crypto/random.h"

namespace plenary::cli {
namespace {

constexpr int kMaxSeats = 1'000;  // at once

struct SeatOptions : DeskOptions {
  std::string office;
  int count = 1;
  std::string seat;
  std::string person;
  std::string date;
  std::string reason;
};

struct TermOptions : DeskOptions {
  std::uint32_t term = 0;
  std::string date;
};

Outcome AddSeats(Desk& desk, const SeatOptions& options) {
  std::vector<session::Body> bodies;
  for (int i = 0; i < options.count; ++i) {
    const auto id = crypto::RandomId<SeatId>();
    if (!id) return Complain(desk.context(), id.error());
    bodies.push_back(session::AddSeat{*id, *text::Parse<session::Office>(options.office)});
  }
  return SayAll(desk, std::move(bodies));
}

Outcome Fill(Desk& desk, const SeatOptions& options) {
  const auto seat = desk.Seat(options.seat);
  if (!seat) return std::unexpected(seat.error());
  const auto person = desk.Person(options.person);
  if (!person) return std::unexpected(person.error());
  return Propose(desk, session::FillSeat{*seat, *person, *ParseCivilDate(options.date)});
}

Outcome Vacate(Desk& desk, const SeatOptions& options) {
  const auto seat = desk.Seat(options.seat);
  if (!seat) return std::unexpected(seat.error());
  return Propose(desk, session::VacateSeat{*seat, *ParseCivilDate(options.date), options.reason});
}

Outcome BeginTerm(Desk& desk, const TermOptions& options) {
  return Propose(desk, session::BeginTerm{options.term, *ParseCivilDate(options.date)});
}

void AddDate(CLI::App& command, const Context& context, std::string& date, text::Text text) {
  IsDate(*command.add_option("--date", date, context.Say(text))->required(), context);
}

void AddSeat(CLI::App& command, const Context& context, std::string& seat) {
  command
      .add_option("SEAT", seat,
                  context.Say({"席位：序号（committee show 所列）或现任者",
                               "The seat: its number in committee show, or who holds it"}))
      ->required();
}

void AddSeatAdd(CLI::App& group, Context& context) {
  const auto options = std::make_shared<SeatOptions>();
  CLI::App& command =
      AddDeskCommand(group, context, "add", {"增设席位", "Add seats, vacant at first"}, *options);
  OneOfEnum<session::Office>(*command
                                  .add_option("OFFICE", options->office,
                                              context.Say({"席位的职务", "The office it carries"}))
                                  ->required(),
                             context);
  command.add_option("--count", options->count, context.Say({"席数", "How many"}))
      ->check(CLI::Range(1, kMaxSeats));
  OnDesk<SeatOptions>(command, context, options, AddSeats);
}

void AddSeatFill(CLI::App& group, Context& context) {
  const auto options = std::make_shared<SeatOptions>();
  CLI::App& command = AddDeskCommand(group, context, "fill",
                                     {"某人就任席位（须另一经办人确认）",
                                      "A person takes a vacant seat (another officer confirms it)"},
                                     *options);
  AddSeat(command, context, options->seat);
  command.add_option("PERSON", options->person, context.Say({"就任者", "Who takes it"}))
      ->required();
  AddDate(command, context, options->date, {"就任日期", "The day on which it is taken"});
  OnDesk<SeatOptions>(command, context, options, Fill);
}

void AddSeatVacate(CLI::App& group, Context& context) {
  const auto options = std::make_shared<SeatOptions>();
  CLI::App& command = AddDeskCommand(
      group, context, "vacate",
      {"席位出缺（须另一经办人确认）", "A seat falls vacant (another officer confirms it)"},
      *options);
  AddSeat(command, context, options->seat);
  AddDate(command, context, options->date, {"出缺日期", "The day on which it falls vacant"});
  command.add_option("--reason", options->reason, context.Say({"原因", "Why"}))->required();
  OnDesk<SeatOptions>(command, context, options, Vacate);
}

void AddTermBegin(CLI::App& group, Context& context) {
  const auto options = std::make_shared<TermOptions>();
  CLI::App& command = AddDeskCommand(group, context, "begin",
                                     {"新一届开始，全部席位出缺（须另一经办人确认）",
                                      "A new term begins and every seat falls vacant (another "
                                      "officer confirms it)"},
                                     *options);
  command.add_option("TERM", options->term, context.Say({"第几届", "Its number"}))->required();
  AddDate(command, context, options->date, {"开始的日期", "The day on which it begins"});
  OnDesk<TermOptions>(command, context, options, BeginTerm);
}

}  // namespace

void AddSeatCommands(CLI::App& committee, Context& context) {
  CLI::App& seat = AddGroup(committee, context, "seat", {"席位", "Seats"});
  AddSeatAdd(seat, context);
  AddSeatFill(seat, context);
  AddSeatVacate(seat, context);
  CLI::App& term = AddGroup(committee, context, "term", {"届", "Terms of the committee"});
  AddTermBegin(term, context);
}

}  // namespace plenary::cli
