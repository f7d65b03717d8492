// Clients that lie: each lie is refused for its own reason, and changes nothing.
#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <utility>

#include "core/crypto/random.h"
#include "core/wire/command.h"
#include "core/wire/proto.h"
#include "tests/functional/chamber.h"
#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

using std::chrono::seconds;

struct Lie {
  const char* name;
  log::SignedCommand command;
  const char* want;
};

class LyingClient : public ::testing::Test {
 protected:
  LyingClient() : chamber_(4), liar_(chamber_.Dial(chamber_.member(3))) {}

  std::pair<log::Head, log::Head> Heads() {
    return {chamber_.Newest(chamber_.registry()), chamber_.Newest(session())};
  }
  LogId session() const { return chamber_.session(); }
  log::Head Seen() { return chamber_.Newest(session()); }
  // An honest ballot of the liar's, to be twisted.
  session::Command Ballot(const PollId& poll) {
    return chamber_.Command(Member(), session(), Seen(),
                            session::CastBallot{poll, {rules::Choice{{0}}}, std::nullopt});
  }
  Somebody& Member() { return chamber_.member(3); }
  log::SignedCommand Signed(const session::Command& command) {
    return SignWith(Member().key(), command);
  }

  void ExpectRefused(const std::vector<Lie>& lies) {
    for (const Lie& lie : lies) {
      const auto before = Heads();
      EXPECT_EQ(Said(liar_->Submit(lie.command)), lie.want) << lie.name;
      EXPECT_EQ(Heads(), before) << lie.name;
    }
  }

  Chamber chamber_;
  std::unique_ptr<Speaker> liar_;
};

TEST_F(LyingClient, CannotSignForAnother) {
  const PollId poll = chamber_.OpenPoll(false);
  const session::Command ballot = Ballot(poll);
  const Bytes bytes = wire::EncodeCommand(ballot);
  log::SignedCommand changed = Signed(ballot);
  session::Command other = ballot;
  std::get<session::CastBallot>(other.body).choices = {rules::Choice{{1}}};
  changed.command = wire::EncodeCommand(other);
  log::SignedCommand flipped = Signed(ballot);
  flipped.signature[40] ^= 1;
  log::SignedCommand short_signature = Signed(ballot);
  short_signature.signature.pop_back();
  log::SignedCommand cosigned = Signed(ballot);
  cosigned.cosignature = cosigned.signature;
  session::Command in_his_name = ballot;
  in_his_name.signer = chamber_.member(2).store->key_id();
  const auto stranger = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  session::Command strangers = ballot;
  strangers.signer = stranger.public_key().id();
  ExpectRefused({
      {"another's name", Signed(in_his_name), "BadSignature"},
      {"another's key", SignWith(chamber_.member(2).key(), ballot), "BadSignature"},
      {"another choice", changed, "BadSignature"},
      {"one bit", flipped, "BadSignature"},
      {"another purpose",
       {bytes, Member().key().Sign(crypto::Purpose::kEnrolment, bytes).value(), {}},
       "BadSignature"},
      {"too short a signature", short_signature, "Malformed"},
      {"a second signature", cosigned, "Malformed"},
      {"a key that nobody has admitted", SignWith(stranger, strangers), "UnknownKey"},
  });
  EXPECT_EQ(Said(liar_->Submit(Signed(ballot))), "receipt");
}

TEST_F(LyingClient, CannotSpeakWithAKeyThatIsRevoked) {
  const PollId poll = chamber_.OpenPoll(false);
  const session::Command ballot = Ballot(poll);
  chamber_.Say(chamber_.officer(), chamber_.registry(),
               session::RevokeKey{Member().store->key_id(), "stolen"});
  EXPECT_EQ(Said(liar_->Submit(Signed(ballot))), Said(Answer(grpc::StatusCode::PERMISSION_DENIED)));
  liar_ = chamber_.Dial(chamber_.member(1));  // an accomplice sends it
  session::Command aware = ballot;
  aware.seen = Seen();
  ExpectRefused({{"signed before", Signed(ballot), "RevokedKey"},
                 {"signed afterwards", Signed(aware), "RevokedKey"}});
}

TEST_F(LyingClient, LosesTheConnectionWhenItsCertificateIsRevoked) {
  v1::ListSessionsRequest request;
  const auto code = [&] {
    grpc::ClientContext context;
    v1::ListSessionsResponse response;
    return liar_->stub().ListSessions(&context, request, &response).error_code();
  };
  ASSERT_EQ(code(), grpc::StatusCode::OK);
  const Ran ran = chamber_.server().Do("revoke-certificates", {Member().store->key_id().hex()});
  ASSERT_EQ(ran.code, 0) << ran;
  EXPECT_TRUE(WaitFor([&] { return code() == grpc::StatusCode::UNAUTHENTICATED; }, seconds(20)));
}

