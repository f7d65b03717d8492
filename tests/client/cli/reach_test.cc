// Everything that can be said in a committee's logs has a command of its own.
#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <utility>

#include "core/session/command.h"
#include "tests/client/cli/call.h"

namespace plenary::cli {
namespace {

using Row = std::pair<std::string_view, std::vector<std::string>>;

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"Found", {"committee", "found"}},
      {"SetRules", {"committee", "rules", "set"}},
      {"PutPerson", {"committee", "person"}},
      {"AddSeat", {"committee", "seat", "add"}},
      {"FillSeat", {"committee", "seat", "fill"}},
      {"VacateSeat", {"committee", "seat", "vacate"}},
      {"GrantRole", {"committee", "role", "grant"}},
      {"WithdrawRole", {"committee", "role", "withdraw"}},
      {"AdmitKey", {"committee", "admit"}},
      {"RevokeKey", {"committee", "revoke-key"}},
      {"AdmitNode", {"committee", "node", "admit"}},
      {"RevokeNode", {"committee", "node", "revoke"}},
      {"Confirm", {"committee", "confirm"}},
      {"BeginTerm", {"committee", "term"}},
      {"SetYearFigures", {"committee", "year-figures"}},
      {"Convene", {"session", "convene"}},
      {"AdvanceRegistry", {"session", "advance-registry"}},
      {"GiveNotice", {"session", "notice"}},
      {"OpenSession", {"session", "open"}},
      {"Recess", {"session", "recess"}},
      {"Resume", {"session", "resume"}},
      {"CloseSession", {"session", "close"}},
      {"HandOverChair", {"session", "chair"}},
      {"NameScrutineers", {"session", "scrutineers"}},
      {"AddItem", {"agenda", "add"}},
      {"AmendItem", {"agenda", "amend"}},
      {"MoveItem", {"agenda", "move"}},
      {"WithdrawItem", {"agenda", "withdraw"}},
      {"DeferItem", {"agenda", "defer"}},
      {"AdoptAgenda", {"agenda", "adopt"}},
      {"StartItem", {"agenda", "start"}},
      {"ConcludeItem", {"agenda", "conclude"}},
      {"AttachDocument", {"document", "attach"}},
      {"SignIn", {"attend", "sign-in"}},
      {"RecordAttendee", {"attend", "guest"}},
      {"RecordDeparture", {"attend", "depart"}},
      {"GrantLeave", {"attend", "leave"}},
      {"Recuse", {"attend", "recuse"}},
      {"ProposeAppointment", {"appointment", "propose"}},
      {"WithdrawProposal", {"appointment", "withdraw"}},
      {"RecordPrerequisite", {"appointment", "prerequisite"}},
      {"RecordFollowUp", {"appointment", "follow-up"}},
      {"DraftPoll", {"poll", "draft"}},
      {"DiscardPoll", {"poll", "discard"}},
      {"ObjectToMerge", {"poll", "object"}},
      {"OpenPoll", {"poll", "open"}},
      {"CastBallot", {"vote"}},
      {"ClosePoll", {"poll", "close"}},
      {"EnterCount", {"poll", "count"}},
      {"ConfirmCount", {"poll", "confirm"}},
      {"CertifyResult", {"poll", "certify"}},
      {"AnnounceResult", {"poll", "announce"}},
      {"VoidPoll", {"poll", "void"}},
      {"BeginCeremony", {"ceremony", "begin"}},
      {"CommitToCeremony", {"ceremony", "join"}},
      {"DealShares", {"ceremony", "join"}},
      {"AcceptDeals", {"ceremony", "join"}},
      {"ComplainOfDeal", {"ceremony", "join"}},
      {"CastSecretBallot", {"vote"}},
      {"ChallengeBallot", {"vote"}},
      {"SealPoll", {"poll", "seal"}},
      {"AnswerOpening", {"poll", "answer"}},
      {"StateTotals", {"poll", "answer"}},
  };
  return rows;
}

template <std::size_t... I>
std::vector<std::string_view> KindNames(std::index_sequence<I...>) {
  return {session::NameOf(
      session::KindOf(session::Body(std::variant_alternative_t<I, session::AnyBody>{})))...};
}

TEST(EveryCommandOfTheLog, HasARow) {
  const auto kinds = KindNames(std::make_index_sequence<std::variant_size_v<session::AnyBody>>());
  ASSERT_EQ(Rows().size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(Rows()[i].first, kinds[i]);
}

TEST(EveryCommandOfTheLog, CanBeTyped) {
  for (auto [kind, words] : Rows()) {
    words.insert(words.end(), {"--help", "--lang", "en"});
    const auto called = plenary::testing::Call(words);
    EXPECT_EQ(called.exit, 0) << kind;
    std::string usage = "Usage: plenary";
    for (std::size_t i = 0; i + 3 < words.size(); ++i) usage += " " + words[i];
    EXPECT_NE(called.out.find(usage), std::string::npos) << kind << called;
  }
}

}  // namespace
}  // namespace plenary::cli
