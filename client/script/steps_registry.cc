// What a session's script enters into the registry.
#include <algorithm>
#include <cmath>
#include <utility>

#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

constexpr text::Text kNoSeat = {"“{0}”没有席位", "\"{0}\" holds no seat"};

}  // namespace

Played<> AdvanceRegistry(Stage& stage, const Value& step) {
  PLENARY_TRY(stage.office.speech().Reach(stage.secretary(), stage.office.registry(), &step));
  const log::Head head = stage.secretary().link->Head(stage.office.registry());
  return stage.SaySecretary(session::AdvanceRegistry{head}, step);
}

Played<> ReplaceLaptop(Stage& stage, const Value& person) {
  return stage.office.ReplaceLaptop(person.Text(), &person,
                                    [&] { return AdvanceRegistry(stage, person); });
}

Played<> VacateSeat(Stage& stage, const Value& vacancy) {
  const Client& client = stage.people().At(vacancy.At("person").Text());
  PLENARY_TRY(stage.office.speech().Reach(stage.secretary(), stage.office.registry(), &vacancy));
  const auto registry = stage.secretary().link->Registry();
  const auto seat = std::ranges::find_if(
      registry->seats, [&](const auto& entry) { return entry.second.holder == client.person; });
  if (seat == registry->seats.end()) {
    return Stop(&vacancy.At("person"), Say(kNoSeat, {client.name}));
  }
  const Value* date = vacancy.Find("date");
  const auto entry = stage.Enter(
      session::VacateSeat{seat->first, DateOf(date != nullptr ? *date : stage.text.At("date")),
                          vacancy.At("reason").Text()},
      vacancy);
  if (!entry) return std::unexpected(entry.error());
  return stage.office.Confirm({*entry}, &vacancy);
}

Played<> EnterYearFigures(Stage& stage, const Value& figures) {
  const double percent = figures.At("proposals-satisfied-percent").Number();
  const auto entry = stage.Enter(
      session::SetYearFigures{
          .year = NumberOf(figures.At("year")),
          .proposals = NumberOf(figures.At("proposals")),
          .proposals_satisfied_permille = static_cast<std::uint32_t>(std::lround(percent * 10)),
          .petitions = NumberOf(figures.At("petitions")),
          .petitions_followed_up = NumberOf(figures.At("petitions-followed-up"))},
      figures);
  if (!entry) return std::unexpected(entry.error());
  return {};
}

}  // namespace plenary::script