TEST_F(LyingClient, CannotTakeARoleItHasNot) {
  const PollId poll = chamber_.OpenPoll(false);
  const auto say = [&](Somebody& who, const LogId& log, session::Body body) {
    return chamber_.Sign(who, log, chamber_.Newest(log), std::move(body));
  };
  const session::CastBallot ballot{poll, {rules::Choice{{0}}}, std::nullopt};
  const LogId registry = chamber_.registry();
  const auto pending = chamber_.Say(chamber_.secretary(), registry,
                                    session::GrantRole{Member().person, session::Role::kOfficer});
  const auto accomplice = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  ExpectRefused({
      {"a member closes", say(Member(), session(), session::ClosePoll{poll}), "NotYourRole"},
      {"a member takes the chair",
       say(Member(), session(), session::HandOverChair{Member().person}), "NotYourRole"},
      {"a member signs another out",
       say(Member(), session(), session::RecordDeparture{chamber_.member(2).person}),
       "NotYourRole"},
      {"a member admits a key",
       say(Member(), registry,
           session::AdmitKey{Member().person, ToBytes(accomplice.public_key().encoded())}),
       "NotYourRole"},
      {"a member confirms", say(Member(), registry, session::Confirm{{pending.index}}),
       "NotYourRole"},
      {"the secretary confirms her own",
       say(chamber_.secretary(), registry, session::Confirm{{pending.index}}), "OwnProposal"},
      {"the secretary votes", say(chamber_.secretary(), session(), ballot), "NotYourRole"},
      {"the second officer votes", say(chamber_.officer(), session(), ballot), "NotYourRole"},
  });
}

TEST_F(LyingClient, CannotSpeakInAnotherLog) {
  const PollId poll = chamber_.OpenPoll(false);
  const session::Command ballot = Ballot(poll);
  session::Command elsewhere = ballot;
  elsewhere.committee.bytes[0] ^= 1;
  session::Command nowhere = ballot;
  nowhere.session.bytes[0] ^= 1;
  nowhere.seen = {0, log::EmptyRoot(crypto::Suite::kP256)};
  session::Command in_the_registry = ballot;
  in_the_registry.session = {};
  session::Command of_the_registry = ballot;
  of_the_registry.body = session::Confirm{{1}};
  const session::Command convened =
      wire::DecodeCommand(chamber_.courier().Entries(session()).front().command.command).value();
  const log::Entry founded = chamber_.courier().Entries(chamber_.registry()).front();
  ExpectRefused({
      {"another committee", Signed(elsewhere), "OtherCommittee"},
      {"a session that is not", Signed(nowhere), "LogIsEmpty"},
      {"a ballot in the registry", Signed(in_the_registry), "Malformed"},
      {"a registry's command in a session", Signed(of_the_registry), "Malformed"},
      {"convened again",
       chamber_.Sign(chamber_.secretary(), session(), Seen(), session::Body(convened.body)),
       "LogIsFounded"},
      {"founded again", founded.command, "Malformed"},
  });
}

TEST_F(LyingClient, GetsItsFirstReceiptForTheSameBytesAndNoneForOthers) {
  const PollId poll = chamber_.OpenPoll(false);
  const session::Command ballot = Ballot(poll);
  const log::SignedCommand bytes = Signed(ballot);
  const Answer first = liar_->Submit(bytes);
  ASSERT_EQ(Said(first), "receipt");
  session::Command other = ballot;
  std::get<session::CastBallot>(other.body).choices = {rules::Choice{{1}}};
  other.seen = Seen();
  const auto expect_known = [&](const char* when) {
    const auto before = Heads();
    const Answer again = liar_->Submit(bytes);
    ASSERT_EQ(Said(again), "receipt") << when;
    const auto& was = std::get<log::Receipt>(first);
    const auto& is = std::get<log::Receipt>(again);
    EXPECT_EQ(is.index, was.index) << when;
    EXPECT_EQ(is.time, was.time) << when;
    EXPECT_EQ(is.blinds, was.blinds) << when;
    EXPECT_EQ(Heads(), before) << when;
    ExpectRefused({{when, Signed(other), "IdReused"}});
  };
  expect_known("at once");
  chamber_.Say(chamber_.chair(), session(), session::ClosePoll{poll});
  expect_known("when the poll is closed");
  chamber_.server().Kill();
  chamber_.server().Start();
  expect_known("from a server that was killed");
}

