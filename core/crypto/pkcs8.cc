// Private keys in files: PKCS#8, RFC 5958, and its encryption, RFC 8018.
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <array>

#include "core/crypto/key_access.h"
#include "core/crypto/keys.h"
#include "core/crypto/ossl.h"
#include "core/crypto/random.h"

namespace plenary::crypto {
namespace {

constexpr std::size_t kMaxKeyFile = 4096;
constexpr std::size_t kSaltSize = 16;

using EncryptedPtr = OsslPtr<X509_SIG, X509_SIG_free>;
using PbesPtr = OsslPtr<PBE2PARAM, PBE2PARAM_free>;
using PbkdfPtr = OsslPtr<PBKDF2PARAM, PBKDF2PARAM_free>;
using Pkcs8Ptr = OsslPtr<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;

std::unexpected<Error> Malformed() {
  return OsslRefuse(ErrorCode::kInvalidArgument,
                    "not a private key in PKCS#8: check that this is the right file");
}

// Null unless the algorithm is `nid` and its parameters are a `Ptr`.
template <class Ptr>
Ptr Parameters(const X509_ALGOR* algorithm, int nid, const ASN1_ITEM* item) {
  const ASN1_OBJECT* object = nullptr;
  const void* value = nullptr;
  int type = 0;
  X509_ALGOR_get0(&object, &type, &value, algorithm);
  if (OBJ_obj2nid(object) != nid || type != V_ASN1_SEQUENCE) return nullptr;
  return Ptr(static_cast<typename Ptr::pointer>(
      ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), item)));
}

// Whether it is PBES2 with PBKDF2, with a number of iterations that ends in this life.
bool IsAffordable(const X509_SIG* encrypted) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(encrypted, &algorithm, nullptr);
  const auto pbes = Parameters<PbesPtr>(algorithm, NID_pbes2, ASN1_ITEM_rptr(PBE2PARAM));
  if (!pbes) return false;
  const auto pbkdf =
      Parameters<PbkdfPtr>(pbes->keyfunc, NID_id_pbkdf2, ASN1_ITEM_rptr(PBKDF2PARAM));
  if (!pbkdf) return false;
  std::int64_t iterations = 0;
  return ASN1_INTEGER_get_int64(&iterations, pbkdf->iter) == 1 && iterations >= 1 &&
         iterations <= kMaxIterations;
}

Result<PrivateKey> FromInfo(Suite suite, const PKCS8_PRIV_KEY_INFO* info) {
  PkeyPtr pkey(EVP_PKCS82PKEY(info));
  if (!pkey) return Malformed();
  auto key = KeyAccess::Private(std::move(pkey));
  if (key && key->public_key().suite() != suite) {
    return Fail(ErrorCode::kInvalidArgument,
                "this key is of the other suite: use the key that was made for this committee");
  }
  return key;
}

}  // namespace

Result<SecretBytes> PrivateKey::ToPlainPkcs8() const {
  const Pkcs8Ptr info(EVP_PKEY2PKCS8(parts_->key.get()));
  if (!info) return OsslFail("EVP_PKEY2PKCS8");
  auto der = ToDer<SecretBytes>(i2d_PKCS8_PRIV_KEY_INFO, info.get());
  if (der.empty()) return OsslFail("i2d_PKCS8_PRIV_KEY_INFO");
  return der;
}

Result<PrivateKey> PrivateKey::FromPlainPkcs8(Suite suite, ByteView der) {
  if (der.size() > kMaxKeyFile) return Malformed();
  const auto info = FromDer<Pkcs8Ptr>(d2i_PKCS8_PRIV_KEY_INFO, der);
  if (!info) return Malformed();
  return FromInfo(suite, info.get());
}

Result<Bytes> PrivateKey::ToEncryptedPkcs8(std::string_view passphrase, int iterations) const {
  if (passphrase.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the passphrase is empty: choose one");
  }
  if (iterations < 1 || iterations > kMaxIterations) {
    return Fail(ErrorCode::kInvalidArgument, "iterations out of range");
  }
  const Pkcs8Ptr info(EVP_PKEY2PKCS8(parts_->key.get()));
  if (!info) return OsslFail("EVP_PKEY2PKCS8");
  std::array<Byte, kSaltSize> salt{};
  PLENARY_TRY(RandomBytes(salt));
  const EncryptedPtr encrypted(PKCS8_encrypt(
      -1, EVP_aes_256_cbc(), passphrase.data(), static_cast<int>(passphrase.size()), salt.data(),
      static_cast<int>(salt.size()), iterations, info.get()));  // -1: PBES2
  if (!encrypted) return OsslFail("PKCS8_encrypt");
  auto der = ToDer<Bytes>(i2d_X509_SIG, encrypted.get());
  if (der.empty()) return OsslFail("i2d_X509_SIG");
  return der;
}

Result<PrivateKey> PrivateKey::FromEncryptedPkcs8(Suite suite, ByteView der,
                                                  std::string_view passphrase) {
  if (der.size() > kMaxKeyFile) return Malformed();
  const auto encrypted = FromDer<EncryptedPtr>(d2i_X509_SIG, der);
  if (!encrypted || !IsAffordable(encrypted.get())) return Malformed();
  const Pkcs8Ptr info(
      PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
  if (!info) {
    return OsslRefuse(ErrorCode::kPermissionDenied,
                      "the passphrase does not open this key: try it again, or restore the file "
                      "from a backup if it is damaged");
  }
  return FromInfo(suite, info.get());
}

}  // namespace plenary::crypto
