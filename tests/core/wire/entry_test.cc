#include "core/wire/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <functional>
#include <limits>

#include "core/wire/proto.h"

namespace plenary::wire {
namespace {

log::SignedCommand SomeCommand() {
  return {.command = {1, 2, 3}, .signature = Bytes(64, 7), .cosignature = {}};
}

log::Entry SomeEntry() {
  log::Entry entry{.index = 300, .time = {1'700'000'000'123}, .blinds = {}, .command = {}};
  for (std::size_t i = 0; i < log::kLeafParts; ++i) {
    entry.blinds.parts[i].fill(static_cast<Byte>(i + 1));
  }
  entry.command = SomeCommand();
  return entry;
}

bool Same(const log::Entry& a, const log::Entry& b) {
  return a.index == b.index && a.time == b.time && a.blinds == b.blinds && a.command == b.command;
}

log::SignedHead SomeHead() {
  log::SignedHead head;
  head.log.committee.bytes.fill(1);
  head.log.session.bytes.fill(2);
  head.head = {.size = 301, .root = {}};
  head.head.root.bytes.fill(3);
  head.node.bytes.fill(4);
  head.signature = Bytes(64, 5);
  return head;
}

log::Receipt SomeReceipt() {
  Digest hash;
  hash.bytes.fill(9);
  return {.index = 300,
          .time = {1'700'000'000'123},
          .blinds = SomeEntry().blinds,
          .head = SomeHead(),
          .inclusion = {hash, Digest{}}};
}

TEST(SignedCommandEncoding, ReturnsAsItWas) {
  log::SignedCommand command = SomeCommand();
  EXPECT_EQ(*DecodeSignedCommand(EncodeSignedCommand(command)), command);
  command.cosignature = Bytes(64, 8);
  EXPECT_EQ(*DecodeSignedCommand(EncodeSignedCommand(command)), command);
}

TEST(EntryEncoding, ReturnsAsItWas) {
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{300}, ~std::uint64_t{0}}) {
    for (const std::int64_t time : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 40,
                                    std::numeric_limits<std::int64_t>::min()}) {
      log::Entry entry = SomeEntry();
      entry.index = index;
      entry.time = {time};
      const auto decoded = DecodeEntry(EncodeEntry(entry));
      ASSERT_TRUE(decoded) << decoded.error().message;
      EXPECT_TRUE(Same(*decoded, entry));
    }
  }
}

TEST(EntryEncoding, HoldsTheLargestCommand) {
  log::Entry entry = SomeEntry();
  entry.index = ~std::uint64_t{0};
  entry.time = {-1};
  entry.command.command = Bytes(kMaxCommandSize, 1);
  entry.command.cosignature = Bytes(64, 8);
  EXPECT_LE(EncodeEntry(entry).size(), kMaxEntrySize);
  EXPECT_TRUE(DecodeEntry(EncodeEntry(entry)));
}

TEST(EntryEncoding, WithAnyBitFlippedHasOneReading) {
  Bytes bytes = EncodeEntry(SomeEntry());
  for (Byte& byte : bytes) {
    for (int bit = 0; bit < 8; ++bit) {
      byte = static_cast<Byte>(byte ^ (1 << bit));
      const auto entry = DecodeEntry(bytes);
      if (entry) {
        EXPECT_TRUE(Equal(EncodeEntry(*entry), bytes)) << ToHex(bytes);
      }
      byte = static_cast<Byte>(byte ^ (1 << bit));
    }
  }
}

TEST(EntryEncoding, EndsNowhereEarlierAndNoLater) {
  Bytes bytes = EncodeEntry(SomeEntry());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeEntry(ByteView(bytes).first(size))) << size;
  }
  bytes.push_back(0);
  EXPECT_FALSE(DecodeEntry(bytes));
}

struct EntryCase {
  const char* name;
  std::function<void(v1::LogEntry&)> spoil;
  std::string message;
};

