#include "client/link/enrolment.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

#include "tests/support/fake_server.h"

namespace plenary::link {
namespace {

using plenary::testing::FakeServer;
using plenary::testing::Served;
using plenary::testing::SmallCommittee;
using plenary::testing::Somebody;

constexpr Milliseconds kWait{20'000};

class EnrolmentTest : public ::testing::Test {
 protected:
  EnrolmentTest() : server_(committee_) { committee_.Connect({server_.address()}); }

  std::unique_ptr<Link> OpenFor(Somebody& somebody) {
    auto link = Link::Open(*somebody.store);
    EXPECT_TRUE(link) << link.error().message;
    EXPECT_TRUE((*link)->Sync((*link)->RegistryLog(), kWait));
    return std::move(*link);
  }
  // The member's code, as the secretary makes it.
  Sheet Offer(Link& secretary, const PersonId& person) {
    auto sheet = MakeOffer(secretary, *committee_.secretary().store, person, std::chrono::hours(1));
    EXPECT_TRUE(sheet) << sheet.error().message;
    return std::move(*sheet);
  }
  static void Submitted(const Result<Outcome>& outcome) {
    ASSERT_TRUE(outcome) << outcome.error().message;
    const auto* refusal = std::get_if<session::Refusal>(&*outcome);
    ASSERT_EQ(refusal, nullptr) << NameOf(*refusal);
  }

  SmallCommittee committee_;
  FakeServer server_;
};

TEST_F(EnrolmentTest, FromPaperToAConnection) {
  const auto secretary = OpenFor(committee_.secretary());
  const auto officer = OpenFor(committee_.officer());
  const PersonId person = committee_.member(1).person;
  const Sheet sheet = Offer(*secretary, person);
  EXPECT_EQ(sheet.person_name, "m1");

  // The new machine reads the sheet as a file.
  const auto read = ParseSheet(FormatSheet(sheet));
  ASSERT_TRUE(read) << read.error().message;
  Somebody laptop = committee_.Stranger("laptop");
  const auto invitation = ReadOffer(*read, kWait);
  ASSERT_TRUE(invitation) << invitation.error().message;
  EXPECT_EQ(invitation->offered_to.person, person);
  EXPECT_EQ(invitation->founding.found.name, "committee");
  const auto applied = Apply(*laptop.store, *read, *invitation, true, kWait);
  ASSERT_TRUE(applied) << applied.error().message;
  const auto too_early = GetCertificate(*laptop.store, kWait);
  ASSERT_FALSE(too_early);
  EXPECT_EQ(too_early.error().code, ErrorCode::kNotFound);

  const auto applications = ListApplications(*secretary, *committee_.secretary().store);
  ASSERT_TRUE(applications) << applications.error().message;
  ASSERT_EQ(applications->size(), 1u);
  const Application& application = applications->front();
  ASSERT_TRUE(application.key) << application.problem;
  EXPECT_EQ(application.person, person);
  EXPECT_EQ(application.key->id(), laptop.store->key_id());
  Submitted(secretary->Submit(secretary->RegistryLog(),
                              session::AdmitKey{person, ToBytes(application.key->encoded())}));

  ASSERT_TRUE(officer->WaitForRegistry(
      [](const session::Registry& registry) { return !ListAdmissions(registry).empty(); }, kWait));
  const auto admissions = ListAdmissions(*officer->Registry());
  ASSERT_EQ(admissions.size(), 1u);
  EXPECT_EQ(admissions[0].short_code, wire::ShortCode(laptop.store->key_id()));
  EXPECT_EQ(admissions[0].person_name, "m1");
  Submitted(officer->Submit(officer->RegistryLog(), session::Confirm{{admissions[0].entry}}));

  ASSERT_TRUE(AwaitCertificate(*laptop.store, kWait));
  const auto link = Link::Open(*laptop.store);
  ASSERT_TRUE(link) << link.error().message;
  ASSERT_TRUE((*link)->Sync((*link)->RegistryLog(), kWait));
  ASSERT_TRUE(secretary->Sync(secretary->RegistryLog(), kWait));
  const LogId session = committee_.ledger().session(1);
  Submitted(secretary->Submit(session,
                              session::AdvanceRegistry{secretary->Head(secretary->RegistryLog())}));
  Submitted((*link)->Submit(session, session::SignIn{}));
  EXPECT_TRUE((*link)->Alarms().empty()) << "the earlier machine's key is no alarm";
  EXPECT_TRUE(laptop.store->profile().own_keys.contains(committee_.member(1).store->key_id()));
}

TEST_F(EnrolmentTest, AlarmsThePersonWhoDidNotAsk) {
  const auto member = OpenFor(committee_.member(1));
  const Somebody stranger = committee_.Stranger("stranger");
  std::promise<Alarm> alarm;
  const auto subscription = member->OnAlarm([&](const Alarm& one) { alarm.set_value(one); });
  server_.With([&](Served& served) {
    served.ledger.Say(committee_.secretary().key(), served.ledger.registry(),
                      session::AdmitKey{committee_.member(1).person,
                                        ToBytes(stranger.key().public_key().encoded())});
  });
  const Alarm raised = alarm.get_future().get();
  EXPECT_EQ(raised.kind, AlarmKind::kForeignAdmission);
  EXPECT_NE(raised.sentence.find(wire::ShortCode(stranger.store->key_id())), std::string::npos);
  EXPECT_FALSE(member->AlarmOf(member->RegistryLog())) << "the log itself is good";
  EXPECT_TRUE(member->Sync(member->RegistryLog(), kWait));
}

TEST_F(EnrolmentTest, DoesNotAlarmOthersOrTwice) {
  const Somebody stranger = committee_.Stranger("stranger");
  server_.With([&](Served& served) {
    served.ledger.Say(committee_.secretary().key(), served.ledger.registry(),
                      session::AdmitKey{committee_.member(1).person,
                                        ToBytes(stranger.key().public_key().encoded())});
  });
  EXPECT_TRUE(OpenFor(committee_.member(0))->Alarms().empty());
  EXPECT_EQ(OpenFor(committee_.member(1))->Alarms().size(), 1u);
  committee_.Reopen(committee_.member(1));
  EXPECT_EQ(OpenFor(committee_.member(1))->Alarms().size(), 1u);
}

TEST_F(EnrolmentTest, AKeyThatThePersonOwnsIsNoAlarm) {
  const Somebody laptop = committee_.Stranger("laptop");
  ASSERT_TRUE(committee_.member(1).store->OwnKeys({laptop.store->key_id()}));
  server_.With([&](Served& served) {
    served.ledger.Say(committee_.secretary().key(), served.ledger.registry(),
                      session::AdmitKey{committee_.member(1).person,
                                        ToBytes(laptop.key().public_key().encoded())});
  });
  EXPECT_TRUE(OpenFor(committee_.member(1))->Alarms().empty());
}

TEST_F(EnrolmentTest, AnApplicationWithoutTheCodeIsRefused) {
  const auto secretary = OpenFor(committee_.secretary());
  const Sheet sheet = Offer(*secretary, committee_.member(1).person);
  // The server itself hands in a key of its own making: it does not know the secret.
  const Somebody stranger = committee_.Stranger("stranger");
  server_.With([&](Served& served) {
    const auto forged = wire::MakeEnrolmentRequest(
        stranger.key(), committee_.id(), committee_.member(1).person, crypto::SecretBytes(13));
    served.enrolments.begin()->second.set_enrolment(
        std::string(AsText(wire::EncodeEnrolmentRequest(*forged))));
  });
  const auto applications = ListApplications(*secretary, *committee_.secretary().store);
  ASSERT_TRUE(applications);
  ASSERT_EQ(applications->size(), 1u);
  EXPECT_FALSE(applications->front().key);
  EXPECT_FALSE(applications->front().problem.empty());
}

TEST_F(EnrolmentTest, AnApplicationForAnotherPersonIsRefused) {
  const auto secretary = OpenFor(committee_.secretary());
  const Sheet sheet = Offer(*secretary, committee_.member(1).person);
  server_.With([&](Served& served) {
    served.enrolments.begin()->second.set_person(
        std::string(AsText(committee_.member(2).person.view())));
  });
  EXPECT_EQ(ReadOffer(sheet, kWait).error().code, ErrorCode::kConflict);
  // Typed from paper there is nobody to compare with; the secretary's client notices.
  Sheet typed = std::move(*ParseSheet(FormatSheet(sheet)));
  typed.person = {};
  const auto invitation = ReadOffer(typed, kWait);
  ASSERT_TRUE(invitation);
  const Somebody laptop = committee_.Stranger("laptop");
  ASSERT_TRUE(Apply(*laptop.store, typed, *invitation, false, kWait));
  const auto applications = ListApplications(*secretary, *committee_.secretary().store);
  ASSERT_TRUE(applications);
  EXPECT_FALSE(applications->front().key);
  EXPECT_EQ(applications->front().person, committee_.member(1).person);
}

TEST_F(EnrolmentTest, BelievesOnlyThePapersFounding) {
  CommitteeId other = committee_.id();
  other.bytes[5] ^= 1;
  const auto founding = FetchFounding(server_.address(), other, kWait);
  ASSERT_FALSE(founding);
  EXPECT_EQ(founding.error().code, ErrorCode::kBadSignature);
}

TEST_F(EnrolmentTest, BelievesOnlyAServerOfTheFoundersAuthority) {
  // Another server that repeats the committee's founding.
  SmallCommittee other;
  FakeServer impostor(other);
  impostor.With([&](Served& served) { served.ledger = committee_.ledger(); });
  const auto founding = FetchFounding(impostor.address(), committee_.id(), Milliseconds(1500));
  ASSERT_FALSE(founding);
  EXPECT_EQ(founding.error().code, ErrorCode::kBadSignature);
}

TEST_F(EnrolmentTest, SaysThatNobodyAnswers) {
  const auto founding = FetchFounding("127.0.0.1:1", committee_.id(), Milliseconds(300));
  ASSERT_FALSE(founding);
  EXPECT_EQ(founding.error().code, ErrorCode::kUnavailable);
}

TEST_F(EnrolmentTest, RefusesASheetWithAFault) {
  const auto secretary = OpenFor(committee_.secretary());
  const std::string good = FormatSheet(Offer(*secretary, committee_.member(0).person));
  for (const char* field : {"committee", "fingerprint", "servers", "person", "name", "code"}) {
    std::string bad = good;
    bad.replace(bad.find(std::string("\"") + field + "\""), 3, "\"zz");
    const auto sheet = ParseSheet(bad);
    ASSERT_FALSE(sheet) << field;
    EXPECT_EQ(sheet.error().code, ErrorCode::kInvalidArgument);
    EXPECT_NE(sheet.error().message.find(field), std::string::npos) << sheet.error().message;
  }
  EXPECT_FALSE(ParseSheet("no json"));
}

TEST_F(EnrolmentTest, ACommitteeOfTheOtherSuiteNeedsAnotherStore) {
  SmallCommittee national(2, crypto::Suite::kSm2);
  FakeServer server(national);
  const auto founding = FetchFounding(server.address(), national.id(), kWait);
  ASSERT_TRUE(founding) << founding.error().message;
  Somebody p256 = committee_.Stranger("p256");
  EXPECT_EQ(Bind(*p256.store, *founding, p256.person, {server.address()}, false).error().code,
            ErrorCode::kConflict);
  Somebody sm2 = national.Stranger("sm2");
  EXPECT_TRUE(Bind(*sm2.store, *founding, sm2.person, {server.address()}, false));
}

}  // namespace
}  // namespace plenary::link
