// The paper, or file, with which a person enrols.
#include <nlohmann/json.hpp>
#include <utility>

#include "client/link/enrolment.h"

namespace plenary::link {
namespace {

using Json = nlohmann::json;

std::unexpected<Error> Bad(std::string_view field) {
  return Fail(ErrorCode::kInvalidArgument,
              "enrolment sheet: bad or missing \"" + std::string(field) + "\"");
}

Result<std::string> Text(const Json& json, const char* field) {
  const auto found = json.find(field);
  if (found == json.end() || !found->is_string()) return Bad(field);
  return found->get<std::string>();
}

}  // namespace

std::string FormatSheet(const Sheet& sheet) {
  Json json;
  json["committee"] = sheet.committee_name;
  json["fingerprint"] = wire::FormatFingerprint(sheet.committee);
  json["servers"] = sheet.servers;
  json["person"] = sheet.person.IsZero() ? std::string() : sheet.person.hex();
  json["name"] = sheet.person_name;
  json["code"] = std::string(sheet.code.text());
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Sheet> ParseSheet(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return Fail(ErrorCode::kInvalidArgument, "enrolment sheet: is not JSON");
  Sheet sheet;
  for (const char* field : {"committee", "fingerprint", "person", "name", "code"}) {
    if (const auto read = Text(json, field); !read) return std::unexpected(read.error());
  }
  const auto fingerprint = wire::ParseFingerprint(json["fingerprint"].get<std::string>());
  if (!fingerprint) return Bad("fingerprint");
  sheet.committee = *fingerprint;
  const auto hex = json["person"].get<std::string>();
  const auto person = hex.empty() ? Result<PersonId>(PersonId{}) : PersonId::FromHexText(hex);
  if (!person) return Bad("person");
  sheet.person = *person;
  const auto code = json["code"].get<std::string>();
  if (!wire::ParseCode(code)) return Bad("code");
  sheet.code = crypto::SecretBytes::CopyOf(AsBytes(code));
  sheet.committee_name = json["committee"].get<std::string>();
  sheet.person_name = json["name"].get<std::string>();
  const auto servers = json.find("servers");
  if (servers == json.end() || !servers->is_array() || servers->empty()) return Bad("servers");
  for (const Json& server : *servers) {
    if (!server.is_string()) return Bad("servers");
    sheet.servers.push_back(server.get<std::string>());
  }
  return sheet;
}

}  // namespace plenary::link
