#include "core/log/leaf.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "core/crypto/hash.h"
#include "core/log/merkle.h"
#include "tests/core/log/log_fixture.h"

namespace plenary::log {
namespace {

LeafContent SecretBallot() {
  LeafContent leaf{.index = 9,
                   .time = {1'680'000'000'000},
                   .kind = 7,
                   .signer = {},
                   .subject = Bytes(16, 0xAA),
                   .code = {1, 2, 3},
                   .signed_bytes = {4, 5},
                   .signature = Bytes(64, 6),
                   .cosignature = {}};
  leaf.signer.bytes.fill(0x5A);
  return leaf;
}

Blinds SomeBlinds() {
  Blinds blinds;
  for (std::size_t i = 0; i < kLeafParts; ++i) blinds.parts[i].fill(static_cast<Byte>(i + 1));
  return blinds;
}

constexpr Shown kEverything = {.place = true, .subject = true, .code = true, .body = true};

class Leaf : public testing::TestWithParam<Suite> {};
INSTANTIATE_TEST_SUITE_P(Suites, Leaf, testing::ValuesIn(kSuites), SuiteLabel);

TEST(LeafBytes, AreThoseOfTheProtocol) {
  LeafContent leaf = SecretBallot();
  leaf.index = 0x0102030405060708;
  leaf.time = {-2};
  leaf.kind = 0x0A0B0C0D;
  leaf.subject = {0xEE};
  leaf.signature = {7};
  leaf.cosignature = {8, 9};

  EXPECT_EQ(ToHex(PartContent(leaf, LeafPart::kPlace)), "0102030405060708fffffffffffffffe");
  EXPECT_EQ(ToHex(PartContent(leaf, LeafPart::kSubject)),
            "0a0b0c0d" + leaf.signer.hex() + "00000001ee");
  EXPECT_EQ(ToHex(PartContent(leaf, LeafPart::kCode)), "010203");
  EXPECT_EQ(ToHex(PartContent(leaf, LeafPart::kBody)),
            "000000020405"
            "0000000107"
            "000000020809");
}

TEST_P(Leaf, IsHashedPartByPart) {
  const LeafContent leaf = SecretBallot();
  const Blinds blinds = SomeBlinds();
  Bytes data;
  for (const LeafPart part : kAllLeafParts) {
    const Bytes number = {static_cast<Byte>(part)};
    const auto position = static_cast<std::size_t>(part) - 1;
    const Digest want =
        crypto::HashTagged(GetParam(), "plenary/v1/leaf-part",
                           {number, blinds.parts[position], PartContent(leaf, part)});
    EXPECT_EQ(PartHashes(GetParam(), leaf, blinds)[position], want);
    PutRaw(data, want.view());
  }
  EXPECT_EQ(LeafHash(GetParam(), leaf, blinds), LeafNode(GetParam(), data));
}

TEST_P(Leaf, HasAHashOfItsOwnForEveryField) {
  const LeafContent base = SecretBallot();
  std::vector<LeafContent> all(10, base);
  all[1].index += 1;
  all[2].time.milliseconds += 1;
  all[3].kind += 1;
  all[4].signer.bytes[31] ^= 1;
  all[5].subject.pop_back();
  all[6].code.clear();
  all[7].signed_bytes.push_back(0);
  all[8].signature[63] ^= 1;
  all[9].cosignature.push_back(0);
  std::set<Digest> hashes;
  for (const LeafContent& leaf : all) hashes.insert(LeafHash(GetParam(), leaf, SomeBlinds()));
  for (std::size_t part = 0; part < kLeafParts; ++part) {
    Blinds blinds = SomeBlinds();
    blinds.parts[part][31] ^= 1;
    hashes.insert(LeafHash(GetParam(), base, blinds));
  }
  EXPECT_EQ(hashes.size(), all.size() + kLeafParts);
}

// What moves from one field to the next is another leaf.
TEST_P(Leaf, KeepsFieldsApart) {
  LeafContent a = SecretBallot();
  LeafContent b = a;
  b.signed_bytes.push_back(b.signature.front());
  b.signature.erase(b.signature.begin());
  EXPECT_NE(LeafHash(GetParam(), a, SomeBlinds()), LeafHash(GetParam(), b, SomeBlinds()));

  // Two parts of equal content and blind still have hashes of their own.
  Blinds same;
  a = {};
  a.code = PartContent(a, LeafPart::kPlace);
  const auto hashes = PartHashes(GetParam(), a, same);
  EXPECT_NE(hashes[0], hashes[2]);
}

TEST_P(Leaf, HidesAPartBehindItsBlind) {
  const Bytes content = {1};
  Blind other{};
  other[0] = 1;
  EXPECT_NE(PartHash(GetParam(), LeafPart::kCode, Blind{}, content),
            PartHash(GetParam(), LeafPart::kCode, other, content));
}

// Redaction

bool MayShow(Shown shown) { return !shown.body || (shown.subject && shown.code); }

Shown ShownBits(unsigned bits) {
  return {.place = (bits & 1) != 0,
          .subject = (bits & 2) != 0,
          .code = (bits & 4) != 0,
          .body = (bits & 8) != 0};
}

TEST_P(Leaf, KeepsItsHashWhateverIsLeftOut) {
  const LeafContent leaf = SecretBallot();
  const Digest want = LeafHash(GetParam(), leaf, SomeBlinds());
  for (unsigned bits = 0; bits < 16; ++bits) {
    const auto redacted = Redact(GetParam(), leaf, SomeBlinds(), ShownBits(bits));
    EXPECT_EQ(redacted.has_value(), MayShow(ShownBits(bits))) << bits;
    if (!redacted) continue;
    const auto hash = LeafHash(GetParam(), *redacted);
    ASSERT_TRUE(hash) << bits;
    EXPECT_EQ(*hash, want) << bits;
  }
}

TEST_P(Leaf, ShowsOnlyWhatWasAskedFor) {
  const LeafContent leaf = SecretBallot();
  const auto redacted = Redact(GetParam(), leaf, SomeBlinds(), {.place = true, .code = true});
  ASSERT_TRUE(redacted);
  EXPECT_TRUE(redacted->Shows(LeafPart::kPlace));
  EXPECT_FALSE(redacted->Shows(LeafPart::kSubject));
  EXPECT_TRUE(redacted->Shows(LeafPart::kCode));
  EXPECT_FALSE(redacted->Shows(LeafPart::kBody));

  const auto read = ReadLeaf(*redacted);
  ASSERT_TRUE(read);
  LeafContent want;
  want.index = leaf.index;
  want.time = leaf.time;
  want.code = leaf.code;
  EXPECT_EQ(*read, want);
}

TEST_P(Leaf, NeverShowsASignatureOverWhatIsLeftOut) {
  for (const Shown shown : {Shown{.body = true}, Shown{.subject = true, .body = true},
                            Shown{.place = true, .code = true, .body = true}}) {
    const auto redacted = Redact(GetParam(), SecretBallot(), SomeBlinds(), shown);
    ASSERT_FALSE(redacted);
    EXPECT_EQ(redacted.error().code, ErrorCode::kInvalidArgument);
  }
  // Nor is such a leaf believed, whoever made it.
  auto made = Redact(GetParam(), SecretBallot(), SomeBlinds(), kEverything);
  ASSERT_TRUE(made);
  made->parts[2] = PartHashes(GetParam(), SecretBallot(), SomeBlinds())[2];
  EXPECT_FALSE(LeafHash(GetParam(), *made));
  EXPECT_FALSE(ReadLeaf(*made));
}

TEST_P(Leaf, IsReadBackWhole) {
  LeafContent leaf = SecretBallot();
  leaf.time = {-1};
  leaf.cosignature = Bytes(64, 9);
  const auto redacted = Redact(GetParam(), leaf, SomeBlinds(), kEverything);
  ASSERT_TRUE(redacted);
  const auto read = ReadLeaf(*redacted);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, leaf);
}

TEST_P(Leaf, ChangesItsHashWithAnyShownByte) {
  const auto redacted = Redact(GetParam(), SecretBallot(), SomeBlinds(), kEverything);
  ASSERT_TRUE(redacted);
  const Digest want = LeafHash(GetParam(), SecretBallot(), SomeBlinds());
  for (std::size_t part = 0; part < kLeafParts; ++part) {
    auto altered = *redacted;
    auto& shown = std::get<ShownPart>(altered.parts[part]);
    shown.blind[5] ^= 1;
    EXPECT_NE(*LeafHash(GetParam(), altered), want);
    shown.blind[5] ^= 1;
    for (std::size_t at = 0; at < shown.content.size(); ++at) {
      shown.content[at] ^= 1;
      const auto hash = LeafHash(GetParam(), altered);  // or malformed
      EXPECT_FALSE(hash.has_value() && *hash == want) << part << " " << at;
      shown.content[at] ^= 1;
    }
  }
}

TEST_P(Leaf, RefusesPartsOfAnotherForm) {
  const auto whole = Redact(GetParam(), SecretBallot(), SomeBlinds(), kEverything);
  ASSERT_TRUE(whole);
  for (const std::size_t part : {0u, 1u, 3u}) {  // a code may be any bytes
    for (const bool longer : {false, true}) {
      auto altered = *whole;
      auto& content = std::get<ShownPart>(altered.parts[part]).content;
      longer ? content.push_back(0) : content.pop_back();
      const auto hash = LeafHash(GetParam(), altered);
      ASSERT_FALSE(hash) << part;
      EXPECT_EQ(hash.error().code, ErrorCode::kInvalidArgument);
      EXPECT_FALSE(ReadLeaf(altered));

      content.clear();
      EXPECT_FALSE(ReadLeaf(altered));
    }
  }
}

RC_GTEST_PROP(LeafProperty, ReadsBackWhatWasShown,
              (std::uint64_t index, std::int64_t time, std::uint32_t kind, const Bytes& subject,
               const Bytes& code, const Bytes& body, const Bytes& signature)) {
  LeafContent leaf = SecretBallot();
  leaf.index = index;
  leaf.time = {time};
  leaf.kind = kind;
  leaf.subject = subject;
  leaf.code = code;
  leaf.signed_bytes = body;
  leaf.signature = signature;
  const auto redacted = Redact(Suite::kP256, leaf, SomeBlinds(), kEverything);
  RC_ASSERT(redacted.has_value());
  const auto read = ReadLeaf(*redacted);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == leaf);
  RC_ASSERT(*LeafHash(Suite::kP256, *redacted) == LeafHash(Suite::kP256, leaf, SomeBlinds()));
}

}  // namespace
}  // namespace plenary::log
