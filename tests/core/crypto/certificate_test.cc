#include "core/crypto/certificate.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

#include "core/crypto/authority.h"
#include "core/crypto/hash.h"
#include "core/crypto/random.h"
#include "core/crypto/raw_signature.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr Instant kStart{1'680'000'000'000};
constexpr Validity kDecade{kStart, {kStart.milliseconds + 3650 * kDay}};
constexpr Validity kYear{{kStart.milliseconds + kDay}, {kStart.milliseconds + 366 * kDay}};
constexpr Instant kNow{kStart.milliseconds + 100 * kDay};

SerialNumber Serial() { return *RandomId<SerialNumber>(); }

const Authority& RootOf(Suite suite, int number = 0) {
  static std::map<std::pair<Suite, int>, Authority> roots;
  const auto name = std::pair(suite, number);
  if (const auto it = roots.find(name); it != roots.end()) return it->second;
  auto root = Authority::Create(suite, "Root", kDecade, Serial());
  EXPECT_TRUE(root);
  return roots.emplace(name, *std::move(root)).first->second;
}

Certificate ClientOf(const Authority& authority, Validity validity = kYear) {
  const auto key = ConnectionKey::Generate();
  const auto request = key->MakeRequest("client");
  return *authority.IssueClient(*request, TestKey(Suite::kP256).public_key().id(), validity,
                                Serial());
}

Certificate SignerOf(const Authority& authority) {
  const Suite suite = authority.certificate().public_key().suite();
  return *authority.IssueSigner(TestKey(suite).public_key(), "秘书处", kYear, Serial());
}

// One element of DER, and what follows it.
std::pair<ByteView, ByteView> Element(ByteView der, bool whole) {
  std::size_t size = der[1];
  std::size_t header = 2;
  if (size > 127) {
    header += size & 127;
    size = 0;
    for (std::size_t i = 2; i < header; ++i) size = size << 8 | der[i];
  }
  return {whole ? der.first(header + size) : der.subspan(header, size), der.subspan(header + size)};
}

struct Scalars {
  RawSignature joined{};
  bool good = false;
};

Scalars FromDerSignature(ByteView der) {
  Scalars scalars;
  auto rest = Element(der, false).first;
  for (std::size_t at : {std::size_t{32}, std::size_t{64}}) {
    const auto [number, next] = Element(rest, false);
    const ByteView digits = number.size() == 33 ? number.subspan(1) : number;
    if (digits.size() > 32) return scalars;
    std::ranges::copy(digits,
                      scalars.joined.begin() + static_cast<std::ptrdiff_t>(at - digits.size()));
    rest = next;
  }
  scalars.good = rest.empty();
  return scalars;
}

using Chain = InEachSuite;
PLENARY_IN_EACH_SUITE(Chain);

TEST_P(Chain, LeadsFromSignerToRoot) {
  const Authority& root = RootOf(GetParam());
  const Certificate signer = SignerOf(root);
  const auto verified = VerifyChain(signer, root.certificate(), kNow, Usage::kSigner);
  EXPECT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(signer.common_name(), "秘书处");
  EXPECT_EQ(signer.public_key(), TestKey(GetParam()).public_key());
}

TEST_P(Chain, LeadsThroughAnAuthorityBelow) {
  const Authority& root = RootOf(GetParam());
  const auto below = root.CreateBelow("Below", kYear, Serial());
  ASSERT_TRUE(below) << below.error().message;
  const Certificate signer = SignerOf(*below);
  const std::array others = {below->certificate()};
  const auto verified = VerifyChain(signer, others, root.certificate(), kNow, Usage::kSigner);
  EXPECT_TRUE(verified) << verified.error().message;
  EXPECT_TRUE(VerifyChain(below->certificate(), root.certificate(), kNow, Usage::kAuthority));
  EXPECT_TRUE(VerifyChain(signer, below->certificate(), kNow, Usage::kSigner));
  EXPECT_EQ(CodeOf(VerifyChain(signer, root.certificate(), kNow, Usage::kSigner)),
            ErrorCode::kBadSignature);
  EXPECT_EQ(CodeOf(below->CreateBelow("Third", kYear, Serial())), ErrorCode::kInvalidArgument);
}

