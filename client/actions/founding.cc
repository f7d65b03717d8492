#include "client/actions/founding.h"

#include <utility>

#include "client/report/json.h"
#include "core/crypto/certificate.h"
#include "core/log/merkle.h"
#include "core/session/registry.h"
#include "core/wire/command.h"
#include "core/wire/enrolment.h"
#include "core/wire/entry.h"

namespace plenary::actions {
namespace {

using report::Json;

constexpr const char* kOfficerFormat = "plenary-officer-1";
constexpr const char* kNodeFormat = "plenary-node-1";

std::unexpected<Error> Bad(const char* what, const char* field) {
  return Fail(ErrorCode::kInvalidArgument,
              std::string(what) + ": bad or missing \"" + field + "\"");
}

Result<std::string> TextOf(const Json& json, const char* what, const char* field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_string()) return Bad(what, field);
  return found->get<std::string>();
}

Result<Bytes> HexOf(const Json& json, const char* what, const char* field) {
  const auto text = TextOf(json, what, field);
  if (!text) return std::unexpected(text.error());
  const auto bytes = FromHex(*text);
  if (!bytes) return Bad(what, field);
  return *bytes;
}

Result<crypto::Suite> SuiteOf(const Json& json, const char* what) {
  const auto text = TextOf(json, what, "suite");
  if (!text) return std::unexpected(text.error());
  const auto suite = crypto::ParseSuite(*text);
  if (!suite) return Bad(what, "suite");
  return *suite;
}

Result<crypto::PublicKey> KeyOf(const Json& json, const char* what) {
  const auto suite = SuiteOf(json, what);
  if (!suite) return std::unexpected(suite.error());
  const auto encoded = HexOf(json, what, "public_key");
  if (!encoded) return std::unexpected(encoded.error());
  auto key = crypto::PublicKey::From(*suite, *encoded);
  if (!key) return Bad(what, "public_key");
  return key;
}

// Of the same bytes as server::NodeProofMessage.
Bytes ProofMessage(ByteView public_key, ByteView authority_certificate) {
  Bytes message;
  PutString(message, public_key);
  PutString(message, authority_certificate);
  return message;
}

session::Found MakeFound(const crypto::PrivateKey& first, const OfficerCard& second,
                         const FoundingTerms& terms) {
  return {.name = terms.name,
          .suite = first.public_key().suite(),
          .term = terms.term,
          .date = terms.date,
          .officers = {session::FoundingOfficer{terms.people[0], terms.first_name,
                                                ToBytes(first.public_key().encoded())},
                       session::FoundingOfficer{terms.people[1], second.name,
                                                ToBytes(second.key.encoded())}},
          .node = terms.node,
          .rules = terms.rules};
}

}  // namespace

std::string WriteOfficerCard(const OfficerCard& card) {
  const Json json = {{"format", kOfficerFormat},
                     {"suite", crypto::SuiteName(card.key.suite())},
                     {"name", card.name},
                     {"public_key", ToHex(card.key.encoded())},
                     {"short_code", wire::ShortCode(card.key.id())}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<OfficerCard> ReadOfficerCard(std::string_view text) {
  constexpr const char* kWhat = "officer's public key file";
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("format", Json()) != kOfficerFormat) {
    return Bad(kWhat, "format");
  }
  auto key = KeyOf(json, kWhat);
  if (!key) return std::unexpected(key.error());
  auto name = TextOf(json, kWhat, "name");
  if (!name) return std::unexpected(name.error());
  return OfficerCard{std::move(*name), std::move(*key)};
}

Result<session::Node> ReadNodeFile(std::string_view text, crypto::Suite suite) {
  constexpr const char* kWhat = "node file";
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.value("format", Json()) != kNodeFormat) return Bad(kWhat, "format");
  const auto key = KeyOf(json, kWhat);
  if (!key) return std::unexpected(key.error());
  if (key->suite() != suite) {
    return Fail(ErrorCode::kInvalidArgument,
                "the node was made for the suite " + std::string(crypto::SuiteName(key->suite())));
  }
  const auto pem = TextOf(json, kWhat, "authority_certificate");
  if (!pem) return std::unexpected(pem.error());
  const auto authority = crypto::Certificate::ParsePem(*pem);
  if (!authority) return Bad(kWhat, "authority_certificate");
  const auto proof = HexOf(json, kWhat, "proof");
  if (!proof) return std::unexpected(proof.error());
  PLENARY_TRY(key->Verify(crypto::Purpose::kNodeProof,
                          ProofMessage(key->encoded(), authority->der()), *proof));
  return session::Node{ToBytes(key->encoded()), authority->der()};
}

