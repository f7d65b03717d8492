#include "core/crypto/keys.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_access.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {
namespace {

constexpr std::size_t kCoordinateSize = 32;
constexpr Byte kUncompressed = 4;

using ParamBuilderPtr = OsslPtr<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using ParamsPtr = OsslPtr<OSSL_PARAM, OSSL_PARAM_free>;

struct Curve {
  const char* type;  // of the EVP_PKEY
  const char* group;
};

Curve CurveOf(Suite suite) {
  return suite == Suite::kSm2 ? Curve{"SM2", "SM2"} : Curve{"EC", "prime256v1"};
}

std::unexpected<Error> NotAPoint() {
  return OsslRefuse(ErrorCode::kInvalidArgument,
                    "not a public key: 65 bytes of an uncompressed point on the suite's curve are "
                    "wanted");
}

Result<PkeyPtr> PointToPkey(Suite suite, ByteView encoded) {
  const Curve curve = CurveOf(suite);
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  if (!builder) return OsslFail("OSSL_PARAM_BLD_new");
  if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve.group, 0) !=
          1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(),
                                       encoded.size()) != 1) {
    return OsslFail("OSSL_PARAM_BLD_push");
  }
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  if (!params) return OsslFail("OSSL_PARAM_BLD_to_param");
  const PkeyCtxPtr ctx(EVP_PKEY_CTX_new_from_name(nullptr, curve.type, nullptr));
  if (!ctx) return OsslFail("EVP_PKEY_CTX_new_from_name");
  if (EVP_PKEY_fromdata_init(ctx.get()) != 1) return OsslFail("EVP_PKEY_fromdata_init");
  EVP_PKEY* key = nullptr;
  if (EVP_PKEY_fromdata(ctx.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return NotAPoint();
  }
  return PkeyPtr(key);
}

// a, b, x and y of the generator: GB/T 32918.5.
constexpr std::string_view kSm2Curve =
    "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc"
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93"
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7"
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

Digest Sm2Z(ByteView encoded) {
  static const Bytes curve = *FromHex(kSm2Curve);
  const Byte bits = static_cast<Byte>(8 * kSm2Identifier.size());
  const std::array<Byte, 2> length = {0, bits};
  return HashRaw(Suite::kSm2, {length, AsBytes(kSm2Identifier), curve, encoded.subspan(1)});
}

bool PutCoordinate(const EVP_PKEY* key, const char* name, std::span<Byte> out) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return false;
  const BignumPtr owned(number);
  return BN_bn2binpad(number, out.data(), static_cast<int>(out.size())) ==
         static_cast<int>(out.size());
}

bool IsOn(const EVP_PKEY* key, const Curve& curve) {
  std::array<char, 64> group{};
  std::size_t size = 0;
  return EVP_PKEY_is_a(key, curve.type) == 1 &&
         EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
         std::string_view(group.data(), size) == curve.group;
}

}  // namespace

std::string_view PurposeTag(Purpose purpose) {
  switch (purpose) {
    case Purpose::kCommand:
      return "plenary/v1/sign/command";
    case Purpose::kFounding:
      return "plenary/v1/sign/founding";
    case Purpose::kHead:
      return "plenary/v1/sign/head";
    case Purpose::kEnrolment:
      return "plenary/v1/sign/enrolment";
    case Purpose::kConnection:
      return "plenary/v1/sign/connection";
    case Purpose::kNodeProof:
      return "plenary/v1/sign/node-proof";
  }
  CheckFailed(__FILE__, __LINE__, "a purpose");
}

Bytes Framed(Purpose purpose, ByteView message) {
  const std::string_view tag = PurposeTag(purpose);
  Bytes framed;
  framed.reserve(8 + tag.size() + message.size());
  PutString(framed, AsBytes(tag));
  PutString(framed, message);
  return framed;
}

