// What holders send while they make a key: commitments, deals, complaints. Nobody else can make
// them, so what is accepted is the true message, as far as it is proven.
#include <cstddef>
#include <cstdint>

#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "tests/core/ballot/true_messages.h"

namespace plenary::ballot {
namespace {

bool SameUpTo(std::size_t size, ByteView a, ByteView b) {
  return a.size() == b.size() && Equal(a.first(size), b.first(size));
}

// The promise is no point: what it promises is found out with the deal.
void Commit(const Keys& keys, ByteView bytes, ByteView truth) {
  const auto checked = CheckCommitment(keys.ceremony, 1, bytes);
  PLENARY_CHECK(checked.has_value() == SameUpTo(kCommitmentSize - Digest::kSize, bytes, truth));
  PLENARY_CHECK(!CheckCommitment(keys.ceremony, 2, bytes));
  if (!checked) return;
  PLENARY_CHECK(checked->transport == keys.commitments[0].transport);
  const auto deal = DecodeDeal(keys.ceremony, keys.round, 1, *checked, keys.deal_bytes[0]);
  PLENARY_CHECK(deal.has_value() == Equal(bytes, truth));
}

// The shares are masked: whether they fit is for holders to say, and for everybody to judge.
void Shares(const Keys& keys, const Deal& deal) {
  for (std::uint32_t holder = 2; holder <= 3; ++holder) {
    const Holder& player = keys.players[holder - 1];
    const bool fits = deal.masked[holder - 1] == keys.deals[0].masked[holder - 1];
    PLENARY_CHECK(player.Accepts(keys.round, 1, deal) == fits);
    PLENARY_CHECK(Judge(keys.ceremony, keys.round, 1, holder, deal, keys.commitments[holder - 1],
                        player.Complain(keys.round, 1, deal)) ==
                  (fits ? AtFault::kComplainer : AtFault::kDealer));
  }
}

void TakeDeal(const Keys& keys, ByteView bytes, ByteView truth) {
  const Ceremony& ceremony = keys.ceremony;
  const Bytes random = Noise(6, DealEquations(ceremony) * kCoefficientSize);
  const auto deal = CheckDeal(ceremony, keys.round, 1, keys.commitments[0], bytes, random);
  const std::size_t proven = DealSize(ceremony) - 2 * crypto::kScalarSize;
  PLENARY_CHECK(deal.has_value() == SameUpTo(proven, bytes, truth));
  PLENARY_CHECK(!CheckDeal(ceremony, keys.round, 2, keys.commitments[1], bytes, random));
  if (deal) Shares(keys, *deal);
}

// Of holder 2 about a deal that was true, then about one that was not.
void Complain(const Keys& keys, ByteView bytes, ByteView truth) {
  const auto judge = [&](const Deal& deal, std::uint32_t holder) {
    return Judge(keys.ceremony, keys.round, 1, holder, deal, keys.commitments[holder - 1], bytes);
  };
  const Deal wrong = FalseDeal(keys);
  PLENARY_CHECK(judge(keys.deals[0], 2) == AtFault::kComplainer);
  PLENARY_CHECK(judge(wrong, 3) == AtFault::kComplainer);
  PLENARY_CHECK((judge(wrong, 2) == AtFault::kDealer) == Equal(bytes, truth));
}

}  // namespace
}  // namespace plenary::ballot

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plenary;
  using namespace plenary::ballot;
  if (size == 0) return 0;
  const FuzzInput input = FuzzInput::Of({data, size});
  const Keys& keys = TrueKeys(input.suite);
  const auto kind = static_cast<HolderMessage>(input.which % kHolderMessages);
  const Bytes truth = TrueMessage(keys, kind);
  const Bytes bytes = input.MessageFrom(truth);
  switch (kind) {
    case HolderMessage::kCommitment:
      Commit(keys, bytes, truth);
      break;
    case HolderMessage::kDeal:
      TakeDeal(keys, bytes, truth);
      break;
    case HolderMessage::kComplaint:
      Complain(keys, bytes, truth);
      break;
  }
  return 0;
}