class EntryField : public ::testing::TestWithParam<EntryCase> {};

TEST_P(EntryField, IsChecked) {
  v1::LogEntry message = ToProto(SomeEntry());
  GetParam().spoil(message);
  const auto from_message = FromProto(message);
  ASSERT_FALSE(from_message);
  EXPECT_EQ(from_message.error().message, GetParam().message);
  const auto from_bytes = DecodeEntry(AsBytes(message.SerializeAsString()));
  ASSERT_FALSE(from_bytes);
  EXPECT_EQ(from_bytes.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, EntryField,
    ::testing::Values(
        EntryCase{"BlindsShort", [](auto& m) { m.mutable_blinds()->pop_back(); },
                  "blinds: bytes: 127, not 128"},
        EntryCase{"BlindsLong", [](auto& m) { m.mutable_blinds()->push_back('x'); },
                  "blinds: bytes: 129, not 128"},
        EntryCase{"NoCommand", [](auto& m) { m.clear_command(); },
                  "command.command: bytes: 0, not 1 to 262144"},
        EntryCase{"CommandTooLarge",
                  [](auto& m) { m.mutable_command()->set_command(std::string(262145, 'x')); },
                  "command.command: bytes: 262145, not 1 to 262144"},
        EntryCase{"SignatureShort",
                  [](auto& m) { m.mutable_command()->mutable_signature()->pop_back(); },
                  "command.signature: bytes: 63, not 64"},
        EntryCase{"CosignatureShort", [](auto& m) { m.mutable_command()->set_cosignature("x"); },
                  "command.cosignature: bytes: 1, not 64"}),
    [](const auto& row) { return row.param.name; });

TEST(ProtoConversion, ReturnsHeadsAndReceiptsAsTheyWere) {
  EXPECT_EQ(*FromProto(ToProto(SomeHead())), SomeHead());
  EXPECT_EQ(*FromProto(ToProto(SomeReceipt())), SomeReceipt());
  log::SignedHead registry = SomeHead();
  registry.log.session = {};
  EXPECT_EQ(ToProto(registry).session(), "");
  EXPECT_EQ(*FromProto(ToProto(registry)), registry);
}

TEST(ProtoConversion, RefusesHeadsOutOfBounds) {
  const auto message = [](auto spoil) {
    v1::SignedHead head = ToProto(SomeHead());
    spoil(head);
    return FromProto(head).error().message;
  };
  EXPECT_EQ(message([](auto& m) { m.clear_committee(); }), "committee: bytes: 0, not 32");
  EXPECT_EQ(message([](auto& m) { m.set_session("x"); }), "session: bytes: 1, not 16");
  EXPECT_EQ(message([](auto& m) { m.clear_head(); }), "head.root: bytes: 0, not 32");
  EXPECT_EQ(message([](auto& m) { m.clear_node(); }), "node: bytes: 0, not 32");
  EXPECT_EQ(message([](auto& m) { m.clear_signature(); }), "signature: bytes: 0, not 64");
}

TEST(ProtoConversion, RefusesReceiptsOutOfBounds) {
  const auto message = [](auto spoil) {
    v1::Receipt receipt = ToProto(SomeReceipt());
    spoil(receipt);
    return FromProto(receipt).error().message;
  };
  EXPECT_EQ(message([](auto& m) { m.clear_blinds(); }), "blinds: bytes: 0, not 128");
  EXPECT_EQ(message([](auto& m) { m.mutable_head()->clear_node(); }),
            "head.node: bytes: 0, not 32");
  EXPECT_EQ(message([](auto& m) { m.set_inclusion(1, "x"); }), "inclusion[1]: bytes: 1, not 32");
  EXPECT_EQ(message([](auto& m) {
              while (m.inclusion_size() < 65) m.add_inclusion(m.inclusion(0));
            }),
            "inclusion: elements: 65, not 0 to 64");
}

}  // namespace
}  // namespace plenary::wire
