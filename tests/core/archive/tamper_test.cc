// Whatever is done to the bytes of an archive, the verifier says no.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "core/archive/verify.h"
#include "core/fold/chain.h"
#include "core/wire/command.h"
#include "tests/core/archive/small_archive.h"
#include "tests/support/check_secret.h"

namespace plenary::archive {
namespace {

constexpr std::array<Byte, 3> kFlips = {0x01, 0x80, 0xFF};
constexpr std::size_t kWorkers = 4;

// Every kWorkers-th place from `first`: those where one of `flips` flips, which differ
// from place to place, is not noticed.
std::vector<std::size_t> Unnoticed(Bytes bytes, std::size_t first, std::size_t flips) {
  std::vector<std::size_t> unnoticed;
  for (std::size_t place = first; place < bytes.size(); place += kWorkers) {
    for (std::size_t i = 0; i < flips; ++i) {
      const Byte flip = kFlips[(place / kWorkers + i) % kFlips.size()];
      bytes[place] ^= flip;
      if (Verify(bytes, kTestSecret)) unnoticed.push_back(place);
      bytes[place] ^= flip;
    }
  }
  return unnoticed;
}

std::vector<std::size_t> UnnoticedAnywhere(const Bytes& bytes, std::size_t flips) {
  std::vector<std::future<std::vector<std::size_t>>> workers;
  for (std::size_t i = 0; i < kWorkers; ++i) {
    workers.push_back(std::async(std::launch::async, Unnoticed, bytes, i, flips));
  }
  std::vector<std::size_t> all;
  for (auto& worker : workers) {
    const auto places = worker.get();
    all.insert(all.end(), places.begin(), places.end());
  }
  return all;
}

TEST(Tampering, OfAnySingleByteIsCaught) {
  const Bytes bytes = SmallArchive().log.Archive();
  ASSERT_TRUE(Verify(bytes, kTestSecret));

  EXPECT_EQ(UnnoticedAnywhere(bytes, kFlips.size()), std::vector<std::size_t>{});
}

TEST(Tampering, IsCaughtInTheNationalSuiteToo) {
  const Bytes bytes = SmallArchive(crypto::Suite::kSm2).log.Archive();
  ASSERT_TRUE(Verify(bytes, kTestSecret));

  EXPECT_EQ(UnnoticedAnywhere(bytes, 1), std::vector<std::size_t>{});
}

TEST(Tampering, ByCuttingAtAnyLengthIsCaught) {
  const Bytes bytes = SmallArchive().log.Archive();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto verified = Verify(ByteView(bytes).first(size), kTestSecret);
    ASSERT_FALSE(verified) << size;
    EXPECT_EQ(verified.error().part, Part::kFile) << size;
  }
}

TEST(Tampering, ByAppendingAnyByteIsCaught) {
  Bytes bytes = SmallArchive().log.Archive();
  bytes.push_back(0);
  for (int value = 0; value < 256; ++value) {
    bytes.back() = static_cast<Byte>(value);
    const auto verified = Verify(bytes, kTestSecret);
    ASSERT_FALSE(verified) << value;
    EXPECT_EQ(verified.error().Message(), "file: goes on after its end");
  }
}

// ---- what a node could do that signs whatever it likes

// The contents with the node's signature over the session entries as they now are.
Bytes Resigned(const SmallArchive& small, Contents contents) {
  log::MerkleTree tree(small.assembly.suite());
  for (std::uint64_t i = 0; i < contents.session.size(); ++i) {
    contents.session[i].index = i;
    const auto command = wire::DecodeCommand(contents.session[i].command.command);
    tree.Append(fold::LeafOf(small.assembly.suite(), contents.session[i], command.value()));
  }
  contents.signature =
      log::SignHead(small.assembly.node(), small.log.log(), log::HeadOf(tree)).value().signature;
  return Write(contents);
}

struct Edit {
  const char* name;
  std::function<void(Contents&)> make;
  const char* reason;  // how the rejection begins
};

class LyingNode : public ::testing::TestWithParam<Edit> {};

TEST_P(LyingNode, IsCaughtThoughItSignsTheHead) {
  const SmallArchive small;
  ASSERT_TRUE(Verify(Resigned(small, small.log.Contents()), kTestSecret));
  Contents contents = small.log.Contents();
  GetParam().make(contents);

  const auto verified = Verify(Resigned(small, std::move(contents)), kTestSecret);

  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message().substr(0, std::string(GetParam().reason).size()),
            GetParam().reason);
}

void SwapCommands(std::vector<log::Entry>& entries, std::size_t a, std::size_t b) {
  std::swap(entries[a].command, entries[b].command);
}

