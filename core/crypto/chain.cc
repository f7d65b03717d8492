// Verification of certificates under an authority.
#include <openssl/x509_vfy.h>

#include <ctime>

#include "core/crypto/certificate.h"
#include "core/crypto/certificate_access.h"
#include "core/crypto/ossl.h"

namespace plenary::crypto {
namespace {

constexpr int kMaxDepth = 8;
constexpr int kSecurityLevel = 2;  // of OpenSSL: 112 bits, so no SHA-1

using StorePtr = OsslPtr<X509_STORE, X509_STORE_free>;
using StoreCtxPtr = OsslPtr<X509_STORE_CTX, X509_STORE_CTX_free>;

void FreeStack(STACK_OF(X509) * stack) { sk_X509_free(stack); }  // not what is on it
using StackPtr = OsslPtr<STACK_OF(X509), FreeStack>;

int PurposeOf(Usage usage) {
  switch (usage) {
    case Usage::kClient:
      return X509_PURPOSE_SSL_CLIENT;
    case Usage::kServer:
      return X509_PURPOSE_SSL_SERVER;
    case Usage::kSigner:
    case Usage::kAuthority:
      break;  // OpenSSL has none; Certificate::Allows has
  }
  return X509_PURPOSE_ANY;
}

std::unexpected<Error> WrongUsage() {
  return OsslRefuse(ErrorCode::kPermissionDenied,
                    "the certificate was issued for another use: ask for one for this use");
}

// What to do about the failure that X509_verify_cert found.
std::unexpected<Error> Explain(int cause) {
  switch (cause) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return OsslRefuse(ErrorCode::kPermissionDenied,
                        "the certificate or its authority's has expired: enrol again, or renew it "
                        "where it was issued");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return OsslRefuse(ErrorCode::kPermissionDenied,
                        "the certificate or its authority's is not valid yet: check the clocks of "
                        "both machines");
    case X509_V_ERR_INVALID_PURPOSE:
      return WrongUsage();
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
      return OsslRefuse(ErrorCode::kPermissionDenied,
                        "the certificate was issued by one that may issue none: ask the authority "
                        "itself for it");
    case X509_V_ERR_OUT_OF_MEM:
    case X509_V_ERR_UNSPECIFIED:
      return OsslFail("X509_verify_cert");
    default:
      return OsslRefuse(ErrorCode::kBadSignature,
                        std::string("the certificate was not issued under this authority (") +
                            X509_verify_cert_error_string(cause) +
                            "): check that both belong to this committee's server");
  }
}

Result<void> SetTerms(X509_STORE_CTX* ctx, Instant now, Usage usage) {
  X509_VERIFY_PARAM* const terms = X509_STORE_CTX_get0_param(ctx);
  const std::int64_t second = now.milliseconds / 1000 - (now.milliseconds % 1000 < 0 ? 1 : 0);
  X509_VERIFY_PARAM_set_time(terms, static_cast<std::time_t>(second));
  X509_VERIFY_PARAM_set_depth(terms, kMaxDepth);
  X509_VERIFY_PARAM_set_auth_level(terms, kSecurityLevel);
  if (X509_VERIFY_PARAM_set_flags(terms, X509_V_FLAG_PARTIAL_CHAIN) != 1 ||
      X509_VERIFY_PARAM_set_purpose(terms, PurposeOf(usage)) != 1) {
    return OsslFail("X509_VERIFY_PARAM_set");
  }
  return {};
}

}  // namespace

Result<void> VerifyChain(const Certificate& leaf, std::span<const Certificate> intermediates,
                         const Certificate& authority, Instant now, Usage usage) {
  const StorePtr store(X509_STORE_new());
  const StackPtr others(sk_X509_new_null());
  const StoreCtxPtr ctx(X509_STORE_CTX_new());
  if (!store || !others || !ctx) return OsslFail("X509_STORE_CTX_new");
  if (X509_STORE_add_cert(store.get(), CertificateAccess::Of(authority)) != 1) {
    return OsslFail("X509_STORE_add_cert");
  }
  for (const Certificate& other : intermediates) {
    if (sk_X509_push(others.get(), CertificateAccess::Of(other)) <= 0) {
      return OsslFail("sk_X509_push");
    }
  }
  if (X509_STORE_CTX_init(ctx.get(), store.get(), CertificateAccess::Of(leaf), others.get()) != 1) {
    return OsslFail("X509_STORE_CTX_init");
  }
  PLENARY_TRY(SetTerms(ctx.get(), now, usage));
  if (X509_verify_cert(ctx.get()) != 1) return Explain(X509_STORE_CTX_get_error(ctx.get()));
  if (!leaf.Allows(usage)) return WrongUsage();
  return {};
}

Result<void> VerifyChain(const Certificate& leaf, const Certificate& authority, Instant now,
                         Usage usage) {
  return VerifyChain(leaf, {}, authority, now, usage);
}

}  // namespace plenary::crypto
