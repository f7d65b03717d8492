#include "tests/support/arbitrary_command.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/ballot/ceremony.h"
#include "core/crypto/keys.h"
#include "core/wire/enums.h"

namespace plenary::testing {
namespace {

using namespace session;  // NOLINT: one command after another

// Fields of any kind. Every one draws at least one decision.
class Maker {
 public:
  explicit Maker(Decisions& decisions) : decisions_(decisions) {}

  template <class IdT>
  IdT Id() {  // unlike any other of this command
    IdT id;
    std::ranges::copy(Raw(IdT::kSize), id.bytes.begin());
    return id;
  }
  template <class IdT>
  std::optional<IdT> MaybeId() {
    return decisions_.Flip() ? std::optional(Id<IdT>()) : std::nullopt;
  }

  template <class Enum>
  Enum Kind() {
    return static_cast<Enum>(1 + decisions_.Below(static_cast<std::uint32_t>(wire::kLast<Enum>)));
  }

  std::uint32_t Number(std::uint32_t min, std::uint32_t max) {
    return min + decisions_.Below(max - min + 1);
  }
  bool Flip() { return decisions_.Flip(); }

  // One decision, whatever the size; begins with 4 and the number of the call, so that
  // it is not zero and no two are the same.
  Bytes Raw(std::size_t size) {
    Bytes bytes(size, static_cast<Byte>(decisions_.Next()));
    bytes[0] = 4;
    if (size > 2) {
      ++calls_;
      bytes[1] = static_cast<Byte>(calls_ >> 8);
      bytes[2] = static_cast<Byte>(calls_);
    }
    return bytes;
  }

  CivilDate Date() {
    return {static_cast<std::int32_t>(Number(1, 9999)), static_cast<std::int32_t>(Number(1, 12)),
            static_cast<std::int32_t>(Number(1, 28))};
  }

  std::string Name() {
    static constexpr const char* kWords[] = {"赵某某", "a",          "县财政局",
                                             "局长",   "Ünïcode 名", "第十七届人民代表大会"};
    std::string name = kWords[decisions_.Below(std::size(kWords))];
    while (Flip() && name.size() < 150) name += " " + std::to_string(decisions_.Below(1000));
    return name;
  }
  std::string MaybeName() { return Flip() ? Name() : std::string(); }
  std::string Text() {
    std::string text = Name();
    while (Flip() && text.size() < 3000) text += "\n" + Name();
    return text;
  }
  std::string MaybeText() { return Flip() ? Text() : std::string(); }

  template <class Make>
  auto List(std::uint32_t min, std::uint32_t max, Make make) {
    std::vector<decltype(make())> list;
    for (std::uint32_t left = Number(min, max); left > 0; --left) list.push_back(make());
    return list;
  }
  std::vector<std::uint32_t> Ascending(std::uint32_t min, std::uint32_t max) {
    std::uint32_t last = 0;
    return List(min, max, [&] { return last += Number(1, 300); });
  }

  log::Head Head() {
    const std::uint64_t high = Number(0, 3);
    return {.size = high << 33 | Number(0, 5000), .root = Id<Digest>()};
  }

  rules::Fraction Share() {
    const std::uint32_t denominator = Number(2, rules::kMaxDenominator);
    const std::uint32_t half = denominator / 2;
    return {Number(half, denominator - 1), denominator, true};
  }
  rules::Fraction Decisive() {
    const std::uint32_t denominator = Number(3, rules::kMaxDenominator);
    return {Number(denominator / 2 + 1, denominator), denominator, false};
  }
  rules::Majority Majority() { return {Kind<rules::Base>(), Decisive()}; }
  rules::Evaluation Evaluation() {
    return {.satisfied = Majority(), .basically_counts = Flip(), .excellent = Majority()};
  }

