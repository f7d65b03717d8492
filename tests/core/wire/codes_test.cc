#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>

#include "core/wire/ballot_codes.h"
#include "core/wire/crockford.h"
#include "core/wire/enrolment.h"

namespace plenary::wire {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::array<Byte, kEnrolmentRandomness> Random(Byte start) {
  std::array<Byte, kEnrolmentRandomness> random{};
  for (Byte& byte : random) byte = start = static_cast<Byte>(start * 37 + 11);
  return random;
}

std::string TextOf(const EnrolmentCode& code) { return std::string(FormatCode(code).text()); }

void ExpectSame(const Result<EnrolmentCode>& parsed, const EnrolmentCode& code) {
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->id, code.id);
  EXPECT_TRUE(Equal(parsed->secret.view(), code.secret.view()));
}

TEST(EnrolmentCodes, HaveASecretOf100Bits) {
  std::array<Byte, kEnrolmentRandomness> ones{};
  ones.fill(0xFF);
  const EnrolmentCode code = MakeEnrolmentCode(ones);
  EXPECT_EQ(code.id.hex(), "ffffffffff");
  EXPECT_EQ(ToHex(code.secret.view()), "0fffffffffffffffffffffffff");
}

TEST(EnrolmentCodes, AreGroupsOfFourAndACheck) {
  const std::string text = TextOf(MakeEnrolmentCode(Random(1)));
  ASSERT_EQ(text.size(), 36u);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 5 == 4) {
      EXPECT_EQ(text[i], '-');
    } else {
      EXPECT_NE(kAlphabet.find(text[i]), kAlphabet.npos) << i;
    }
  }
}

TEST(EnrolmentCodes, ReturnAsTheyWere) {
  for (int start = 0; start < 256; ++start) {
    const EnrolmentCode code = MakeEnrolmentCode(Random(static_cast<Byte>(start)));
    ExpectSame(ParseCode(TextOf(code)), code);
  }
}

TEST(EnrolmentCodes, AreTypedAsOneLikes) {
  std::array<Byte, kEnrolmentRandomness> random{};
  random[4] = 1;  // the id is 00000001
  const EnrolmentCode code = MakeEnrolmentCode(random);
  std::string text = TextOf(code);
  ASSERT_TRUE(text.starts_with("0000-0001-0000"));
  ExpectSame(ParseCode(" OooO ooo" + std::string("l") + text.substr(9)), code);
  ExpectSame(ParseCode("000-0000-I" + text.substr(9) + "  "), code);
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  std::erase(text, '-');
  ExpectSame(ParseCode(text), code);
}

TEST(EnrolmentCodes, NoticeEveryWrongCharacter) {
  const std::string good = TextOf(MakeEnrolmentCode(Random(9)));
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (good[i] == '-') continue;
    for (const char other : kAlphabet) {
      std::string text = good;
      text[i] = other;
      EXPECT_EQ(ParseCode(text).has_value(), other == good[i]) << text;
    }
  }
}

TEST(EnrolmentCodes, NoticeAnyTwoSwapped) {
  const std::string good = TextOf(MakeEnrolmentCode(Random(9)));
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (std::size_t j = i + 1; j < good.size(); ++j) {
      if (good[i] == '-' || good[j] == '-' || good[i] == good[j]) continue;
      std::string text = good;
      std::swap(text[i], text[j]);
      EXPECT_FALSE(ParseCode(text)) << text;
    }
  }
}

TEST(EnrolmentCodes, SayWhatIsWrong) {
  const std::string good = TextOf(MakeEnrolmentCode(Random(9)));
  const auto message = [](const std::string& text) { return ParseCode(text).error().message; };
  EXPECT_EQ(message(""), "mistyped: 0 letters and digits, not 29");
  EXPECT_EQ(message(good + "7"), "mistyped: 30 letters and digits, not 29");
  EXPECT_EQ(message(good.substr(1)), "mistyped: 28 letters and digits, not 29");
  EXPECT_EQ(message("U" + good.substr(1)), "mistyped: a character that is not used here");
  EXPECT_EQ(message("\xE4" + good.substr(1)), "mistyped: a character that is not used here");
  EXPECT_EQ(message((good[0] == '0' ? "1" : "0") + good.substr(1)),
            "mistyped: the check characters do not match");
}

