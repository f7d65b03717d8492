#include "client/script/stage.h"

#include <utility>

namespace plenary::script {

Played<> Stage::Say(Client& usual, session::Body body, const Value& where) {
  Client& speaker = by.empty() ? usual : people().At(by);
  const auto accepted = office.speech().Say(speaker, log(), std::move(body), &where);
  if (!accepted) return std::unexpected(accepted.error());
  return {};
}

Played<> Stage::SaySecretary(session::Body body, const Value& where) {
  return Say(secretary(), std::move(body), where);
}

Played<std::uint64_t> Stage::Enter(session::Body body, const Value& where) {
  if (by.empty()) return office.Enter(std::move(body), &where);
  const auto accepted =
      office.speech().Say(people().At(by), office.registry(), std::move(body), &where);
  if (!accepted) return std::unexpected(accepted.error());
  return accepted->index;
}

Played<> Stage::SayChair(session::Body body, const Value& where) {
  const auto chair = Chair(where);
  if (!chair) return std::unexpected(chair.error());
  return Say(**chair, std::move(body), where);
}

Played<SessionPtr> Stage::See(Client& client, const Value& where) {
  return office.speech().See(client, names.session, &where);
}

Played<Client*> Stage::Chair(const Value& where) {
  const auto seen = See(secretary(), where);
  if (!seen) return std::unexpected(seen.error());
  Client* chair = people().Find((*seen)->chair);
  PLENARY_CHECK(chair != nullptr);  // all people of the registry are the script's
  return chair;
}

Played<std::vector<Client*>> Stage::Scrutineers(const Value& where) {
  const auto seen = See(secretary(), where);
  if (!seen) return std::unexpected(seen.error());
  std::vector<Client*> scrutineers;
  for (const PersonId& person : (*seen)->scrutineers) {
    if ((*seen)->IsPresent(person)) scrutineers.push_back(people().Find(person));
  }
  return scrutineers;
}

}  // namespace plenary::script
