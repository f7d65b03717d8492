#include "client/actions/ballot_codes.h"

#include <utility>

#include "core/ballot/maker.h"
#include "core/base/check.h"

namespace plenary::actions {
namespace {

const PersonId& SignerOf(const session::Registry& registry, const session::Command& command) {
  const auto key = registry.keys.find(command.signer);
  PLENARY_CHECK(key != registry.keys.end());  // it was verified under that key
  return key->second.person;
}

bool IsVoided(const session::PollRecord& poll) { return poll.state == session::PollState::kVoided; }

CodeFate FateOfChallenged(const session::PollRecord& poll) {
  return IsVoided(poll) ? CodeFate::kVoided : CodeFate::kChallenged;
}

// A ChallengeBallot with its place in the log.
struct Spent {
  std::uint64_t index;
  const session::Command* command;
};

void AddIfSpent(std::vector<Spent>& all, std::uint64_t index, const session::Command& command,
                const wire::CodePrefix& prefix) {
  const auto* spent = std::get_if<session::ChallengeBallot>(&command.body);
  if (spent != nullptr && prefix.Begins(spent->code)) all.push_back({index, &command});
}

Result<OpenedBallot> OpenOnly(const session::Session& session, const session::Registry& registry,
                              const std::vector<Spent>& all, ByteView seed) {
  if (all.size() != 1) {
    return Fail(ErrorCode::kNotFound,
                all.empty() ? "no challenged ballot has this code"
                            : "several challenged ballots have a code that begins so");
  }
  const auto& spent = std::get<session::ChallengeBallot>(all.front().command->body);
  const ballot::Poll& terms = *session.polls.at(spent.poll).secret->terms;
  const PersonId& voter = SignerOf(registry, *all.front().command);
  auto choices = ballot::OpenChallenged(terms, voter, seed, spent.ballot);
  if (!choices) return std::unexpected(choices.error());
  const CodeFate fate = FateOfChallenged(session.polls.at(spent.poll));
  return OpenedBallot{{spent.poll, all.front().index, spent.code, fate, voter},
                      *std::move(choices)};
}

CodeFate FateOfCast(const session::PollRecord& poll, const PersonId& voter, const Digest& code) {
  if (IsVoided(poll)) return CodeFate::kVoided;
  if (poll.ballots.at(voter).code != code) return CodeFate::kReplaced;
  return poll.results.empty() ? CodeFate::kNotOpened : CodeFate::kCounted;
}

CodeFate FateInEdition(const session::PollRecord& poll) {
  if (IsVoided(poll)) return CodeFate::kVoided;
  return poll.results.empty() ? CodeFate::kNotOpened : CodeFate::kCast;
}

std::vector<FoundBallot> FindInEdition(const archive::Verified& edition,
                                       const wire::CodePrefix& prefix) {
  std::vector<FoundBallot> found;
  for (const archive::RedactedBallot& ballot : edition.redacted) {
    if (!ballot.code || !prefix.Begins(*ballot.code)) continue;
    const CodeFate fate = FateInEdition(edition.session.polls.at(ballot.poll));
    found.push_back({ballot.poll, ballot.index, *ballot.code, fate, {}});
  }
  return found;
}

}  // namespace

std::vector<FoundBallot> FindBallots(const archive::Verified& archive,
                                     const wire::CodePrefix& prefix) {
  if (archive.is_edition) return FindInEdition(archive, prefix);
  std::vector<FoundBallot> found;
  for (const archive::Said& said : archive.said) {
    const session::Command& command = said.command;
    if (const auto* cast = std::get_if<session::CastSecretBallot>(&command.body)) {
      if (!prefix.Begins(cast->code)) continue;
      const PersonId& voter = SignerOf(*archive.registry, command);
      const auto& poll = archive.session.polls.at(cast->poll);
      found.push_back(
          {cast->poll, said.index, cast->code, FateOfCast(poll, voter, cast->code), voter});
    } else if (const auto* spent = std::get_if<session::ChallengeBallot>(&command.body)) {
      if (!prefix.Begins(spent->code)) continue;
      const CodeFate fate = FateOfChallenged(archive.session.polls.at(spent->poll));
      found.push_back(
          {spent->poll, said.index, spent->code, fate, SignerOf(*archive.registry, command)});
    }
  }
  return found;
}

Result<OpenedBallot> OpenChallenged(const archive::Verified& archive,
                                    const wire::CodePrefix& prefix, ByteView seed) {
  std::vector<Spent> all;
  for (const archive::Said& said : archive.said) AddIfSpent(all, said.index, said.command, prefix);
  return OpenOnly(archive.session, *archive.registry, all, seed);
}

Result<OpenedBallot> OpenChallenged(const session::Session& session,
                                    std::span<const link::FollowedPtr> entries,
                                    const wire::CodePrefix& prefix, ByteView seed) {
  std::vector<Spent> all;
  for (const link::FollowedPtr& one : entries) {
    AddIfSpent(all, one->entry.index, one->command, prefix);
  }
  return OpenOnly(session, *session.registry, all, seed);
}

}  // namespace plenary::actions
