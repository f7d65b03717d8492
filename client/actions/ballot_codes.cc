#include "client/actions/ballot_codes.h"

#include <utility>

#include "core/ballot/maker.h"
#include "core/base/check.h"

namespace plenary::actions {
namespace {

const PersonId& SignerOf(const archive::Verified& archive, const session::Command& command) {
  const auto key = archive.registry->keys.find(command.signer);
  PLENARY_CHECK(key != archive.registry->keys.end());  // it was verified under that key
  return key->second.person;
}

CodeFate FateOfCast(const session::PollRecord& poll, const PersonId& voter, const Digest& code) {
  if (poll.ballots.at(voter).code != code) return CodeFate::kReplaced;
  return poll.secret->IsSealed() ? CodeFate::kCounted : CodeFate::kNotOpened;
}

std::vector<FoundBallot> FindInEdition(const archive::Verified& edition,
                                       const wire::CodePrefix& prefix) {
  std::vector<FoundBallot> found;
  for (const archive::RedactedBallot& ballot : edition.redacted) {
    if (!ballot.code || !prefix.Begins(*ballot.code)) continue;
    const bool sealed = edition.session.polls.at(ballot.poll).secret->IsSealed();
    found.push_back(
        {ballot.poll, ballot.index, *ballot.code, sealed ? CodeFate::kCast : CodeFate::kNotOpened});
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
      const auto& poll = archive.session.polls.at(cast->poll);
      found.push_back({cast->poll, said.index, cast->code,
                       FateOfCast(poll, SignerOf(archive, command), cast->code)});
    } else if (const auto* spent = std::get_if<session::ChallengeBallot>(&command.body)) {
      if (!prefix.Begins(spent->code)) continue;
      found.push_back({spent->poll, said.index, spent->code, CodeFate::kChallenged});
    }
  }
  return found;
}

Result<OpenedBallot> OpenChallenged(const archive::Verified& archive,
                                    const wire::CodePrefix& prefix, ByteView seed) {
  std::vector<FoundBallot> challenged = FindBallots(archive, prefix);
  std::erase_if(challenged,
                [](const FoundBallot& one) { return one.fate != CodeFate::kChallenged; });
  if (challenged.size() != 1) {
    return Fail(ErrorCode::kNotFound,
                challenged.empty() ? "no challenged ballot has this code"
                                   : "several challenged ballots have a code that begins so");
  }
  const session::Command& command = archive.said[challenged.front().index].command;
  const auto& spent = std::get<session::ChallengeBallot>(command.body);
  const ballot::Poll& terms = *archive.session.polls.at(spent.poll).secret->terms;
  auto choices = ballot::OpenChallenged(terms, SignerOf(archive, command), seed, spent.ballot);
  if (!choices) return std::unexpected(choices.error());
  return OpenedBallot{challenged.front(), *std::move(choices)};
}

}  // namespace plenary::actions
