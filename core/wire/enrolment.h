// How a new key asks for admission, and the codes that people type, print and compare.
//
// The secretary's client makes a code and hands it over on paper; the new client
// answers with its key, a signature by it, and a MAC under the code's secret half; the
// secretary's client verifies both, and a second officer compares the key's short code
// with the person's screen. The server sees the public half alone. Pure; any thread.
// docs/protocol.md, "Enrolment", has every byte.
#ifndef PLENARY_CORE_WIRE_ENROLMENT_H_
#define PLENARY_CORE_WIRE_ENROLMENT_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/crypto/keys.h"
#include "core/crypto/secret.h"

namespace plenary::wire {

// The public half of a code: what the server keeps, expires and limits by.
using EnrolmentCodeId = Id<struct EnrolmentCodeTag, 5>;

struct EnrolmentCode {
  EnrolmentCodeId id;
  crypto::SecretBytes secret;  // 100 bits in 13 bytes, big-endian: the top four bits are 0
};

inline constexpr std::size_t kEnrolmentRandomness = 18;  // bytes

EnrolmentCode MakeEnrolmentCode(std::span<const Byte, kEnrolmentRandomness> random);

// "7ZQF-0M3K-...-9": id (8 characters), secret (20) and a check character, in Crockford's
// base 32. A secret text: for the paper and nothing else.
crypto::SecretBytes FormatCode(const EnrolmentCode& code);

// Takes small letters, O for 0, I and L for 1, and spaces or hyphens anywhere or not at
// all. kInvalidArgument for any other character, a wrong length or a wrong check
// character: one wrong character and two swapped ones are always noticed.
Result<EnrolmentCode> ParseCode(std::string_view text);

struct EnrolmentRequest {
  crypto::Suite suite = crypto::Suite::kP256;
  CommitteeId committee;
  PersonId person;
  Bytes public_key;      // 65 bytes
  Bytes self_signature;  // by that key, Purpose::kEnrolment, over EnrolmentMessage
  Digest mac;            // under the code's secret, over the same

  bool operator==(const EnrolmentRequest&) const = default;
};

// u8 suite || committee (32) || person (16) || public key (65).
Bytes EnrolmentMessage(const EnrolmentRequest& request);

// Fails only with kInternal.
Result<EnrolmentRequest> MakeEnrolmentRequest(const crypto::PrivateKey& key,
                                              const CommitteeId& committee, const PersonId& person,
                                              const crypto::SecretBytes& secret);

// The key to admit. kInvalidArgument if the request names another suite, committee or
// person than expected, or no key; kBadSignature if MAC or signature do not match.
Result<crypto::PublicKey> VerifyEnrolmentRequest(const EnrolmentRequest& request,
                                                 const crypto::SecretBytes& secret,
                                                 crypto::Suite suite, const CommitteeId& committee,
                                                 const PersonId& person);

// One encoding, as for commands. Decoding: kInvalidArgument, naming the field.
Bytes EncodeEnrolmentRequest(const EnrolmentRequest& request);
Result<EnrolmentRequest> DecodeEnrolmentRequest(ByteView bytes);

// "7ZQF-0M3K": the first 40 bits of the id, for two people to compare.
std::string ShortCode(const KeyId& key);

// The whole id for the paper: 52 characters and two check characters, in groups of four.
std::string FormatFingerprint(const CommitteeId& committee);

// As tolerant as ParseCode. kInvalidArgument likewise; two wrong characters are noticed
// unless they stand 31 apart.
Result<CommitteeId> ParseFingerprint(std::string_view text);

}  // namespace plenary::wire

#endif  // PLENARY_CORE_WIRE_ENROLMENT_H_