CommitteeId Fingerprint(Byte start) {
  CommitteeId id;
  for (Byte& byte : id.bytes) byte = start = static_cast<Byte>(start * 41 + 7);
  return id;
}

TEST(Fingerprints, ReturnAsTheyWere) {
  for (int start = 0; start < 256; ++start) {
    const CommitteeId id = Fingerprint(static_cast<Byte>(start));
    const std::string text = FormatFingerprint(id);
    EXPECT_EQ(text.size(), 67u);
    ASSERT_TRUE(ParseFingerprint(text));
    EXPECT_EQ(*ParseFingerprint(text), id);
  }
}

TEST(Fingerprints, NoticeEveryWrongCharacterAndSwap) {
  const std::string good = FormatFingerprint(Fingerprint(3));
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (good[i] == '-') continue;
    for (const char other : kAlphabet) {
      std::string text = good;
      text[i] = other;
      EXPECT_EQ(ParseFingerprint(text).has_value(), other == good[i]) << text;
    }
    for (std::size_t j = i + 1; j < std::min(good.size(), i + 6); ++j) {
      if (good[j] == '-' || good[i] == good[j]) continue;
      std::string text = good;
      std::swap(text[i], text[j]);
      EXPECT_FALSE(ParseFingerprint(text)) << text;
    }
  }
}

TEST(Fingerprints, HaveOneText) {  // the last character holds one bit of the id
  std::array<Byte, 54> symbols{};
  symbols[51] = 8;
  PutChecks(symbols, 2);
  Bytes text(GroupedSize(54));
  PutGroups(symbols, text);
  EXPECT_FALSE(ParseFingerprint(AsText(text)));
  symbols[51] = 16;
  PutChecks(symbols, 2);
  PutGroups(symbols, text);
  EXPECT_TRUE(ParseFingerprint(AsText(text)));
}

TEST(ShortCodes, AreTheFirst40Bits) {
  KeyId key;
  key.bytes.fill(0xFF);
  EXPECT_EQ(ShortCode(key), "ZZZZ-ZZZZ");
  key.bytes[0] = 0x08;  // 00001 000..
  EXPECT_EQ(ShortCode(key).substr(0, 2), "13");
  KeyId other = key;
  other.bytes[5] = 0;
  EXPECT_EQ(ShortCode(other), ShortCode(key));
  other.bytes[4] = 0;
  EXPECT_NE(ShortCode(other), ShortCode(key));
}

TEST(Challenges, ReturnAsTheyWere) {
  Digest code;
  code.bytes.fill(0x5A);
  const Bytes seed(kBallotSeedSize, 0xC3);
  const std::string word = FormatChallenge(code, seed);
  EXPECT_EQ(word.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-:"), std::string::npos);
  EXPECT_TRUE(IsChallenge(word));
  const auto read = ParseChallenge(word);
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->code.Begins(code));
  EXPECT_TRUE(Equal(read->seed.view(), seed));
  std::string small = word;
  std::ranges::transform(small, small.begin(), [](char c) { return c >= 'A' ? c | 0x20 : c; });
  EXPECT_TRUE(ParseChallenge(small));
}

TEST(Challenges, AreRefusedInAnyOtherForm) {
  const std::string word = FormatChallenge(Digest{}, Bytes(kBallotSeedSize, 1));
  EXPECT_FALSE(IsChallenge("BALLOT"));
  EXPECT_FALSE(ParseChallenge(""));
  EXPECT_FALSE(ParseChallenge("BALLOT:"));
  EXPECT_FALSE(ParseChallenge(word.substr(0, word.rfind(':'))));
  EXPECT_FALSE(ParseChallenge(word + "0"));
  EXPECT_FALSE(ParseChallenge(word.substr(1)));
  EXPECT_FALSE(ParseChallenge("VOTE" + word.substr(6)));
}

RC_GTEST_PROP(CodeProperty, AnyTextIsRefusedOrACode, (const std::string& text)) {
  const auto code = ParseCode(text);
  if (code) {
    const auto again = ParseCode(FormatCode(*code).text());
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->id == code->id);
  }
}

}  // namespace
}  // namespace plenary::wire
