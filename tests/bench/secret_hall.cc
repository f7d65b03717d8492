// Secret ballots of many: the click of a committee, and the large hall at light depth.
#include <algorithm>
#include <chrono>

#include "client/link/log_copy.h"
#include "core/base/check.h"
#include "core/wire/command.h"
#include "core/wire/proto.h"
#include "tests/bench/clicks.h"
#include "tests/bench/officers.h"
#include "tests/bench/parts.h"

namespace plenary::bench {
namespace {

using Made = std::vector<MadeBallot>;

Made MakeAll(const Hall& hall, Officers& officers) {
  const auto session = officers.chair().Session();
  return MakeBallots(*session->polls.at(hall.poll()).secret->terms, hall.assembly().members());
}

Sign SignOf(const Hall& hall, const Made& made) {
  return [&](std::size_t i) { return hall.SecretBallot(i, made[i]); };
}

// ---- what a client at light depth does with what it was sent

// In the order of indexes, which is how it was sent.
std::vector<link::Part> PartsOf(const v1::WatchResponse& message) {
  std::vector<link::Part> parts;
  auto run = message.runs().begin();
  const auto take_runs = [&](std::uint64_t before) {
    for (; run != message.runs().end() && run->first() < before; ++run) {
      parts.emplace_back(wire::FromProto(*run).value());
    }
  };
  for (const v1::LogEntry& entry : message.entries()) {
    take_runs(entry.index());
    parts.emplace_back(wire::FromProto(entry).value());
  }
  take_runs(UINT64_MAX);
  return parts;
}

// That the member's ballot stands where the receipt says, under a head that the node signed.
void ProveOwn(const Hall& hall, std::size_t member, log::MerkleTree tree,
              const std::vector<v1::WatchResponse>& sent) {
  const crypto::Suite suite = hall.assembly().suite();
  const Hall::Stands& promised = hall.Promised(member);
  log::SignedHead head;
  bool found = false;
  for (const v1::WatchResponse& message : sent) {
    for (const link::Part& part : PartsOf(message)) {
      if (const auto* run = std::get_if<log::Run>(&part)) {
        PLENARY_CHECK(run->first == tree.size() && tree.AppendRun(run->count, run->hashes));
        continue;
      }
      const auto& entry = std::get<log::Entry>(part);
      const auto command = wire::DecodeCommand(entry.command.command).value();
      PLENARY_CHECK(entry.index == tree.size());
      tree.Append(fold::LeafOf(suite, entry, command));
      found = found || entry.index == promised.index;
    }
    if (message.has_head()) head = wire::FromProto(message.head()).value();
  }
  PLENARY_CHECK(found && head.head == log::HeadOf(tree));
  PLENARY_CHECK(log::VerifyHead(hall.assembly().node().public_key(), head).has_value());
  PLENARY_CHECK(log::VerifyInclusion(suite, promised.leaf, promised.index, tree.size(),
                                     tree.InclusionProof(promised.index, tree.size()),
                                     head.head.root)
                    .has_value());
}

// Milliseconds of one core that it takes one client; the median of all, each of whom must.
double ProveAll(const Hall& hall, const Crowd& crowd, const log::MerkleTree& before) {
  std::vector<double> times;
  for (std::size_t i = 0; i < crowd.size(); ++i) {
    const auto sent = crowd.Sent(i);
    log::MerkleTree tree = before;
    times.push_back(TimeOf<ThreadClock>(1, [&] { ProveOwn(hall, i, std::move(tree), sent); }));
  }
  return Quantile(times, 50);
}

void Take(link::LogCopy& copy, const v1::WatchResponse& message) {
  std::vector<log::Entry> entries;
  std::vector<log::Run> runs;
  for (const auto& entry : message.entries()) entries.push_back(wire::FromProto(entry).value());
  for (const auto& run : message.runs()) runs.push_back(wire::FromProto(run).value());
  std::optional<log::SignedHead> head;
  if (message.has_head()) head = wire::FromProto(message.head()).value();
  const auto finding = copy.TakeBatch(std::move(entries), head, std::move(runs));
  if (finding) std::fprintf(stderr, "%s\n", finding->sentence.c_str());
  PLENARY_CHECK(!finding);
}

// Milliseconds of one core in which a client at light depth verifies all that came from entry
// `closing` on, up to the result: signatures, seals, answers, totals. `before`: the log before
// what it was sent.
double VerifyResult(const Hall& hall, const std::vector<v1::WatchResponse>& sent,
                    std::vector<log::Entry> before, std::uint64_t closing) {
  link::ReplicaHub hub(hall.log().committee, hall.assembly().suite());
  link::LogCopy registry(hub, {hall.log().committee, {}});
  PLENARY_CHECK(!registry.TakeBatch(hall.assembly().registry_entries(), std::nullopt));
  link::LogCopy copy(hub, hall.log(), link::Depth::kLight);
  PLENARY_CHECK(!copy.TakeBatch(std::move(before), std::nullopt));
  auto message = sent.begin();
  while (copy.next() < closing) Take(copy, *message++);
  const double time = TimeOf<ThreadClock>(1, [&] {
    for (; message != sent.end(); ++message) Take(copy, *message);
  });
  const auto session = hub.Session(hall.log().session);
  PLENARY_CHECK(!session->polls.at(hall.poll()).results.empty());
  return time;
}

// ---- the large hall

link::LinkOptions AtLightDepth() {
  link::LinkOptions options;
  options.depth = link::Depth::kLight;
  return options;
}

class SecretHall {
 public:
  explicit SecretHall(const Sizes& sizes)
      : sizes_(sizes),
        hall_({.members = sizes.hall, .stores = kOfficers + 1, .scrutineers = kScrutineers}),
        officers_(hall_),
        light_(hall_.store(kOfficers), hall_.log().session, AtLightDepth()) {
    light_.Follow();
    light_.Unfollow();
    officers_.Open();
    for (const auto& entry : officers_.chair().link().Entries(hall_.log(), 0)) {
      before_.push_back(entry->entry);
      tree_.Append(entry->leaf);
    }
  }

