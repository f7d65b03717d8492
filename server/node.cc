#include "server/node.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/crypto/random.h"
#include "server/files.h"

namespace plenary::server {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::milliseconds;

constexpr std::size_t kMaxPublicFile = 1 << 20;
constexpr std::string_view kFormat = "plenary-node-1";

std::filesystem::path NodeFile(const std::filesystem::path& data) { return data / "node.json"; }
std::filesystem::path Keys(const std::filesystem::path& data) { return data / "keys"; }
std::filesystem::path HeadKeyFile(const std::filesystem::path& data) {
  return Keys(data) / "head.der";
}
std::filesystem::path AuthorityKeyFile(const std::filesystem::path& data) {
  return Keys(data) / "authority.pem";
}
std::filesystem::path ServerKeyFile(const std::filesystem::path& data) {
  return Keys(data) / "server.pem";
}
std::filesystem::path AuthorityFile(const std::filesystem::path& data) {
  return data / "authority.crt";
}
std::filesystem::path ServerFile(const std::filesystem::path& data) { return data / "server.crt"; }

// From a day before `now`, for clients whose clocks lag.
crypto::Validity ValidFor(Instant now, std::chrono::days days) {
  const milliseconds lag = std::chrono::days(1);
  return {{now.milliseconds - lag.count()}, {now.milliseconds + milliseconds(days).count()}};
}

bool IsAddress(const std::string& name) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return ::inet_pton(AF_INET, name.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, name.c_str(), address.data()) == 1;
}

bool IsDnsName(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !name.empty() && name.size() <= 64 &&
         name.find_first_not_of(kAllowed) == std::string_view::npos &&
         name.find("..") == std::string_view::npos && name.front() != '.' && name.front() != '-' &&
         name.back() != '.' && name.back() != '-';
}

// Whatever an init has made before, finished or not.
Result<void> CheckUnused(const std::filesystem::path& data) {
  const std::array<std::filesystem::path, 5> ours = {
      NodeFile(data), Keys(data), AuthorityFile(data), ServerFile(data), StoreFile(data)};
  for (const std::filesystem::path& path : ours) {
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
      return Fail(ErrorCode::kAlreadyExists,
                  path.string() +
                      " is there already; nothing is overwritten. If an init was "
                      "interrupted and there is no node.json, remove the folder");
    }
  }
  return {};
}

Result<crypto::Certificate> IssueServer(const crypto::Authority& authority,
                                        const crypto::ConnectionKey& key,
                                        const crypto::ServerNames& names, Instant now) {
  const auto request = key.MakeRequest(names.dns.empty() ? names.ip.front() : names.dns.front());
  if (!request) return std::unexpected(request.error());
  const auto serial = crypto::RandomId<crypto::SerialNumber>();
  if (!serial) return std::unexpected(serial.error());
  return authority.IssueServer(*request, names,
                               ValidFor(now, std::chrono::days(kServerCertificateDays)), *serial);
}

Result<Node> MakeNode(const NodeOptions& options, Instant now) {
  auto head_key = crypto::PrivateKey::Generate(options.suite);
  if (!head_key) return std::unexpected(head_key.error());
  const auto serial = crypto::RandomId<crypto::SerialNumber>();
  if (!serial) return std::unexpected(serial.error());
  // Connections are P-256 in both suites (docs/operating.md).
  auto authority = crypto::Authority::Create(
      crypto::Suite::kP256, "Plenary node " + head_key->public_key().id().hex().substr(0, 16),
      ValidFor(now, std::chrono::days(kAuthorityYears * 365)), *serial);
  if (!authority) return std::unexpected(authority.error());
  auto server_key = crypto::ConnectionKey::Generate();
  if (!server_key) return std::unexpected(server_key.error());
  auto certificate = IssueServer(*authority, *server_key, options.names, now);
  if (!certificate) return std::unexpected(certificate.error());
  return Node{std::move(*head_key), std::move(*authority), std::move(*server_key),
              std::move(*certificate)};
}

