#include "core/ballot/totals.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace plenary::ballot {
namespace {

using crypto::Point;
using crypto::Scalar;

// Points that stand for counts: point i is a start plus counts[i][d] times step d, summed over
// the dimensions d; left[i] ballots are not yet spent.
struct Frontier {
  std::size_t dimensions;
  std::vector<Point> points;
  std::vector<std::uint32_t> counts;  // `dimensions` for each point
  std::vector<std::uint32_t> left;

  std::uint32_t& Count(std::size_t i, std::size_t dimension) {
    return counts[i * dimensions + dimension];
  }
  void Copy(const Frontier& from, std::size_t i) {
    points.push_back(from.points[i]);
    left.push_back(from.left[i]);
    const auto first = from.counts.begin() + static_cast<std::ptrdiff_t>(i * dimensions);
    counts.insert(counts.end(), first, first + static_cast<std::ptrdiff_t>(dimensions));
  }
  void Append(const Frontier& other) {
    points.insert(points.end(), other.points.begin(), other.points.end());
    left.insert(left.end(), other.left.begin(), other.left.end());
    counts.insert(counts.end(), other.counts.begin(), other.counts.end());
  }
};

// Every point again with `by` more in one dimension, where that many are left and the count
// stays below `limit`.
Frontier Shifted(const crypto::Group& group, const Frontier& from, std::size_t dimension,
                 std::uint32_t by, std::uint32_t limit, const Point& step) {
  Frontier out{from.dimensions, {}, {}, {}};
  for (std::size_t i = 0; i < from.points.size(); ++i) {
    const std::uint32_t count = from.counts[i * from.dimensions + dimension];
    if (from.left[i] >= by && count + by < limit) out.Copy(from, i);
  }
  group.AddToAll(out.points, step);
  for (std::size_t i = 0; i < out.points.size(); ++i) {
    out.left[i] -= by;
    out.Count(i, dimension) += by;
  }
  return out;
}

// Every point with every count below `limit` in one dimension: twice as many each time.
void Expand(const crypto::Group& group, Frontier& frontier, std::size_t dimension,
            std::uint32_t limit, Point step) {
  for (std::uint32_t by = 1; by < limit; by *= 2) {
    const Frontier more = Shifted(group, frontier, dimension, by, limit, step);
    if (more.points.empty()) return;
    frontier.Append(more);
    group.AddToAll(std::span(&step, 1), step);
  }
}

double Binomial(double n, std::size_t k) {
  double value = 1;
  for (std::size_t i = 1; i <= k; ++i)
    value *= (n - static_cast<double>(k - i)) / static_cast<double>(i);
  return value;
}

// Baby steps take the dimensions below `split` whole, and dimension `split` below `chunk`.
struct Plan {
  std::size_t split = 0;
  std::uint32_t chunk = 1;
};

Plan PlanFor(std::size_t dimensions, std::uint32_t ballots) {
  Plan best;
  double least = -1;
  for (std::size_t split = 0; split < dimensions; ++split) {
    const double babies = Binomial(ballots + static_cast<double>(split), split);
    const std::size_t others = dimensions - split - 1;
    const double giants = Binomial(ballots + static_cast<double>(others) + 1, others + 1);
    const double chunk = std::clamp(std::sqrt(giants / babies), 1.0, ballots + 1.0);
    const double cost = babies * chunk + giants / chunk;
    if (least < 0 || cost < least) {
      least = cost;
      best = {split, static_cast<std::uint32_t>(chunk)};
    }
  }
  return best;
}

class Search {
 public:
  Search(const crypto::Group& group, const Slot& slot, std::uint32_t ballots)
      : group_(group), slot_(slot), ballots_(ballots), dimensions_(slot.values.size() - 1) {
    for (std::size_t i = 1; i < slot.values.size(); ++i) {
      steps_.push_back(Times(group.Subtract(slot.values[i], slot.values[0])));
    }
    plan_ = PlanFor(dimensions_, ballots);
  }

  std::optional<ValueCounts> Find(const Point& total) {
    babies_ = Start({});
    for (std::size_t i = 0; i <= plan_.split; ++i) {
      Expand(group_, babies_, i, i < plan_.split ? ballots_ + 1 : plan_.chunk, steps_[i]);
    }
    for (std::size_t i = 0; i < babies_.points.size(); ++i) {
      index_.emplace(babies_.points[i].x[0], i);
    }
    const Scalar least = group_.Multiply(group_.Integer(ballots_), slot_.values[0]);
    Frontier giants = Start(group_.Add(total, group_.Negate(Times(least))));
    for (std::size_t i = plan_.split + 1; i < dimensions_; ++i) {
      Expand(group_, giants, i, ballots_ + 1, group_.Negate(steps_[i]));
    }
    const Point stride = group_.Negate(
        Times(group_.Multiply(group_.Integer(plan_.chunk),
                              group_.Subtract(slot_.values[plan_.split + 1], slot_.values[0]))));
    while (!giants.points.empty()) {
      if (auto found = Match(giants, total)) return found;
      giants = Shifted(group_, giants, plan_.split, plan_.chunk, ballots_ + 1, stride);
    }
    return std::nullopt;
  }

