// What people type: the beginning of a ballot's code, the seed of a challenged one; and what a
// scanner reads of both.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/check.h"
#include "core/wire/ballot_codes.h"

namespace wire = plenary::wire;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = plenary::AsText({data, size});
  if (const auto seed = wire::ParseSeed(text)) {
    PLENARY_CHECK(seed->size() == wire::kBallotSeedSize);
    const auto again = wire::ParseSeed(wire::FormatSeed(seed->view()));
    PLENARY_CHECK(again && plenary::Equal(again->view(), seed->view()));
  }
  if (const auto code = wire::CodePrefix::Parse(text)) {
    plenary::Digest digest;
    digest.bytes.fill(data[0]);
    PLENARY_CHECK(wire::CodePrefix::Parse(wire::ShortCode(digest))->Begins(digest));
    static_cast<void>(code->Begins(digest));
  }
  if (const auto challenge = wire::ParseChallenge(text)) {
    const auto again =
        wire::ParseChallenge(wire::FormatChallenge(plenary::Digest{}, challenge->seed.view()));
    PLENARY_CHECK(again && plenary::Equal(again->seed.view(), challenge->seed.view()));
  }
  return 0;
}
