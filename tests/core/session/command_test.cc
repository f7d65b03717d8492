#include "core/session/command.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/session/refusal.h"

namespace plenary::session {
namespace {

template <class IdT>
IdT Id(Byte fill) {
  IdT id;
  id.bytes.fill(fill);
  return id;
}

template <std::size_t... I>
std::set<CommandKind> KindsOf(std::index_sequence<I...>) {
  return {KindOf(Body(std::variant_alternative_t<I, AnyBody>{}))...};
}

TEST(CommandKinds, AreAllDifferentAndNamed) {
  const auto kinds = KindsOf(std::make_index_sequence<std::variant_size_v<AnyBody>>());
  EXPECT_EQ(kinds.size(), std::variant_size_v<AnyBody>);
  std::set<std::string_view> names;
  for (const CommandKind kind : kinds) names.insert(NameOf(kind));
  EXPECT_EQ(names.size(), kinds.size());
}

TEST(CommandKinds, KnowWhereTheyBelong) {
  EXPECT_TRUE(IsForRegistry(CommandKind::kFound));
  EXPECT_TRUE(IsForRegistry(CommandKind::kRevokeKey));
  EXPECT_TRUE(IsForRegistry(CommandKind::kSetYearFigures));
  EXPECT_FALSE(IsForRegistry(CommandKind::kConvene));
  EXPECT_FALSE(IsForRegistry(CommandKind::kVoidPoll));
}

TEST(CommandSubject, IsThePollProposalItemPersonOrSeat) {
  const auto poll = Id<PollId>(1);
  const auto proposal = Id<ProposalId>(2);
  const auto item = Id<ItemId>(3);
  const auto person = Id<PersonId>(4);
  const auto seat = Id<SeatId>(5);
  const auto want = [](const auto& id) { return ToBytes(id.view()); };
  EXPECT_EQ(SubjectOf(CastBallot{poll, {}, {}}), want(poll));
  EXPECT_EQ(SubjectOf(DraftPoll{.poll = poll,
                                .item = item,
                                .subject = PollSubject::kDraft,
                                .method = Method::kRecorded,
                                .test = false,
                                .question = {},
                                .contests = {},
                                .again = {}}),
            want(poll));
  EXPECT_EQ(SubjectOf(RecordPrerequisite{proposal, Prerequisite::kMaterials, {}}), want(proposal));
  ProposeAppointment propose{};
  propose.proposal.id = proposal;
  propose.proposal.item = item;
  EXPECT_EQ(SubjectOf(propose), want(proposal));
  EXPECT_EQ(SubjectOf(Recuse{person, item, proposal, {}}), want(proposal));
  EXPECT_EQ(SubjectOf(Recuse{person, item, {}, {}}), want(item));
  AddItem add{};
  add.item.id = item;
  EXPECT_EQ(SubjectOf(add), want(item));
  EXPECT_EQ(SubjectOf(AmendItem{add.item}), want(item));
  EXPECT_EQ(SubjectOf(StartItem{item}), want(item));
  AttachDocument document{};
  EXPECT_EQ(SubjectOf(document), Bytes{});
  document.item = item;
  EXPECT_EQ(SubjectOf(document), want(item));
  EXPECT_EQ(SubjectOf(HandOverChair{person}), want(person));
  EXPECT_EQ(SubjectOf(RecordAttendee{person, AttendeeKind::kInvited, {}, {}}), want(person));
  EXPECT_EQ(SubjectOf(GrantLeave{person, {}}), want(person));
  EXPECT_EQ(SubjectOf(FillSeat{seat, person, {}}), want(person));
  EXPECT_EQ(SubjectOf(AddSeat{seat, Office::kMember}), want(seat));
  const auto ceremony = Id<CeremonyId>(6);
  EXPECT_EQ(SubjectOf(AcceptDeals{ceremony, {}}), want(ceremony));
  EXPECT_EQ(SubjectOf(ComplainOfDeal{ceremony, person, {}}), want(ceremony));
  EXPECT_EQ(SubjectOf(CastSecretBallot{poll, {}, {}, {}}), want(poll));
  EXPECT_EQ(SubjectOf(Recess{}), Bytes{});
  EXPECT_EQ(SubjectOf(RevokeKey{}), Bytes{});
}

TEST(CommandCode, IsThatOfASecretBallotAlone) {
  const auto code = Id<Digest>(7);
  EXPECT_EQ(CodeOf(CastSecretBallot{{}, {}, code, {}}), ToBytes(code.view()));
  EXPECT_EQ(CodeOf(ChallengeBallot{{}, {}, code}), ToBytes(code.view()));
  EXPECT_EQ(CodeOf(SealPoll{}), Bytes{});
  EXPECT_EQ(CodeOf(CastBallot{}), Bytes{});
}

TEST(Refusals, AreAscendingAndNamed) {
  std::set<std::string_view> names;
  int last = 0;
  for (const Refusal refusal : AllRefusals()) {
    EXPECT_GT(static_cast<int>(refusal), last);
    last = static_cast<int>(refusal);
    names.insert(NameOf(refusal));
  }
  EXPECT_EQ(names.size(), AllRefusals().size());
  EXPECT_EQ(NameOf(Refusal::kNotOnRoll), "NotOnRoll");
  EXPECT_EQ(AllRefusals().front(), Refusal::kMalformed);
}

}  // namespace
}  // namespace plenary::session