 private:
  Point Times(const Scalar& scalar) const {
    const crypto::Term term = {scalar, group_.Generator()};
    return group_.SumOfProducts(std::span(&term, 1));
  }
  Frontier Start(const Point& point) const {
    return {dimensions_, {point}, std::vector<std::uint32_t>(dimensions_), {ballots_}};
  }

  std::optional<ValueCounts> Match(Frontier& giants, const Point& total) {
    for (std::size_t i = 0; i < giants.points.size(); ++i) {
      const auto [first, last] = index_.equal_range(giants.points[i].x[0]);
      for (auto it = first; it != last; ++it) {
        if (babies_.points[it->second] != giants.points[i]) continue;
        ValueCounts counts(1, ballots_);
        for (std::size_t d = 0; d < dimensions_; ++d) {
          counts.push_back(giants.Count(i, d) + babies_.Count(it->second, d));
          counts[0] -= counts.back();
        }
        if (CountsMatch(group_, slot_, ballots_, total, counts)) return counts;
      }
    }
    return std::nullopt;
  }

  const crypto::Group& group_;
  const Slot& slot_;
  std::uint32_t ballots_;
  std::size_t dimensions_;
  std::vector<Point> steps_;
  Plan plan_;
  Frontier babies_{0, {}, {}, {}};
  std::unordered_multimap<std::uint64_t, std::size_t> index_;
};

}  // namespace

bool CountsMatch(const crypto::Group& group, const Slot& slot, std::uint32_t ballots,
                 const Point& total, const ValueCounts& counts) {
  if (counts.size() != slot.values.size()) return false;
  std::uint64_t sum = 0;
  Scalar value;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    sum += counts[i];
    value = group.Add(value, group.Multiply(group.Integer(counts[i]), slot.values[i]));
  }
  const crypto::Term term = {value, group.Generator()};
  return sum == ballots && group.SumOfProducts(std::span(&term, 1)) == total;
}

std::optional<ValueCounts> FindCounts(const crypto::Group& group, const Slot& slot,
                                      std::uint32_t ballots, const Point& total) {
  if (slot.values.size() == 1) {
    ValueCounts only = {ballots};
    if (CountsMatch(group, slot, ballots, total, only)) return only;
    return std::nullopt;
  }
  return Search(group, slot, ballots).Find(total);
}

std::optional<std::vector<ContestTotal>> FindTotals(const Poll& poll, std::uint32_t ballots,
                                                    std::span<const Point> opened) {
  if (ballots > poll.shape().roll) return std::nullopt;
  std::vector<ContestTotal> totals;
  for (std::size_t contest = 0; contest < poll.slots().size(); ++contest) {
    const ContestShape& shape = poll.shape().contests[contest];
    std::vector<std::uint32_t> votes;
    for (std::size_t place = 0; place < PlaceCount(shape); ++place) {
      const auto counts =
          FindCounts(poll.group(), poll.slots()[contest][place], ballots, opened.front());
      if (!counts) return std::nullopt;
      opened = opened.subspan(1);
      if (shape.form == Form::kPacked) {
        votes = *counts;
      } else {
        votes.push_back((*counts)[1]);
      }
    }
    ContestTotal total;
    if (shape.blank) {
      total.blank = votes.back();
      votes.pop_back();
    }
    total.votes = std::move(votes);
    totals.push_back(std::move(total));
  }
  return totals;
}

bool TotalsMatch(const Poll& poll, std::uint32_t ballots, std::span<const Point> opened,
                 std::span<const ContestTotal> totals) {
  if (ballots > poll.shape().roll || totals.size() != poll.slots().size()) return false;
  for (std::size_t contest = 0; contest < totals.size(); ++contest) {
    const ContestShape& shape = poll.shape().contests[contest];
    ValueCounts votes = totals[contest].votes;
    if (votes.size() != shape.options || (!shape.blank && totals[contest].blank != 0)) return false;
    if (shape.blank) votes.push_back(totals[contest].blank);
    for (std::size_t place = 0; place < PlaceCount(shape); ++place) {
      const bool packed = shape.form == Form::kPacked;
      if (!packed && votes[place] > ballots) return false;
      const ValueCounts counts = packed ? votes : ValueCounts{ballots - votes[place], votes[place]};
      if (!CountsMatch(poll.group(), poll.slots()[contest][place], ballots, opened.front(),
                       counts)) {
        return false;
      }
      opened = opened.subspan(1);
    }
  }
  return true;
}

}  // namespace plenary::ballot
