// The codes that people type, print and compare.
#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/wire/ballot_codes.h"
#include "core/wire/crockford.h"
#include "core/wire/enrolment.h"

namespace plenary::wire {
namespace {

constexpr std::string_view kChallengeBegins = "BALLOT:";
constexpr std::size_t kIdSymbols = 8;
constexpr std::size_t kSecretSymbols = 20;
constexpr std::size_t kSecretBytes = 13;
constexpr std::size_t kSecretSkip = 4;  // bits: 13 bytes hold 104
constexpr std::size_t kCodeChecks = 1;
constexpr std::size_t kCodeSymbols = kIdSymbols + kSecretSymbols + kCodeChecks;

constexpr std::size_t kFingerprintChecks = 2;
constexpr std::size_t kFingerprintSymbols = 52 + kFingerprintChecks;

constexpr std::size_t kDigestSymbols = 16;

std::unexpected<Error> Mistyped() {
  return Fail(ErrorCode::kInvalidArgument, "mistyped: the check characters do not match");
}

std::string Grouped(ByteView symbols) {
  Bytes text(GroupedSize(symbols.size()));
  PutGroups(symbols, text);
  return std::string(AsText(text));
}

// 32 bytes with their check characters.
std::string FormatWhole(ByteView bytes) {
  std::array<Byte, kFingerprintSymbols> symbols{};
  ToSymbols(bytes, 0, std::span(symbols).first(kFingerprintSymbols - kFingerprintChecks));
  PutChecks(symbols, kFingerprintChecks);
  return Grouped(symbols);
}

Result<void> ParseWhole(std::string_view text, std::span<Byte> bytes) {
  std::array<Byte, kFingerprintSymbols> symbols{};
  PLENARY_TRY(ParseGroups(text, symbols));
  if (!ChecksMatch(symbols, kFingerprintChecks)) return Mistyped();
  const ByteView content = ByteView(symbols).first(kFingerprintSymbols - kFingerprintChecks);
  if (!FromSymbols(content, 0, bytes)) return Mistyped();
  return {};
}

}  // namespace

EnrolmentCode MakeEnrolmentCode(std::span<const Byte, kEnrolmentRandomness> random) {
  EnrolmentCode code;
  const auto id = random.first<EnrolmentCodeId::kSize>();
  std::ranges::copy(id, code.id.bytes.begin());
  code.secret = crypto::SecretBytes::CopyOf(random.last<kSecretBytes>());
  code.secret.span()[0] &= 0x0F;
  return code;
}

crypto::SecretBytes FormatCode(const EnrolmentCode& code) {
  crypto::SecretBytes symbols(kCodeSymbols);
  ToSymbols(code.id.view(), 0, symbols.span().first(kIdSymbols));
  ToSymbols(code.secret.view(), kSecretSkip, symbols.span().subspan(kIdSymbols, kSecretSymbols));
  PutChecks(symbols.span(), kCodeChecks);
  crypto::SecretBytes text(GroupedSize(kCodeSymbols));
  PutGroups(symbols.view(), text.span());
  return text;
}

Result<EnrolmentCode> ParseCode(std::string_view text) {
  crypto::SecretBytes symbols(kCodeSymbols);
  PLENARY_TRY(ParseGroups(text, symbols.span()));
  if (!ChecksMatch(symbols.view(), kCodeChecks)) return Mistyped();
  EnrolmentCode code{.id = {}, .secret = crypto::SecretBytes(kSecretBytes)};
  const ByteView secret = symbols.view().subspan(kIdSymbols, kSecretSymbols);
  if (!FromSymbols(symbols.view().first(kIdSymbols), 0, code.id.bytes) ||
      !FromSymbols(secret, kSecretSkip, code.secret.span())) {
    return Mistyped();
  }
  return code;
}

std::string ShortCode(const KeyId& key) {
  std::array<Byte, kIdSymbols> symbols{};
  ToSymbols(key.view(), 0, symbols);
  return Grouped(symbols);
}

std::string FormatFingerprint(const CommitteeId& committee) {
  return FormatWhole(committee.view());
}

Result<CommitteeId> ParseFingerprint(std::string_view text) {
  CommitteeId committee;
  PLENARY_TRY(ParseWhole(text, committee.bytes));
  return committee;
}

std::string ShortCode(const Digest& digest) {
  std::array<Byte, kDigestSymbols> symbols{};
  ToSymbols(digest.view(), 0, symbols);
  return Grouped(symbols);
}

Result<CodePrefix> CodePrefix::Parse(std::string_view text) {
  CodePrefix prefix;
  prefix.size_ = static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return c != ' ' && c != '-'; }));
  if (prefix.size_ < kFewest || prefix.size_ > kMost) {
    return Fail(ErrorCode::kInvalidArgument, "a code has 4 to 52 characters, usually 16");
  }
  PLENARY_TRY(ParseGroups(text, std::span(prefix.symbols_).first(prefix.size_)));
  return prefix;
}

bool CodePrefix::Begins(const Digest& code) const {
  std::array<Byte, kMost> symbols{};
  ToSymbols(code.view(), 0, symbols);
  return std::equal(symbols_.begin(), symbols_.begin() + static_cast<std::ptrdiff_t>(size_),
                    symbols.begin());
}

std::string FormatSeed(ByteView seed) {
  PLENARY_CHECK(seed.size() == kBallotSeedSize);
  return FormatWhole(seed);
}

Result<crypto::SecretBytes> ParseSeed(std::string_view text) {
  crypto::SecretBytes seed(kBallotSeedSize);
  PLENARY_TRY(ParseWhole(text, seed.span()));
  return seed;
}

std::string FormatChallenge(const Digest& code, ByteView seed) {
  return std::string(kChallengeBegins) + ShortCode(code) + ":" + FormatSeed(seed);
}

bool IsChallenge(std::string_view word) {
  return word.size() >= kChallengeBegins.size() &&
         std::ranges::equal(word.substr(0, kChallengeBegins.size()), kChallengeBegins,
                            [](char a, char b) { return a == b || (a ^ 0x20) == b; });
}

Result<Challenge> ParseChallenge(std::string_view word) {
  const auto colon = word.find(':', kChallengeBegins.size());
  if (!IsChallenge(word) || colon == std::string_view::npos) {
    return Fail(ErrorCode::kInvalidArgument, "not a challenged ballot's code and seed");
  }
  auto code =
      CodePrefix::Parse(word.substr(kChallengeBegins.size(), colon - kChallengeBegins.size()));
  if (!code) return std::unexpected(std::move(code).error());
  auto seed = ParseSeed(word.substr(colon + 1));
  if (!seed) return std::unexpected(std::move(seed).error());
  return Challenge{*code, *std::move(seed)};
}

}  // namespace plenary::wire
