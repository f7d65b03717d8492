// Writes archives and editions, sound and damaged ones, and what core/archive says of each:
//
//   write_archives FOLDER SUITE(1|2) SEED FLIPS CHANGES
//
// For the test of tests/reference/plenary_verifier, which has no other part in it.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "core/archive/edition.h"
#include "core/archive/verify.h"
#include "core/base/check.h"
#include "core/fold/chain.h"
#include "core/fold/leaf.h"
#include "core/wire/command.h"
#include "tests/core/archive/small_archive.h"
#include "tests/reference/bend.h"
#include "tests/reference/transcript.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::testing {
namespace {

class Folder {
 public:
  explicit Folder(std::filesystem::path path)
      : path_(std::move(path)), verdicts_(path_ / "verdicts.txt") {}

  // The archive or edition, and a line with its name and what core/archive says.
  void Add(const std::string& name, const Bytes& bytes) {
    std::ofstream file(path_ / (name + ".plenary"), std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
    const auto verified = archive::IsEdition(bytes) ? archive::VerifyEdition(bytes, kTestSecret)
                                                    : archive::Verify(bytes, kTestSecret);
    verdicts_ << name << '\t' << (verified ? Results(*verified) : verified.error().Message())
              << '\n';
  }

 private:
  // "valid", then each poll's id and, a contest, votes, those not voting, outcome.
  static std::string Results(const archive::Verified& verified) {
    std::string text = "valid";
    for (const PollId& id : verified.session.poll_order) {
      text += ' ' + id.hex();
      for (const auto& result : session::StateResults(verified.session.polls.at(id))) {
        text += ':';
        for (const std::uint32_t votes : result.votes) text += std::to_string(votes) + ',';
        text += std::to_string(result.not_voting) + ',' +
                std::to_string(static_cast<int>(result.outcome));
      }
    }
    return text;
  }

  std::filesystem::path path_;
  std::ofstream verdicts_;
};

// Some byte changed, or the end cut off.
Bytes Damaged(Bytes bytes, Random& random) {
  const std::size_t place = Below(random, bytes.size());
  if (Below(random, 10) == 0) {
    bytes.resize(place);
    return bytes;
  }
  bytes[place] ^= static_cast<Byte>(1 + Below(random, 255));
  return bytes;
}

// Some line dropped, repeated elsewhere, moved, bent, or said by somebody else; the first
// place that is no longer as it was.
std::size_t Change(Transcript& transcript, std::vector<Line>& lines, Random& random) {
  const std::size_t a = Below(random, lines.size());
  const std::size_t b = Below(random, lines.size());
  switch (Below(random, 8)) {
    case 0:
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a));
      return a;
    case 1: {
      Line again = lines[a];
      if (Below(random, 4) != 0) again.id = transcript.FreshId();
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(b), std::move(again));
      return std::min(a, b);
    }
    case 2:
      lines[a].signer = transcript.AnySigner(static_cast<std::uint32_t>(random()));
      return a;
    case 3: {
      const std::size_t next = std::min(a + 1, lines.size() - 1);
      std::swap(lines[a], lines[next]);
      return a;
    }
    case 4: {
      Line moved = std::move(lines[a]);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a));
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(std::min(b, lines.size())),
                   std::move(moved));
      return std::min(a, b);
    }
    default: {
      std::size_t bent = a;
      while (!Bend(lines[bent].body, random)) bent = Below(random, lines.size());
      return bent;
    }
  }
}

// What is said of the key and in secret polls, at some entry, bent and signed again; and all that
// follows signed again over it.
archive::Contents BentInSecret(const SecretArchive& secret, Random& random) {
  archive::Contents contents = secret.log.Contents();
  std::map<KeyId, const crypto::PrivateKey*> keys;
  for (const Participant& member : secret.assembly.members()) {
    keys[member.key.public_key().id()] = &member.key;
  }
  keys[secret.assembly.secretary().key.public_key().id()] = &secret.assembly.secretary().key;
  const auto decoded = [&](std::size_t index) {
    return wire::DecodeCommand(contents.session[index].command.command).value();
  };
  std::size_t from = 0;
  while (session::KindOf(decoded(from).body) < session::CommandKind::kBeginCeremony) {
    from = Below(random, contents.session.size());
  }
  log::MerkleTree tree(secret.assembly.suite());
  for (std::size_t index = 0; index < contents.session.size(); ++index) {
    session::Command command = decoded(index);
    if (index >= from) {
      if (index == from) PLENARY_CHECK(Bend(command.body, random));
      command.seen = log::HeadOf(tree);
      log::SignedCommand& bytes = contents.session[index].command;
      bytes.command = wire::EncodeCommand(command);
      bytes.signature =
          keys.at(command.signer)->Sign(crypto::Purpose::kCommand, bytes.command).value();
    }
    tree.Append(fold::LeafOf(tree.suite(), contents.session[index], command));
  }
  contents.signature =
      log::SignHead(secret.assembly.node(), secret.log.log(), log::HeadOf(tree)).value().signature;
  return contents;
}

