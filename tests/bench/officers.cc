#include "tests/bench/officers.h"

#include <utility>

#include "client/actions/secret_polls.h"
#include "core/crypto/random.h"

namespace plenary::bench {

CeremonyId BeginCeremony(Machine& chair) {
  const auto id = crypto::RandomId<CeremonyId>().value();
  chair.Say(actions::MakeCeremony(*chair.Session(), id, false).value());
  return id;
}

PollId OpenSecretPoll(Machine& chair, const Hall& hall, std::size_t number) {
  const bool appoints = !hall.proposals().empty();
  session::DraftPoll draft = testing::Draft(
      hall.item(), appoints ? session::PollSubject::kAppointment : session::PollSubject::kDraft);
  draft.poll = crypto::RandomId<PollId>().value();
  draft.method = session::Method::kSecret;
  if (appoints) draft.contests[0].proposals = {hall.proposals().at(number)};
  const PollId poll = draft.poll;
  chair.Say(std::move(draft));
  chair.Say(session::OpenPoll{poll});
  return poll;
}

Officers::Officers(Hall& hall) : hall_(hall) {
  link::LinkOptions options;
  options.hub = std::make_shared<link::ReplicaHub>(hall.log().committee, hall.assembly().suite());
  for (std::size_t i = 0; i < kOfficers; ++i) {
    machines_.push_back(std::make_unique<Machine>(hall.store(i), hall.log().session, options));
  }
  Follow();
}

void Officers::Follow() {
  for (const auto& machine : machines_) machine->Follow();
}

PollId Officers::Open() {
  chair().WhenMade(BeginCeremony(chair()));
  const PollId poll = OpenSecretPoll(chair(), hall_, 0);
  hall_.Vote(poll, chair().link().Head(hall_.log()));
  for (const auto& machine : machines_) machine->Unfollow();
  return poll;
}

}  // namespace plenary::bench