TEST_P(Chain, UnderAnotherAuthorityOfTheSameNameIsRefused) {
  const Certificate signer = SignerOf(RootOf(GetParam(), 1));
  EXPECT_EQ(CodeOf(VerifyChain(signer, RootOf(GetParam()).certificate(), kNow, Usage::kSigner)),
            ErrorCode::kBadSignature);
}

TEST_P(Chain, BreaksWithAnyByteOfTheLeaf) {
  const Authority& root = RootOf(GetParam());
  const Certificate signer = SignerOf(root);
  for (std::size_t at = 0; at < signer.der().size(); ++at) {
    Bytes altered = signer.der();
    altered[at] ^= 1;
    const auto parsed = Certificate::ParseDer(altered);
    if (!parsed) continue;
    EXPECT_FALSE(VerifyChain(*parsed, root.certificate(), kNow, Usage::kSigner)) << at;
  }
}

TEST_P(Chain, HoldsFromItsBeginningUntilJustBeforeItsEnd) {
  const Authority& root = RootOf(GetParam());
  const Certificate signer = SignerOf(root);
  const auto at = [&](std::int64_t milliseconds) {
    return VerifyChain(signer, root.certificate(), {milliseconds}, Usage::kSigner);
  };
  EXPECT_TRUE(at(kYear.not_before.milliseconds));
  EXPECT_TRUE(at(kYear.not_after.milliseconds - 1));
  const auto early = at(kYear.not_before.milliseconds - 1);
  const auto late = at(kYear.not_after.milliseconds);
  EXPECT_EQ(CodeOf(early), ErrorCode::kPermissionDenied);
  EXPECT_EQ(CodeOf(late), ErrorCode::kPermissionDenied);
  EXPECT_NE(early.error().message.find("not valid yet"), std::string::npos);
  EXPECT_NE(late.error().message.find("expired"), std::string::npos);
}

TEST_P(Chain, IsRefusedForEveryOtherUsage) {
  const Authority& root = RootOf(GetParam());
  const Certificate signer = SignerOf(root);
  for (const Usage usage : {Usage::kClient, Usage::kServer, Usage::kAuthority}) {
    EXPECT_EQ(CodeOf(VerifyChain(signer, root.certificate(), kNow, usage)),
              ErrorCode::kPermissionDenied);
  }
}

TEST_P(Chain, HasSignaturesThatOurOwnVerificationTakes) {
  // OpenSSL signs certificates; its way to hash the SM2 identifier must be ours.
  const Authority& root = RootOf(GetParam());
  for (const Certificate& certificate : {SignerOf(root), root.certificate()}) {
    const ByteView inside = Element(certificate.der(), false).first;
    const auto [signed_part, rest] = Element(inside, true);
    const ByteView bits = Element(Element(rest, true).second, false).first;
    const Scalars scalars = FromDerSignature(bits.subspan(1));
    ASSERT_TRUE(scalars.good);
    const RawSignature raw = GetParam() == Suite::kP256 ? WithLowS(scalars.joined) : scalars.joined;
    EXPECT_TRUE(VerifyRaw(root.certificate().public_key(), signed_part, raw));
  }
}