// An edition of which some entry is whole that ought not to be, or hidden that ought not to be, or
// shown again, moved, or dropped.
archive::EditionContents Misedited(const archive::Contents& whole, crypto::Suite suite,
                                   Random& random) {
  archive::EditionContents contents = archive::Redact(suite, whole);
  auto& entries = contents.session;
  std::vector<std::size_t> ballots;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (std::holds_alternative<log::RedactedLeaf>(entries[i])) ballots.push_back(i);
  }
  const std::size_t a = ballots[Below(random, ballots.size())];
  const std::size_t b = Below(random, entries.size());
  const auto hide = [&](std::size_t index) {
    const auto command = wire::DecodeCommand(whole.session[index].command.command).value();
    entries[index] = log::Redact(suite, fold::LeafContentOf(whole.session[index], command),
                                 whole.session[index].blinds, {})
                         .value();
  };
  switch (Below(random, 6)) {
    case 0:
      entries[a] = whole.session[a];
      break;
    case 1:
      hide(b);
      break;
    case 2:
      for (std::size_t i = 0; i < 1 + Below(random, 3); ++i) {
        hide(ballots[Below(random, ballots.size())]);
      }
      break;
    case 3:
      entries[b] = archive::EditionEntry(entries[a]);
      break;
    case 4:
      std::swap(entries[a], entries[ballots[Below(random, ballots.size())]]);
      break;
    default:
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(a));
  }
  return contents;
}

void WriteEditions(Folder& folder, const SecretArchive& secret, Random& random, int flips,
                   int changes) {
  const crypto::Suite suite = secret.assembly.suite();
  const archive::Contents whole = secret.log.Contents();
  const Bytes sound = archive::WriteEdition(archive::Redact(suite, whole));
  folder.Add("edition", sound);
  for (int i = 0; i < flips; ++i) {
    folder.Add("flip-edition-" + std::to_string(i), Damaged(sound, random));
  }
  for (int i = 0; i < changes; ++i) {
    folder.Add("change-edition-" + std::to_string(i),
               archive::WriteEdition(Misedited(whole, suite, random)));
    folder.Add("bent-edition-" + std::to_string(i),
               archive::WriteEdition(archive::Redact(suite, BentInSecret(secret, random))));
  }
}

void WriteSecret(Folder& folder, crypto::Suite suite, Random& random, int flips, int changes) {
  const SecretArchive secret(suite);
  const Bytes sound = secret.log.Archive();
  folder.Add("secret", sound);
  for (int i = 0; i < changes; ++i) {
    folder.Add("flip-secret-" + std::to_string(i), Damaged(sound, random));
    folder.Add("change-secret-" + std::to_string(i), archive::Write(BentInSecret(secret, random)));
  }
  WriteEditions(folder, secret, random, flips, changes);
}

// ---- ceremonies that begin anew, and polls that outlive the rules