  void Measure(const Alone& alone) {
    Pair clicks;
    {
      Crowd crowd(TermsOf(hall_, hall_.server().address(), hall_.members(), true));
      crowd.Watch(hall_.size());
      CastWithin(crowd);
      for (std::size_t i = 0; i < sizes_.hall_rounds; ++i) {
        const Made made = MakeAll(hall_, officers_);
        const Round round = ClickReal(hall_, crowd, hall_.members(), SignOf(hall_, made));
        Add(round, clicks.real);
        at_once_ += round.all;
      }
      const double proof = ProveAll(hall_, crowd, tree_);
      Line("own ballot proven to be in, one client, one core", Number(proof, "ms"),
           Ratio(proof, alone.verify, "a signature check"));
      Close(crowd);
    }
    ClickBareToo(clicks);
    PrintClicks(std::to_string(hall_.members()), clicks, alone, std::nullopt);
    const double ratio = at_once_ / bare_at_once_;
    Line("  first click to last receipt, all rounds", Number(at_once_, "ms"),
         Ratio(at_once_, bare_at_once_, kBare), sizes_.judged ? AtMost(1.5, ratio) : "");
    Judge("  the same, watchers whole after the last receipt", clicks.real.whole, 1000);
    const double bare = one_to_all_;
    Line("one entry to all on the bare exchange", Number(bare, "ms"),
         "result: " + Ratio(result_, bare, "it"));
  }

 private:
  void Judge(const std::string& what, double value, double limit) const {
    Line(what, Number(value, "ms"), "", sizes_.judged ? AtMost(limit, value, "ms") : "");
  }

  void CastWithin(Crowd& crowd) {
    const Made made = MakeAll(hall_, officers_);
    const Round round = ClickReal(hall_, crowd, hall_.members(), SignOf(hall_, made),
                                  std::chrono::milliseconds(sizes_.casting));
    const std::string within = Number(static_cast<double>(sizes_.casting) / 1000, "s");
    Line("cast within " + within + ", click to receipt, p50",
         Number(Quantile(round.receipt, 50), "ms"));
    Line("  p99", Number(Quantile(round.receipt, 99), "ms"));
    Judge("  last click to all verified and durable", round.late, 1000);
    Judge("  last receipt to all watchers whole", round.whole, 1000);
  }

