#include "core/wire/enrolment.h"

#include "core/crypto/mac.h"
#include "core/wire/reader.h"
#include "core/wire/serialize.h"
#include "plenary/v1/plenary.pb.h"

namespace plenary::wire {
namespace {

constexpr std::string_view kMacTag = "plenary/v1/enrolment-mac";
constexpr std::size_t kMaxRequestSize = 1024;  // bytes
constexpr Bounds kKeySize{crypto::kPublicKeySize, crypto::kPublicKeySize};
constexpr Bounds kSignatureBytes{crypto::kSignatureSize, crypto::kSignatureSize};

Digest MacOf(const EnrolmentRequest& request, const crypto::SecretBytes& secret) {
  return crypto::Mac(request.suite, secret.view(), kMacTag, {EnrolmentMessage(request)});
}

EnrolmentRequest Take(Reader& in, const v1::EnrolmentRequest& from) {
  return {
      .suite = in.Kind<crypto::Suite>("suite", from.suite()),
      .committee = in.Id<CommitteeId>("committee", from.committee()),
      .person = in.Id<PersonId>("person", from.person()),
      .public_key = in.Raw("public_key", from.public_key(), kKeySize),
      .self_signature = in.Raw("self_signature", from.self_signature(), kSignatureBytes),
      .mac = in.Hash("mac", from.mac()),
  };
}

}  // namespace

Bytes EnrolmentMessage(const EnrolmentRequest& request) {
  Bytes message;
  PutU8(message, static_cast<std::uint8_t>(request.suite));
  PutRaw(message, request.committee.view());
  PutRaw(message, request.person.view());
  PutRaw(message, request.public_key);
  return message;
}

Result<EnrolmentRequest> MakeEnrolmentRequest(const crypto::PrivateKey& key,
                                              const CommitteeId& committee, const PersonId& person,
                                              const crypto::SecretBytes& secret) {
  EnrolmentRequest request{.suite = key.public_key().suite(),
                           .committee = committee,
                           .person = person,
                           .public_key = ToBytes(key.public_key().encoded()),
                           .self_signature = {},
                           .mac = {}};
  auto signature = key.Sign(crypto::Purpose::kEnrolment, EnrolmentMessage(request));
  if (!signature) return std::unexpected(std::move(signature).error());
  request.self_signature = *std::move(signature);
  request.mac = MacOf(request, secret);
  return request;
}

Result<crypto::PublicKey> VerifyEnrolmentRequest(const EnrolmentRequest& request,
                                                 const crypto::SecretBytes& secret,
                                                 crypto::Suite suite, const CommitteeId& committee,
                                                 const PersonId& person) {
  if (request.suite != suite || request.committee != committee || request.person != person) {
    return Fail(ErrorCode::kInvalidArgument, "asks for another suite, committee or person");
  }
  if (!crypto::EqualSecret(MacOf(request, secret).view(), request.mac.view())) {
    return Fail(ErrorCode::kBadSignature, "not made under this code");
  }
  auto key = crypto::PublicKey::From(suite, request.public_key);
  if (!key) return key;
  PLENARY_TRY(
      key->Verify(crypto::Purpose::kEnrolment, EnrolmentMessage(request), request.self_signature));
  return key;
}

Bytes EncodeEnrolmentRequest(const EnrolmentRequest& request) {
  v1::EnrolmentRequest message;
  message.set_suite(static_cast<std::uint32_t>(request.suite));
  message.set_committee(Raw(request.committee));
  message.set_person(Raw(request.person));
  message.set_public_key(RawBytes(request.public_key));
  message.set_self_signature(RawBytes(request.self_signature));
  message.set_mac(Raw(request.mac));
  return Serialize(message);
}

Result<EnrolmentRequest> DecodeEnrolmentRequest(ByteView bytes) {
  v1::EnrolmentRequest message;
  PLENARY_TRY(Parse(bytes, kMaxRequestSize, message));
  Reader in;
  auto request = Take(in, message);
  auto result = std::move(in).Finish(std::move(request));
  if (result) PLENARY_TRY(RequireSame(bytes, EncodeEnrolmentRequest(*result)));
  return result;
}

}  // namespace plenary::wire
