#include "core/archive/verify.h"

#include <utility>

#include "core/base/check.h"
#include "core/fold/log_fold.h"
#include "core/wire/command.h"

namespace plenary::archive {
namespace {

using fold::RegistryFold;
using fold::SessionFold;

std::unexpected<Rejection> Reject(Part part, std::string reason) {
  return std::unexpected(Rejection{part, std::nullopt, std::move(reason)});
}

Said Read(const log::Entry& entry) {
  auto command = wire::DecodeCommand(entry.command.command);
  PLENARY_CHECK(command);  // it was verified
  return {entry.time, *std::move(command)};
}

Result<RegistryFold, Rejection> FoldRegistry(const std::vector<log::Entry>& entries) {
  if (entries.empty()) return Reject(Part::kRegistry, "is empty");
  const auto founding = fold::VerifyFounding(entries.front().command);
  if (!founding) {
    return std::unexpected(
        Rejection{Part::kRegistry, 0,
                  "is not a founding: " + std::string(session::NameOf(founding.error()))});
  }
  const auto suite = std::get<session::Found>(founding->command().body).suite;
  RegistryFold registry(session::CommitteeIdOf(suite, founding->bytes().command), suite);
  for (const log::Entry& entry : entries) {
    if (auto replayed = registry.Replay(entry); !replayed) {
      return std::unexpected(
          Rejection{Part::kRegistry, replayed.error().index, replayed.error().reason});
    }
  }
  return registry;
}

Result<SessionFold, Rejection> FoldSession(const std::vector<log::Entry>& entries,
                                           const RegistryFold& registry,
                                           const fold::CheckSecret& secret) {
  if (entries.empty()) return Reject(Part::kSession, "is empty");
  const auto convened = wire::DecodeCommand(entries.front().command.command);
  if (!convened) {
    return std::unexpected(Rejection{Part::kSession, 0, convened.error().message});
  }
  SessionFold session({registry.chain().log().committee, convened->session},
                      registry.chain().tree().suite(), registry, secret);
  if (auto replayed = session.Replay(entries, registry.state()); !replayed) {
    return std::unexpected(
        Rejection{Part::kSession, replayed.error().index, replayed.error().reason});
  }
  return session;
}

Result<void, Rejection> CheckEnd(const Contents& contents, const RegistryFold& registry,
                                 const SessionFold& session) {
  if (session.state().phase != session::SessionPhase::kClosed) {
    return Reject(Part::kSession, "is cut off before its close");
  }
  if (session.state().registry_head != registry.chain().head()) {
    return Reject(Part::kRegistry, "does not end where the session last named it");
  }
  const auto node = registry.state().nodes.find(contents.node);
  if (node == registry.state().nodes.end() || node->second.revoked) {
    return Reject(Part::kHead, "signed by a node that the registry does not admit");
  }
  const log::SignedHead head{session.chain().log(), session.chain().head(), contents.node,
                             contents.signature};
  if (!log::VerifyHead(node->second.key, head)) {
    return Reject(Part::kHead, "the node's signature does not match these entries");
  }
  return {};
}

}  // namespace

std::string Rejection::Message() const {
  std::string place;
  switch (part) {
    case Part::kFile:
      place = "file";
      break;
    case Part::kRegistry:
      place = "registry";
      break;
    case Part::kSession:
      place = "session";
      break;
    case Part::kHead:
      place = "head";
      break;
  }
  if (entry) place += " entry " + std::to_string(*entry);
  return place + ": " + reason;
}

Result<Verified, Rejection> Verify(ByteView bytes, const fold::CheckSecret& secret) {
  const auto contents = Read(bytes);
  if (!contents) return Reject(Part::kFile, contents.error().message);
  if (!Equal(Write(*contents), bytes)) return Reject(Part::kFile, "is not in the one form");
  const auto registry = FoldRegistry(contents->registry);
  if (!registry) return std::unexpected(registry.error());
  const auto session = FoldSession(contents->session, *registry, secret);
  if (!session) return std::unexpected(session.error());
  PLENARY_TRY(CheckEnd(*contents, *registry, *session));

  Verified verified;
  verified.log = session->chain().log();
  verified.suite = registry->chain().tree().suite();
  verified.head = session->chain().head();
  verified.registry_head = registry->chain().head();
  for (std::uint64_t index = 0; index < registry->chain().size(); ++index) {
    verified.registry_leaves.push_back(registry->chain().tree().Leaf(index));
  }
  verified.registry = registry->Snapshot();
  verified.session = session->state();
  for (const log::Entry& entry : contents->registry) verified.registry_said.push_back(Read(entry));
  for (const log::Entry& entry : contents->session) verified.said.push_back(Read(entry));
  return verified;
}

}  // namespace plenary::archive
