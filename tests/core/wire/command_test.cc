#include "core/wire/command.h"

#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "plenary/v1/command.pb.h"
#include "tests/support/arbitrary_command.h"
#include "tests/support/same_fields.h"

namespace plenary::wire {
namespace {

using session::Command;
using session::CommandKind;
using testing::AllKinds;
using testing::ArbitraryCommand;
using testing::ExampleCommand;
using testing::SameFields;

std::string MessageOf(ByteView bytes) {
  const auto command = DecodeCommand(bytes);
  if (command) return "";
  EXPECT_EQ(command.error().code, ErrorCode::kInvalidArgument);
  return command.error().message;
}

v1::Command Message(CommandKind kind) {
  const Bytes bytes = EncodeCommand(ExampleCommand(kind));
  v1::Command message;
  EXPECT_TRUE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  return message;
}

Bytes BytesOf(const v1::Command& message) { return ToBytes(AsBytes(message.SerializeAsString())); }

class EveryKind : public ::testing::TestWithParam<CommandKind> {};

TEST_P(EveryKind, ReturnsAsItWas) {
  const Command command = ExampleCommand(GetParam());
  const auto decoded = DecodeCommand(EncodeCommand(command));
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_TRUE(SameFields(*decoded, command));
}

TEST_P(EveryKind, IsTheNumberOfItsField) {
  const v1::Command message = Message(GetParam());
  EXPECT_EQ(static_cast<std::uint32_t>(message.body_case()),
            static_cast<std::uint32_t>(GetParam()));
  const auto* field = v1::Command::descriptor()->FindFieldByNumber(message.body_case());
  EXPECT_EQ(field->message_type()->name(), session::NameOf(GetParam()));
}

TEST_P(EveryKind, EndsNowhereEarlier) {
  const Bytes bytes = EncodeCommand(ExampleCommand(GetParam()));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeCommand(ByteView(bytes).first(size))) << size;
  }
}

TEST_P(EveryKind, RefusesAFieldNobodyKnows) {
  v1::Command message = Message(GetParam());
  message.GetReflection()->MutableUnknownFields(&message)->AddVarint(1000, 7);
  EXPECT_TRUE(MessageOf(BytesOf(message)).starts_with("message: not the one encoding"));
}

TEST_P(EveryKind, RefusesAFieldNobodyKnowsInTheBody) {
  v1::Command message = Message(GetParam());
  const auto* field = v1::Command::descriptor()->FindFieldByNumber(message.body_case());
  auto* body = message.GetReflection()->MutableMessage(&message, field);
  body->GetReflection()->MutableUnknownFields(body)->AddVarint(1000, 7);
  EXPECT_TRUE(MessageOf(BytesOf(message)).starts_with("message: not the one encoding"));
}

TEST_P(EveryKind, RefusesASecondBody) {
  Bytes bytes = EncodeCommand(ExampleCommand(GetParam()));
  v1::Command second;
  if (GetParam() == CommandKind::kRecess) {
    second.mutable_open_session();
  } else {
    second.mutable_recess();
  }
  PutRaw(bytes, BytesOf(second));
  EXPECT_NE(MessageOf(bytes), "");
}

INSTANTIATE_TEST_SUITE_P(Commands, EveryKind, ::testing::ValuesIn(AllKinds()),
                         [](const auto& row) { return std::string(session::NameOf(row.param)); });

RC_GTEST_PROP(CommandProperty, ReturnsAsItWas, ()) {
  const Command command = *ArbitraryCommand();
  const Bytes bytes = EncodeCommand(command);
  const auto decoded = DecodeCommand(bytes);
  if (!decoded) RC_FAIL(decoded.error().message);
  RC_ASSERT(SameFields(*decoded, command));
  RC_ASSERT(EncodeCommand(*decoded) == bytes);
}

// ---- one encoding

struct EncodingCase {
  const char* name;
  Bytes bytes;
};

// The fields of a valid Recess, to be put together wrongly.
Bytes Envelope() {
  v1::Command message = Message(CommandKind::kRecess);
  message.clear_recess();
  return BytesOf(message);
}

Bytes Join(std::initializer_list<ByteView> parts) {
  Bytes all;
  for (const ByteView part : parts) PutRaw(all, part);
  return all;
}

const Bytes kRecessField = {0xB2, 0x03, 0x00};  // field 54, length-delimited, of no bytes

