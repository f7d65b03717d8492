// OpenSSL's objects with owners. Nothing outside core/crypto includes this.
#ifndef PLENARY_CORE_CRYPTO_OSSL_H_
#define PLENARY_CORE_CRYPTO_OSSL_H_

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/crypto/secret.h"
#include "core/crypto/suite.h"

namespace plenary::crypto {

template <auto Free>
struct OsslDeleter {
  template <class T>
  void operator()(T* p) const {
    Free(p);
  }
};
template <class T, auto Free>
using OsslPtr = std::unique_ptr<T, OsslDeleter<Free>>;

using BignumPtr = OsslPtr<BIGNUM, BN_free>;
using BioPtr = OsslPtr<BIO, BIO_free_all>;
using CipherCtxPtr = OsslPtr<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using EcdsaSigPtr = OsslPtr<ECDSA_SIG, ECDSA_SIG_free>;
using MdCtxPtr = OsslPtr<EVP_MD_CTX, EVP_MD_CTX_free>;
using PkeyCtxPtr = OsslPtr<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using PkeyPtr = OsslPtr<EVP_PKEY, EVP_PKEY_free>;
using X509Ptr = OsslPtr<X509, X509_free>;

// An Error naming the call that failed. Empties this thread's OpenSSL error
// queue, so that a later failure cannot report an earlier cause.
std::unexpected<Error> OsslFail(std::string call);

// As Fail, and empties the queue too: for failures that the input has caused.
std::unexpected<Error> OsslRefuse(ErrorCode code, std::string message);

// The suite's hash: fetched once for the process, owned by nobody.
const EVP_MD* Algorithm(Suite suite);

// Z of SM2 is made with this identifier, as GB/T 35276 has it by default.
inline constexpr std::string_view kSm2Identifier = "1234567812345678";

inline std::span<Byte> Writable(Bytes& bytes) { return bytes; }
inline std::span<Byte> Writable(SecretBytes& bytes) { return bytes.span(); }

// What an i2d function writes of `object`, as Bytes or SecretBytes; empty if it fails.
template <class Container, class T>
Container ToDer(int (*i2d)(const T*, unsigned char**), const T* object) {
  const int size = i2d(object, nullptr);
  if (size <= 0) return Container{};
  Container der(static_cast<std::size_t>(size));
  unsigned char* end = Writable(der).data();
  return i2d(object, &end) == size ? std::move(der) : Container{};
}

// What a d2i function makes of exactly all of `der`; null if it makes nothing.
template <class Ptr>
Ptr FromDer(typename Ptr::pointer (*d2i)(typename Ptr::pointer*, const unsigned char**, long),
            ByteView der) {
  const unsigned char* end = der.data();
  Ptr object(d2i(nullptr, &end, static_cast<long>(der.size())));
  return object && end == der.data() + der.size() ? std::move(object) : nullptr;
}

}  // namespace plenary::crypto

#endif  // PLENARY_CORE_CRYPTO_OSSL_H_
