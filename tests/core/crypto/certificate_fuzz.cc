// What other machines send, or files hold: certificates, requests and private
// keys. The first byte chooses the parser, the rest is its input.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/crypto/authority.h"
#include "core/crypto/certificate.h"
#include "core/crypto/issue.h"
#include "core/crypto/keys.h"
#include "core/crypto/ossl_queue.h"

namespace plenary::crypto {
namespace {

constexpr Instant kNow{1'690'000'000'000};

void Use(const Certificate& certificate) {
  const auto again = Certificate::ParsePem(certificate.pem());
  PLENARY_CHECK(again && again->der() == certificate.der());
  PLENARY_CHECK(again->serial_hex() == certificate.serial_hex());
  for (const Usage usage : {Usage::kClient, Usage::kServer, Usage::kSigner, Usage::kAuthority}) {
    if (VerifyChain(certificate, *again, kNow, usage)) PLENARY_CHECK(certificate.Allows(usage));
  }
}

void Use(const PrivateKey& key) {
  const auto der = key.ToPlainPkcs8();
  PLENARY_CHECK(der.has_value());
  const auto again = PrivateKey::FromPlainPkcs8(key.public_key().suite(), der->view());
  PLENARY_CHECK(again && again->public_key() == key.public_key());
}

template <class T>
void UseIfAny(const Result<T>& result) {
  if (result) Use(*result);
}

void Parse(Byte parser, ByteView input) {
  switch (parser % 5) {
    case 0:
      return UseIfAny(Certificate::ParseDer(input));
    case 1:
      return UseIfAny(Certificate::ParsePem(AsText(input)));
    case 2:
      return UseIfAny(PrivateKey::FromPlainPkcs8(Suite::kP256, input));
    case 3:
      return UseIfAny(PrivateKey::FromPlainPkcs8(Suite::kSm2, input));
    case 4:
      if (const auto key = KeyOfRequest(AsText(input))) {
        PLENARY_CHECK(key->suite() == Suite::kP256);
      }
  }
}

}  // namespace
}  // namespace plenary::crypto

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  plenary::crypto::Parse(data[0], plenary::ByteView(data + 1, size - 1));
  PLENARY_CHECK(plenary::crypto::OsslQueueIsEmpty());
  return 0;
}