TEST_F(LyingClient, CannotHaveSeenWhatIsNotThisLog) {
  const log::Head before_the_poll = Seen();
  const PollId poll = chamber_.OpenPoll(false);
  ASSERT_EQ(Said(liar_->Submit(
                chamber_.Sign(Member(), session(), Seen(),
                              session::CastBallot{poll, {rules::Choice{{2}}}, std::nullopt}))),
            "receipt");
  const PollId first = poll;
  const log::Head now = Seen();
  const auto seeing = [&](Somebody& who, const log::Head& seen) {
    return chamber_.Sign(who, session(), seen,
                         session::CastBallot{first, {rules::Choice{{0}}}, std::nullopt});
  };
  log::Head forked = now;
  forked.root.bytes[31] ^= 1;
  Somebody& lagging = chamber_.member(2);  // has said nothing since the poll was opened
  ExpectRefused({
      {"a fork", seeing(lagging, forked), "SeenUnknown"},
      {"the registry", seeing(lagging, chamber_.Newest(chamber_.registry())), "SeenUnknown"},
      {"another length's root", seeing(lagging, {now.size - 1, now.root}), "SeenUnknown"},
      {"the future", seeing(lagging, {now.size + 1, now.root}), "SeenUnknown"},
      {"nothing of its own", seeing(Member(), before_the_poll), "SeenOlderThanOwn"},
      {"nothing of the poll", seeing(lagging, before_the_poll), "SeenOlderThanSubject"},
  });
  EXPECT_EQ(Said(liar_->Submit(seeing(lagging, now))), "receipt");
}

TEST_F(LyingClient, CannotHideSomethingInABallot) {
  const PollId poll = chamber_.OpenPoll(false);
  const session::Command ballot = Ballot(poll);
  const auto signed_bytes = [&](Bytes bytes) {
    Bytes signature = Member().key().Sign(crypto::Purpose::kCommand, bytes).value();
    return log::SignedCommand{std::move(bytes), std::move(signature), {}};
  };
  Bytes longer = wire::EncodeCommand(ballot);
  PutRaw(longer, AsBytes("\xf8\x3f\x01"));
  Bytes shorter = wire::EncodeCommand(ballot);
  shorter.pop_back();
  Bytes twice = wire::EncodeCommand(ballot);
  PutRaw(twice, wire::EncodeCommand(ballot));
  session::Command two_options = ballot;
  std::get<session::CastBallot>(two_options.body).choices = {rules::Choice{{0, 1}}};
  session::Command no_such_option = ballot;
  std::get<session::CastBallot>(no_such_option.body).choices = {rules::Choice{{3}}};
  session::Command two_contests = ballot;
  std::get<session::CastBallot>(two_contests.body).choices.assign(2, rules::Choice{{0}});
  session::Command replacing = ballot;
  std::get<session::CastBallot>(replacing.body).replaces = crypto::RandomId<CommandId>().value();
  session::Command no_such_poll = ballot;
  std::get<session::CastBallot>(no_such_poll.body).poll = NumberedId<PollId>('p', 99);
  ExpectRefused({
      {"an unknown field", signed_bytes(longer), "Malformed"},
      {"a cut", signed_bytes(shorter), "Malformed"},
      {"a ballot in a ballot", signed_bytes(twice), "Malformed"},
      {"no command at all", signed_bytes(ToBytes(AsBytes("a ballot"))), "Malformed"},
      {"two options", Signed(two_options), "WrongChoice"},
      {"an option that is none", Signed(no_such_option), "WrongChoice"},
      {"an answer to no question", Signed(two_contests), "WrongChoice"},
      {"in place of nothing", Signed(replacing), "NotTheLast"},
      {"in no poll", Signed(no_such_poll), "UnknownPoll"},
  });
  EXPECT_EQ(Said(liar_->Submit(Signed(ballot))), "receipt");
}

