#include "core/crypto/file_seal.h"

#include <openssl/evp.h>

#include <array>

#include "core/crypto/ossl.h"
#include "core/crypto/random.h"

namespace plenary::crypto {
namespace {

constexpr std::string_view kMagic = "PLSEAL";
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;
constexpr std::size_t kKeySize = 32;
constexpr std::size_t kHeaderSize = kMagic.size() + 1 + 4 + kSaltSize + kNonceSize;

Result<SecretBytes> DeriveKey(std::string_view passphrase, ByteView salt, int iterations) {
  SecretBytes key(kKeySize);
  if (PKCS5_PBKDF2_HMAC(passphrase.data(), static_cast<int>(passphrase.size()), salt.data(),
                        static_cast<int>(salt.size()), iterations, Algorithm(Suite::kP256),
                        static_cast<int>(kKeySize), key.span().data()) != 1) {
    return OsslFail("PKCS5_PBKDF2_HMAC");
  }
  return key;
}

// The parameters that a sealed file starts with.
struct Header {
  ByteView whole;
  int iterations;
  ByteView salt;
  ByteView nonce;
};

Result<Header> ReadHeader(ByteView sealed) {
  const auto malformed = [] {
    return Fail(ErrorCode::kInvalidArgument,
                "not a sealed file of version 1: it is damaged, another program's, or was written "
                "by a later version of Plenary");
  };
  if (sealed.size() < kHeaderSize + kTagSize ||
      sealed.size() > kHeaderSize + kMaxSealedSize + kTagSize) {
    return malformed();
  }
  ByteReader reader(sealed);
  const auto magic = reader.Raw(kMagic.size());
  const auto version = reader.U8();
  const auto iterations = reader.U32();
  const auto salt = reader.Raw(kSaltSize);
  const auto nonce = reader.Raw(kNonceSize);
  if (!magic || AsText(*magic) != kMagic || !version || *version != kVersion || !iterations ||
      *iterations < 1 || *iterations > kMaxIterations || !salt || !nonce) {
    return malformed();
  }
  return Header{sealed.first(kHeaderSize), static_cast<int>(*iterations), *salt, *nonce};
}

Result<Bytes> NewHeader(int iterations) {
  std::array<Byte, kSaltSize + kNonceSize> random{};
  PLENARY_TRY(RandomBytes(random));
  Bytes header;
  PutRaw(header, AsBytes(kMagic));
  PutU8(header, kVersion);
  PutU32(header, static_cast<std::uint32_t>(iterations));
  PutRaw(header, random);
  return header;
}

// A context that has authenticated `header` and awaits the text.
Result<CipherCtxPtr> Start(const Header& header, ByteView key, bool encrypt) {
  CipherCtxPtr ctx(EVP_CIPHER_CTX_new());
  if (!ctx) return OsslFail("EVP_CIPHER_CTX_new");
  if (EVP_CipherInit_ex2(ctx.get(), EVP_aes_256_gcm(), key.data(), header.nonce.data(),
                         encrypt ? 1 : 0, nullptr) != 1) {
    return OsslFail("EVP_CipherInit_ex2");
  }
  int size = 0;
  if (EVP_CipherUpdate(ctx.get(), nullptr, &size, header.whole.data(),
                       static_cast<int>(header.whole.size())) != 1) {
    return OsslFail("EVP_CipherUpdate");
  }
  return ctx;
}

// `out` has room for as many bytes as `in`.
Result<void> Run(EVP_CIPHER_CTX* ctx, ByteView in, Byte* out) {
  int size = 0;
  if (!in.empty() &&
      EVP_CipherUpdate(ctx, out, &size, in.data(), static_cast<int>(in.size())) != 1) {
    return OsslFail("EVP_CipherUpdate");
  }
  return {};
}

}  // namespace

Result<Bytes> Seal(std::string_view passphrase, ByteView plaintext, int iterations) {
  if (passphrase.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the passphrase is empty: choose one");
  }
  if (plaintext.size() > kMaxSealedSize || iterations < 1 || iterations > kMaxIterations) {
    return Fail(ErrorCode::kInvalidArgument, "too large to seal, or iterations out of range");
  }
  auto sealed = NewHeader(iterations);
  if (!sealed) return sealed;
  sealed->resize(kHeaderSize + plaintext.size() + kTagSize);
  const auto header = ReadHeader(*sealed);
  if (!header) return std::unexpected(header.error());
  const auto key = DeriveKey(passphrase, header->salt, iterations);
  if (!key) return std::unexpected(key.error());
  const auto ctx = Start(*header, key->view(), true);
  if (!ctx) return std::unexpected(ctx.error());
  Byte* const text = sealed->data() + kHeaderSize;
  PLENARY_TRY(Run(ctx->get(), plaintext, text));
  Byte* const tag = text + plaintext.size();
  int size = 0;
  if (EVP_CipherFinal_ex(ctx->get(), tag, &size) != 1) return OsslFail("EVP_CipherFinal_ex");
  if (EVP_CIPHER_CTX_ctrl(ctx->get(), EVP_CTRL_AEAD_GET_TAG, kTagSize, tag) != 1) {
    return OsslFail("EVP_CTRL_AEAD_GET_TAG");
  }
  return sealed;
}

Result<SecretBytes> Open(std::string_view passphrase, ByteView sealed) {
  const auto header = ReadHeader(sealed);
  if (!header) return std::unexpected(header.error());
  const auto key = DeriveKey(passphrase, header->salt, header->iterations);
  if (!key) return std::unexpected(key.error());
  const auto ctx = Start(*header, key->view(), false);
  if (!ctx) return std::unexpected(ctx.error());
  const ByteView text = sealed.subspan(kHeaderSize, sealed.size() - kHeaderSize - kTagSize);
  SecretBytes plaintext(text.size());
  PLENARY_TRY(Run(ctx->get(), text, plaintext.span().data()));
  Bytes tag = ToBytes(sealed.last(kTagSize));  // OpenSSL wants it writable
  if (EVP_CIPHER_CTX_ctrl(ctx->get(), EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()) != 1) {
    return OsslFail("EVP_CTRL_AEAD_SET_TAG");
  }
  std::array<Byte, EVP_MAX_BLOCK_LENGTH> rest{};
  int size = 0;
  if (EVP_CipherFinal_ex(ctx->get(), rest.data(), &size) != 1) {
    return OsslRefuse(ErrorCode::kPermissionDenied,
                      "the passphrase does not open this file, or the file was altered: try the "
                      "passphrase again, or restore the file from a backup");
  }
  return plaintext;
}

}  // namespace plenary::crypto