Result<log::SignedCommand> DraftFounding(const crypto::PrivateKey& first, const OfficerCard& second,
                                         const FoundingTerms& terms) {
  if (second.key.suite() != first.public_key().suite()) {
    return Fail(ErrorCode::kInvalidArgument,
                "the second officer's key is of the suite " +
                    std::string(crypto::SuiteName(second.key.suite())));
  }
  if (second.key == first.public_key()) {
    return Fail(ErrorCode::kInvalidArgument, "both officers have the same key");
  }
  session::Command command;
  command.id = terms.id;
  command.signer = first.public_key().id();
  command.seen = {0, log::EmptyRoot(first.public_key().suite())};
  command.body = MakeFound(first, second, terms);
  Bytes bytes = wire::EncodeCommand(command);
  if (const auto read = wire::DecodeCommand(bytes); !read) return std::unexpected(read.error());
  auto signature = first.Sign(crypto::Purpose::kFounding, bytes);
  if (!signature) return std::unexpected(signature.error());
  return log::SignedCommand{std::move(bytes), std::move(*signature), {}};
}

Result<ReadableFounding> ReadFounding(const log::SignedCommand& founding) {
  const auto command = wire::DecodeCommand(founding.command);
  if (!command) return std::unexpected(command.error());
  const auto* found = std::get_if<session::Found>(&command->body);
  if (found == nullptr) return Fail(ErrorCode::kInvalidArgument, "this is no founding");
  const auto first = crypto::PublicKey::From(found->suite, found->officers[0].public_key);
  const auto second = crypto::PublicKey::From(found->suite, found->officers[1].public_key);
  if (!first || !second || first->id() != command->signer) {
    return Fail(ErrorCode::kInvalidArgument, "the founding's officers have no keys of its suite");
  }
  PLENARY_TRY(first->Verify(crypto::Purpose::kFounding, founding.command, founding.signature));
  const bool is_cosigned = !founding.cosignature.empty();
  if (is_cosigned) {
    PLENARY_TRY(second->Verify(crypto::Purpose::kFounding, founding.command, founding.cosignature));
  }
  return ReadableFounding{*found,
                          session::CommitteeIdOf(found->suite, founding.command),
                          {first->id(), second->id()},
                          is_cosigned};
}

Result<ReadableFounding> ReadFounding(ByteView bytes) {
  const auto founding = wire::DecodeSignedCommand(bytes);
  if (!founding) return std::unexpected(founding.error());
  return ReadFounding(*founding);
}

Result<log::SignedCommand> Cosign(const log::SignedCommand& draft, const crypto::PrivateKey& key) {
  const auto read = ReadFounding(draft);
  if (!read) return std::unexpected(read.error());
  if (read->is_cosigned) return Fail(ErrorCode::kAlreadyExists, "the founding is cosigned already");
  if (read->keys[1] != key.public_key().id()) {
    return Fail(ErrorCode::kPermissionDenied,
                "the draft names another key as the second officer's");
  }
  auto cosignature = key.Sign(crypto::Purpose::kFounding, draft.command);
  if (!cosignature) return std::unexpected(cosignature.error());
  log::SignedCommand founding = draft;
  founding.cosignature = std::move(*cosignature);
  return founding;
}

}  // namespace plenary::actions