Result<void> WriteKeys(const std::filesystem::path& data, const Node& node) {
  const auto head = node.head_key.ToPlainPkcs8();
  if (!head) return std::unexpected(head.error());
  const auto authority = node.authority.ToPlainKeyPem();
  if (!authority) return std::unexpected(authority.error());
  const auto server = node.server_key.ToPlainPem();
  if (!server) return std::unexpected(server.error());
  PLENARY_TRY(MakePrivateFolder(Keys(data)));
  PLENARY_TRY(WriteNewFile(HeadKeyFile(data), head->view(), Readers::kOwner));
  PLENARY_TRY(WriteNewFile(AuthorityKeyFile(data), authority->view(), Readers::kOwner));
  return WriteNewFile(ServerKeyFile(data), server->view(), Readers::kOwner);
}

Result<std::string> Describe(const Node& node, const crypto::ServerNames& names,
                             std::string_view listen) {
  const crypto::PublicKey& head = node.head_key.public_key();
  const auto proof =
      node.head_key.Sign(crypto::Purpose::kNodeProof,
                         NodeProofMessage(head.encoded(), node.authority.certificate().der()));
  if (!proof) return std::unexpected(proof.error());
  Json json;
  json["format"] = kFormat;
  json["suite"] = crypto::SuiteName(head.suite());
  json["key_id"] = head.id().hex();
  json["public_key"] = ToHex(head.encoded());
  json["authority_certificate"] = node.authority.certificate().pem();
  json["proof"] = ToHex(*proof);
  json["dns"] = names.dns;
  json["ip"] = names.ip;
  json["listen"] = listen;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string FirstConfig(const NodeOptions& options) {
  const std::string data = std::filesystem::absolute(options.data).lexically_normal().string();
  return "# Written by plenaryd init. docs/operating.md has every key.\n"
         "data = " +
         Json(data).dump() + "\n" + "listen = " + Json(options.listen).dump() + "\n";
}

Result<Json> ReadNodeFile(const std::filesystem::path& data) {
  const auto bytes = ReadFile(NodeFile(data), kMaxPublicFile);
  if (!bytes) return std::unexpected(bytes.error());
  Json json = Json::parse(AsText(*bytes), nullptr, false);
  if (!json.is_object() || json.value("format", Json()) != kFormat) {
    return Fail(ErrorCode::kCorrupt, NodeFile(data).string() + ": not a node's description");
  }
  return json;
}

Result<std::vector<std::string>> Texts(const Json& json, const char* key) {
  std::vector<std::string> texts;
  const auto found = json.find(key);
  if (found == json.end() || !found->is_array()) {
    return Fail(ErrorCode::kCorrupt, std::string("node.json: no list ") + key);
  }
  for (const Json& text : *found) {
    if (!text.is_string()) return Fail(ErrorCode::kCorrupt, "node.json: not a text");
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

Result<std::string> TextOf(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) {
    return Fail(ErrorCode::kCorrupt, std::string("node.json: no text ") + key);
  }
  return found->get<std::string>();
}

Result<crypto::Authority> LoadAuthority(const std::filesystem::path& data) {
  const auto certificate = ReadFile(AuthorityFile(data), kMaxPublicFile);
  if (!certificate) return std::unexpected(certificate.error());
  const auto key = ReadPrivateFile(AuthorityKeyFile(data));
  if (!key) return std::unexpected(key.error());
  return crypto::Authority::Load(AsText(*certificate), key->text());
}

}  // namespace

std::filesystem::path StoreFile(const std::filesystem::path& data) { return data / "plenary.db"; }
std::filesystem::path ConfigFile(const std::filesystem::path& data) {
  return data / "plenaryd.toml";
}

Bytes NodeProofMessage(ByteView public_key, ByteView authority_certificate) {
  Bytes message;
  PutString(message, public_key);
  PutString(message, authority_certificate);
  return message;
}

Result<crypto::ServerNames> ParseNames(const std::vector<std::string>& names) {
  crypto::ServerNames parsed;
  for (const std::string& name : names) {
    if (IsAddress(name)) {
      parsed.ip.push_back(name);
    } else if (IsDnsName(name)) {
      parsed.dns.push_back(name);
    } else {
      return Fail(ErrorCode::kInvalidArgument,
                  "neither a DNS name in small letters of at most 64 "
                  "characters nor an IP address: " +
                      name);
    }
  }
  if (parsed.dns.empty() && parsed.ip.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "no name by which clients reach the server");
  }
  return parsed;
}

