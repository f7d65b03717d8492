#include "tests/bench/clicks.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/wire/proto.h"

namespace plenary::bench {

v1::SubmitRequest RequestOf(const log::SignedCommand& command) {
  v1::SubmitRequest request;
  *request.mutable_command() = wire::ToProto(command);
  return request;
}

CrowdTerms TermsOf(const Hall& hall, const std::string& address, std::size_t clients, bool light) {
  return {.address = address,
          .authority = hall.authority(),
          .badges = {hall.badges().data(), clients},
          .session = hall.log().session,
          .light = light};
}

void TakeAll(Hall& hall, const std::vector<log::SignedCommand>& ballots,
             const std::vector<v1::SubmitResponse>& responses) {
  for (std::size_t i = 0; i < responses.size(); ++i) {
    PLENARY_CHECK(responses[i].has_receipt());
    const auto receipt = wire::FromProto(responses[i].receipt());
    PLENARY_CHECK(receipt.has_value());
    hall.Take(i, ballots[i], *receipt);
  }
}

Round ClickReal(Hall& hall, Crowd& crowd, std::size_t clicks, const Sign& sign,
                std::chrono::milliseconds within) {
  std::vector<log::SignedCommand> ballots(clicks);
  Round round = crowd.Click(
      clicks,
      [&](std::size_t i) {
        ballots[i] = sign(i);
        return RequestOf(ballots[i]);
      },
      within);
  TakeAll(hall, ballots, crowd.responses());
  return round;
}

Round ClickBare(Crowd& crowd, std::size_t clicks, const Sign& sign) {
  std::vector<v1::SubmitRequest> requests;
  for (std::size_t i = 0; i < clicks; ++i) requests.push_back(RequestOf(sign(i)));
  return crowd.Click(clicks, [&](std::size_t i) { return requests[i]; });
}

void Add(const Round& round, Round& sum) {
  sum.receipt.insert(sum.receipt.end(), round.receipt.begin(), round.receipt.end());
  sum.all = std::max(sum.all, round.all);
  sum.late = std::max(sum.late, round.late);
  sum.whole = std::max(sum.whole, round.whole);
}

// `limit` of the quotient at the 99th percentile, if there is one.
void PrintClicks(const std::string& who, const Pair& pair, const Alone& alone,
                 std::optional<double> limit) {
  for (const double percent : {50.0, 99.0}) {
    const double real = Quantile(pair.real.receipt, percent);
    const double bare = Quantile(pair.bare.receipt, percent);
    const std::string name = percent == 50.0 ? "p50" : "p99";
    Line(who + ", click to receipt, " + name, Number(real, "ms"), Ratio(real, bare, kBare),
         limit && percent == 99.0 ? AtMost(*limit, real / bare) : "");
    Line("  bare exchange, " + name, Number(bare, "ms"),
         Ratio(bare, alone.sync, "one sync of the disk"));
  }
  Line("  first click to last receipt, the worst", Number(pair.real.all, "ms"),
       Ratio(pair.real.all, pair.bare.all, kBare));
  Line("  last receipt to all watchers whole, the worst", Number(pair.real.whole, "ms"),
       "bare: " + Number(pair.bare.whole, "ms"));
}

}  // namespace plenary::bench