  CommitteeRules Rules() {
    std::uint32_t kind = 0;
    return {
        .quorum = Share(),
        .majority = Majority(),
        .majorities = List(0, 5,
                           [&] {
                             kind += Number(1, 6);
                             return KindMajority{static_cast<ItemKind>(kind), Majority()};
                           }),
        .evaluation = Evaluation(),
        .notice_days = Number(0, 366),
        .materials_days = Number(0, 366),
        .nomination_limit = Number(1, 100),
        .joint_movers = Number(1, 100),
        .last_ballot_counts = Flip(),
        .recusal = Flip(),
        .merged_polls = Flip(),
        .examination = Flip(),
        .statement = Flip(),
        .key_holding = {Kind<KeyHolders>(), Number(0, 100), Number(0, 100), Number(2, 1000)},
    };
  }

  Node SomeNode() { return {Raw(crypto::kPublicKeySize), Raw(Number(1, 600))}; }

  Mover SomeMover() {
    return {Kind<MoverKind>(), List(0, 4, [&] { return Id<PersonId>(); }), MaybeName()};
  }

  AgendaItem Item() {
    std::uint32_t law = 0;
    return {
        .id = Id<ItemId>(),
        .kind = Kind<ItemKind>(),
        .title = Name(),
        .mover = SomeMover(),
        .reports = List(0, 3, [&] { return Report{Kind<Organ>(), Name(), Name()}; }),
        .laws = List(0, 3, [&] { return Name() + " " + std::to_string(law++); }),
    };
  }

  Proposal SomeProposal() {
    auto earlier = List(0, 3, [&] { return EarlierFailure{Id<SessionId>(), Id<ProposalId>()}; });
    std::ranges::sort(earlier);
    return {
        .id = Id<ProposalId>(),
        .item = Id<ItemId>(),
        .person = MaybeId<PersonId>(),
        .nominee = Name(),
        .post = Name(),
        .organ = Kind<Organ>(),
        .organ_name = Name(),
        .action = Kind<Action>(),
        .nominator = SomeMover(),
        .assessors = Number(0, 50),
        .earlier = std::move(earlier),
        .reasons = MaybeText(),
    };
  }

  rules::ContestTerms Terms() {
    switch (Number(0, 2)) {
      case 0:
        return rules::MajorityContest(Majority());
      case 1:
        return rules::EvaluationContest(
            Evaluation(), Flip() ? rules::OptionKind::kAbstain : rules::OptionKind::kNotAcquainted);
      default:
        break;
    }
    std::uint32_t number = 0;
    auto names = List(1, 5, [&] { return Name() + " " + std::to_string(number++); });
    const rules::Election election{.posts = Number(1, static_cast<std::uint32_t>(names.size())),
                                   .threshold = Flip() ? std::optional(Majority()) : std::nullopt};
    return rules::ElectionContest(std::move(names), election, Flip());
  }

  Contest SomeContest() {
    return {MaybeName(), List(0, 3, [&] { return Id<ProposalId>(); }), Terms()};
  }

  rules::PaperCount Papers() {
    std::uint32_t number = 100;
    return {
        .issued = Number(0, 3000),
        .returned = Number(0, 3000),
        .valid = Number(0, 3000),
        .invalid = Number(0, 3000),
        .blank = Number(0, 3000),
        .votes = List(1, 5, [&] { return Number(0, 3000); }),
        .write_ins =
            List(0, 3,
                 [&] { return rules::WriteIn{"王 " + std::to_string(number++), Number(0, 3000)}; }),
    };
  }

  StatedResult Stated() {
    return {List(1, 5, [&] { return Number(0, 3000); }), Number(0, 3000), Kind<rules::Outcome>()};
  }