PublicKey::PublicKey(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Result<PublicKey> PublicKey::From(Suite suite, ByteView encoded) {
  if (encoded.size() != kPublicKeySize || encoded[0] != kUncompressed) return NotAPoint();
  auto key = PointToPkey(suite, encoded);  // checks that the point is on the curve
  if (!key) return std::unexpected(key.error());
  PkeyCtxPtr verifier(EVP_PKEY_CTX_new_from_pkey(nullptr, key->get(), nullptr));
  if (!verifier) return OsslFail("EVP_PKEY_CTX_new_from_pkey");
  if (EVP_PKEY_verify_init(verifier.get()) != 1) return OsslFail("EVP_PKEY_verify_init");
  auto parts = std::make_shared<Parts>();
  parts->suite = suite;
  std::ranges::copy(encoded, parts->encoded.begin());
  const Byte number = static_cast<Byte>(suite);
  parts->id.bytes = HashTagged(suite, "plenary/v1/key", {ByteView(&number, 1), encoded}).bytes;
  parts->key = std::move(*key);
  parts->verifier = std::move(verifier);
  if (suite == Suite::kSm2) parts->z = Sm2Z(encoded);
  return PublicKey(std::move(parts));
}

Suite PublicKey::suite() const { return parts_->suite; }
ByteView PublicKey::encoded() const { return parts_->encoded; }
const KeyId& PublicKey::id() const { return parts_->id; }

bool PublicKey::operator==(const PublicKey& other) const {
  return suite() == other.suite() && Equal(encoded(), other.encoded());
}

Result<void> PublicKey::Verify(Purpose purpose, ByteView message, ByteView signature) const {
  Hasher hasher = MessageHasher(*this);
  hasher.Field(AsBytes(PurposeTag(purpose)));  // the bytes of Framed, uncopied
  hasher.Field(message);
  return VerifyDigest(*this, std::move(hasher).Finish(), signature);
}

PrivateKey::PrivateKey(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

Result<PrivateKey> PrivateKey::Generate(Suite suite) {
  PkeyPtr key(suite == Suite::kSm2 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")
                                   : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  if (!key) return OsslFail("EVP_PKEY_Q_keygen");
  return KeyAccess::Private(std::move(key));
}

const PublicKey& PrivateKey::public_key() const { return parts_->public_key; }

Result<Bytes> PrivateKey::Sign(Purpose purpose, ByteView message) const {
  Hasher hasher = MessageHasher(public_key());
  hasher.Field(AsBytes(PurposeTag(purpose)));
  hasher.Field(message);
  return SignDigest(*this, std::move(hasher).Finish());
}

Result<PublicKey> KeyAccess::Public(const EVP_PKEY* key) {
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    if (!IsOn(key, CurveOf(suite))) continue;
    std::array<Byte, kPublicKeySize> encoded = {kUncompressed};
    const auto coordinates = std::span(encoded).subspan(1);
    if (!PutCoordinate(key, OSSL_PKEY_PARAM_EC_PUB_X, coordinates.first(kCoordinateSize)) ||
        !PutCoordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y, coordinates.last(kCoordinateSize))) {
      return NotAPoint();
    }
    return PublicKey::From(suite, encoded);
  }
  return OsslRefuse(ErrorCode::kInvalidArgument,
                    "not a key of suite p256 or sm2: make one with Plenary");
}

Result<PrivateKey> KeyAccess::Private(PkeyPtr key) {
  auto public_key = Public(key.get());
  if (!public_key) return std::unexpected(public_key.error());
  PkeyCtxPtr signer(EVP_PKEY_CTX_new_from_pkey(nullptr, key.get(), nullptr));
  if (!signer) return OsslFail("EVP_PKEY_CTX_new_from_pkey");
  if (EVP_PKEY_check(signer.get()) != 1) {
    return OsslRefuse(ErrorCode::kInvalidArgument,
                      "the halves of this key do not belong together: restore it from a backup");
  }
  if (EVP_PKEY_sign_init(signer.get()) != 1) return OsslFail("EVP_PKEY_sign_init");
  return PrivateKey(std::make_unique<const PrivateKey::Parts>(
      PrivateKey::Parts{*std::move(public_key), std::move(key), std::move(signer)}));
}

}  // namespace plenary::crypto
