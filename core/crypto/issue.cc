#include "core/crypto/issue.h"

#include <openssl/asn1.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <string>

#include "core/base/check.h"
#include "core/crypto/certificate_access.h"
#include "core/crypto/key_access.h"

namespace plenary::crypto {
namespace {

constexpr std::size_t kMaxName = 64;  // ub-common-name of RFC 5280
constexpr std::size_t kMaxDnsName = 253;
constexpr std::size_t kMaxServerNames = 100;

using ExtensionPtr = OsslPtr<X509_EXTENSION, X509_EXTENSION_free>;
using GeneralNamePtr = OsslPtr<GENERAL_NAME, GENERAL_NAME_free>;
using GeneralNamesPtr = OsslPtr<GENERAL_NAMES, GENERAL_NAMES_free>;
using Ia5StringPtr = OsslPtr<ASN1_IA5STRING, ASN1_IA5STRING_free>;
using IntegerPtr = OsslPtr<ASN1_INTEGER, ASN1_INTEGER_free>;
using OctetStringPtr = OsslPtr<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using TimePtr = OsslPtr<ASN1_TIME, ASN1_TIME_free>;

std::unexpected<Error> Invalid(std::string message) {
  return OsslRefuse(ErrorCode::kInvalidArgument, std::move(message));
}

TimePtr ToTime(Instant instant) {
  const std::int64_t second =
      instant.milliseconds / 1000 - (instant.milliseconds % 1000 < 0 ? 1 : 0);
  return TimePtr(ASN1_TIME_set(nullptr, static_cast<std::time_t>(second)));
}

Result<void> SetValidity(X509* x509, Validity validity, const Certificate* issuer) {
  if (validity.not_after <= validity.not_before) {
    return Invalid("a certificate must end after it begins");
  }
  if (issuer != nullptr && (validity.not_before < issuer->validity().not_before ||
                            validity.not_after > issuer->validity().not_after)) {
    return Invalid(
        "a certificate cannot be valid longer than its authority: shorten it, or renew "
        "the authority");
  }
  const TimePtr from = ToTime(validity.not_before);
  const TimePtr until = ToTime(validity.not_after);
  if (!from || !until) return Invalid("a certificate's validity must lie in the years 0 to 9999");
  if (X509_set1_notBefore(x509, from.get()) != 1 || X509_set1_notAfter(x509, until.get()) != 1) {
    return OsslFail("X509_set1_notAfter");
  }
  return {};
}

Result<void> SetSerial(X509* x509, const SerialNumber& serial) {
  SerialNumber number = serial;
  number.bytes[0] = static_cast<Byte>((number.bytes[0] & 0x3f) | 0x40);
  const BignumPtr big(BN_bin2bn(number.bytes.data(), SerialNumber::kSize, nullptr));
  if (!big) return OsslFail("BN_bin2bn");
  const IntegerPtr integer(BN_to_ASN1_INTEGER(big.get(), nullptr));
  if (!integer) return OsslFail("BN_to_ASN1_INTEGER");
  if (X509_set_serialNumber(x509, integer.get()) != 1) return OsslFail("X509_set_serialNumber");
  return {};
}

// In OpenSSL's notation: for texts of ours alone, which hold nobody's input.
Result<void> AddExtension(X509* x509, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, issuer, x509, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_nconf_nid(nullptr, &ctx, nid, value.c_str()));
  if (!extension) return OsslFail("X509V3_EXT_nconf_nid");
  if (X509_add_ext(x509, extension.get(), -1) != 1) return OsslFail("X509_add_ext");
  return {};
}

bool IsDnsName(std::string_view name) {
  const std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  return !name.empty() && name.size() <= kMaxDnsName &&
         name.find_first_not_of(allowed) == name.npos && name.front() != '.' &&
         name.find("..") == name.npos;
}

Result<void> Add(GENERAL_NAMES* names, int type, void* value) {
  GeneralNamePtr name(GENERAL_NAME_new());
  if (!name) return OsslFail("GENERAL_NAME_new");
  GENERAL_NAME_set0_value(name.get(), type, value);
  if (sk_GENERAL_NAME_push(names, name.get()) <= 0) return OsslFail("sk_GENERAL_NAME_push");
  (void)name.release();  // the list owns it now
  return {};
}

Result<void> AddServerNames(X509* x509, const ServerNames& servers) {
  const std::size_t count = servers.dns.size() + servers.ip.size();
  if (count == 0 || count > kMaxServerNames) {
    return Invalid(
        "a server's certificate needs 1 to 100 names: give the names or addresses that "
        "clients reach it by");
  }
  const GeneralNamesPtr names(GENERAL_NAMES_new());
  if (!names) return OsslFail("GENERAL_NAMES_new");
  for (const std::string& dns : servers.dns) {
    if (!IsDnsName(dns)) return Invalid("not a host name: letters, digits, hyphens and dots");
    Ia5StringPtr text(ASN1_IA5STRING_new());
    if (!text || ASN1_STRING_set(text.get(), dns.data(), static_cast<int>(dns.size())) != 1) {
      return OsslFail("ASN1_STRING_set");
    }
    PLENARY_TRY(Add(names.get(), GEN_DNS, text.release()));
  }
  for (const std::string& ip : servers.ip) {
    OctetStringPtr address(a2i_IPADDRESS(ip.c_str()));
    if (!address) return Invalid("not an IP address: 192.0.2.7 and 2001:db8::7 are");
    PLENARY_TRY(Add(names.get(), GEN_IPADD, address.release()));
  }
  if (X509_add1_ext_i2d(x509, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) != 1) {
    return OsslFail("X509_add1_ext_i2d");
  }
  return {};
}

std::string BasicConstraints(const Subject& subject) {
  if (subject.usage != Usage::kAuthority) return "critical,CA:FALSE";
  return "critical,CA:TRUE,pathlen:" + std::to_string(subject.authorities_below);
}

std::string KeyUsage(Usage usage) {
  switch (usage) {
    case Usage::kClient:
    case Usage::kServer:
      return "critical,digitalSignature";
    case Usage::kSigner:
      return "critical,digitalSignature,nonRepudiation";
    case Usage::kAuthority:
      return "critical,keyCertSign,cRLSign";
  }
  CheckFailed(__FILE__, __LINE__, "a usage");
}

Result<void> AddExtensions(X509* x509, X509* issuer, const Subject& subject) {
  PLENARY_TRY(AddExtension(x509, issuer, NID_basic_constraints, BasicConstraints(subject)));
  PLENARY_TRY(AddExtension(x509, issuer, NID_key_usage, KeyUsage(subject.usage)));
  PLENARY_TRY(AddExtension(x509, issuer, NID_subject_key_identifier, "hash"));
  PLENARY_TRY(AddExtension(x509, issuer, NID_authority_key_identifier, "keyid:always"));
  if (subject.usage == Usage::kClient) {
    PLENARY_TRY(AddExtension(x509, issuer, NID_ext_key_usage, "clientAuth"));
  }
  if (subject.usage == Usage::kServer) {
    PLENARY_TRY(AddExtension(x509, issuer, NID_ext_key_usage, "serverAuth"));
  }
  if (subject.servers != nullptr) PLENARY_TRY(AddServerNames(x509, *subject.servers));
  return {};
}

Result<void> SignWith(X509* x509, const PrivateKey& key) {
  const Suite suite = key.public_key().suite();
  const MdCtxPtr ctx(EVP_MD_CTX_new());
  if (!ctx) return OsslFail("EVP_MD_CTX_new");
  EVP_PKEY_CTX* terms = nullptr;  // owned by ctx
  if (EVP_DigestSignInit(ctx.get(), &terms, Algorithm(suite), nullptr,
                         KeyAccess::Of(key).key.get()) != 1) {
    return OsslFail("EVP_DigestSignInit");
  }
  if (suite == Suite::kSm2 && EVP_PKEY_CTX_set1_id(terms, kSm2Identifier.data(),
                                                   static_cast<int>(kSm2Identifier.size())) != 1) {
    return OsslFail("EVP_PKEY_CTX_set1_id");
  }
  if (X509_sign_ctx(x509, ctx.get()) <= 0) return OsslFail("X509_sign_ctx");  // its size
  return {};
}

}  // namespace