TEST_F(LyingClient, CannotFillTheServer) {
  const PollId poll = chamber_.OpenPoll(false);
  const auto before = Heads();
  log::SignedCommand large = Signed(Ballot(poll));
  large.command.resize(wire::kMaxCommandSize + 1);
  EXPECT_EQ(Said(liar_->Submit(large)), "Malformed");
  large.command.resize(std::size_t{1} << 20);
  EXPECT_EQ(Said(liar_->Submit(large)), Said(Answer(grpc::StatusCode::RESOURCE_EXHAUSTED)));
  EXPECT_EQ(Said(liar_->Submit(v1::SubmitRequest())), "Malformed");
  // So gRPC answers what is no message of the method.
  EXPECT_EQ(liar_->SubmitBytes("not a message"), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(liar_->SubmitBytes(std::string(1 << 16, '\xff')), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(Heads(), before);
  EXPECT_TRUE(chamber_.server().IsRunning());
}

// Commands that reach the server together, and their answers in the order they were sent.
class Burst {
 public:
  explicit Burst(Speaker& speaker) : speaker_(speaker) {}

  void Send(const log::SignedCommand& command) {
    auto& one = *calls_.emplace_back(std::make_unique<One>());
    *one.request.mutable_command() = wire::ToProto(command);
    one.context.set_deadline(std::chrono::system_clock::now() + seconds(30));
    speaker_.stub().async()->Submit(&one.context, &one.request, &one.response,
                                    [this](const grpc::Status& status) {
                                      const std::lock_guard lock(mutex_);
                                      if (status.ok()) ++good_;
                                      ++done_;
                                      changed_.notify_all();
                                    });
  }
  std::vector<v1::SubmitResponse> Await() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return done_ == calls_.size(); });
    EXPECT_EQ(good_, done_);
    std::vector<v1::SubmitResponse> responses;
    for (const auto& one : calls_) responses.push_back(one->response);
    return responses;
  }

 private:
  struct One {
    grpc::ClientContext context;
    v1::SubmitRequest request;
    v1::SubmitResponse response;
  };

  Speaker& speaker_;
  std::vector<std::unique_ptr<One>> calls_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t done_ = 0;
  std::size_t good_ = 0;
};

class LateVote : public LyingClient {
 protected:
  // What became of a close and of ballots that came with it.
  struct Round {
    PollId poll;
    std::uint64_t closed = 0;  // index
    Instant time;              // of the close
    std::size_t refused = 0;
    std::size_t counted = 0;
    bool together = false;  // something behind the close has its very millisecond
  };

  // The server sleeps while they come, so that it finds them all at once.
  Round Play() {
    Round round{.poll = chamber_.OpenPoll(true), .time = {}};
    const log::Head seen = Seen();
    Burst burst(*liar_);
    chamber_.server().Signal(SIGSTOP);
    burst.Send(Ballot(round.poll, seen, 1));
    burst.Send(chamber_.Sign(chamber_.chair(), session(), seen, session::ClosePoll{round.poll}));
    burst.Send(Ballot(round.poll, seen, 2));
    burst.Send(Ballot(round.poll, seen, 3));
    burst.Send(chamber_.Sign(chamber_.secretary(), session(), seen, Attendee(++guests_)));
    chamber_.server().Signal(SIGCONT);
    const auto answers = burst.Await();
    round.closed = answers[1].receipt().index();
    round.time = {answers[1].receipt().time()};
    for (const std::size_t ballot : {0u, 2u, 3u}) Judge(answers[ballot], round);
    const auto& guest = answers[4].receipt();
    round.together = guest.index() > round.closed && guest.time() == round.time.milliseconds;
    chamber_.Say(chamber_.chair(), session(), session::VoidPoll{round.poll, "a test"});
    return round;
  }

 private:
  log::SignedCommand Ballot(const PollId& poll, const log::Head& seen, std::size_t member) {
    return chamber_.Sign(chamber_.member(member), session(), seen,
                         session::CastBallot{poll, {rules::Choice{{0}}}, std::nullopt});
  }
  // Its place in the log decides, and nothing else.
  static void Judge(const v1::SubmitResponse& answer, Round& round) {
    if (answer.has_receipt()) {
      EXPECT_LT(answer.receipt().index(), round.closed);
      ++round.counted;
      return;
    }
    EXPECT_EQ(static_cast<session::Refusal>(answer.refused().reason()),
              session::Refusal::kPollState);
    ++round.refused;
  }

  std::uint8_t guests_ = 0;
};

TEST_F(LateVote, IsRefusedInTheVeryMillisecondOfTheClose) {
  bool proven = false;
  std::vector<Round> rounds;
  while (!proven && rounds.size() < 50 && !HasFailure()) {
    rounds.push_back(Play());
    proven = rounds.back().refused > 0 && rounds.back().together;
  }
  EXPECT_TRUE(proven) << "no round in which all of it came within one millisecond";
  const auto log = chamber_.Refold();
  for (const Round& round : rounds) {
    EXPECT_EQ(log->state().polls.at(round.poll).ballots.size(), round.counted);
  }
}

}  // namespace
}  // namespace plenary::testing