Result<void> InitNode(const NodeOptions& options, Instant now) {
  PLENARY_TRY(MakePrivateFolder(options.data));
  PLENARY_TRY(CheckUnused(options.data));
  const auto node = MakeNode(options, now);
  if (!node) return std::unexpected(node.error());
  const auto description = Describe(*node, options.names, options.listen);
  if (!description) return std::unexpected(description.error());
  PLENARY_TRY(WriteKeys(options.data, *node));
  PLENARY_TRY(WriteNewFile(AuthorityFile(options.data),
                           AsBytes(node->authority.certificate().pem()), Readers::kEverybody));
  PLENARY_TRY(WriteNewFile(ServerFile(options.data), AsBytes(node->server_certificate.pem()),
                           Readers::kEverybody));
  PLENARY_TRY(
      ReplaceFile(ConfigFile(options.data), AsBytes(FirstConfig(options)), Readers::kEverybody));
  // Last: an initialised folder is one with a node.json.
  return WriteNewFile(NodeFile(options.data), AsBytes(*description), Readers::kEverybody);
}

Result<crypto::PrivateKey> LoadHeadKey(const std::filesystem::path& data) {
  const auto json = ReadNodeFile(data);
  if (!json) return std::unexpected(json.error());
  const auto suite_name = TextOf(*json, "suite");
  if (!suite_name) return std::unexpected(suite_name.error());
  const auto suite = crypto::ParseSuite(*suite_name);
  if (!suite) return std::unexpected(suite.error());
  const auto der = ReadPrivateFile(HeadKeyFile(data));
  if (!der) return std::unexpected(der.error());
  return crypto::PrivateKey::FromPlainPkcs8(*suite, der->view());
}

Result<Node> LoadNode(const std::filesystem::path& data) {
  auto head_key = LoadHeadKey(data);
  if (!head_key) return std::unexpected(head_key.error());
  auto authority = LoadAuthority(data);
  if (!authority) return std::unexpected(authority.error());
  const auto key_pem = ReadPrivateFile(ServerKeyFile(data));
  if (!key_pem) return std::unexpected(key_pem.error());
  auto server_key = crypto::ConnectionKey::FromPlainPem(key_pem->text());
  if (!server_key) return std::unexpected(server_key.error());
  const auto pem = ReadFile(ServerFile(data), kMaxPublicFile);
  if (!pem) return std::unexpected(pem.error());
  auto certificate = crypto::Certificate::ParsePem(AsText(*pem));
  if (!certificate) return std::unexpected(certificate.error());
  if (!(certificate->public_key() == server_key->public_key())) {
    return Fail(ErrorCode::kCorrupt,
                ServerFile(data).string() + ": not of the key in keys/server.pem; restore both");
  }
  return Node{std::move(*head_key), std::move(*authority), std::move(*server_key),
              std::move(*certificate)};
}

Result<crypto::ServerNames> NodeNames(const std::filesystem::path& data) {
  const auto json = ReadNodeFile(data);
  if (!json) return std::unexpected(json.error());
  auto dns = Texts(*json, "dns");
  if (!dns) return std::unexpected(dns.error());
  auto ip = Texts(*json, "ip");
  if (!ip) return std::unexpected(ip.error());
  return crypto::ServerNames{std::move(*dns), std::move(*ip)};
}

Result<crypto::Certificate> RenewServerCertificate(const std::filesystem::path& data,
                                                   const Node& node,
                                                   const crypto::ServerNames& names, Instant now) {
  const auto json = ReadNodeFile(data);
  if (!json) return std::unexpected(json.error());
  const auto listen = TextOf(*json, "listen");
  if (!listen) return std::unexpected(listen.error());
  auto certificate = IssueServer(node.authority, node.server_key, names, now);
  if (!certificate) return std::unexpected(certificate.error());
  const auto description = Describe(node, names, *listen);
  if (!description) return std::unexpected(description.error());
  PLENARY_TRY(ReplaceFile(ServerFile(data), AsBytes(certificate->pem()), Readers::kEverybody));
  PLENARY_TRY(ReplaceFile(NodeFile(data), AsBytes(*description), Readers::kEverybody));
  return certificate;
}

bool NeedsRenewal(const crypto::Certificate& certificate, Instant now) {
  const crypto::Validity validity = certificate.validity();
  const std::int64_t whole = validity.not_after.milliseconds - validity.not_before.milliseconds;
  return now.milliseconds > validity.not_after.milliseconds - whole / 4;
}

}  // namespace plenary::server
