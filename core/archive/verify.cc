#include "core/archive/verify.h"

#include <set>
#include <utility>

#include "core/archive/edition.h"
#include "core/base/check.h"
#include "core/fold/ballots.h"
#include "core/fold/log_fold.h"
#include "core/wire/command.h"

namespace plenary::archive {
namespace {

using fold::RegistryFold;
using fold::SessionFold;

std::unexpected<Rejection> Reject(Part part, std::string reason) {
  return std::unexpected(Rejection{part, std::nullopt, std::move(reason)});
}

std::unexpected<Rejection> RejectEntry(Part part, std::uint64_t index, std::string reason) {
  return std::unexpected(Rejection{part, index, std::move(reason)});
}

Said Read(const log::Entry& entry) {
  auto command = wire::DecodeCommand(entry.command.command);
  PLENARY_CHECK(command);  // it was verified
  return {entry.index, entry.time, *std::move(command)};
}

Result<RegistryFold, Rejection> FoldRegistry(const std::vector<log::Entry>& entries) {
  if (entries.empty()) return Reject(Part::kRegistry, "is empty");
  const auto founding = fold::VerifyFounding(entries.front().command);
  if (!founding) {
    return RejectEntry(Part::kRegistry, 0,
                       "is not a founding: " + std::string(session::NameOf(founding.error())));
  }
  const auto suite = std::get<session::Found>(founding->command().body).suite;
  RegistryFold registry(session::CommitteeIdOf(suite, founding->bytes().command), suite);
  for (const log::Entry& entry : entries) {
    if (auto replayed = registry.Replay(entry); !replayed) {
      return RejectEntry(Part::kRegistry, replayed.error().index, replayed.error().reason);
    }
  }
  return registry;
}

// An empty fold of the session that its first entry names.
Result<SessionFold, Rejection> BeginSession(const log::Entry& first, const RegistryFold& registry,
                                            const fold::CheckSecret& secret) {
  const auto convened = wire::DecodeCommand(first.command.command);
  if (!convened) return RejectEntry(Part::kSession, 0, convened.error().message);
  return SessionFold({registry.chain().log().committee, convened->session},
                     registry.chain().tree().suite(), registry, secret);
}

Result<void, Rejection> Replay(SessionFold& session, std::span<const log::Entry> entries,
                               const RegistryFold& registry) {
  if (auto replayed = session.Replay(entries, registry.state()); !replayed) {
    return RejectEntry(Part::kSession, replayed.error().index, replayed.error().reason);
  }
  return {};
}

Result<SessionFold, Rejection> FoldSession(const std::vector<log::Entry>& entries,
                                           const RegistryFold& registry,
                                           const fold::CheckSecret& secret) {
  if (entries.empty()) return Reject(Part::kSession, "is empty");
  auto session = BeginSession(entries.front(), registry, secret);
  if (!session) return session;
  if (auto replayed = Replay(*session, entries, registry); !replayed) {
    return std::unexpected(std::move(replayed).error());
  }
  return session;
}

// The session of an edition, entry by entry.
class EditionFold {
 public:
  EditionFold(const RegistryFold& registry, SessionFold session)
      : registry_(registry), session_(std::move(session)) {}

  Result<void, Rejection> Take(const EditionEntry& entry) {
    const auto* whole = std::get_if<log::Entry>(&entry);
    return whole ? TakeWhole(*whole) : TakeRedacted(std::get<log::RedactedLeaf>(entry));
  }

  // What only the whole session shows: no poll counts more ballots than there are codes.
  Result<void, Rejection> CheckCodes() const {
    for (const auto& [id, poll] : session_.state().polls) {
      if (!poll.secret || !poll.secret->seal) continue;
      const auto codes = std::ranges::count_if(
          redacted_, [&](const RedactedBallot& one) { return one.poll == id && one.code; });
      if (static_cast<std::uint64_t>(codes) < poll.secret->seal->ballots) {
        return Reject(Part::kSession, "has fewer codes than ballots were sealed");
      }
    }
    return {};
  }

  const SessionFold& session() const { return session_; }
  std::vector<RedactedBallot> TakeRedactedBallots() && { return std::move(redacted_); }

 private:
  std::uint64_t index() const { return session_.chain().size(); }

  Result<void, Rejection> TakeWhole(const log::Entry& entry) {
    const auto command = wire::DecodeCommand(entry.command.command);
    if (command && (std::holds_alternative<session::CastSecretBallot>(command->body) ||
                    std::holds_alternative<session::ChallengeBallot>(command->body))) {
      return RejectEntry(Part::kSession, index(), "holds a secret ballot");
    }
    return Replay(session_, {&entry, 1}, registry_);
  }