// Of seven members, the five after the director are scrutineers, and any three of them open.
class Anew {
 public:
  Anew(Folder& folder, crypto::Suite suite)
      : folder_(folder),
        assembly_({.members = 7, .vice_directors = 1, .suite = suite, .rules = {}, .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})),
        secret_(assembly_, log_) {
    log_.Open();
    Name({1, 2, 3, 4, 5});
  }

  void Write() {
    Ceremonies();
    const ItemId item = log_.Start(Item(session::ItemKind::kDecision));
    session::DraftPoll draft = Draft(item, session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    draft.poll = NumberedId<PollId>('p', 70);
    OthersOpen(draft);
    TwoVote(draft);
    const SessionLog unopened = log_;
    log_.OpenPoll(draft);
    for (std::size_t i = 0; i < 3; ++i) secret_.Cast(draft.poll, i, 0);
    log_.Say(assembly_.director(), session::ClosePoll{draft.poll});
    SetLeast(8);  // three stay enough
    secret_.SealAndOpen(draft.poll);
    const auto results = session::StateResults(log_.state().polls.at(draft.poll));
    log_.Say(assembly_.member(1), session::CertifyResult{draft.poll, results});
    log_.Say(assembly_.director(), session::AnnounceResult{draft.poll, results});
    log_.Conclude(item, session::Ending::kNotAdopted);
    log_.Close();
    folder_.Add("anew", log_.Archive());
    folder_.Add("edition-anew",
                archive::WriteEdition(archive::Redact(assembly_.suite(), log_.Contents())));
    log_ = unopened;
    WithoutAKey(draft);
  }

 private:
  void Name(const std::vector<std::size_t>& members) {
    session::NameScrutineers named;
    for (const std::size_t i : members) named.scrutineers.push_back(assembly_.member(i).person);
    log_.Say(assembly_.director(), named);
  }
  void SetLeast(std::uint32_t ballots) {
    session::CommitteeRules rules;
    rules.key_holding.least_ballots = ballots;
    Advance([&] { assembly_.SayConfirmed(session::SetRules{rules}); });
  }
  template <class Change>
  void Advance(const Change& change) {
    change();
    log_.Say(assembly_.secretary(), session::AdvanceRegistry{assembly_.registry().chain().head()});
  }
  // The log so far and one entry of the director's that it does not allow.
  void Forge(const std::string& name, session::Body body) {
    archive::Contents contents = log_.Contents();
    log::Entry entry = contents.session.back();
    ++entry.index;
    entry.command = Sign(assembly_.director(), log_.log(), log_.head(), std::move(body));
    contents.session.push_back(std::move(entry));
    log::MerkleTree tree(assembly_.suite());
    for (const log::Entry& each : contents.session) {
      tree.Append(
          fold::LeafOf(tree.suite(), each, wire::DecodeCommand(each.command.command).value()));
    }
    contents.signature =
        log::SignHead(assembly_.node(), log_.log(), log::HeadOf(tree)).value().signature;
    folder_.Add("forged-" + name, archive::Write(contents));
  }
  void ForgeCeremony(const std::string& name, const std::vector<std::size_t>& without,
                     std::uint32_t threshold = 3) {
    session::BeginCeremony begin = secret_.NextCeremony(without);
    begin.threshold = threshold;
    Forge(name, begin);
  }

  // The fifth never says anything, the fourth stops half-way, the others make the key.
  void Ceremonies() {
    secret_.Begin();
    ForgeCeremony("at-once", {5});
    secret_.Step({1, 2});
    ForgeCeremony("too-early", {5});
    ForgeCeremony("by-two", {3, 4, 5}, 2);
    ForgeCeremony("by-three-of-two", {3, 4, 5});
    secret_.Step({3, 4});
    ForgeCeremony("without-one-who-spoke", {4, 5});
    ForgeCeremony("lower", {5}, 2);
    secret_.Begin({5});
    secret_.Step({1, 2, 3, 4});
    secret_.Step({1, 2, 3});
    BackInTheHall();
    secret_.Begin({4, 5});
    while (secret_.Step({1, 2, 3})) continue;
    PLENARY_CHECK(log_.state().holders_key != nullptr);
    ForgeCeremony("after-the-key", {4, 5});
  }
  // On copies of the log, as what follows.
  void BackInTheHall() {
    const SessionLog before = log_;
    const Participant& fifth = assembly_.member(5);
    log_.Say(fifth, session::RecordDeparture{fifth.person});
    ForgeCeremony("three-of-four", {4}, 2);
    log_.Say(fifth, session::SignIn{});
    ForgeCeremony("back-in-the-hall", {4, 5});
    log_ = before;
  }
  void OthersOpen(const session::DraftPoll& draft) {
    const SessionLog before = log_;
    log_.Say(assembly_.director(), draft);
    Name({1, 2, 6});
    Forge("of-those-before", session::OpenPoll{draft.poll});
    log_ = before;
  }
  void WithoutAKey(const session::DraftPoll& draft) {
    log_.Say(assembly_.director(), draft);
    const KeyId key = assembly_.member(3).key.public_key().id();
    Advance([&] { assembly_.Say(assembly_.officer(), session::RevokeKey{key, "遗失"}); });
    Forge("of-a-revoked-key", session::OpenPoll{draft.poll});
  }
  void TwoVote(const session::DraftPoll& draft) {
    const SessionLog before = log_;
    log_.OpenPoll(draft);
    for (std::size_t i = 0; i < 2; ++i) secret_.Cast(draft.poll, i, 0);
    log_.Say(assembly_.director(), session::ClosePoll{draft.poll});
    SetLeast(2);
    Forge("two-ballots",
          session::SealPoll{draft.poll, *log_.state().polls.at(draft.poll).secret->expected});
    log_ = before;
  }

  Folder& folder_;
  Assembly assembly_;
  SessionLog log_;
  SecretSession secret_;
};

void WriteAll(Folder& folder, crypto::Suite suite, Random& random, int flips, int changes) {
  const Bytes small = archive::SmallArchive(suite).log.Archive();
  folder.Add("small", small);
  for (int i = 0; i < flips; ++i) {
    folder.Add("flip-" + std::to_string(i), Damaged(small, random));
  }
  Transcript transcript(suite);
  folder.Add("full", archive::Write(transcript.contents()));
  folder.Add("edition-full", archive::WriteEdition(archive::Redact(suite, transcript.contents())));
  for (int i = 0; i < changes; ++i) {
    Lines lines = transcript.lines();
    const bool in_registry = Below(random, 4) == 0;
    const std::size_t from =
        Change(transcript, in_registry ? lines.registry : lines.session, random);
    const auto contents = in_registry ? transcript.Write(lines, from, 0)
                                      : transcript.Write(lines, lines.registry.size(), from);
    folder.Add("change-" + std::to_string(i), archive::Write(contents));
  }
  WriteSecret(folder, suite, random, flips, changes);
  Anew(folder, suite).Write();
}

}  // namespace
}  // namespace plenary::testing

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fputs("usage: write_archives FOLDER SUITE SEED FLIPS CHANGES\n", stderr);
    return 2;
  }
  plenary::testing::Folder folder(argv[1]);
  plenary::testing::Random random(static_cast<std::uint32_t>(std::atoi(argv[3])));
  plenary::testing::WriteAll(folder, static_cast<plenary::crypto::Suite>(std::atoi(argv[2])),
                             random, std::atoi(argv[4]), std::atoi(argv[5]));
  return 0;
}
