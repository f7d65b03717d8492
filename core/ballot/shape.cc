#include "core/ballot/shape.h"

#include <algorithm>

namespace plenary::ballot {
namespace {

constexpr std::uint64_t kMostTotals = std::uint64_t{1} << 36;
constexpr std::size_t kCiphertextSize = 2 * crypto::kPointSize;

std::uint32_t OptionsOf(const rules::ContestTerms& terms) {
  const auto on_paper =
      std::ranges::count(terms.options, rules::OptionKind::kWriteIn, &rules::Option::kind);
  return static_cast<std::uint32_t>(terms.options.size() - static_cast<std::size_t>(on_paper));
}

std::size_t ProofSize(std::size_t values) {
  return values * (kCiphertextSize + 2 * crypto::kScalarSize) - crypto::kScalarSize;
}

std::size_t ContestSize(const ContestShape& contest) {
  const std::size_t places = PlaceCount(contest);
  if (contest.form == Form::kPacked) {
    return kCiphertextSize + ProofSize(contest.options + (contest.blank ? 1 : 0));
  }
  return places * (kCiphertextSize + ProofSize(2)) + ProofSize(contest.most);
}

}  // namespace

bool IsPacked(std::uint32_t roll, std::size_t contests, std::size_t values) {
  if (values > kMaxPackedValues || contests > (std::size_t{1} << 17)) return false;
  const std::uint64_t limit = kMostTotals / (4 * std::uint64_t{contests} * contests);
  std::uint64_t totals = 1;  // binomial(roll + i, i), exact at every step
  for (std::uint64_t i = 1; i < values; ++i) {
    if (totals > limit * i / (roll + i)) return false;
    totals = totals * (roll + i) / i;
  }
  return totals <= limit;
}

Result<PollShape> ShapeOf(std::span<const rules::ContestTerms> contests, std::uint32_t roll) {
  if (roll == 0 || roll > kMaxRoll || contests.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "a secret poll needs a contest and a roll of at most a million");
  }
  PollShape shape{roll, {}};
  for (const rules::ContestTerms& terms : contests) {
    PLENARY_TRY(rules::Validate(terms));
    const std::uint32_t options = OptionsOf(terms);
    const std::uint32_t most = std::min(terms.max_choices, options);
    if (options == 0) return Fail(ErrorCode::kInvalidArgument, "a contest has nothing to choose");
    const bool blank = terms.min_choices == 0;
    const bool packed = most == 1 && IsPacked(roll, contests.size(), options + (blank ? 1 : 0));
    shape.contests.push_back({packed ? Form::kPacked : Form::kSeparate, options, most, blank});
  }
  if (BallotSize(shape) > kMaxBallotSize) {
    return Fail(ErrorCode::kInvalidArgument,
                "the poll has too many options for secret ballots: divide it, or vote on paper");
  }
  return shape;
}

Bytes EncodeShapes(const PollShape& shape) {
  Bytes out;
  for (const ContestShape& contest : shape.contests) {
    PutU8(out, static_cast<std::uint8_t>(contest.form));
    PutU32(out, contest.options);
    PutU32(out, contest.most);
    PutU8(out, contest.blank ? 1 : 0);
  }
  return out;
}

std::size_t PlaceCount(const ContestShape& contest) {
  return contest.form == Form::kPacked ? 1 : contest.options + (contest.blank ? 1u : 0u);
}

std::size_t BallotSize(const PollShape& shape) {
  std::size_t size = 0;
  for (const ContestShape& contest : shape.contests) size += ContestSize(contest);
  return size;
}

std::vector<Slot> SlotsOf(const crypto::Group& group, const ContestShape& contest,
                          std::uint32_t roll) {
  if (contest.form == Form::kPacked) {
    Slot slot;
    const crypto::Scalar base = group.Integer(std::uint64_t{roll} + 1);
    crypto::Scalar value = group.Integer(1);
    for (std::uint32_t option = 0; option < contest.options; ++option) {
      slot.values.push_back(value);
      value = group.Multiply(value, base);
    }
    if (contest.blank) slot.values.push_back({});
    return {slot};
  }
  std::vector<Slot> slots(PlaceCount(contest), Slot{{group.Integer(0), group.Integer(1)}});
  Slot sum;
  for (std::uint32_t marks = 1; marks <= contest.most; ++marks) {
    sum.values.push_back(group.Integer(marks));
  }
  slots.push_back(std::move(sum));
  return slots;
}

std::uint32_t WeightOf(const ContestShape& contest, std::size_t place) {
  return place < contest.options ? 1 : contest.most;
}

Result<std::vector<std::uint32_t>> PositionsOf(const ContestShape& contest,
                                               const rules::Choice& choice) {
  const auto& marked = choice.options;
  const bool blank = marked.empty();
  const bool ascending = std::ranges::is_sorted(marked, std::ranges::less_equal{});
  if ((blank && !contest.blank) || marked.size() > contest.most || !ascending ||
      (!blank && marked.back() >= contest.options)) {
    return Fail(ErrorCode::kInvalidArgument, "the contest does not allow this choice");
  }
  if (contest.form == Form::kPacked) return {{blank ? contest.options : marked.front()}};
  std::vector<std::uint32_t> positions(PlaceCount(contest) + 1, 0);
  for (const std::uint32_t option : marked) positions[option] = 1;
  if (blank) positions[contest.options] = 1;
  positions.back() = (blank ? contest.most : static_cast<std::uint32_t>(marked.size())) - 1;
  return positions;
}

}  // namespace plenary::ballot