  void Close(Crowd& crowd) {
    officers_.Follow();
    light_.Follow();
    const std::uint64_t closing = hall_.size();
    const auto begin = Clock::now();
    officers_.chair().Say(session::ClosePoll{hall_.poll()});
    const auto counted = officers_.chair().WhenCounted(hall_.poll());
    const auto all = crowd.AwaitWhole(officers_.chair().link().Head(hall_.log()).size);
    const auto light = light_.WhenCounted(hall_.poll());
    const double carried = MillisecondsBetween(begin, all);
    const double verified = VerifyResult(hall_, crowd.Sent(hall_.members() - 1), before_, closing);
    result_ = carried + verified;
    Line("close to result on the chair's client",
         Number(MillisecondsBetween(begin, counted), "ms"));
    Line("  on a real client at light depth", Number(MillisecondsBetween(begin, light), "ms"));
    Line("  to all that it takes with every client", Number(carried, "ms"));
    Line("  verified by one at light depth, one core", Number(verified, "ms"));
    Judge("  result on every client, the sum of these two", result_, 2000);
  }

  void ClickBareToo(Pair& clicks) {
    Crowd crowd(TermsOf(hall_, hall_.bare_address(), hall_.members(), true));
    crowd.Watch(0);
    for (std::size_t i = 0; i < sizes_.hall_rounds; ++i) {
      const Made made = MakeAll(hall_, officers_);
      const Round round = ClickBare(crowd, hall_.members(), SignOf(hall_, made));
      Add(round, clicks.bare);
      bare_at_once_ += round.all;
    }
    const Made made = MakeAll(hall_, officers_);
    const Round one = ClickBare(crowd, 1, SignOf(hall_, made));
    one_to_all_ = one.all + one.whole;
  }

  const Sizes& sizes_;
  Hall hall_;
  Officers officers_;
  Machine light_;
  std::vector<log::Entry> before_;  // the log before the hall watches
  log::MerkleTree tree_{crypto::Suite::kP256};
  double at_once_ = 0;  // milliseconds from first click to last receipt, of all rounds
  double bare_at_once_ = 0;
  double result_ = 0;
  double one_to_all_ = 0;
};

}  // namespace

void RunSecretCommittee(const Sizes& sizes, const Alone& alone) {
  Heading("Committee of " + std::to_string(sizes.committee) +
          ", secret ballots, everybody clicks at once and watches");
  Note("a click signs and sends; the ballot is made before, while the member reads");
  Hall hall({.members = sizes.committee, .stores = kOfficers, .scrutineers = kScrutineers});
  Officers officers(hall);
  officers.Open();
  Crowd real(TermsOf(hall, hall.server().address(), hall.members()));
  Crowd bare(TermsOf(hall, hall.bare_address(), hall.members()));
  real.Watch(hall.size());
  bare.Watch(0);
  Pair sum;
  for (std::size_t round = 0; round <= sizes.secret_rounds; ++round) {
    const Made made = MakeAll(hall, officers);
    const Round on_real = ClickReal(hall, real, hall.members(), SignOf(hall, made));
    const Round on_bare = ClickBare(bare, hall.members(), SignOf(hall, made));
    if (round == 0) continue;  // to warm up
    Add(on_real, sum.real);
    Add(on_bare, sum.bare);
  }
  PrintClicks(std::to_string(hall.members()) + " secret", sum, alone,
              sizes.judged ? std::optional(3.0) : std::nullopt);
}

void RunSecretHall(const Sizes& sizes, const Alone& alone) {
  Heading("Hall of " + std::to_string(sizes.hall) + ", secret ballots, watching at light depth");
  const auto begin = Clock::now();
  SecretHall hall(sizes);
  Note("made and loaded in " + Number(MillisecondsBetween(begin, Clock::now()) / 1000, "s"));
  hall.Measure(alone);
}

}  // namespace plenary::bench
