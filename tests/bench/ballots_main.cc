// plenary_bench_ballots: the mathematics of secret ballots on one core, as multiples of one
// verification of a signature in the same run.
#include <cstring>
#include <string>
#include <vector>

#include "core/ballot/equations.h"
#include "core/ballot/holder.h"
#include "core/ballot/maker.h"
#include "core/ballot/totals.h"
#include "core/base/check.h"
#include "core/crypto/keys.h"
#include "core/crypto/random.h"
#include "tests/bench/figures.h"

namespace plenary::bench {
namespace {

using ballot::Poll;

struct Sizes {
  std::size_t committee = 35;
  std::size_t large = 175;
  std::uint32_t hall = 3000;
  std::size_t repetitions = 5;
};
constexpr Sizes kSmall{3, 4, 20, 1};

template <class Work>
double TimeAlone(std::size_t repetitions, Work work) {
  return TimeOf<ThreadClock>(repetitions, work);
}

Bytes Random(std::size_t size) {
  Bytes bytes(size);
  PLENARY_CHECK(crypto::RandomBytes(bytes).has_value());
  return bytes;
}

// A ballot of one voter, and the signature that would come with it.
struct Envelope {
  PersonId voter;
  Bytes bytes;
  Bytes signature;
};

class Desk {
 public:
  explicit Desk(crypto::Suite suite)
      : suite_(suite), key_(crypto::PrivateKey::Generate(suite).value()) {}

  crypto::Suite suite() const { return suite_; }

  Poll PollOf(std::span<const rules::ContestTerms> contests, std::uint32_t roll) const {
    const crypto::Group group(suite_);
    const auto secret = group.HashToSecret("bench", {Random(32)});
    return {suite_,
            {{}, {}, {}, 1, {}, {}, group.MultiplyGenerator(secret)},
            ballot::ShapeOf(contests, roll).value()};
  }

  std::vector<Envelope> Cast(const Poll& poll, std::size_t count) const {
    std::vector<Envelope> cast;
    for (std::size_t i = 0; i < count; ++i) {
      const PersonId voter = crypto::RandomId<PersonId>().value();
      ballot::BallotMaker maker(poll, voter, crypto::SecretBytes::CopyOf(Random(32)));
      const auto option = static_cast<std::uint32_t>(i % 3);
      const std::vector<rules::Choice> choices(poll.slots().size(), rules::Choice{{option}});
      Bytes bytes = maker.Make(choices).value();
      Bytes signature = key_.Sign(crypto::Purpose::kCommand, bytes).value();
      cast.push_back({voter, std::move(bytes), std::move(signature)});
    }
    return cast;
  }

  // Everything that whoever receives these ballots does with them.
  void Check(const Poll& poll, std::span<const Envelope> cast) const {
    std::vector<ballot::Received> received;
    for (const Envelope& envelope : cast) {
      PLENARY_CHECK(key_.public_key()
                        .Verify(crypto::Purpose::kCommand, envelope.bytes, envelope.signature)
                        .has_value());
      received.push_back({envelope.voter, envelope.bytes});
    }
    const Bytes random = Random(ballot::RandomSize(poll, received.size()));
    for (const auto& ballot : ballot::CheckBallots(poll, received, random)) {
      PLENARY_CHECK(ballot.has_value());
    }
  }

  // Asked anew beside each figure: machines change their pace.
  double VerifyOnce(std::size_t repetitions) const {
    const Bytes message(250, Byte{7});
    const Bytes signature = key_.Sign(crypto::Purpose::kCommand, message).value();
    return TimeAlone(200 * repetitions, [&] {
      PLENARY_CHECK(
          key_.public_key().Verify(crypto::Purpose::kCommand, message, signature).has_value());
    });
  }

