#include "client/actions/find.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "client/text/terms.h"
#include "core/wire/enrolment.h"

namespace plenary::actions {
namespace {

using text::Language;
using text::Text;

constexpr std::size_t kShortestPrefix = 4;
constexpr std::size_t kLongestNumber = 5;

template <class IdT>
struct Candidate {
  IdT id;
  std::vector<std::string> names;  // the first is shown
  std::size_t number = 0;          // from 1; 0: has none
};

std::optional<std::size_t> AsNumber(std::string_view word) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (word.size() > kLongestNumber || error != std::errc() || end != word.data() + word.size()) {
    return std::nullopt;
  }
  return number;
}

bool IsPrefix(std::string_view word) {
  return word.size() >= kShortestPrefix &&
         word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

template <class IdT>
std::string LineOf(const Candidate<IdT>& candidate) {
  std::string line = Brief(candidate.id);
  if (candidate.number > 0) line += "  " + std::to_string(candidate.number);
  if (!candidate.names.empty()) line += "  " + candidate.names.front();
  return line;
}

template <class IdT>
Named<IdT> Pick(Thing thing, std::string_view word, const std::vector<Candidate<IdT>>& all) {
  using Some = std::vector<const Candidate<IdT>*>;
  const auto those = [&](auto fits) {
    Some some;
    for (const auto& candidate : all) {
      if (fits(candidate)) some.push_back(&candidate);
    }
    return some;
  };
  Some found = those([&](const auto& candidate) {
    return std::ranges::find(candidate.names, word) != candidate.names.end();
  });
  if (const auto number = AsNumber(word); found.empty() && number && *number > 0) {
    found = those([&](const auto& candidate) { return candidate.number == *number; });
  }
  if (found.empty() && IsPrefix(word)) {
    found = those([&](const auto& candidate) { return candidate.id.hex().starts_with(word); });
  }
  if (found.size() == 1) return found.front()->id;
  Unclear unclear{thing, std::string(word), found.size() > 1, {}};
  if (found.empty()) found = those([](const auto&) { return true; });
  for (const auto* candidate : found) {
    if (unclear.candidates.size() == kMostCandidates) break;
    unclear.candidates.push_back(LineOf(*candidate));
  }
  return std::unexpected(std::move(unclear));
}

Text NameOfThing(Thing thing) {
  switch (thing) {
    case Thing::kPerson:
      return {"人员", "person"};
    case Thing::kSeat:
      return {"席位", "seat"};
    case Thing::kKey:
      return {"密钥", "key"};
    case Thing::kNode:
      return {"节点", "node"};
    case Thing::kSession:
      return {"会议", "session"};
    case Thing::kItem:
      return {"议题", "agenda item"};
    case Thing::kProposal:
      return {"任免提请", "proposal"};
    case Thing::kPoll:
      return {"表决", "poll"};
    case Thing::kAttendee:
      return {"与会人员", "participant"};
    case Thing::kDocument:
      return {"文件", "document"};
  }
  return {};
}

}  // namespace

std::string Explain(Language language, const Unclear& unclear) {
  const std::string thing = text::Say(language, NameOfThing(unclear.thing));
  std::string sentence;
  if (unclear.word.empty()) {
    sentence = text::Say(
        language, {"没有指明{0}，也不能自行确定。", "No {0} is named, and it is not clear which."},
        {thing});
  } else if (unclear.is_ambiguous) {
    sentence = text::Say(language, {"“{1}”可以指不止一个{0}。", "\"{1}\" fits more than one {0}."},
                         {thing, unclear.word});
  } else {
    sentence = text::Say(language, {"没有名为“{1}”的{0}。", "There is no {0} \"{1}\"."},
                         {thing, unclear.word});
  }
  if (unclear.candidates.empty()) return sentence;
  sentence += text::Say(language, Text{"可选：", " There is:"});
  for (const std::string& candidate : unclear.candidates) sentence += "\n  " + candidate;
  return sentence;
}

Named<PersonId> FindPerson(const session::Registry& registry, std::string_view word) {
  std::vector<Candidate<PersonId>> all;
  for (const auto& [id, person] : registry.people) all.push_back({id, {person.name}});
  return Pick(Thing::kPerson, word, all);
}

Named<SeatId> FindSeat(const session::Registry& registry, std::string_view word) {
  std::vector<Candidate<SeatId>> all;
  for (const SeatId& id : registry.seat_order) {
    const session::Seat& seat = registry.seats.at(id);
    std::vector<std::string> names;
    if (seat.holder) names.push_back(NameOf(registry, *seat.holder));
    all.push_back({id, std::move(names), all.size() + 1});
  }
  return Pick(Thing::kSeat, word, all);
}

Named<KeyId> FindKey(const session::Registry& registry, std::string_view word) {
  std::vector<Candidate<KeyId>> all;
  for (const auto& [id, key] : registry.keys) {
    if (key.revoked) continue;
    all.push_back({id, {NameOf(registry, key.person), wire::ShortCode(id)}});
  }
  return Pick(Thing::kKey, word, all);
}

Named<KeyId> FindNode(const session::Registry& registry, std::string_view word) {
  std::vector<Candidate<KeyId>> all;
  for (const auto& [id, node] : registry.nodes) {
    if (!node.revoked) all.push_back({id, {wire::ShortCode(id)}});
  }
  return Pick(Thing::kNode, word, all);
}

Named<ItemId> FindItem(const session::Session& session, std::string_view word) {
  std::vector<Candidate<ItemId>> all;
  for (const ItemId& id : session.agenda) {
    all.push_back({id, {session.items.at(id).item.title}, all.size() + 1});
  }
  return Pick(Thing::kItem, word, all);
}

Named<ProposalId> FindProposal(const session::Session& session, std::string_view word) {
  std::vector<Candidate<ProposalId>> all;
  for (const ProposalId& id : session.proposal_order) {
    const session::Proposal& proposal = session.proposals.at(id).proposal;
    all.push_back({id, {proposal.nominee + " " + proposal.post, proposal.nominee}, all.size() + 1});
  }
  return Pick(Thing::kProposal, word, all);
}

Named<PollId> FindPoll(const session::Session& session, std::string_view word) {
  std::vector<Candidate<PollId>> all;
  for (const PollId& id : session.poll_order) {
    all.push_back({id, {session.polls.at(id).draft.question}, all.size() + 1});
  }
  return Pick(Thing::kPoll, word, all);
}

Named<PersonId> FindParticipant(const session::Session& session, std::string_view word) {
  std::vector<Candidate<PersonId>> all;
  for (const PersonId& id : session.Members()) {
    all.push_back({id, {NameOf(*session.registry, id)}});
  }
  for (const auto& [id, attendee] : session.attendees) all.push_back({id, {attendee.name}});
  return Pick(Thing::kAttendee, word, all);
}

Named<Digest> FindDocument(const session::Session& session, std::string_view word) {
  std::vector<Candidate<Digest>> all;
  for (const session::DocumentRecord& record : session.documents) {
    all.push_back({record.document.hash, {record.document.name}, all.size() + 1});
  }
  return Pick(Thing::kDocument, word, all);
}

Named<SessionId> FindSession(const std::vector<link::SessionListed>& sessions,
                             std::string_view word) {
  std::vector<Candidate<SessionId>> all;
  std::vector<Candidate<SessionId>> running;
  for (const link::SessionListed& listed : sessions) {
    const std::string code = SessionCode(listed.convened);
    Candidate<SessionId> candidate{
        listed.session, {code, std::to_string(listed.convened.term) + "-" + code}, 0};
    if (!listed.convened.title.empty()) candidate.names.push_back(listed.convened.title);
    if (!listed.closed) running.push_back(candidate);
    all.push_back(std::move(candidate));
  }
  if (!word.empty()) return Pick(Thing::kSession, word, all);
  if (running.size() == 1) return running.front().id;
  auto unclear = Pick(Thing::kSession, word, running.empty() ? all : running);
  unclear.error().is_ambiguous = running.size() > 1;
  return unclear;
}

}  // namespace plenary::actions