std::vector<EncodingCase> WrongEncodings() {
  v1::Command committee;
  committee.set_committee(std::string(32, 'x'));
  v1::Command ballot = Message(CommandKind::kCastBallot);
  ballot.clear_cast_ballot();
  const std::string poll(16, 'p');
  // CastBallot{poll, choices: [{options: [1, 2]}]}, the options not packed.
  Bytes unpacked = {0x0A, 0x10};
  PutRaw(unpacked, AsBytes(poll));
  PutRaw(unpacked, Bytes{0x12, 0x04, 0x08, 0x01, 0x08, 0x02});
  const Bytes ballot_tag = {0xF2, 0x05, static_cast<Byte>(unpacked.size())};
  return {
      {"LengthNotShortest", Join({Envelope(), Bytes{0xB2, 0x03, 0x80, 0x00}})},
      {"TagNotShortest", Join({Envelope(), Bytes{0xB2, 0x83, 0x00, 0x00}})},
      {"FieldsInAnotherOrder", Join({kRecessField, Envelope()})},
      {"FieldTwice", Join({BytesOf(committee), Envelope(), kRecessField})},
      {"BodyTwice", Join({Envelope(), kRecessField, kRecessField})},
      {"ExplicitDefault",
       Join({Bytes{0x0A, 0x00}, EncodeCommand(ExampleCommand(CommandKind::kFound))})},
      {"SeenInTwoParts", Join({Envelope(), Bytes{0x2A, 0x00}, kRecessField})},
      {"NotPacked", Join({BytesOf(ballot), ballot_tag, unpacked})},
      {"ZeroAfterTheEnd", Join({Envelope(), kRecessField, Bytes{0x00}})},
      {"AGroup", Join({Envelope(), kRecessField, Bytes{0xA3, 0x3F, 0xA4, 0x3F}})},
  };
}

class OtherEncoding : public ::testing::TestWithParam<EncodingCase> {};

TEST_P(OtherEncoding, IsRefused) { EXPECT_NE(MessageOf(GetParam().bytes), ""); }

INSTANTIATE_TEST_SUITE_P(Encodings, OtherEncoding, ::testing::ValuesIn(WrongEncodings()),
                         [](const auto& row) { return row.param.name; });

TEST(CommandEncoding, TheSamePartsInOrderAreACommand) {
  EXPECT_EQ(MessageOf(Join({Envelope(), kRecessField})), "");
}

TEST(CommandEncoding, RefusesNothingAndTooMuch) {
  EXPECT_EQ(MessageOf({}), "message: 0 bytes, not 1 to 262144");
  EXPECT_EQ(MessageOf(Bytes(kMaxCommandSize + 1)), "message: 262145 bytes, not 1 to 262144");
}

TEST(CommandEncoding, HoldsTheLargestPollOfACommittee) {
  Command command = ExampleCommand(CommandKind::kDraftPoll);
  auto& draft = std::get<session::DraftPoll>(command.body);
  const std::string title(300, 'x');
  draft.contests.assign(300,
                        {.title = title, .proposals = {}, .terms = rules::EvaluationContest()});
  EXPECT_EQ(MessageOf(EncodeCommand(command)), "");
}

TEST(CommandEncoding, RefusesATextThatIsNotUtf8WithoutAWordOnStderr) {
  Command command = ExampleCommand(CommandKind::kVoidPoll);
  std::get<session::VoidPoll>(command.body).reason = "\xFF";
  ::testing::internal::CaptureStderr();
  const std::string refused = MessageOf(EncodeCommand(command));
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(refused, "message: no plenary.v1.Command, or a text in it is not UTF-8");
}

// ---- changed bytes

// Either it is refused, or it is another command with exactly these bytes.
void ExpectOneReading(ByteView changed) {
  const auto command = DecodeCommand(changed);
  if (command) {
    EXPECT_TRUE(Equal(EncodeCommand(*command), changed)) << ToHex(changed);
  }
}

TEST_P(EveryKind, WithAnyBitFlippedHasOneReading) {
  Bytes bytes = EncodeCommand(ExampleCommand(GetParam()));
  for (Byte& byte : bytes) {
    for (int bit = 0; bit < 8; ++bit) {
      byte = static_cast<Byte>(byte ^ (1 << bit));
      ExpectOneReading(bytes);
      byte = static_cast<Byte>(byte ^ (1 << bit));
    }
  }
}

RC_GTEST_PROP(CommandProperty, WithAnyByteChangedHasOneReading, ()) {
  Bytes bytes = EncodeCommand(*ArbitraryCommand());
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = *rc::gen::distinctFrom(bytes[at]);
  const auto command = DecodeCommand(bytes);
  if (command) RC_ASSERT(EncodeCommand(*command) == bytes);
}

}  // namespace
}  // namespace plenary::wire