  Result<void, Rejection> TakeRedacted(const log::RedactedLeaf& leaf) {
    const auto terms = fold::OpenBallotTerms(session_.state());
    if (!terms) {
      return RejectEntry(Part::kSession, index(), "is left out where no secret poll is open");
    }
    const auto content = log::ReadLeaf(leaf);
    const auto hash = log::LeafHash(registry_.chain().tree().suite(), leaf);
    PLENARY_CHECK(content && hash);  // no other leaf is read
    RedactedBallot ballot{index(), terms->poll, std::nullopt};
    if (leaf.Shows(log::LeafPart::kCode)) {
      ballot.code = *Digest::From(content->code);
      if (!codes_.insert(*ballot.code).second) {
        return RejectEntry(Part::kSession, index(), "shows the code of an earlier ballot");
      }
    }
    PLENARY_CHECK(session_.Skip({index(), 1, {*hash}}));
    redacted_.push_back(ballot);
    return {};
  }

  const RegistryFold& registry_;
  SessionFold session_;
  std::set<Digest> codes_;
  std::vector<RedactedBallot> redacted_;
};

Result<EditionFold, Rejection> FoldEdition(const std::vector<EditionEntry>& entries,
                                           const RegistryFold& registry,
                                           const fold::CheckSecret& secret) {
  if (entries.empty()) return Reject(Part::kSession, "is empty");
  const auto* first = std::get_if<log::Entry>(&entries.front());
  if (first == nullptr) {
    return RejectEntry(Part::kSession, 0, "is left out where no secret poll is open");
  }
  auto session = BeginSession(*first, registry, secret);
  if (!session) return std::unexpected(std::move(session).error());
  EditionFold fold(registry, *std::move(session));
  for (const EditionEntry& entry : entries) {
    if (auto taken = fold.Take(entry); !taken) return std::unexpected(std::move(taken).error());
  }
  if (auto enough = fold.CheckCodes(); !enough) return std::unexpected(std::move(enough).error());
  return fold;
}

Result<void, Rejection> CheckEnd(const RegistryFold& registry, const SessionFold& session,
                                 const KeyId& node_id, const Bytes& signature) {
  if (session.state().phase != session::SessionPhase::kClosed) {
    return Reject(Part::kSession, "is cut off before its close");
  }
  if (session.state().registry_head != registry.chain().head()) {
    return Reject(Part::kRegistry, "does not end where the session last named it");
  }
  const auto node = registry.state().nodes.find(node_id);
  if (node == registry.state().nodes.end() || node->second.revoked) {
    return Reject(Part::kHead, "signed by a node that the registry does not admit");
  }
  const log::SignedHead head{session.chain().log(), session.chain().head(), node_id, signature};
  if (!log::VerifyHead(node->second.key, head)) {
    return Reject(Part::kHead, "the node's signature does not match these entries");
  }
  return {};
}

// What was found, but for what was said in the session.
Verified Conclude(const RegistryFold& registry, const SessionFold& session,
                  const std::vector<log::Entry>& registry_entries) {
  Verified verified;
  verified.log = session.chain().log();
  verified.suite = registry.chain().tree().suite();
  verified.head = session.chain().head();
  verified.registry_head = registry.chain().head();
  for (std::uint64_t index = 0; index < registry.chain().size(); ++index) {
    verified.registry_leaves.push_back(registry.chain().tree().Leaf(index));
  }
  verified.registry = registry.Snapshot();
  verified.session = session.state();
  for (const log::Entry& entry : registry_entries) verified.registry_said.push_back(Read(entry));
  return verified;
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
  PLENARY_TRY(CheckEnd(*registry, *session, contents->node, contents->signature));

  Verified verified = Conclude(*registry, *session, contents->registry);
  for (const log::Entry& entry : contents->session) verified.said.push_back(Read(entry));
  return verified;
}

Result<Verified, Rejection> VerifyEdition(ByteView bytes, const fold::CheckSecret& secret) {
  const auto contents = ReadEdition(bytes);
  if (!contents) return Reject(Part::kFile, contents.error().message);
  if (!Equal(WriteEdition(*contents), bytes)) return Reject(Part::kFile, "is not in the one form");
  const auto registry = FoldRegistry(contents->registry);
  if (!registry) return std::unexpected(registry.error());
  auto edition = FoldEdition(contents->session, *registry, secret);
  if (!edition) return std::unexpected(std::move(edition).error());
  PLENARY_TRY(CheckEnd(*registry, edition->session(), contents->node, contents->signature));

  Verified verified = Conclude(*registry, edition->session(), contents->registry);
  for (const EditionEntry& entry : contents->session) {
    if (const auto* whole = std::get_if<log::Entry>(&entry)) {
      verified.said.push_back(Read(*whole));
    }
  }
  verified.is_edition = true;
  verified.redacted = std::move(*edition).TakeRedactedBallots();
  return verified;
}

}  // namespace plenary::archive
