// What a holder says of the sums that are opened. Nobody else can say it: what is accepted is
// the true answer itself.
#include <cstddef>
#include <cstdint>

#include "core/ballot/equations.h"
#include "core/base/check.h"
#include "tests/core/ballot/true_messages.h"

namespace plenary::ballot {
namespace {

Bytes Encode(const crypto::Group& group, const Answer& answer) {
  Bytes out = ToBytes(group.Encode(answer.commitment));
  for (const crypto::Point& point : answer.factors) group.Put(out, point);
  for (const crypto::Point& point : answer.commitments) group.Put(out, point);
  group.Put(out, answer.response);
  return out;
}

void Check(const Keys& keys, const TrueAnswer& known, const Answer& answer, bool is_true) {
  const auto& share_keys = keys.result.share_keys;
  const Bytes random = Noise(7, AnswerEquations(known.aggregates.size()) * kCoefficientSize);
  for (std::uint32_t holder = 1; holder <= 3; ++holder) {
    const bool want = is_true && holder == 1;
    const auto alone = CheckAnswer(*known.poll, known.sealed, known.aggregates, holder,
                                   share_keys[holder - 1], answer, random);
    PLENARY_CHECK(alone.has_value() == want);
    const std::vector<HoldersAnswer> among = {{holder, &answer}};
    PLENARY_CHECK(
        FalseAnswers(*known.poll, known.sealed, known.aggregates, share_keys, among, random)
            .empty() == want);
  }
}

}  // namespace
}  // namespace plenary::ballot

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plenary;
  using namespace plenary::ballot;
  if (size == 0) return 0;
  const FuzzInput input = FuzzInput::Of({data, size});
  const TrueAnswer& known = TrueAnswerOf(input.suite);
  const Bytes bytes = input.MessageFrom(known.bytes);
  const crypto::Group& group = known.poll->group();
  const auto answer = DecodeAnswer(group, known.aggregates.size(), bytes);
  const bool is_true = Equal(bytes, known.bytes);
  PLENARY_CHECK(answer.has_value() || !is_true);
  if (answer) {
    PLENARY_CHECK(Equal(Encode(group, *answer), bytes));
    Check(TrueKeys(input.suite), known, *answer, is_true);
  }
  return 0;
}
