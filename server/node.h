// A node's keys and certificates in its data folder:
//
//   node.json           what `plenary committee found` needs of this node; public
//   keys/head.der       signs heads of logs, in the committee's suite; PKCS#8
//   keys/authority.pem  issues connection certificates
//   keys/server.pem     the server's end of TLS
//   authority.crt       the authority's certificate; public
//   server.crt          the server's certificate; public
//   plenaryd.toml       the configuration that `plenaryd init` writes
//   plenary.db          the store
//
// Files in keys/ are refused if anybody but the owner can read them.
#ifndef PLENARY_SERVER_NODE_H_
#define PLENARY_SERVER_NODE_H_

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/authority.h"
#include "core/crypto/keys.h"
#include "core/crypto/suite.h"

namespace plenary::server {

inline constexpr int kAuthorityYears = 30;
inline constexpr int kServerCertificateDays = 800;

struct NodeOptions {
  std::filesystem::path data;
  std::string listen;         // address:port
  crypto::ServerNames names;  // by what clients reach it; at least one
  crypto::Suite suite = crypto::Suite::kP256;
};

// The names and addresses in `names`, told apart. kInvalidArgument for what is neither
// a DNS name nor an IP address.
Result<crypto::ServerNames> ParseNames(const std::vector<std::string>& names);

// Makes keys, certificates, node.json and plenaryd.toml. The folder may be there, with
// none of these in it. kAlreadyExists, and nothing is overwritten, otherwise.
Result<void> InitNode(const NodeOptions& options, Instant now);

// What a running server needs of it. Move-only.
struct Node {
  crypto::PrivateKey head_key;
  crypto::Authority authority;
  crypto::ConnectionKey server_key;
  crypto::Certificate server_certificate;
};

// kNotFound if `data` is not an initialised folder; kPermissionDenied if a key lies open;
// kCorrupt if key and certificate do not belong together.
Result<Node> LoadNode(const std::filesystem::path& data);
// The head key alone.
Result<crypto::PrivateKey> LoadHeadKey(const std::filesystem::path& data);

// The names in node.json.
Result<crypto::ServerNames> NodeNames(const std::filesystem::path& data);

// Issues the server's certificate anew, with the same key, for `names`; node.json takes
// them over.
Result<crypto::Certificate> RenewServerCertificate(const std::filesystem::path& data,
                                                   const Node& node,
                                                   const crypto::ServerNames& names, Instant now);

// Whether less than a quarter of its validity is left.
bool NeedsRenewal(const crypto::Certificate& certificate, Instant now);

std::filesystem::path StoreFile(const std::filesystem::path& data);
std::filesystem::path ConfigFile(const std::filesystem::path& data);

// What node.json carries as proof that the node holds its head key, signed with
// Purpose::kNodeProof: string public key || string authority certificate, DER.
Bytes NodeProofMessage(ByteView public_key, ByteView authority_certificate);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_NODE_H_
