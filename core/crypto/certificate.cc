#include "core/crypto/certificate.h"

#include <openssl/asn1.h>
#include <openssl/x509v3.h>

#include <array>
#include <chrono>
#include <ctime>
#include <optional>
#include <utility>

#include "core/base/check.h"
#include "core/crypto/certificate_access.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_access.h"
#include "core/crypto/pem.h"

namespace plenary::crypto {
namespace {

using OctetStringPtr = OsslPtr<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

std::unexpected<Error> Malformed(std::string_view what) {
  return OsslRefuse(ErrorCode::kInvalidArgument, "not a usable certificate (" + std::string(what) +
                                                     "): ask whoever issued it for another");
}

// Of the first common name; none if its text is malformed.
std::optional<std::string> CommonName(const X509* x509) {
  const X509_NAME* const subject = X509_get_subject_name(x509);
  const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (at < 0) return "";
  unsigned char* text = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
  if (size < 0) return std::nullopt;
  std::string name(AsText({text, static_cast<std::size_t>(size)}));
  OPENSSL_free(text);
  return name;
}

std::string SerialHex(const X509* x509) {
  const ASN1_INTEGER* const serial = X509_get0_serialNumber(x509);
  const ByteView magnitude(ASN1_STRING_get0_data(serial),
                           static_cast<std::size_t>(ASN1_STRING_length(serial)));
  return ToHex(magnitude);
}

std::optional<Instant> ToInstant(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const auto day = std::chrono::sys_days(std::chrono::year(parts.tm_year + 1900) /
                                         (parts.tm_mon + 1) / parts.tm_mday);
  const auto second = std::chrono::sys_seconds(day) + std::chrono::hours(parts.tm_hour) +
                      std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
  return Instant{1000 * static_cast<std::int64_t>(second.time_since_epoch().count())};
}

// OpenSSL takes the identifier of an SM2 signature from the certificate that bears the
// signature, and cannot verify any other signature with one.
bool SetSm2Identifier(X509* x509) {
  if (X509_get_signature_nid(x509) != NID_SM2_with_SM3) return true;
  OctetStringPtr identifier(ASN1_OCTET_STRING_new());
  if (!identifier) return false;
  const ByteView bytes = AsBytes(kSm2Identifier);
  if (ASN1_OCTET_STRING_set(identifier.get(), bytes.data(), static_cast<int>(bytes.size())) != 1) {
    return false;
  }
  X509_set0_distinguishing_id(x509, identifier.release());
  return true;
}

bool HasUsableExtensions(X509* x509) {
  if (X509_check_purpose(x509, -1, 0) != 1) return false;  // reads and caches them
  return (X509_get_extension_flags(x509) & (EXFLAG_INVALID | EXFLAG_CRITICAL)) == 0;
}

}  // namespace

Certificate::Certificate(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

Result<Certificate> Certificate::ParseDer(ByteView der) {
  if (der.size() > kMaxPem) return Malformed("larger than 64 KiB");
  X509Ptr x509 = FromDer<X509Ptr>(d2i_X509, der);
  if (!x509) return Malformed("not one certificate in DER");
  if (!SetSm2Identifier(x509.get())) return OsslFail("ASN1_OCTET_STRING_set");
  if (!HasUsableExtensions(x509.get())) return Malformed("extensions");
  auto name = CommonName(x509.get());
  const auto from = ToInstant(X509_get0_notBefore(x509.get()));
  const auto until = ToInstant(X509_get0_notAfter(x509.get()));
  const EVP_PKEY* const pkey = X509_get0_pubkey(x509.get());
  if (!name) return Malformed("name");
  if (!from || !until) return Malformed("validity");
  if (pkey == nullptr) return Malformed("public key");
  auto key = KeyAccess::Public(pkey);
  if (!key) return std::unexpected(key.error());
  std::string serial = SerialHex(x509.get());
  return Certificate(std::make_shared<const Parts>(Parts{std::move(x509),
                                                         ToBytes(der),
                                                         *std::move(name),
                                                         std::move(serial),
                                                         {*from, *until},
                                                         HashRaw(Suite::kP256, {der}),
                                                         *std::move(key)}));
}

Result<Certificate> Certificate::ParsePem(std::string_view pem) {
  const auto der = FromPem(kCertificateLabel, pem);
  if (!der) return std::unexpected(der.error());
  return ParseDer(der->view());
}

const Bytes& Certificate::der() const { return parts_->der; }
const std::string& Certificate::common_name() const { return parts_->common_name; }
const std::string& Certificate::serial_hex() const { return parts_->serial_hex; }
Validity Certificate::validity() const { return parts_->validity; }
const Digest& Certificate::fingerprint() const { return parts_->fingerprint; }
const PublicKey& Certificate::public_key() const { return parts_->public_key; }

std::string Certificate::pem() const {
  const auto pem = ToPem(kCertificateLabel, der());
  PLENARY_CHECK(pem.has_value());  // only memory can fail
  return std::string(pem->text());
}

bool Certificate::Allows(Usage usage) const {
  X509* const x509 = parts_->x509.get();
  const auto flags = X509_get_extension_flags(x509);
  const auto keys = (flags & EXFLAG_KUSAGE) != 0 ? X509_get_key_usage(x509) : 0;
  const auto extended = (flags & EXFLAG_XKUSAGE) != 0 ? X509_get_extended_key_usage(x509) : 0;
  switch (usage) {
    case Usage::kClient:
      return (keys & KU_DIGITAL_SIGNATURE) != 0 && (extended & XKU_SSL_CLIENT) != 0;
    case Usage::kServer:
      return (keys & KU_DIGITAL_SIGNATURE) != 0 && (extended & XKU_SSL_SERVER) != 0;
    case Usage::kSigner:
      return (keys & KU_NON_REPUDIATION) != 0;
    case Usage::kAuthority:
      return (flags & EXFLAG_CA) != 0 && (keys & KU_KEY_CERT_SIGN) != 0;
  }
  CheckFailed(__FILE__, __LINE__, "a usage");
}

}  // namespace plenary::crypto
