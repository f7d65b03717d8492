#include "core/crypto/pem.h"

#include <openssl/pem.h>

#include <string>

#include "core/crypto/ossl.h"

namespace plenary::crypto {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view Trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kSpace);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

void FreeText(char* text) { OPENSSL_free(text); }
using TextPtr = OsslPtr<char, FreeText>;

}  // namespace

Result<SecretBytes> ToPem(std::string_view label, ByteView der) {
  const BioPtr bio(BIO_new(BIO_s_mem()));  // overwrites its memory when it is freed
  if (!bio) return OsslFail("BIO_new");
  if (PEM_write_bio(bio.get(), std::string(label).c_str(), "", der.data(),
                    static_cast<long>(der.size())) <= 0) {
    return OsslFail("PEM_write_bio");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  if (size <= 0) return OsslFail("BIO_get_mem_data");
  return SecretBytes::CopyOf(AsBytes({text, static_cast<std::size_t>(size)}));
}

Result<SecretBytes> FromPem(std::string_view label, std::string_view pem) {
  const auto malformed = [&] {
    return OsslRefuse(ErrorCode::kInvalidArgument,
                      "not one PEM block of a " + std::string(label) +
                          ": check that this is the right file, with nothing else in it");
  };
  const std::string_view text = Trimmed(pem);
  const std::string begin = "-----BEGIN " + std::string(label) + "-----";
  const std::string end = "-----END " + std::string(label) + "-----";
  if (pem.size() > kMaxPem || !text.starts_with(begin) ||
      text.find(end) + end.size() != text.size()) {
    return malformed();
  }
  const BioPtr bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!bio) return OsslFail("BIO_new_mem_buf");
  char* name = nullptr;
  char* header = nullptr;
  unsigned char* data = nullptr;
  long size = 0;
  if (PEM_read_bio(bio.get(), &name, &header, &data, &size) != 1) return malformed();
  const TextPtr owned_name(name);
  const TextPtr owned_header(header);
  const std::size_t length = static_cast<std::size_t>(size);
  SecretBytes der = SecretBytes::CopyOf({data, length});
  OPENSSL_clear_free(data, length);
  if (name != label || *header != '\0') return malformed();
  return der;
}

}  // namespace plenary::crypto
