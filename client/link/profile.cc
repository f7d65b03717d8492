#include "client/link/profile.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace plenary::link {
namespace {

using Json = nlohmann::json;

constexpr int kVersion = 1;

std::unexpected<Error> Bad(std::string_view field) {
  return Fail(ErrorCode::kCorrupt, "profile.json: bad or missing \"" + std::string(field) + "\"");
}

Result<std::string> Text(const Json& json, const char* field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_string()) return Bad(field);
  return found->get<std::string>();
}

Result<std::vector<std::string>> Texts(const Json& json, const char* field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_array()) return Bad(field);
  std::vector<std::string> texts;
  for (const Json& element : *found) {
    if (!element.is_string()) return Bad(field);
    texts.push_back(element.get<std::string>());
  }
  return texts;
}

// An id in hexadecimal; empty stands for zero.
template <class IdT>
Result<IdT> ReadId(const Json& json, const char* field) {
  const auto text = Text(json, field);
  if (!text) return std::unexpected(text.error());
  if (text->empty()) return IdT{};
  const auto id = IdT::FromHexText(*text);
  if (!id) return Bad(field);
  return *id;
}

template <class IdT>
std::string WriteId(const IdT& id) {
  return id.IsZero() ? std::string() : id.hex();
}

Result<void> ReadWho(const Json& json, Profile& profile) {
  const auto suite = Text(json, "suite");
  if (!suite) return std::unexpected(suite.error());
  const auto parsed = crypto::ParseSuite(*suite);
  if (!parsed) return Bad("suite");
  const auto committee = ReadId<CommitteeId>(json, "committee");
  if (!committee) return std::unexpected(committee.error());
  auto name = Text(json, "committee_name");
  if (!name) return std::unexpected(name.error());
  const auto person = ReadId<PersonId>(json, "person");
  if (!person) return std::unexpected(person.error());
  profile.suite = *parsed;
  profile.committee = *committee;
  profile.committee_name = std::move(*name);
  profile.person = *person;
  return {};
}

Result<void> ReadAuthorities(const Json& json, Profile& profile) {
  const auto pems = Texts(json, "authorities");
  if (!pems) return std::unexpected(pems.error());
  for (const std::string& pem : *pems) {
    auto certificate = crypto::Certificate::ParsePem(pem);
    if (!certificate) return Bad("authorities");
    profile.authorities.push_back(std::move(*certificate));
  }
  return {};
}

Result<void> ReadKeys(const Json& json, Profile& profile) {
  const auto keys = Texts(json, "own_keys");
  if (!keys) return std::unexpected(keys.error());
  for (const std::string& hex : *keys) {
    const auto key = KeyId::FromHexText(hex);
    if (!key) return Bad("own_keys");
    profile.own_keys.insert(*key);
  }
  const auto accepts = json.find("accepts_earlier_keys");
  if (accepts == json.end() || !accepts->is_boolean()) return Bad("accepts_earlier_keys");
  profile.accepts_earlier_keys = accepts->get<bool>();
  return {};
}

}  // namespace

std::string FormatProfile(const Profile& profile) {
  Json json;
  json["version"] = kVersion;
  json["suite"] = crypto::SuiteName(profile.suite);
  json["committee"] = WriteId(profile.committee);
  json["committee_name"] = profile.committee_name;
  json["person"] = WriteId(profile.person);
  json["servers"] = profile.servers;
  json["authorities"] = Json::array();
  for (const auto& authority : profile.authorities) json["authorities"].push_back(authority.pem());
  json["own_keys"] = Json::array();
  for (const KeyId& key : profile.own_keys) json["own_keys"].push_back(key.hex());
  json["accepts_earlier_keys"] = profile.accepts_earlier_keys;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Profile> ParseProfile(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return Fail(ErrorCode::kCorrupt, "profile.json: is not a JSON object");
  const auto version = json.find("version");
  if (version == json.end() || *version != kVersion) return Bad("version");
  Profile profile;
  PLENARY_TRY(ReadWho(json, profile));
  auto servers = Texts(json, "servers");
  if (!servers) return std::unexpected(servers.error());
  profile.servers = std::move(*servers);
  PLENARY_TRY(ReadAuthorities(json, profile));
  PLENARY_TRY(ReadKeys(json, profile));
  return profile;
}

}  // namespace plenary::link