TEST(ConnectionChain, TellsClientsFromServers) {
  const Authority& root = RootOf(Suite::kP256);
  const Certificate client = ClientOf(root);
  const auto key = ConnectionKey::Generate();
  const auto server = root.IssueServer(*key->MakeRequest("server"), {{"localhost"}, {"127.0.0.1"}},
                                       kYear, Serial());
  ASSERT_TRUE(server) << server.error().message;
  EXPECT_TRUE(VerifyChain(client, root.certificate(), kNow, Usage::kClient));
  EXPECT_TRUE(VerifyChain(*server, root.certificate(), kNow, Usage::kServer));
  for (const Usage usage : {Usage::kServer, Usage::kSigner, Usage::kAuthority}) {
    EXPECT_EQ(CodeOf(VerifyChain(client, root.certificate(), kNow, usage)),
              ErrorCode::kPermissionDenied);
  }
  for (const Usage usage : {Usage::kClient, Usage::kSigner, Usage::kAuthority}) {
    EXPECT_EQ(CodeOf(VerifyChain(*server, root.certificate(), kNow, usage)),
              ErrorCode::kPermissionDenied);
  }
}

TEST(ConnectionChain, RefusesALeafThatPosesAsAnAuthority) {
  const Authority& root = RootOf(Suite::kP256);
  const auto key = ConnectionKey::Generate();
  const Certificate client = *root.IssueClient(*key->MakeRequest("x"), {}, kYear, Serial());
  EXPECT_EQ(CodeOf(Authority::Load(client.pem(), key->ToPlainPem()->text())),
            ErrorCode::kInvalidArgument);
}

TEST(Certificate, SaysWhatItWasIssuedFor) {
  const Authority& root = RootOf(Suite::kP256);
  SerialNumber serial = Serial();
  serial.bytes[0] = 0xff;
  const auto key = ConnectionKey::Generate();
  const KeyId person = TestKey(Suite::kSm2).public_key().id();
  const auto client = root.IssueClient(*key->MakeRequest("ignored"), person, kYear, serial);
  ASSERT_TRUE(client) << client.error().message;
  serial.bytes[0] = 0x7f;
  EXPECT_EQ(client->common_name(), person.hex());
  EXPECT_EQ(client->serial_hex(), serial.hex());
  EXPECT_EQ(client->validity().not_before, kYear.not_before);
  EXPECT_EQ(client->validity().not_after, kYear.not_after);
  EXPECT_EQ(client->public_key(), key->public_key());
  EXPECT_EQ(client->fingerprint(), HashRaw(Suite::kP256, {client->der()}));
  EXPECT_TRUE(client->Allows(Usage::kClient));
  EXPECT_FALSE(client->Allows(Usage::kServer));
}

TEST(Certificate, RoundTripsThroughPem) {
  const Certificate certificate = ClientOf(RootOf(Suite::kP256));
  const auto again = Certificate::ParsePem("\n" + certificate.pem() + "\r\n ");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->der(), certificate.der());
}

TEST(Certificate, PemOfAnythingElseIsRefused) {
  const std::string pem = ClientOf(RootOf(Suite::kP256)).pem();
  std::string relabelled = pem;
  relabelled.replace(relabelled.find("CERTIFICATE"), 11, "CERTIFICATX");
  for (const std::string& wrong :
       {std::string(), std::string("text"), pem + pem, "text\n" + pem, pem + "text", relabelled,
        pem.substr(0, pem.size() / 2), std::string(100'000, 'A')}) {
    EXPECT_EQ(CodeOf(Certificate::ParsePem(wrong)), ErrorCode::kInvalidArgument);
  }
}

TEST(Certificate, CutsAndAdditionsAreRefused) {
  Bytes der = ClientOf(RootOf(Suite::kP256)).der();
  for (std::size_t size = 0; size < der.size(); ++size) {
    EXPECT_FALSE(Certificate::ParseDer(ByteView(der).first(size)));
  }
  der.push_back(0);
  EXPECT_FALSE(Certificate::ParseDer(der));
}

RC_GTEST_PROP(Certificate, ParsesNothingFromRandomBytes, (const Bytes& bytes)) {
  RC_ASSERT(CodeOf(Certificate::ParseDer(bytes)) == ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace plenary::crypto
