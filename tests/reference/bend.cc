#include "tests/reference/bend.h"

#include <span>
#include <variant>

#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

template <class Enum>
Enum Another(Random& random, Enum last) {
  return static_cast<Enum>(1 + Below(random, static_cast<std::size_t>(last)));
}

// Up or down by one, or far up.
void Nudge(std::uint32_t& number, Random& random) {
  const std::uint32_t steps[] = {number + 1, number - 1, number + 1000};
  number = steps[Below(random, 3)];
}

template <class T>
T& Any(std::vector<T>& values, Random& random) {
  return values[Below(random, values.size())];
}

struct Bender {
  Random& random;

  bool operator()(auto&) const { return false; }

  bool operator()(session::SetRules& body) const { return BendRules(body.rules); }
  bool operator()(session::BeginTerm& body) const {
    Nudge(body.term, random);
    return true;
  }
  bool operator()(session::GrantRole& body) const { return BendPerson(body.person); }
  bool operator()(session::WithdrawRole& body) const { return BendPerson(body.person); }
  bool operator()(session::VacateSeat& body) const {
    body.seat = NumberedId<SeatId>('t', static_cast<std::uint32_t>(Below(random, 11)));
    return true;
  }
  bool operator()(session::Confirm& body) const {
    body.entries.back() += 1 + Below(random, 3);
    return true;
  }
  bool operator()(session::Convene& body) const {
    switch (Below(random, 5)) {
      case 0:
        Nudge(body.term, random);
        break;
      case 1:
        body.kind = session::SessionKind::kCouncil;
        break;
      case 2:
        body.rehearsal = true;
        break;
      case 3:
        body.date.day = 21;  // too soon after the notice
        break;
      default:
        body.chair = AnyPerson();
    }
    return true;
  }
  bool operator()(session::GiveNotice& body) const { return BendDate(body.date); }
  bool operator()(session::Resume& body) const { return BendDate(body.date); }
  bool operator()(session::HandOverChair& body) const { return BendPerson(body.to); }
  bool operator()(session::RecordDeparture& body) const { return BendPerson(body.person); }
  bool operator()(session::GrantLeave& body) const { return BendPerson(body.person); }
  bool operator()(session::FillSeat& body) const { return BendPerson(body.person); }
  bool operator()(session::NameScrutineers& body) const {
    return BendPerson(Any(body.scrutineers, random));
  }
  bool operator()(session::Recuse& body) const {
    if (Below(random, 2) == 0) return BendPerson(body.person);
    body.proposal.reset();
    return true;
  }
  bool operator()(session::AddItem& body) const {
    if (Below(random, 2) == 0) {
      Nudge(body.position, random);
      return true;
    }
    if (Below(random, 2) == 0) {
      body.item.mover.members = {AnyPerson()};
      return true;
    }
    body.item.kind = Another(random, session::ItemKind::kInvestigation);
    return true;
  }
  bool operator()(session::ConcludeItem& body) const {
    body.ending = Another(random, session::Ending::kContinued);
    return true;
  }
  bool operator()(session::ProposeAppointment& body) const {
    body.proposal.action = Another(random, session::Action::kSuspend);
    body.proposal.person = AnyPerson();
    if (Below(random, 2) == 0) body.proposal.earlier.push_back({NumberedId<SessionId>('s', 1), {}});
    return true;
  }
  bool operator()(session::RecordPrerequisite& body) const { return BendDate(body.date); }
  bool operator()(session::DraftPoll& body) const {
    rules::ContestTerms& terms = Any(body.contests, random).terms;
    switch (Below(random, 6)) {
      case 0:
        body.method = Another(random, session::Method::kPaper);
        break;
      case 1:
        body.subject = Another(random, session::PollSubject::kProcedure);
        break;
      case 2:
        terms.rule = rules::kMoreThanHalfOfVoting;
        break;
      case 3:
        Nudge(terms.max_choices, random);
        break;
      case 4:
        terms.min_choices ^= 1;
        break;
      default:
        body.test = !body.test;
    }
    return true;
  }
  bool operator()(session::CastBallot& body) const {
    rules::Choice& choice = Any(body.choices, random);
    if (Below(random, 3) == 0) {
      choice.options.clear();
    } else {
      Nudge(choice.options.front(), random);
    }
    return true;
  }
  bool operator()(session::EnterCount& body) const { return BendCount(Any(body.counts, random)); }
  bool operator()(session::ConfirmCount& body) const { return BendCount(Any(body.counts, random)); }
  bool operator()(session::BeginCeremony& body) const {
    if (Below(random, 2) == 0) return BendPerson(Any(body.holders, random));
    Nudge(body.threshold, random);
    return true;
  }
  bool operator()(session::CommitToCeremony& body) const { return BendBytes(body.commitment); }
  bool operator()(session::DealShares& body) const { return BendBytes(body.deal); }
  bool operator()(session::AcceptDeals& body) const { return BendBytes(body.deals.bytes); }
  bool operator()(session::CastSecretBallot& body) const {
    if (Below(random, 6) == 0) return BendBytes(body.code.bytes);
    if (Below(random, 6) != 0) return BendBytes(body.ballot);
    body.replaces = NumberedId<CommandId>('c', 1);
    return true;
  }
  bool operator()(session::ChallengeBallot& body) const { return BendBytes(body.ballot); }
  bool operator()(session::SealPoll& body) const {
    switch (Below(random, 3)) {
      case 0:
        return BendBytes(body.seal.head.root.bytes);
      case 1:
        Nudge(body.seal.ballots, random);
        return true;
      default:
        return BendBytes(body.seal.aggregates);
    }
  }
  bool operator()(session::AnswerOpening& body) const { return BendBytes(body.answer); }
  bool operator()(session::StateTotals& body) const {
    Nudge(Any(Any(body.totals, random).votes, random), random);
    return true;
  }
  bool operator()(session::CertifyResult& body) const { return BendResult(body.results); }
  bool operator()(session::AnnounceResult& body) const { return BendResult(body.results); }

 private:
  PersonId AnyPerson() const {
    return NumberedId<PersonId>('h', 100 + static_cast<std::uint32_t>(Below(random, 6)));
  }
  bool BendPerson(PersonId& person) const {
    person = AnyPerson();
    return true;
  }
  bool BendBytes(std::span<Byte> bytes) const {
    bytes[Below(random, bytes.size())] ^= static_cast<Byte>(1 + Below(random, 255));
    return true;
  }
  bool BendDate(CivilDate& date) const {
    date.day = 1 + static_cast<std::int32_t>(Below(random, 30));
    return true;
  }
  bool BendRules(session::CommitteeRules& rules) const {
    rules.majority.share.strict = false;
    return true;
  }
  bool BendCount(rules::PaperCount& count) const {
    std::uint32_t* const figures[] = {&count.issued,  &count.returned, &count.valid,
                                      &count.invalid, &count.blank,    &Any(count.votes, random)};
    Nudge(*figures[Below(random, 6)], random);
    return true;
  }
  bool BendResult(std::vector<session::StatedResult>& results) const {
    Nudge(Any(Any(results, random).votes, random), random);
    return true;
  }
};

}  // namespace

std::size_t Below(Random& random, std::size_t end) { return random() % end; }

bool Bend(session::Body& body, Random& random) { return std::visit(Bender{random}, body); }

}  // namespace plenary::testing
