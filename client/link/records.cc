#include "client/link/records.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "core/wire/entry.h"

namespace plenary::link {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kSecretSize = 13;

std::unexpected<Error> Bad(const std::string& what) {
  return Fail(ErrorCode::kCorrupt, what + " on disk is not what was written");
}

template <class IdT>
bool Take(ByteReader& reader, IdT& id) {
  const auto raw = reader.Raw(IdT::kSize);
  if (raw) std::copy(raw->begin(), raw->end(), id.bytes.begin());
  return raw.has_value();
}

std::optional<AlarmKind> KindFromNumber(std::uint64_t number) {
  for (std::uint8_t i = 1; i <= static_cast<std::uint8_t>(AlarmKind::kForeignAdmission); ++i) {
    if (i == number) return static_cast<AlarmKind>(i);
  }
  return std::nullopt;
}

bool HasText(const Json& json, const char* field) {
  return json.contains(field) && json.at(field).is_string();
}

}  // namespace

Bytes EncodePending(const PendingCommand& command) {
  Bytes out;
  PutRaw(out, command.id.view());
  PutRaw(out, command.log.committee.view());
  PutRaw(out, command.log.session.view());
  PutString(out, wire::EncodeSignedCommand(command.command));
  return out;
}

Result<PendingCommand> DecodePending(ByteView bytes) {
  ByteReader reader(bytes);
  PendingCommand pending;
  if (!Take(reader, pending.id) || !Take(reader, pending.log.committee) ||
      !Take(reader, pending.log.session)) {
    return Bad("a pending command");
  }
  const auto encoded = reader.String(wire::kMaxEntrySize);
  if (!encoded || !reader.AtEnd()) return Bad("a pending command");
  auto command = wire::DecodeSignedCommand(*encoded);
  if (!command) return Bad("a pending command");
  pending.command = std::move(*command);
  return pending;
}

crypto::SecretBytes EncodeOffer(const Offer& offer) {
  Bytes out;
  out.reserve(64);  // so that no copy of the secret is left behind by growth
  PutRaw(out, offer.id.view());
  PutRaw(out, offer.person.view());
  PutU64(out, static_cast<std::uint64_t>(offer.expires.milliseconds));
  PutRaw(out, offer.secret.view());
  auto secret = crypto::SecretBytes::CopyOf(out);
  std::fill(out.begin(), out.end(), Byte{0});
  return secret;
}

Result<Offer> DecodeOffer(ByteView bytes) {
  ByteReader reader(bytes);
  Offer offer;
  if (!Take(reader, offer.id) || !Take(reader, offer.person)) return Bad("an offer");
  const auto expires = reader.U64();
  const auto secret = reader.Raw(kSecretSize);
  if (!expires || !secret || !reader.AtEnd()) return Bad("an offer");
  offer.expires = Instant{static_cast<std::int64_t>(*expires)};
  offer.secret = crypto::SecretBytes::CopyOf(*secret);
  return offer;
}

std::string FormatAlarm(const Alarm& alarm) {
  Json json;
  json["kind"] = static_cast<std::uint8_t>(alarm.kind);
  json["name"] = NameOf(alarm.kind);
  json["committee"] = alarm.log.committee.hex();
  json["session"] = alarm.log.session.hex();
  json["sentence"] = alarm.sentence;
  json["when"] = alarm.when.milliseconds;
  json["evidence"] = AsText(alarm.evidence);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Alarm> ParseAlarm(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("kind") || !json["kind"].is_number_unsigned() ||
      !json.contains("when") || !json["when"].is_number_integer()) {
    return Bad("an alarm");
  }
  for (const char* field : {"committee", "session", "sentence", "evidence"}) {
    if (!HasText(json, field)) return Bad("an alarm");
  }
  const auto kind = KindFromNumber(json["kind"].get<std::uint64_t>());
  const auto committee = CommitteeId::FromHexText(json["committee"].get<std::string>());
  const auto session = SessionId::FromHexText(json["session"].get<std::string>());
  if (!kind || !committee || !session) return Bad("an alarm");
  return Alarm{.kind = *kind,
               .log = {*committee, *session},
               .sentence = json["sentence"].get<std::string>(),
               .evidence = ToBytes(AsBytes(json["evidence"].get<std::string>())),
               .when = Instant{json["when"].get<std::int64_t>()}};
}

}  // namespace plenary::link
