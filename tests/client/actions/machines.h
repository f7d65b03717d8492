// Members of a committee, each with a machine, whose key stores are closed and opened again.
#ifndef PLENARY_TESTS_CLIENT_ACTIONS_MACHINES_H_
#define PLENARY_TESTS_CLIENT_ACTIONS_MACHINES_H_

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "client/actions/own_ballot.h"
#include "client/actions/secret_polls.h"
#include "tests/support/assembly.h"
#include "tests/support/temporary_folder.h"

namespace plenary::actions {

using session::Body;

inline constexpr link::KeyStoreTerms kQuick{
    .suite = crypto::Suite::kP256, .iterations = 1, .durability = link::Durability::kProcess};
inline constexpr std::size_t kMembers = 5;
inline const Consent kYes = [](const PollId&) { return true; };
inline const Consent kNo = [](const PollId&) { return false; };

// Members, each with a machine; the second and third are scrutineers and hold the key.
class Machines : public ::testing::Test {
 protected:
  Machines()
      : assembly_({.members = kMembers,
                   .vice_directors = 1,
                   .suite = crypto::Suite::kP256,
                   .rules = {},
                   .name = "c"}),
        log_(assembly_.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28})) {
    for (std::size_t i = 0; i < kMembers; ++i) {
      stores_[i] = link::KeyStore::Create(Folder(i), std::nullopt, kQuick).value();
    }
    log_.Open();
    Begin(1);
    item_ = log_.Start(testing::Item(session::ItemKind::kDecision));
  }

  std::filesystem::path Folder(std::size_t member) const {
    return folder_.path() / std::to_string(member);
  }
  void Restart(std::size_t member) {
    stores_[member].reset();
    stores_[member] =
        link::KeyStore::Open(Folder(member), std::nullopt, link::Durability::kProcess).value();
  }
  link::KeyStore& store(std::size_t member) { return *stores_.at(member); }
  PersonId person(std::size_t member) const { return assembly_.member(member).person; }
  const session::Session& state() const { return log_.state(); }

  void Begin(std::uint32_t number) {
    log_.Say(assembly_.director(),
             MakeCeremony(state(), testing::NumberedId<CeremonyId>('k', number), false).value());
  }
  Result<std::optional<Body>> Next(std::size_t member, const Consent& consent = kYes) {
    return NextAsHolder(store(member), state(), person(member), consent);
  }
  // One step of a machine that is started anew for it; whether it said anything.
  bool Step(std::size_t member) {
    Restart(member);
    const auto first = Next(member);
    Restart(member);  // killed before it was sent: it says the same again
    auto again = Next(member);
    EXPECT_TRUE(first && again);
    if (!*again) return false;
    EXPECT_EQ(session::KindOf(**first), session::KindOf(**again));
    log_.Say(assembly_.member(member), **std::move(again));
    return true;
  }
  // Both holders' machines take turns until neither has anything to say.
  void RunHolders() {
    for (bool said = true; said;) {
      const bool first = Step(1);
      said = Step(2) || first;
    }
  }
  void MakeKey() {
    RunHolders();
    ASSERT_NE(state().holders_key, nullptr);
  }
  PollId OpenPoll() {
    session::DraftPoll draft = testing::Draft(item_, session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    return log_.OpenPoll(draft);
  }
  // Made on the member's machine and in hand there.
  MadeBallot Make(const PollId& poll, std::size_t member, std::uint32_t option) {
    auto booth = Booth::Open(store(member), state(), poll, person(member)).value();
    const std::vector<rules::Choice> choices = {{{option}}};
    return booth->Make(choices).value();
  }
  // In the log; the machine does not learn it.
  void Send(const PollId& poll, std::size_t member, const MadeBallot& ballot) {
    log_.Say(assembly_.member(member), CastOf(state(), poll, person(member), ballot));
    Remember();
  }
  void Cast(const PollId& poll, std::size_t member, std::uint32_t option) {
    Send(poll, member, Make(poll, member, option));
    EXPECT_TRUE(CatchUpReceipt(store(member), state(), poll, person(member), Roots()).value());
  }
  OwnBallot Own(std::size_t member, const PollId& poll) {
    return FindOwnBallot(store(member), state(), poll, person(member), Roots()).value();
  }
  // What a copy of this log tells of the places that matter.
  RootAt Roots() const {
    return [this](std::uint64_t size) -> std::optional<Digest> {
      const auto found = roots_.find(size);
      return found == roots_.end() ? std::nullopt : std::optional(found->second);
    };
  }
  void Remember() { roots_[log_.head().size] = log_.head().root; }
  PollId VotedPoll() {
    MakeKey();
    const PollId poll = OpenPoll();
    for (std::size_t i = 0; i < 4; ++i) Cast(poll, i, i == 3 ? 1 : 0);
    return poll;
  }
  void Close(const PollId& poll) {
    log_.Say(assembly_.director(), session::ClosePoll{poll});
    Remember();
  }
  void Seal(const PollId& poll) {
    Close(poll);
    for (const std::size_t sealer : {std::size_t{0}, std::size_t{1}}) {
      auto seal = NextAsSealer(store(sealer), state(), poll, person(sealer)).value();
      log_.Say(assembly_.member(sealer), *std::move(seal));
    }
  }

  testing::TemporaryFolder folder_;
  testing::Assembly assembly_;
  testing::SessionLog log_;
  std::map<std::size_t, std::unique_ptr<link::KeyStore>> stores_;
  ItemId item_;
  std::map<std::uint64_t, Digest> roots_;
};

}  // namespace plenary::actions

#endif  // PLENARY_TESTS_CLIENT_ACTIONS_MACHINES_H_
