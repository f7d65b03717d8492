// The part of Group that meets secrets: through OpenSSL's constant-time code alone.
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/obj_mac.h>

#include "core/base/check.h"
#include "core/crypto/group.h"
#include "core/crypto/hash.h"
#include "core/crypto/ossl.h"
#include "core/crypto/wiped.h"

namespace plenary::crypto {
namespace {

using BnCtxPtr = OsslPtr<BN_CTX, BN_CTX_free>;
using EcPointPtr = OsslPtr<EC_POINT, EC_POINT_clear_free>;
using SecretBignumPtr = OsslPtr<BIGNUM, BN_clear_free>;

struct Constants {
  explicit Constants(int curve)
      : group(EC_GROUP_new_by_curve_name(curve)), form(BN_MONT_CTX_new()) {
    PLENARY_CHECK(group && form);
    order = EC_GROUP_get0_order(group.get());
    const BnCtxPtr ctx(BN_CTX_new());
    PLENARY_CHECK(order != nullptr && ctx);
    PLENARY_CHECK(BN_MONT_CTX_set(form.get(), order, ctx.get()) == 1);
  }

  OsslPtr<EC_GROUP, EC_GROUP_free> group;
  OsslPtr<BN_MONT_CTX, BN_MONT_CTX_free> form;  // of the order
  const BIGNUM* order;
};

const Constants& Of(Suite suite) {
  static const Constants p256(NID_X9_62_prime256v1);
  static const Constants sm2(NID_sm2);
  return suite == Suite::kSm2 ? sm2 : p256;
}

SecretBignumPtr Number(ByteView bytes) {
  SecretBignumPtr number(BN_new());
  PLENARY_CHECK(number != nullptr);
  BN_set_flags(number.get(), BN_FLG_CONSTTIME);
  PLENARY_CHECK(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), number.get()) != nullptr);
  return number;
}

SecretBytes BytesOf(const BIGNUM* number) {
  SecretBytes bytes(kScalarSize);
  PLENARY_CHECK(BN_bn2binpad(number, bytes.span().data(), kScalarSize) ==
                static_cast<int>(kScalarSize));
  return bytes;
}

BnCtxPtr NewCtx() {
  BnCtxPtr ctx(BN_CTX_secure_new());
  PLENARY_CHECK(ctx != nullptr);
  return ctx;
}

// Infinity if `point` is.
Point FromOssl(const Group& group, const EC_POINT* point, BN_CTX* ctx) {
  const EC_GROUP* curve = Of(group.suite()).group.get();
  if (EC_POINT_is_at_infinity(curve, point) == 1) return {};
  std::array<Byte, kPointSize> encoded{};
  PLENARY_CHECK(EC_POINT_point2oct(curve, point, POINT_CONVERSION_UNCOMPRESSED, encoded.data(),
                                   encoded.size(), ctx) == encoded.size());
  const auto decoded = group.DecodePoint(encoded);
  Wipe(encoded);
  PLENARY_CHECK(decoded.has_value());
  return *decoded;
}

}  // namespace

SecretScalar Group::HashToSecret(std::string_view tag,
                                 std::initializer_list<ByteView> fields) const {
  SecretBytes wide(2 * Digest::kSize);
  for (Byte number = 1; number <= 2; ++number) {
    Hasher hasher = Hasher::Tagged(suite_, tag);
    hasher.Field(ByteView(&number, 1));
    for (const ByteView field : fields) hasher.Field(field);
    Digest digest = std::move(hasher).Finish();
    std::ranges::copy(digest.bytes, wide.span().subspan((number - 1) * Digest::kSize).begin());
    OPENSSL_cleanse(digest.bytes.data(), digest.bytes.size());
  }
  const BnCtxPtr ctx = NewCtx();
  const SecretBignumPtr number = Number(wide.view());
  const SecretBignumPtr rest(BN_new());
  PLENARY_CHECK(rest && BN_nnmod(rest.get(), number.get(), Of(suite_).order, ctx.get()) == 1);
  return SecretScalar(BytesOf(rest.get()));
}

SecretScalar Group::MultiplyAdd(const SecretScalar& a, const SecretScalar& b,
                                const SecretScalar& c) const {
  const Constants& constants = Of(suite_);
  const BnCtxPtr ctx = NewCtx();
  const SecretBignumPtr x = Number(a.bytes_.view());
  const SecretBignumPtr y = Number(b.bytes_.view());
  const SecretBignumPtr z = Number(c.bytes_.view());
  // One factor to Montgomery's form: the product comes out plain.
  PLENARY_CHECK(BN_to_montgomery(x.get(), x.get(), constants.form.get(), ctx.get()) == 1);
  PLENARY_CHECK(BN_mod_mul_montgomery(x.get(), x.get(), y.get(), constants.form.get(), ctx.get()) ==
                1);
  PLENARY_CHECK(BN_mod_add_quick(x.get(), x.get(), z.get(), constants.order) == 1);
  return SecretScalar(BytesOf(x.get()));
}

Point Group::MultiplyGenerator(const SecretScalar& scalar) const {
  const EC_GROUP* curve = Of(suite_).group.get();
  const BnCtxPtr ctx = NewCtx();
  const EcPointPtr product(EC_POINT_new(curve));
  const SecretBignumPtr factor = Number(scalar.bytes_.view());
  PLENARY_CHECK(product &&
                EC_POINT_mul(curve, product.get(), factor.get(), nullptr, nullptr, ctx.get()) == 1);
  return FromOssl(*this, product.get(), ctx.get());
}

Point Group::Multiply(const SecretScalar& scalar, const Point& point) const {
  if (point.IsInfinity()) return {};
  const EC_GROUP* curve = Of(suite_).group.get();
  const BnCtxPtr ctx = NewCtx();
  const EcPointPtr product(EC_POINT_new(curve));
  const EcPointPtr base(EC_POINT_new(curve));
  const SecretBignumPtr factor = Number(scalar.bytes_.view());
  const auto encoded = Encode(point);
  PLENARY_CHECK(product && base);
  PLENARY_CHECK(EC_POINT_oct2point(curve, base.get(), encoded.data(), encoded.size(), ctx.get()) ==
                1);
  PLENARY_CHECK(EC_POINT_mul(curve, product.get(), nullptr, base.get(), factor.get(), ctx.get()) ==
                1);
  return FromOssl(*this, product.get(), ctx.get());
}

}  // namespace plenary::crypto