 private:
  Decisions& decisions_;
  std::uint32_t calls_ = 0;
};

// ---- bodies

Found Make(Maker& m, const Found*) {
  return {.name = m.Name(),
          .suite = m.Kind<crypto::Suite>(),
          .term = m.Number(1, 9999),
          .date = m.Date(),
          .officers = {FoundingOfficer{m.Id<PersonId>(), m.Name(), m.Raw(crypto::kPublicKeySize)},
                       FoundingOfficer{m.Id<PersonId>(), m.Name(), m.Raw(crypto::kPublicKeySize)}},
          .node = m.SomeNode(),
          .rules = m.Rules()};
}
SetRules Make(Maker& m, const SetRules*) { return {m.Rules()}; }
PutPerson Make(Maker& m, const PutPerson*) { return {m.Id<PersonId>(), m.Name(), m.MaybeName()}; }
AddSeat Make(Maker& m, const AddSeat*) { return {m.Id<SeatId>(), m.Kind<Office>()}; }
FillSeat Make(Maker& m, const FillSeat*) { return {m.Id<SeatId>(), m.Id<PersonId>(), m.Date()}; }
VacateSeat Make(Maker& m, const VacateSeat*) { return {m.Id<SeatId>(), m.Date(), m.Text()}; }
GrantRole Make(Maker& m, const GrantRole*) { return {m.Id<PersonId>(), m.Kind<Role>()}; }
WithdrawRole Make(Maker& m, const WithdrawRole*) { return {m.Id<PersonId>(), m.Kind<Role>()}; }
AdmitKey Make(Maker& m, const AdmitKey*) {
  return {m.Id<PersonId>(), m.Raw(crypto::kPublicKeySize)};
}
RevokeKey Make(Maker& m, const RevokeKey*) { return {m.Id<KeyId>(), m.Text()}; }
AdmitNode Make(Maker& m, const AdmitNode*) { return {m.SomeNode()}; }
RevokeNode Make(Maker& m, const RevokeNode*) { return {m.Id<KeyId>(), m.Text()}; }
Confirm Make(Maker& m, const Confirm*) {
  const auto entries = m.Ascending(1, 8);
  return {{entries.begin(), entries.end()}};
}
BeginTerm Make(Maker& m, const BeginTerm*) { return {m.Number(1, 9999), m.Date()}; }
SetYearFigures Make(Maker& m, const SetYearFigures*) {
  return {m.Number(1, 9999), m.Number(0, 500), m.Number(0, 1000), m.Number(0, 500),
          m.Number(0, 500)};
}

Convene Make(Maker& m, const Convene*) {
  return {.kind = m.Kind<SessionKind>(),
          .rehearsal = m.Flip(),
          .urgent = m.Flip(),
          .term = m.Number(1, 9999),
          .number = m.Number(1, 9999),
          .date = m.Date(),
          .title = m.MaybeName(),
          .place = m.MaybeName(),
          .chair = m.Id<PersonId>(),
          .registry = m.Head()};
}
AdvanceRegistry Make(Maker& m, const AdvanceRegistry*) { return {m.Head()}; }
GiveNotice Make(Maker& m, const GiveNotice*) { return {m.Date()}; }
OpenSession Make(Maker&, const OpenSession*) { return {}; }
Recess Make(Maker&, const Recess*) { return {}; }
Resume Make(Maker& m, const Resume*) { return {m.Date()}; }
CloseSession Make(Maker&, const CloseSession*) { return {}; }
HandOverChair Make(Maker& m, const HandOverChair*) { return {m.Id<PersonId>()}; }
NameScrutineers Make(Maker& m, const NameScrutineers*) {
  return {m.List(2, 9, [&] { return m.Id<PersonId>(); })};
}

AddItem Make(Maker& m, const AddItem*) { return {m.Item(), m.Number(0, 40)}; }
AmendItem Make(Maker& m, const AmendItem*) { return {m.Item()}; }
MoveItem Make(Maker& m, const MoveItem*) { return {m.Id<ItemId>(), m.Number(0, 40)}; }
WithdrawItem Make(Maker& m, const WithdrawItem*) { return {m.Id<ItemId>(), m.Text()}; }
DeferItem Make(Maker& m, const DeferItem*) { return {m.Id<ItemId>(), m.Text()}; }
AdoptAgenda Make(Maker&, const AdoptAgenda*) { return {}; }
StartItem Make(Maker& m, const StartItem*) { return {m.Id<ItemId>()}; }
ConcludeItem Make(Maker& m, const ConcludeItem*) {
  return {m.Id<ItemId>(), m.Kind<Ending>(), m.MaybeText()};
}
AttachDocument Make(Maker& m, const AttachDocument*) {
  return {.item = m.MaybeId<ItemId>(),
          .kind = m.Kind<DocumentKind>(),
          .name = m.Name(),
          .media_type = m.Flip() ? "application/pdf" : "text/plain",
          .size = m.Number(1, 1u << 30),
          .hash = m.Id<Digest>()};
}

SignIn Make(Maker&, const SignIn*) { return {}; }
RecordAttendee Make(Maker& m, const RecordAttendee*) {
  return {m.Id<PersonId>(), m.Kind<AttendeeKind>(), m.Name(), m.MaybeName()};
}
RecordDeparture Make(Maker& m, const RecordDeparture*) { return {m.Id<PersonId>()}; }
GrantLeave Make(Maker& m, const GrantLeave*) { return {m.Id<PersonId>(), m.Text()}; }
Recuse Make(Maker& m, const Recuse*) {
  return {m.Id<PersonId>(), m.Id<ItemId>(), m.MaybeId<ProposalId>(), m.Text()};
}

ProposeAppointment Make(Maker& m, const ProposeAppointment*) { return {m.SomeProposal()}; }
WithdrawProposal Make(Maker& m, const WithdrawProposal*) { return {m.Id<ProposalId>(), m.Text()}; }
RecordPrerequisite Make(Maker& m, const RecordPrerequisite*) {
  return {m.Id<ProposalId>(), m.Kind<Prerequisite>(), m.Date()};
}
RecordFollowUp Make(Maker& m, const RecordFollowUp*) {
  return {m.Id<ProposalId>(), m.Kind<FollowUp>(), m.Date()};
}

DraftPoll Make(Maker& m, const DraftPoll*) {
  return {.poll = m.Id<PollId>(),
          .item = m.MaybeId<ItemId>(),
          .subject = m.Kind<PollSubject>(),
          .method = m.Kind<Method>(),
          .test = m.Flip(),
          .question = m.Text(),
          .contests = m.List(1, 4, [&] { return m.SomeContest(); }),
          .again = m.MaybeId<PollId>()};
}
DiscardPoll Make(Maker& m, const DiscardPoll*) { return {m.Id<PollId>()}; }
ObjectToMerge Make(Maker& m, const ObjectToMerge*) { return {m.Id<PollId>(), m.MaybeText()}; }
OpenPoll Make(Maker& m, const OpenPoll*) { return {m.Id<PollId>()}; }
CastBallot Make(Maker& m, const CastBallot*) {
  return {m.Id<PollId>(), m.List(1, 5, [&] { return rules::Choice{m.Ascending(0, 3)}; }),
          m.MaybeId<CommandId>()};
}
ClosePoll Make(Maker& m, const ClosePoll*) { return {m.Id<PollId>()}; }
EnterCount Make(Maker& m, const EnterCount*) {
  return {m.Id<PollId>(), m.List(1, 3, [&] { return m.Papers(); })};
}
ConfirmCount Make(Maker& m, const ConfirmCount*) {
  return {m.Id<PollId>(), m.List(1, 3, [&] { return m.Papers(); })};
}
CertifyResult Make(Maker& m, const CertifyResult*) {
  return {m.Id<PollId>(), m.List(1, 3, [&] { return m.Stated(); })};
}
AnnounceResult Make(Maker& m, const AnnounceResult*) {
  return {m.Id<PollId>(), m.List(1, 3, [&] { return m.Stated(); })};
}
VoidPoll Make(Maker& m, const VoidPoll*) { return {m.Id<PollId>(), m.Text()}; }

BeginCeremony Make(Maker& m, const BeginCeremony*) {
  return {m.Id<CeremonyId>(), m.Number(0, 100), m.List(2, 5, [&] { return m.Id<PersonId>(); })};
}
CommitToCeremony Make(Maker& m, const CommitToCeremony*) {
  return {m.Id<CeremonyId>(), m.Raw(ballot::kCommitmentSize)};
}
DealShares Make(Maker& m, const DealShares*) {
  return {m.Id<CeremonyId>(), m.Raw(m.Number(1, 900))};
}
AcceptDeals Make(Maker& m, const AcceptDeals*) { return {m.Id<CeremonyId>(), m.Id<Digest>()}; }
ComplainOfDeal Make(Maker& m, const ComplainOfDeal*) {
  return {m.Id<CeremonyId>(), m.Id<PersonId>(), m.Raw(ballot::kComplaintSize)};
}
CastSecretBallot Make(Maker& m, const CastSecretBallot*) {
  return {m.Id<PollId>(), m.Raw(m.Number(1, 900)), m.Id<Digest>(), m.MaybeId<CommandId>()};
}
ChallengeBallot Make(Maker& m, const ChallengeBallot*) {
  return {m.Id<PollId>(), m.Raw(m.Number(1, 900)), m.Id<Digest>()};
}
SealPoll Make(Maker& m, const SealPoll*) {
  return {m.Id<PollId>(), {m.Head(), m.Number(0, 4000), m.Raw(m.Number(1, 900))}};
}
AnswerOpening Make(Maker& m, const AnswerOpening*) {
  return {m.Id<PollId>(), m.Raw(m.Number(1, 900))};
}
StateTotals Make(Maker& m, const StateTotals*) {
  return {m.Id<PollId>(), m.List(1, 3, [&] {
            return ballot::ContestTotal{m.List(1, 4, [&] { return m.Number(0, 4000); }),
                                        m.Number(0, 4000)};
          })};
}

// The body at `index` of the alternatives.
template <std::size_t I = 0>
Body MakeBody(Maker& maker, std::size_t index) {
  if constexpr (I + 1 < std::variant_size_v<AnyBody>) {
    if (index != I) return MakeBody<I + 1>(maker, index);
  }
  return Make(maker, static_cast<const std::variant_alternative_t<I, AnyBody>*>(nullptr));
}

template <std::size_t... I>
std::vector<CommandKind> KindsOf(std::index_sequence<I...>) {
  return {KindOf(Body(std::variant_alternative_t<I, AnyBody>{}))...};
}

}  // namespace

std::uint32_t Decisions::Next() {
  if (used_ < numbers_.size()) return numbers_[used_++];
  state_ = state_ * 6364136223846793005u + 1442695040888963407u;  // Knuth's MMIX
  return static_cast<std::uint32_t>(state_ >> 33);
}

const std::vector<CommandKind>& AllKinds() {
  static const auto kinds = KindsOf(std::make_index_sequence<std::variant_size_v<AnyBody>>());
  return kinds;
}

Command MakeCommand(CommandKind kind, Decisions& decisions) {
  Maker maker(decisions);
  const auto index = std::ranges::find(AllKinds(), kind) - AllKinds().begin();
  Command command{
      .committee = kind == CommandKind::kFound ? CommitteeId{} : maker.Id<CommitteeId>(),
      .session = IsForRegistry(kind) ? SessionId{} : maker.Id<SessionId>(),
      .id = maker.Id<CommandId>(),
      .signer = maker.Id<KeyId>(),
      .seen = maker.Head(),
      .body = {},
  };
  command.body = MakeBody(maker, static_cast<std::size_t>(index));
  return command;
}

Command ExampleCommand(CommandKind kind) {
  Decisions decisions({});
  return MakeCommand(kind, decisions);
}

rc::Gen<Command> ArbitraryCommand() {
  const auto numbers = rc::gen::arbitrary<std::vector<std::uint32_t>>();
  return rc::gen::mapcat(rc::gen::elementOf(AllKinds()), [=](CommandKind kind) {
    return rc::gen::map(numbers, [kind](std::vector<std::uint32_t> list) {
      Decisions decisions(std::move(list));
      return MakeCommand(kind, decisions);
    });
  });
}

}  // namespace plenary::testing
