// Whatever is done to an edition, and whoever does it, the verifier says no.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <future>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/archive/secret_edition.h"
#include "tests/core/archive/small_archive.h"

namespace plenary::archive {
namespace {

using testing::SecretArchive;

// ---- whatever is done to its bytes

// Of the places, those where a flip that differs from place to place is not noticed.
std::vector<std::size_t> Unnoticed(Bytes bytes, const std::vector<std::size_t>& places) {
  constexpr std::array<Byte, 5> kFlips = {0x01, 0x80, 0x02, 0xFF, 0x03};
  std::vector<std::size_t> unnoticed;
  for (const std::size_t place : places) {
    const Byte flip = kFlips[place % kFlips.size()];
    bytes[place] ^= flip;
    if (VerifyEdition(bytes, kTestSecret)) unnoticed.push_back(place);
    bytes[place] ^= flip;
  }
  return unnoticed;
}

// The same, by several threads.
std::vector<std::size_t> UnnoticedIn(const Bytes& bytes, const std::vector<std::size_t>& places) {
  constexpr std::size_t kWorkers = 4;
  std::vector<std::future<std::vector<std::size_t>>> workers;
  for (std::size_t i = 0; i < kWorkers; ++i) {
    std::vector<std::size_t> own;
    for (std::size_t j = i; j < places.size(); j += kWorkers) own.push_back(places[j]);
    workers.push_back(std::async(std::launch::async, Unnoticed, bytes, std::move(own)));
  }
  std::vector<std::size_t> all;
  for (auto& worker : workers) {
    const auto unnoticed = worker.get();
    all.insert(all.end(), unnoticed.begin(), unnoticed.end());
  }
  return all;
}

// Where the entries of ballots begin and end.
std::pair<std::size_t, std::size_t> Redacted(const EditionContents& contents) {
  EditionContents before = contents;
  std::erase_if(before.session, [is_redacted = false](const EditionEntry& entry) mutable {
    is_redacted = is_redacted || std::holds_alternative<log::RedactedLeaf>(entry);
    return is_redacted;
  });
  const std::size_t begin = WriteEdition(before).size() - KeyId::kSize - crypto::kSignatureSize;
  return {begin, begin + 5 * 161 + 129};
}

// Every `inside`-th byte of those entries, and every `outside`-th elsewhere.
std::vector<std::size_t> Places(const EditionContents& contents, std::size_t inside,
                                std::size_t outside) {
  const auto [begin, end] = Redacted(contents);
  const std::size_t size = WriteEdition(contents).size();
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < size;) {
    places.push_back(place);
    place += place >= begin && place < end ? inside : outside;
    if (places.back() < begin && place > begin) place = begin;
  }
  return places;
}

// Each of the bytes makes another leaf, if it can be read at all; the next test shows that another
// leaf is refused.
TEST(EditionTampering, OfAnyByteOfWhatIsRedactedChangesItsLeaf) {
  const EditionContents contents = EditionOf(SecretOf(crypto::Suite::kP256));
  Bytes bytes = WriteEdition(contents);
  const auto leaves = [](const EditionContents& edition) {
    std::vector<std::optional<Digest>> hashes;
    for (const EditionEntry& entry : edition.session) {
      const auto* leaf = std::get_if<log::RedactedLeaf>(&entry);
      hashes.push_back(leaf ? std::optional(log::LeafHash(crypto::Suite::kP256, *leaf).value())
                            : std::nullopt);
    }
    return hashes;
  };
  const auto before = leaves(contents);
  const auto [begin, end] = Redacted(contents);
  for (std::size_t place = begin; place < end; ++place) {
    bytes[place] ^= 0x01;
    const auto read = ReadEdition(bytes);
    EXPECT_TRUE(!read || leaves(*read) != before) << place;
    bytes[place] ^= 0x01;
  }
}

TEST(EditionTampering, IsCaughtWhereverItIs) {
  const EditionContents contents = EditionOf(SecretOf(crypto::Suite::kP256));
  const Bytes bytes = WriteEdition(contents);
  ASSERT_TRUE(VerifyEdition(bytes, kTestSecret));
  EXPECT_EQ(UnnoticedIn(bytes, Places(contents, 9, 211)), std::vector<std::size_t>{});
}

TEST(EditionTampering, IsCaughtInTheNationalSuiteToo) {
  const EditionContents contents = EditionOf(SecretOf(crypto::Suite::kSm2));
  const Bytes bytes = WriteEdition(contents);
  ASSERT_TRUE(VerifyEdition(bytes, kTestSecret));
  EXPECT_EQ(UnnoticedIn(bytes, Places(contents, 43, 607)), std::vector<std::size_t>{});
}

TEST(EditionTampering, OfAnySingleByteIsCaught) {
  const SmallArchive small;
  const Bytes bytes = WriteEdition(Redact(small.assembly.suite(), small.log.Contents()));
  std::vector<std::size_t> places(bytes.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  ASSERT_TRUE(VerifyEdition(bytes, kTestSecret));
  EXPECT_EQ(UnnoticedIn(bytes, places), std::vector<std::size_t>{});
}

class DamagedEditions : public ::testing::TestWithParam<crypto::Suite> {
 protected:
  const SecretArchive& secret() const { return SecretOf(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Suites, DamagedEditions, ::testing::ValuesIn(kEditionSuites),
                         EditionSuiteName);

TEST_P(DamagedEditions, AreRefusedForAnyPartChanged) {
  EditionContents contents = EditionOf(secret());
  std::size_t changed = 0;
  const auto expect_refused = [&](Byte& byte) {
    byte ^= 0x40;
    EXPECT_FALSE(VerifyEdition(WriteEdition(contents), kTestSecret));
    byte ^= 0x40;
    ++changed;
  };
  for (EditionEntry& entry : contents.session) {
    auto* leaf = std::get_if<log::RedactedLeaf>(&entry);
    if (leaf == nullptr) continue;
    for (log::RedactedPart& part : leaf->parts) {
      if (auto* hash = std::get_if<Digest>(&part)) {
        expect_refused(hash->bytes[changed % 32]);
        continue;
      }
      expect_refused(std::get<log::ShownPart>(part).blind[changed % 32]);
      expect_refused(std::get<log::ShownPart>(part).content[changed % 32]);
    }
  }
  EXPECT_EQ(changed, 6u * 4 + 5);
}

TEST_P(DamagedEditions, CutAtAnyLengthAreRefused) {
  const Bytes bytes = WriteEdition(EditionOf(secret()));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto verified = VerifyEdition(ByteView(bytes).first(size), kTestSecret);
    ASSERT_FALSE(verified) << size;
    EXPECT_EQ(verified.error().part, Part::kFile) << size;
  }
  Bytes longer = bytes;
  longer.push_back(0);
  EXPECT_EQ(VerifyEdition(longer, kTestSecret).error().Message(), "file: goes on after its end");
}

// ---- what somebody could do who has the archive

struct Edit {
  const char* name;
  // The contents, the archive, and the index of the first ballot.
  std::function<void(EditionContents&, const Contents&, std::size_t)> make;
  std::optional<std::size_t> place;  // of the entry that is named, counted from there
  const char* reason;
};

class LyingEditor : public ::testing::TestWithParam<Edit> {};

TEST_P(LyingEditor, IsCaught) {
  const SecretArchive& secret = SecretOf(crypto::Suite::kP256);
  EditionContents contents = EditionOf(secret);
  const std::size_t first = Ballots(secret).front()->index;
  GetParam().make(contents, secret.log.Contents(), first);

  const auto verified = VerifyEdition(WriteEdition(contents), kTestSecret);

  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().reason, GetParam().reason);
  const auto& place = GetParam().place;
  EXPECT_EQ(verified.error().entry,
            place ? std::optional<std::uint64_t>(first + *place) : std::nullopt);
}

constexpr const char* kOutside = "is left out where no secret poll is open";
constexpr const char* kUnseen = "would have been refused: SeenUnknown";

INSTANTIATE_TEST_SUITE_P(
    Edits, LyingEditor,
    ::testing::Values(
        Edit{"LeavesAChallengedBallotIn",
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first] = archive.session[first];
             },
             0, "holds a secret ballot"},
        Edit{"LeavesACastBallotIn",
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first + 1] = archive.session[first + 1];
             },
             1, "holds a secret ballot"},
        Edit{"LeavesTheOpeningOut",  // so no poll is open when the first ballot comes
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first - 1] =
                   Hidden(crypto::Suite::kP256, archive.session[first - 1], false);
             },
             static_cast<std::size_t>(-1), kOutside},
        Edit{"LeavesTheCloseOfThePollOut",
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first + 6] =
                   Hidden(crypto::Suite::kP256, archive.session[first + 6], false);
             },
             7, "would have been refused: PollState"},
        Edit{"LeavesASealOut",
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first + 7] =
                   Hidden(crypto::Suite::kP256, archive.session[first + 7], false);
             },
             7, kOutside},
        Edit{"LeavesCodesOut",
             [](EditionContents& c, const Contents& archive, std::size_t first) {
               c.session[first + 1] =
                   Hidden(crypto::Suite::kP256, archive.session[first + 1], false);
               c.session[first + 2] =
                   Hidden(crypto::Suite::kP256, archive.session[first + 2], false);
             },
             std::nullopt, "has fewer codes than ballots were sealed"},
        Edit{"ShowsACodeTwice",
             [](EditionContents& c, const Contents&, std::size_t first) {
               c.session[first + 2] = c.session[first + 1];
             },
             2, "shows the code of an earlier ballot"},
        Edit{"ChangesACode",
             [](EditionContents& c, const Contents&, std::size_t first) {
               auto& leaf = std::get<log::RedactedLeaf>(c.session[first + 1]);
               std::get<log::ShownPart>(leaf.parts[2]).content[5] ^= 1;
             },
             6, kUnseen},
        Edit{"DropsABallot",
             [](EditionContents& c, const Contents&, std::size_t first) {
               c.session.erase(c.session.begin() + static_cast<std::ptrdiff_t>(first));
             },
             5, kUnseen},
        Edit{"SwapsBallots",
             [](EditionContents& c, const Contents&, std::size_t first) {
               std::swap(c.session[first + 1], c.session[first + 2]);
             },
             6, kUnseen},
        Edit{"AddsABallot",
             [](EditionContents& c, const Contents&, std::size_t first) {
               c.session.insert(c.session.begin() + static_cast<std::ptrdiff_t>(first),
                                EditionEntry(c.session[first]));
             },
             7, kUnseen},
        Edit{"LeavesNothing",
             [](EditionContents& c, const Contents&, std::size_t) { c.session.clear(); },
             std::nullopt, "is empty"},
        Edit{"NamesAnotherNode",
             [](EditionContents& c, const Contents&, std::size_t) { c.node.bytes[0] ^= 1; },
             std::nullopt, "signed by a node that the registry does not admit"},
        Edit{"ForgesTheSignature",
             [](EditionContents& c, const Contents&, std::size_t) { c.signature[9] ^= 1; },
             std::nullopt, "the node's signature does not match these entries"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace plenary::archive