 private:
  crypto::Suite suite_;
  crypto::PrivateKey key_;
};

std::string Of(double value, double reference) {
  return Ratio(value, reference, "a signature's verification");
}

void MeasureChecks(const Desk& desk, const Sizes& sizes) {
  const bool p256 = desk.suite() == crypto::Suite::kP256;
  const std::vector three = {rules::MajorityContest()};
  const std::vector grades(21, rules::EvaluationContest());
  const Poll poll = desk.PollOf(three, 3000);
  const auto cast = desk.Cast(poll, sizes.large);
  for (const std::size_t count : {sizes.large, sizes.committee}) {
    const auto batch = std::span(cast).first(std::min(count, cast.size()));
    const double each = TimeAlone(sizes.repetitions, [&] { desk.Check(poll, batch); }) /
                        static_cast<double>(batch.size());
    const double verify = desk.VerifyOnce(sizes.repetitions);
    const bool large = count == sizes.large;
    Line("a ballot of 3 options checked, " + std::to_string(batch.size()) + " at once",
         Number(1000 * each, "us"), Of(each, verify),
         p256    ? AtMost(large ? 3 : 4, each / verify)
         : large ? AtMost(1.7, each / verify)
                 : std::string());
  }
  Line("its size", Number(static_cast<double>(cast[0].bytes.size()), "bytes"));
  const Poll evaluation = desk.PollOf(grades, 35);
  const auto evaluations = desk.Cast(evaluation, sizes.committee);
  const double each = TimeAlone(sizes.repetitions, [&] { desk.Check(evaluation, evaluations); }) /
                      static_cast<double>(evaluations.size());
  const double verify = desk.VerifyOnce(sizes.repetitions);
  Line("an evaluation, 21 times 4, checked, " + std::to_string(evaluations.size()) + " at once",
       Number(1000 * each, "us"), Of(each, verify), p256 ? AtMost(45, each / verify) : "");
}

void MeasureMaking(const Desk& desk, const Sizes& sizes) {
  const bool p256 = desk.suite() == crypto::Suite::kP256;
  const std::vector grades(21, rules::EvaluationContest());
  const Poll poll = desk.PollOf(grades, 35);
  const double made = TimeAlone(sizes.repetitions, [&] { (void)desk.Cast(poll, 1); });
  const double verify = desk.VerifyOnce(sizes.repetitions);
  Line("an evaluation, 21 times 4, made", Number(made, "ms"), Of(made, verify),
       p256 ? AtMost(200, made / verify) : "");
  std::vector<double> clicks;
  for (std::size_t i = 0; i < sizes.repetitions; ++i) {
    ballot::BallotMaker maker(poll, {}, crypto::SecretBytes::CopyOf(Random(32)));
    for (std::size_t contest = 0; contest < grades.size(); ++contest) maker.Prepare(contest);
    const std::vector<rules::Choice> choices(grades.size(), rules::Choice{{1}});
    clicks.push_back(TimeAlone(1, [&] { PLENARY_CHECK(maker.Make(choices).has_value()); }));
  }
  const double click = Quantile(clicks, 50);
  Line("the same at the click, prepared before", Number(click, "ms"), Of(click, verify));
}

void MeasureTotals(const Desk& desk, const Sizes& sizes) {
  const crypto::Group group(desk.suite());
  const auto slot =
      ballot::SlotsOf(group, {ballot::Form::kPacked, 4, 1, false}, sizes.hall).front();
  crypto::Scalar value;
  const ballot::ValueCounts counts = {1, 2, 1, sizes.hall - 4};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    value = group.Add(value, group.Multiply(group.Integer(counts[i]), slot.values[i]));
  }
  const auto total = group.MultiplyGenerator(group.Conceal(value));
  const double time = TimeAlone(
      1, [&] { PLENARY_CHECK(ballot::FindCounts(group, slot, sizes.hall, total) == counts); });
  Line("the total of " + std::to_string(sizes.hall) + " ballots of 4 options found",
       Number(time, "ms"));
}

// What one of the holders does in a ceremony of all: both messages, and every deal checked.
void MeasureCeremony(const Desk& desk, const Sizes& sizes) {
  const auto n = static_cast<std::uint32_t>(sizes.committee);
  ballot::CeremonyTerms terms{{}, {}, {}, n / 2 + 1, {}};
  for (std::uint32_t i = 0; i < n; ++i) {
    terms.holders.push_back(crypto::RandomId<PersonId>().value());
  }
  const auto ceremony = ballot::Ceremony::Create(desk.suite(), terms).value();
  std::vector<ballot::Holder> players;
  std::vector<Bytes> messages;
  for (std::uint32_t i = 1; i <= n; ++i) {
    players.emplace_back(ceremony, i, crypto::SecretBytes::CopyOf(Random(32)));
    messages.push_back(players.back().Commit());
  }
  const Digest round = ballot::RoundOf(ceremony, messages);
  std::vector<ballot::Commitment> commitments;
  for (std::uint32_t i = 1; i <= n; ++i) {
    commitments.push_back(ballot::CheckCommitment(ceremony, i, messages[i - 1]).value());
  }
  std::vector<Bytes> bytes;
  for (const ballot::Holder& player : players) bytes.push_back(player.MakeDeal(round, commitments));
  const double time = TimeAlone(1, [&] {
    (void)players[0].Commit();
    (void)players[0].MakeDeal(round, commitments);
    std::vector<ballot::Deal> deals;
    for (std::uint32_t i = 1; i <= n; ++i) {
      PLENARY_CHECK(ballot::CheckCommitment(ceremony, i, messages[i - 1]).has_value());
      deals.push_back(
          ballot::DecodeDeal(ceremony, round, i, commitments[i - 1], bytes[i - 1]).value());
    }
    const std::size_t size = n * ballot::DealEquations(ceremony) * ballot::kCoefficientSize;
    PLENARY_CHECK(ballot::FalseDeals(ceremony, deals, Random(size)).empty());
    const auto result = ballot::ResultOf(ceremony, round, deals, bytes).value();
    PLENARY_CHECK(players[0].Share(round, deals, result.share_keys[0]).has_value());
  });
  Line("a ceremony of " + std::to_string(n) + " holders, one holder's part", Number(time, "ms"));
}

int Run(bool small) {
  const Sizes sizes = small ? kSmall : Sizes{};
  for (const crypto::Suite suite : {crypto::Suite::kP256, crypto::Suite::kSm2}) {
    Heading("Secret ballots, " + std::string(crypto::SuiteName(suite)) + ", one core");
    const Desk desk(suite);
    Line("a signature verified", Number(1000 * desk.VerifyOnce(sizes.repetitions), "us"));
    MeasureChecks(desk, sizes);
    MeasureMaking(desk, sizes);
    MeasureTotals(desk, sizes);
    MeasureCeremony(desk, sizes);
  }
  return 0;
}

}  // namespace
}  // namespace plenary::bench

int main(int argc, char** argv) {
  return plenary::bench::Run(argc > 1 && std::strcmp(argv[1], "--small") == 0);
}
