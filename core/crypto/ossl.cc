#include "core/crypto/ossl.h"

#include <openssl/err.h>

#include "core/base/check.h"
#include "core/crypto/ossl_queue.h"

namespace plenary::crypto {
namespace {

const EVP_MD* Fetched(const char* name) {
  const EVP_MD* md = EVP_MD_fetch(nullptr, name, nullptr);
  PLENARY_CHECK(md != nullptr);
  return md;
}

}  // namespace

std::unexpected<Error> OsslFail(std::string call) {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  std::string message = "OpenSSL failed in " + std::move(call);
  if (reason != nullptr) message.append(": ").append(reason);
  ERR_clear_error();
  return Fail(ErrorCode::kInternal, std::move(message));
}

std::unexpected<Error> OsslRefuse(ErrorCode code, std::string message) {
  ERR_clear_error();
  return Fail(code, std::move(message));
}

bool OsslQueueIsEmpty() { return ERR_peek_error() == 0; }

const EVP_MD* Algorithm(Suite suite) {
  static const EVP_MD* const sha256 = Fetched("SHA256");
  static const EVP_MD* const sm3 = Fetched("SM3");
  return suite == Suite::kSm2 ? sm3 : sha256;
}

}  // namespace plenary::crypto
