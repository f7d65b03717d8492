#include "core/crypto/raw_signature.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/crypto/key_access.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {
namespace {

constexpr std::size_t kScalarSize = 32;
using Scalar = std::array<Byte, kScalarSize>;  // big-endian

Scalar FromDigits(std::string_view hex) {
  Scalar scalar{};
  std::ranges::copy(*FromHex(hex), scalar.begin());
  return scalar;
}

const Scalar& Order(Suite suite) {
  static const Scalar p256 =
      FromDigits("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  static const Scalar sm2 =
      FromDigits("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");
  return suite == Suite::kSm2 ? sm2 : p256;
}

const Scalar& HalfOrder() {  // of P-256, rounded down: the highest low s
  static const Scalar half =
      FromDigits("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");
  return half;
}

bool Less(ByteView a, ByteView b) { return std::ranges::lexicographical_compare(a, b); }

bool InRange(ByteView scalar, Suite suite) {
  return std::ranges::any_of(scalar, [](Byte byte) { return byte != 0; }) &&
         Less(scalar, Order(suite));
}

std::unexpected<Error> NoMatch() {
  return OsslRefuse(ErrorCode::kBadSignature, "the signature does not match");
}

Bytes SignatureToDer(ByteView signature) {
  const EcdsaSigPtr pair(ECDSA_SIG_new());
  BignumPtr r(BN_bin2bn(signature.data(), kScalarSize, nullptr));
  BignumPtr s(BN_bin2bn(signature.data() + kScalarSize, kScalarSize, nullptr));
  PLENARY_CHECK(pair && r && s);
  PLENARY_CHECK(ECDSA_SIG_set0(pair.get(), r.get(), s.get()) == 1);
  (void)r.release();  // the pair owns both now
  (void)s.release();
  return ToDer<Bytes>(i2d_ECDSA_SIG, pair.get());
}

bool PutScalar(const BIGNUM* number, Byte* out) {
  return BN_bn2binpad(number, out, kScalarSize) == static_cast<int>(kScalarSize);
}

}  // namespace

RawSignature WithLowS(const RawSignature& signature) {
  const ByteView s = ByteView(signature).last(kScalarSize);
  if (!Less(HalfOrder(), s)) return signature;
  RawSignature low = signature;
  int borrow = 0;
  for (std::size_t i = kScalarSize; i > 0; --i) {
    const int difference = Order(Suite::kP256)[i - 1] - s[i - 1] - borrow;
    borrow = difference < 0 ? 1 : 0;
    low[kScalarSize + i - 1] = static_cast<Byte>(difference & 0xff);
  }
  return low;
}

Hasher MessageHasher(const PublicKey& key) {
  Hasher hasher(key.suite());
  if (key.suite() == Suite::kSm2) hasher.Update(KeyAccess::Of(key).z.view());
  return hasher;
}

Result<void> VerifyDigest(const PublicKey& key, const Digest& digest, ByteView signature) {
  if (signature.size() != kSignatureSize || !InRange(signature.first(kScalarSize), key.suite()) ||
      !InRange(signature.last(kScalarSize), key.suite()) ||
      (key.suite() == Suite::kP256 && Less(HalfOrder(), signature.last(kScalarSize)))) {
    return NoMatch();
  }
  const Bytes der = SignatureToDer(signature);
  const PkeyCtxPtr ctx(EVP_PKEY_CTX_dup(KeyAccess::Of(key).verifier.get()));
  if (!ctx) return OsslFail("EVP_PKEY_CTX_dup");
  if (EVP_PKEY_verify(ctx.get(), der.data(), der.size(), digest.bytes.data(), Digest::kSize) != 1) {
    return NoMatch();
  }
  return {};
}

Result<Bytes> SignDigest(const PrivateKey& key, const Digest& digest) {
  const PkeyCtxPtr ctx(EVP_PKEY_CTX_dup(KeyAccess::Of(key).signer.get()));
  if (!ctx) return OsslFail("EVP_PKEY_CTX_dup");
  std::array<Byte, 80> der{};  // at most 72 bytes in either suite
  std::size_t size = der.size();
  if (EVP_PKEY_sign(ctx.get(), der.data(), &size, digest.bytes.data(), Digest::kSize) != 1) {
    return OsslFail("EVP_PKEY_sign");
  }
  const auto pair = FromDer<EcdsaSigPtr>(d2i_ECDSA_SIG, ByteView(der).first(size));
  RawSignature raw{};
  if (!pair || !PutScalar(ECDSA_SIG_get0_r(pair.get()), raw.data()) ||
      !PutScalar(ECDSA_SIG_get0_s(pair.get()), raw.data() + kScalarSize)) {
    return OsslFail("d2i_ECDSA_SIG");
  }
  if (key.public_key().suite() == Suite::kP256) raw = WithLowS(raw);
  return ToBytes(raw);
}

Result<void> VerifyRaw(const PublicKey& key, ByteView message, ByteView signature) {
  Hasher hasher = MessageHasher(key);
  hasher.Update(message);
  return VerifyDigest(key, std::move(hasher).Finish(), signature);
}

Result<Bytes> SignRaw(const PrivateKey& key, ByteView message) {
  Hasher hasher = MessageHasher(key.public_key());
  hasher.Update(message);
  return SignDigest(key, std::move(hasher).Finish());
}

}  // namespace plenary::crypto
