// Commands, proofs, sessions and archives over a real connection.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/archive/verify.h"
#include "core/wire/proto.h"
#include "tests/server/rpc/office.h"
#include "tests/support/check_secret.h"

namespace plenary::rpc {
namespace {

using grpc::StatusCode;
using session::Refusal;

const host::TestCommittee& Committee() { return Office::Committee(); }

std::string Text(ByteView bytes) { return std::string(AsText(bytes)); }

class SubmitTest : public ::testing::Test {
 protected:
  v1::SubmitResponse Submit(const log::SignedCommand& command) {
    v1::SubmitRequest request;
    *request.mutable_command() = wire::ToProto(command);
    v1::SubmitResponse response;
    const auto status = member_.plenary->Submit(Call().get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  std::string ReadArchive(const SessionId& session, grpc::Status& status) {
    v1::GetArchiveRequest request;
    request.set_session(Text(session.view()));
    const auto context = Call();
    const auto reader = member_.plenary->GetArchive(context.get(), request);
    std::string archive;
    for (v1::Chunk chunk; reader->Read(&chunk);) {
      EXPECT_LE(chunk.data().size(), kChunk);
      archive += chunk.data();
    }
    status = reader->Finish();
    return archive;
  }

  Office office_;
  Client member_ = office_.Dial(Committee().members()[1]);
};

TEST_F(SubmitTest, AnswersWithAReceiptThatVerifies) {
  const LogId log = office_.hall().Convene(1);
  const auto command = Committee().Sign(Committee().secretary(), log, office_.hall().HeadOf(log),
                                        session::GiveNotice{{2023, 2, 1}});
  const auto response = Submit(command);
  ASSERT_TRUE(response.has_receipt());
  const auto receipt = wire::FromProto(response.receipt());
  ASSERT_TRUE(receipt) << receipt.error().message;
  EXPECT_TRUE(office_.hall().Verify(command, *receipt));

  const auto again = wire::FromProto(Submit(command).receipt());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->index, receipt->index);
}

TEST_F(SubmitTest, AnswersWithTheReasonOfARefusal) {
  const LogId log = office_.hall().Convene(1);
  const auto response =
      Submit(Committee().Sign(Committee().members()[1], log, office_.hall().HeadOf(log),
                              session::GiveNotice{{2023, 2, 1}}));
  ASSERT_TRUE(response.has_refused());
  EXPECT_EQ(response.refused().reason(), static_cast<std::uint32_t>(Refusal::kNotYourRole));
}

TEST_F(SubmitTest, RefusesWhatIsMalformed) {
  log::SignedCommand command = Committee().founding();
  command.signature.pop_back();
  EXPECT_EQ(Submit(command).refused().reason(), static_cast<std::uint32_t>(Refusal::kMalformed));
  EXPECT_EQ(Submit({}).refused().reason(), static_cast<std::uint32_t>(Refusal::kMalformed));
}

TEST_F(SubmitTest, RefusesACommandAboveItsBound) {
  log::SignedCommand command = Committee().founding();
  command.command.resize((256 << 10) + 1);
  EXPECT_EQ(Submit(command).refused().reason(), static_cast<std::uint32_t>(Refusal::kMalformed));
}

TEST_F(SubmitTest, StopsAMessageAboveItsBound) {
  v1::SubmitRequest request;
  request.mutable_command()->set_command(std::string(kMaxReceived, 'x'));
  v1::SubmitResponse response;
  EXPECT_EQ(member_.plenary->Submit(Call().get(), request, &response).error_code(),
            StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(SubmitTest, KeepsToTheCallersDeadline) {
  const auto context = Call(milliseconds(-1));
  v1::SubmitResponse response;
  EXPECT_EQ(member_.plenary->Submit(context.get(), {}, &response).error_code(),
            StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(SubmitTest, ProvesInclusionAndConsistency) {
  v1::ProveRequest request;
  request.set_inclusion_of(1);
  v1::ProveResponse response;
  ASSERT_TRUE(member_.plenary->Prove(Call().get(), request, &response).ok());
  const auto head = wire::FromProto(response.head());
  ASSERT_TRUE(head);
  EXPECT_EQ(head->head, office_.hall().HeadOf(Committee().registry()));
  EXPECT_GT(response.proof_size(), 0);

  request.set_consistency_from(2);
  request.set_size(3);
  ASSERT_TRUE(member_.plenary->Prove(Call().get(), request, &response).ok());
  EXPECT_EQ(wire::FromProto(response.head())->head.size, 3u);
}

TEST_F(SubmitTest, ProvesNothingThatIsNotThere) {
  v1::ProveRequest request;
  v1::ProveResponse response;
  const auto prove = [&] {
    return member_.plenary->Prove(Call().get(), request, &response).error_code();
  };
  EXPECT_EQ(prove(), StatusCode::INVALID_ARGUMENT);  // neither asked for
  request.set_inclusion_of(1 << 20);
  EXPECT_EQ(prove(), StatusCode::INVALID_ARGUMENT);
  request.set_session("short");
  EXPECT_EQ(prove(), StatusCode::INVALID_ARGUMENT);
  request.set_session(std::string(16, '\0'));
  EXPECT_EQ(prove(), StatusCode::INVALID_ARGUMENT);
  request.set_session(std::string(16, 'x'));
  EXPECT_EQ(prove(), StatusCode::NOT_FOUND);
}

TEST_F(SubmitTest, ListsSessionsInPages) {
  const LogId first = office_.hall().Convene(1);
  const LogId second = office_.hall().OpenSession(2);
  office_.hall().Say(Committee().director(), second, session::CloseSession{});
  v1::ListSessionsResponse all;
  ASSERT_TRUE(member_.plenary->ListSessions(Call().get(), {}, &all).ok());
  ASSERT_EQ(all.sessions_size(), 2);
  EXPECT_FALSE(all.more());
  EXPECT_EQ(all.sessions(0).session(), Text(first.session.view()));
  EXPECT_EQ(all.sessions(0).size(), 1u);
  EXPECT_FALSE(all.sessions(0).closed());
  EXPECT_TRUE(all.sessions(1).closed());
  EXPECT_EQ(all.sessions(0).convened().index(), 0u);

  v1::ListSessionsRequest after;
  after.set_after(all.sessions(0).session());
  v1::ListSessionsResponse rest;
  ASSERT_TRUE(member_.plenary->ListSessions(Call().get(), after, &rest).ok());
  ASSERT_EQ(rest.sessions_size(), 1);
  EXPECT_EQ(rest.sessions(0).session(), Text(second.session.view()));
}

TEST_F(SubmitTest, GivesAnArchiveThatVerifies) {
  const LogId log = office_.hall().OpenSession(1);
  grpc::Status status;
  ReadArchive(log.session, status);
  EXPECT_EQ(status.error_code(), StatusCode::ABORTED);  // not closed

  office_.hall().Say(Committee().director(), log, session::CloseSession{});
  // The registry goes on; the archive keeps to what the session stood under.
  office_.hall().Say(Committee().secretary(), Committee().registry(),
                     session::PutPerson{host::NumberedId<PersonId>('n', 1), "后来者", ""});
  const std::string archive = ReadArchive(log.session, status);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const auto verified = archive::Verify(AsBytes(archive), kTestSecret);
  ASSERT_TRUE(verified) << verified.error().Message();
  EXPECT_EQ(verified->log, log);
  EXPECT_EQ(verified->head, office_.hall().HeadOf(log));

  ReadArchive(Committee().session(99).session, status);
  EXPECT_EQ(status.error_code(), StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace plenary::rpc