INSTANTIATE_TEST_SUITE_P(
    Edits, LyingNode,
    ::testing::Values(
        Edit{"CutBeforeTheClose", [](Contents& c) { c.session.pop_back(); },
             "session: is cut off before its close"},
        Edit{"NoSession", [](Contents& c) { c.session.clear(); }, "session: is empty"},
        Edit{"NoRegistry", [](Contents& c) { c.registry.clear(); }, "registry: is empty"},
        Edit{"NoFounding", [](Contents& c) { c.registry.erase(c.registry.begin()); },
             "registry entry 0: is not a founding"},
        Edit{"RegistryShorter", [](Contents& c) { c.registry.pop_back(); },
             "session entry 0: would have been refused: RegistryUnknown"},
        Edit{"RegistryLonger",
             [](Contents& c) {
               c.registry.push_back(c.registry.back());
               c.registry.back().index++;
             },
             "registry entry 6: the same command a second time"},
        Edit{"SwappedInRegistry", [](Contents& c) { SwapCommands(c.registry, 1, 2); },
             "registry entry 1: would have been refused: SeenUnknown"},
        Edit{"SwappedInSession", [](Contents& c) { SwapCommands(c.session, 1, 2); },
             "session entry 1: would have been refused"},
        Edit{"DroppedBallot", [](Contents& c) { c.session.erase(c.session.begin() + 5); },
             "session entry 5: would have been refused: SeenUnknown"},
        Edit{"RepeatedBallot",
             [](Contents& c) { c.session.insert(c.session.begin() + 6, c.session[5]); },
             "session entry 6: the same command a second time"},
        Edit{"LaterTime", [](Contents& c) { c.session[3].time.milliseconds += 1; },
             "session entry 4: would have been refused: SeenUnknown"},
        Edit{"TimeBackwards", [](Contents& c) { c.session[3].time.milliseconds = 0; },
             "session entry 3: its time is before the previous entry's"},
        Edit{"OtherBlind", [](Contents& c) { c.session[3].blinds.parts[2][0] ^= 1; },
             "session entry 4: would have been refused: SeenUnknown"},
        Edit{"CosignedCommand",
             [](Contents& c) { c.session[3].command.cosignature = c.session[3].command.signature; },
             "session entry 3: would have been refused: Malformed"},
        Edit{"OtherSignature",
             [](Contents& c) { c.session[3].command.signature = c.session[4].command.signature; },
             "session entry 3: would have been refused: BadSignature"},
        Edit{"UnknownNode", [](Contents& c) { c.node.bytes[0] ^= 1; },
             "head: signed by a node that the registry does not admit"}),
    [](const auto& row) { return row.param.name; });

TEST(Verifying, NamesWhatItFound) {
  const SmallArchive small;
  const auto verified = Verify(small.log.Archive(), kTestSecret);
  ASSERT_TRUE(verified);
  EXPECT_EQ(verified->log, small.log.log());
  EXPECT_EQ(verified->head.size, small.log.entries().size());
  EXPECT_EQ(verified->said.size(), small.log.entries().size());
  EXPECT_EQ(verified->registry_said.size(), small.assembly.registry_entries().size());
  EXPECT_EQ(verified->session.phase, session::SessionPhase::kClosed);
  EXPECT_EQ(verified->session.polls.size(), 1u);
  EXPECT_EQ(verified->session.polls.begin()->second.results.front().count.votes,
            (std::vector<std::uint32_t>{1, 0, 0}));
}

TEST(Verifying, RefusesWhatIsNoArchive) {
  const auto verified = Verify(AsBytes("PLENARY ARCHIVE 2\n"), kTestSecret);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message(), "file: not an archive of Plenary, version 1");
}

TEST(Verifying, RefusesACountThatNoFileCouldHold) {
  Bytes bytes = ToBytes(AsBytes("PLENARY ARCHIVE 1\n"));
  PutU64(bytes, ~std::uint64_t{0});
  const auto verified = Verify(bytes, kTestSecret);
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message(), "file: registry: ends before its entries");
}

TEST(Verifying, RefusesANodeThatWasRevoked) {
  SmallArchive small;
  const auto second = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  small.assembly.SayConfirmed(
      session::AdmitNode{{ToBytes(second.public_key().encoded()), Bytes{0x30, 0}}});
  small.assembly.Say(small.assembly.secretary(),
                     session::RevokeNode{small.assembly.node().public_key().id(), "lost"});
  auto log = small.assembly.Convene(2, session::SessionKind::kCouncil, {2023, 4, 1});
  log.Say(small.assembly.director(), session::SignIn{});
  log.Say(small.assembly.director(), session::OpenSession{});
  log.Close();

  const auto verified = Verify(log.Archive(), kTestSecret);

  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().Message(), "head: signed by a node that the registry does not admit");
}

}  // namespace
}  // namespace plenary::archive
