// The vectors of tests/vectors/wire, made by tests/reference/make_wire_vectors.py.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "core/session/registry.h"
#include "core/wire/ballot_codes.h"
#include "core/wire/command.h"
#include "core/wire/connect.h"
#include "core/wire/enrolment.h"
#include "core/wire/entry.h"
#include "tests/support/same_fields.h"
#include "tests/support/vector_files.h"

namespace plenary::wire {
namespace {

using nlohmann::json;
using session::Body;
using testing::BytesOf;
using testing::IdOf;
using testing::LoadVectors;
using testing::SameFields;

template <class IdT>
IdT Fill(Byte value) {
  IdT id;
  id.bytes.fill(value);
  return id;
}

// ---- commands: the same values as in the Python

session::CommitteeRules Rules() {
  session::CommitteeRules rules;
  rules.majorities = {
      {session::ItemKind::kMidTermEvaluation, {rules::Base::kPresent, rules::kTwoThirds}}};
  rules.notice_days = 7;
  rules.merged_polls = false;
  return rules;
}

Body Found(crypto::Suite suite) {
  return session::Found{
      .name = "绛县人民代表大会常务委员会",
      .suite = suite,
      .term = 17,
      .date = {2023, 1, 5},
      .officers = {session::FoundingOfficer{Fill<PersonId>(0x11), "赵某某", Bytes(65, 0x21)},
                   session::FoundingOfficer{Fill<PersonId>(0x12), "钱某某", Bytes(65, 0x22)}},
      .node = {.public_key = Bytes(65, 0x23), .authority_certificate = Bytes(300, 0x24)},
      .rules = Rules()};
}

Body Convene() {
  return session::Convene{.kind = session::SessionKind::kCommittee,
                          .rehearsal = false,
                          .urgent = true,
                          .term = 17,
                          .number = 12,
                          .date = {2023, 3, 28},
                          .title = "",
                          .place = "县人大会议室",
                          .chair = Fill<PersonId>(0x11),
                          .registry = {.size = 40, .root = Fill<Digest>(0x41)}};
}

Body AddItem() {
  return session::AddItem{
      .item = {.id = Fill<ItemId>(0x31),
               .kind = session::ItemKind::kLawEnforcementInspection,
               .title = "听取执法检查报告",
               .mover = {session::MoverKind::kMembers,
                         {Fill<PersonId>(0x11), Fill<PersonId>(0x12), Fill<PersonId>(0x13)},
                         ""},
               .reports = {{session::Organ::kGovernment, "县财政局", "关于预算执行情况的报告"},
                           {session::Organ::kCourt, "县人民法院", "工作报告"}},
               .laws = {"环境保护法", "法官法"}},
      .position = 2};
}

Body DraftPoll() {
  const rules::Election by_voting{.posts = 1, .threshold = rules::kMoreThanHalfOfVoting};
  const rules::Election plurality{.posts = 2, .threshold = std::nullopt};
  rules::Evaluation alone;
  alone.basically_counts = false;
  return session::DraftPoll{
      .poll = Fill<PollId>(0x51),
      .item = Fill<ItemId>(0x31),
      .subject = session::PollSubject::kAppointment,
      .method = session::Method::kRecorded,
      .test = false,
      .question = "表决人事任免\n逐人表决",
      .contests =
          {{"任命局长", {Fill<ProposalId>(0x61), Fill<ProposalId>(0x62)}, rules::MajorityContest()},
           {"", {}, rules::ElectionContest({"孙某某", "李某某"}, by_voting, true)},
           {"", {}, rules::ElectionContest({"孙某某", "李某某"}, plurality, true)},
           {"测评", {}, rules::EvaluationContest(alone, rules::OptionKind::kNotAcquainted)}},
      .again = Fill<PollId>(0x52)};
}

Body CastBallot() {
  return session::CastBallot{Fill<PollId>(0x51), {{{0}}, {{}}, {{0, 300}}}, Fill<CommandId>(0x72)};
}

Body EnterCount() {
  rules::PaperCount papers{.issued = 30,
                           .returned = 29,
                           .valid = 28,
                           .invalid = 1,
                           .blank = 0,
                           .votes = {20, 0, 7},
                           .write_ins = {{"周某某", 1}}};
  rules::PaperCount hands;
  hands.votes = {0, 0, 35};
  return session::EnterCount{Fill<PollId>(0x51), {papers, hands}};
}

Body HeldByTheBody() {
  session::CommitteeRules rules = Rules();
  rules.key_holding = {session::KeyHolders::kBody, 0, 1, 5};
  return session::SetRules{rules};
}

void AddSecret(std::map<std::string, Body>& bodies) {
  const auto ceremony = Fill<CeremonyId>(0x81);
  const auto poll = Fill<PollId>(0x51);
  const auto code = Fill<Digest>(0x82);
  bodies["BeginCeremony"] = session::BeginCeremony{
      ceremony, 2, {Fill<PersonId>(0x11), Fill<PersonId>(0x12), Fill<PersonId>(0x13)}};
  bodies["CommitToCeremony"] = session::CommitToCeremony{ceremony, Bytes(194, 0x83)};
  bodies["DealShares"] = session::DealShares{ceremony, Bytes(550, 0x84)};
  bodies["AcceptDeals"] = session::AcceptDeals{ceremony, Fill<Digest>(0x85)};
  bodies["ComplainOfDeal"] =
      session::ComplainOfDeal{ceremony, Fill<PersonId>(0x12), Bytes(227, 0x86)};
  bodies["CastSecretBallot"] =
      session::CastSecretBallot{poll, Bytes(680, 0x87), code, Fill<CommandId>(0x72)};
  bodies["ChallengeBallot"] = session::ChallengeBallot{poll, Bytes(680, 0x87), code};
  bodies["SealPoll"] = session::SealPoll{poll, {{70, Fill<Digest>(0x88)}, 30, Bytes(130, 0x89)}};
  bodies["AnswerOpening"] = session::AnswerOpening{poll, Bytes(227, 0x8A)};
  bodies["StateTotals"] = session::StateTotals{poll, {{{20, 0, 10}, 0}, {{300}, 1}}};
}

std::map<std::string, Body> Bodies() {
  std::map<std::string, Body> bodies = {
      {"Found p256", Found(crypto::Suite::kP256)},
      {"Found sm2", Found(crypto::Suite::kSm2)},
      {"SetRules", HeldByTheBody()},
      {"RevokeKey", session::RevokeKey{Fill<KeyId>(0x26), "遗失"}},
      {"Confirm", session::Confirm{{0, 1, 127, 128, ~std::uint64_t{0}}}},
      {"Convene", Convene()},
      {"Recess", session::Recess{}},
      {"AddItem", AddItem()},
      {"DraftPoll", DraftPoll()},
      {"CastBallot", CastBallot()},
      {"EnterCount", EnterCount()}};
  AddSecret(bodies);
  return bodies;
}

session::Command CommandOf(const std::string& name, const Body& body) {
  const bool first = name.starts_with("Found") || name == "Convene";
  const session::CommandKind kind = session::KindOf(body);
  return {
      .committee = kind == session::CommandKind::kFound ? CommitteeId{} : Fill<CommitteeId>(0x01),
      .session = session::IsForRegistry(kind) ? SessionId{} : Fill<SessionId>(0x02),
      .id = Fill<CommandId>(0x03),
      .signer = Fill<KeyId>(0x04),
      .seen = {.size = first ? 0u : 300u, .root = Fill<Digest>(0x05)},
      .body = body};
}

TEST(WireVectors, Commands) {
  const auto bodies = Bodies();
  const json vectors = LoadVectors("wire/commands.json");
  EXPECT_EQ(vectors.size(), bodies.size());
  for (const json& row : vectors) {
    const auto name = row["name"].get<std::string>();
    ASSERT_TRUE(bodies.contains(name)) << name;
    const session::Command command = CommandOf(name, bodies.at(name));
    EXPECT_EQ(ToHex(EncodeCommand(command)), row["bytes"].get<std::string>()) << name;
    const auto decoded = DecodeCommand(BytesOf(row["bytes"]));
    ASSERT_TRUE(decoded) << name << ": " << decoded.error().message;
    EXPECT_TRUE(SameFields(*decoded, command)) << name;
    EXPECT_EQ(static_cast<std::uint32_t>(session::KindOf(command.body)), row["kind"]) << name;
    EXPECT_EQ(ToHex(session::SubjectOf(command.body)), row["subject"].get<std::string>()) << name;
    if (const auto* found = std::get_if<session::Found>(&command.body)) {
      const auto committee = session::CommitteeIdOf(found->suite, BytesOf(row["bytes"]));
      EXPECT_EQ(committee.hex(), row["committee"].get<std::string>()) << name;
    }
  }
}

TEST(WireVectors, Entries) {
  for (const json& row : LoadVectors("wire/entries.json")) {
    log::Entry entry;
    entry.index = std::stoull(row["index"].get<std::string>());
    entry.time = {row["time"].get<std::int64_t>()};
    const Bytes blinds = BytesOf(row["blinds"]);
    for (std::size_t i = 0; i < blinds.size(); ++i) entry.blinds.parts[i / 32][i % 32] = blinds[i];
    entry.command = {BytesOf(row["command"]), BytesOf(row["signature"]),
                     BytesOf(row["cosignature"])};
    EXPECT_EQ(ToHex(EncodeSignedCommand(entry.command)), row["signed"].get<std::string>());
    EXPECT_EQ(ToHex(EncodeEntry(entry)), row["bytes"].get<std::string>());
    const auto decoded = DecodeEntry(BytesOf(row["bytes"]));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(decoded->command, entry.command);
    EXPECT_EQ(decoded->time, entry.time);
  }
}

TEST(WireVectors, Codes) {
  const json vectors = LoadVectors("wire/codes.json");
  for (const json& row : vectors["codes"]) {
    const Bytes random = BytesOf(row["random"]);
    ASSERT_EQ(random.size(), kEnrolmentRandomness);
    const EnrolmentCode code = MakeEnrolmentCode(std::span(random).first<kEnrolmentRandomness>());
    EXPECT_EQ(code.id.hex(), row["id"].get<std::string>());
    EXPECT_EQ(ToHex(code.secret.view()), row["secret"].get<std::string>());
    EXPECT_EQ(FormatCode(code).text(), row["text"].get<std::string>());
    const auto parsed = ParseCode(row["text"].get<std::string>());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(ToHex(parsed->secret.view()), row["secret"].get<std::string>());
  }
  for (const json& row : vectors["ballot_codes"]) {
    const auto code = IdOf<Digest>(row["code"]);
    const auto text = row["text"].get<std::string>();
    EXPECT_EQ(ShortCode(code), text);
    EXPECT_TRUE(CodePrefix::Parse(text)->Begins(code));
  }
  for (const json& row : vectors["seeds"]) {
    EXPECT_EQ(FormatSeed(BytesOf(row["seed"])), row["text"].get<std::string>());
    EXPECT_TRUE(Equal(ParseSeed(row["text"].get<std::string>())->view(), BytesOf(row["seed"])));
  }
  for (const json& row : vectors["fingerprints"]) {
    EXPECT_EQ(FormatFingerprint(IdOf<CommitteeId>(row["committee"])),
              row["text"].get<std::string>());
    EXPECT_EQ(ParseFingerprint(row["text"].get<std::string>())->hex(),
              row["committee"].get<std::string>());
  }
  for (const json& row : vectors["short_codes"]) {
    EXPECT_EQ(ShortCode(IdOf<KeyId>(row["key"])), row["text"].get<std::string>());
  }
}

TEST(WireVectors, Enrolment) {
  for (const json& row : LoadVectors("wire/enrolment.json")) {
    const auto suite = crypto::ParseSuite(row["suite"].get<std::string>());
    const auto request = DecodeEnrolmentRequest(BytesOf(row["bytes"]));
    ASSERT_TRUE(request) << request.error().message;
    EXPECT_EQ(ToHex(request->public_key), row["public_key"].get<std::string>());
    EXPECT_EQ(request->mac.hex(), row["mac"].get<std::string>());
    EXPECT_EQ(ToHex(EnrolmentMessage(*request)), row["message"].get<std::string>());
    EXPECT_EQ(ToHex(EncodeEnrolmentRequest(*request)), row["bytes"].get<std::string>());
    const auto secret = crypto::SecretBytes::CopyOf(BytesOf(row["secret"]));
    const auto key =
        VerifyEnrolmentRequest(*request, secret, *suite, IdOf<CommitteeId>(row["committee"]),
                               IdOf<PersonId>(row["person"]));
    ASSERT_TRUE(key) << key.error().message;
    EXPECT_EQ(key->id().hex(), row["key"].get<std::string>());
  }
}

TEST(WireVectors, Connections) {
  for (const json& row : LoadVectors("wire/connect.json")) {
    const auto suite = crypto::ParseSuite(row["suite"].get<std::string>());
    const auto key = crypto::PublicKey::From(*suite, BytesOf(row["public_key"]));
    ASSERT_TRUE(key);
    const auto committee = IdOf<CommitteeId>(row["committee"]);
    const ConnectRequest request{.key = IdOf<KeyId>(row["key"]),
                                 .certificate_request = BytesOf(row["certificate_request"]),
                                 .time = {row["time"].get<std::int64_t>()},
                                 .signature = BytesOf(row["signature"])};
    EXPECT_EQ(ToHex(ConnectMessage(*suite, committee, request)), row["message"].get<std::string>());
    const auto verified = VerifyConnectRequest(*key, committee, request, request.time, {});
    EXPECT_TRUE(verified) << verified.error().message;
  }
}

}  // namespace
}  // namespace plenary::wire