Result<NamePtr> MakeName(std::string_view common_name) {
  NamePtr name(X509_NAME_new());
  if (!name) return OsslFail("X509_NAME_new");
  if (common_name.empty() || common_name.size() > kMaxName ||
      X509_NAME_add_entry_by_NID(name.get(), NID_commonName, MBSTRING_UTF8,
                                 AsBytes(common_name).data(), static_cast<int>(common_name.size()),
                                 -1, 0) != 1) {
    return Invalid("a certificate's name must be 1 to 64 bytes of UTF-8");
  }
  return name;
}

Result<Certificate> Issue(const Subject& subject, const Certificate* issuer,
                          const PrivateKey& key) {
  const auto name = MakeName(subject.common_name);
  if (!name) return std::unexpected(name.error());
  const X509Ptr x509(X509_new());
  if (!x509) return OsslFail("X509_new");
  X509* const signer = issuer == nullptr ? x509.get() : CertificateAccess::Of(*issuer);
  if (X509_set_version(x509.get(), X509_VERSION_3) != 1 ||
      X509_set_subject_name(x509.get(), name->get()) != 1 ||
      X509_set_issuer_name(x509.get(), X509_get_subject_name(signer)) != 1 ||
      X509_set_pubkey(x509.get(), KeyAccess::Of(subject.key).key.get()) != 1) {
    return OsslFail("X509_set");
  }
  PLENARY_TRY(SetSerial(x509.get(), subject.serial));
  PLENARY_TRY(SetValidity(x509.get(), subject.validity, issuer));
  PLENARY_TRY(AddExtensions(x509.get(), signer, subject));
  PLENARY_TRY(SignWith(x509.get(), key));
  const auto der = ToDer<Bytes>(i2d_X509, x509.get());
  if (der.empty()) return OsslFail("i2d_X509");
  return Certificate::ParseDer(der);
}

}  // namespace plenary::crypto
