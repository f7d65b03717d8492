// Real secret ballots at light depth: each person gets their own, whole, and no others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/link/log_copy.h"
#include "core/wire/command.h"
#include "core/wire/entry.h"
#include "server/host/stored_head.h"
#include "tests/server/host/hall.h"
#include "tests/server/storage/memory_store.h"
#include "tests/support/secret_session.h"

namespace plenary::host {
namespace {

using plenary::testing::SecretArchive;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A host that starts with the session in its store.
class LightHost : public ::testing::Test {
 protected:
  LightHost() {
    Keep({session_.assembly.id(), {}}, session_.assembly.registry_entries(),
         session_.assembly.registry().chain().head());
    Keep(log(), session_.log.entries(), session_.log.head());
    const auto node = session_.assembly.node().ToPlainPkcs8().value();
    auto opened =
        Host::Open({store_, store_, store_},
                   crypto::PrivateKey::FromPlainPkcs8(crypto::Suite::kP256, node.view()).value(),
                   world_.environment());
    EXPECT_TRUE(opened) << opened.error().message;
    host_ = *std::move(opened);
  }

  const LogId& log() const { return session_.log.log(); }
  const PersonId& Member(std::size_t i) const { return session_.assembly.member(i).person; }
  void Keep(const LogId& log, const std::vector<log::Entry>& entries, const log::Head& head) {
    storage::MemoryStore::Log kept;
    for (const log::Entry& entry : entries) kept.entries.push_back(wire::EncodeEntry(entry));
    kept.head = EncodeStoredHead(log::SignHead(session_.assembly.node(), log, head).value());
    store_.Replace(log, std::move(kept));
  }
  std::shared_ptr<const Batch> Read(const PersonId& person, std::uint64_t from = 0,
                                    BatchLimit limit = {}) const {
    return host_->ReadLight(log(), from, person, limit).value();
  }
  static std::vector<log::Entry> EntriesOf(const Batch& batch) {
    std::vector<log::Entry> entries;
    for (const SharedBytes& bytes : batch.entries()) {
      entries.push_back(wire::DecodeEntry(*bytes).value());
    }
    return entries;
  }
  // Whose ballots came whole.
  std::vector<KeyId> Voters(const Batch& batch) const {
    std::vector<KeyId> voters;
    for (const log::Entry& entry : EntriesOf(batch)) {
      const auto command = wire::DecodeCommand(entry.command.command).value();
      if (std::holds_alternative<session::CastSecretBallot>(command.body)) {
        voters.push_back(command.signer);
      }
    }
    return voters;
  }
  KeyId KeyOf(std::size_t i) const { return session_.assembly.member(i).key.public_key().id(); }

  SecretArchive session_;
  storage::MemoryStore store_;
  TestWorld world_;
  std::unique_ptr<Host> host_;
};

TEST_F(LightHost, GivesEverybodyTheirOwnBallots) {
  EXPECT_THAT(Voters(*Read(Member(0))), ElementsAre(KeyOf(0)));
  EXPECT_THAT(Voters(*Read(Member(1))), ElementsAre(KeyOf(1), KeyOf(1)));
  EXPECT_THAT(Voters(*Read(Member(4))), IsEmpty()) << "who did not vote";
  EXPECT_THAT(Read(Member(4))->runs(), SizeIs(1));
  EXPECT_THAT(Voters(*Read(session_.assembly.secretary().person)), IsEmpty());
}

TEST_F(LightHost, IsFollowedToTheResult) {
  for (const std::size_t member : {0u, 1u, 4u}) {
    for (const std::size_t at_once : {1u, 3u, 4096u}) {
      link::ReplicaHub hub(session_.assembly.id(), crypto::Suite::kP256);
      link::LogCopy registry(hub, {session_.assembly.id(), {}});
      ASSERT_FALSE(registry.TakeBatch(session_.assembly.registry_entries(), std::nullopt));
      link::LogCopy copy(hub, log(), link::Depth::kLight);
      while (copy.next() < session_.log.entries().size()) {
        const auto batch = Read(Member(member), copy.next(), {.entries = at_once});
        const auto finding = copy.TakeBatch(EntriesOf(*batch), batch->head(), batch->runs());
        ASSERT_FALSE(finding) << finding->sentence;
      }
      EXPECT_EQ(copy.head(), session_.log.head());
      EXPECT_EQ(copy.verified_size(), session_.log.head().size);
      const auto state = hub.Session(log().session);
      EXPECT_FALSE(state->polls.at(session_.poll).secret->whole);
      EXPECT_EQ(session::StateResults(state->polls.at(session_.poll)),
                session::StateResults(session_.log.state().polls.at(session_.poll)));
    }
  }
}

}  // namespace
}  // namespace plenary::host
