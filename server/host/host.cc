#include "server/host/host.h"

#include <optional>
#include <utility>

#include "server/host/board.h"
#include "server/host/pipeline.h"
#include "server/host/writer.h"

namespace plenary::host {
namespace {

std::unexpected<Error> NoSuchLog() { return Fail(ErrorCode::kNotFound, "host: no such log"); }

}  // namespace

class Host::Impl {
 public:
  Impl(crypto::PrivateKey node, Environment environment)
      : node_(std::move(node)), environment_(std::move(environment)) {}

  Result<void> Open(const Stores& stores, const HostLimits& limits) {
    PLENARY_TRY(stores.documents.DiscardUnfinished());
    auto writer = Writer::Open(stores.logs, node_, environment_, board_);
    if (!writer) return std::unexpected(writer.error());
    writer_ = *std::move(writer);
    registry_log_ = writer_->registry().log();
    suite_ = writer_->registry().tree().suite();
    documents_.emplace(stores.documents, suite_, limits.documents);
    enrolments_.emplace(stores.enrolments, environment_.clock, limits.enrolments);
    pipeline_.emplace(*writer_, board_, environment_,
                      Pipeline::Bounds{limits.verification_threads, limits.max_waiting,
                                       limits.max_waiting_bytes});
    return {};
  }

  Result<LogProof> Sign(const LogId& log, const Result<PublishedLog::Proof>& proof) const {
    if (!proof) return std::unexpected(proof.error());
    auto head = log::SignHead(node_, log, proof->head);
    if (!head) return std::unexpected(head.error());
    return LogProof{proof->proof, *std::move(head)};
  }

  const Board& board() const { return board_; }
  const LogId& registry_log() const { return registry_log_; }
  crypto::Suite suite() const { return suite_; }
  Documents& documents() { return *documents_; }
  Enrolments& enrolments() { return *enrolments_; }
  Pipeline& pipeline() { return *pipeline_; }

 private:
  const crypto::PrivateKey node_;
  const Environment environment_;
  Board board_;
  LogId registry_log_;
  crypto::Suite suite_ = crypto::Suite::kP256;
  std::optional<Documents> documents_;
  std::optional<Enrolments> enrolments_;
  std::unique_ptr<Writer> writer_;
  std::optional<Pipeline> pipeline_;  // last: its threads use all of the above
};

Host::Host(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Host::~Host() = default;

Result<std::unique_ptr<Host>> Host::Open(Stores stores, crypto::PrivateKey node,
                                         Environment environment, HostLimits limits) {
  auto impl = std::make_unique<Impl>(std::move(node), std::move(environment));
  PLENARY_TRY(impl->Open(stores, limits));
  return std::unique_ptr<Host>(new Host(std::move(impl)));
}

void Host::Stop() { impl_->pipeline().Stop(); }

void Host::Submit(log::SignedCommand command, Instant deadline,
                  std::function<void(SubmitOutcome)> done) {
  impl_->pipeline().Submit(std::move(command), deadline, std::move(done));
}

Result<std::unique_ptr<Subscription>> Host::Subscribe(const LogId& log, std::function<void()> wake,
                                                      Pace pace) {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return published->Subscribe(std::move(wake), pace);
}

Result<std::shared_ptr<const Batch>> Host::ReadEntries(const LogId& log, std::uint64_t from,
                                                       BatchLimit limit) const {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return published->Read(from, limit);
}

Result<std::shared_ptr<const Batch>> Host::ReadLight(const LogId& log, std::uint64_t from,
                                                     const PersonId& person,
                                                     BatchLimit limit) const {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return published->ReadLight(from, person, limit);
}

Result<log::SignedHead> Host::Head(const LogId& log) const {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return published->head();
}

Result<LogProof> Host::ProveInclusion(const LogId& log, std::uint64_t index,
                                      std::uint64_t size) const {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return impl_->Sign(log, published->ProveInclusion(index, size));
}

Result<LogProof> Host::ProveConsistency(const LogId& log, std::uint64_t from,
                                        std::uint64_t size) const {
  const auto published = impl_->board().Find(log);
  if (!published) return NoSuchLog();
  return impl_->Sign(log, published->ProveConsistency(from, size));
}

std::vector<SessionSummary> Host::Sessions() const {
  std::vector<SessionSummary> sessions;
  for (const auto& log : impl_->board().Logs()) {
    if (log->log().IsRegistry()) continue;
    sessions.push_back({log->log().session, log->head().head.size, log->closed(), log->Entry(0)});
  }
  return sessions;
}

const CommitteeId& Host::committee() const { return impl_->registry_log().committee; }

crypto::Suite Host::suite() const { return impl_->suite(); }

std::shared_ptr<const session::Registry> Host::SnapshotRegistry() const {
  return impl_->board().registry();
}

std::optional<session::AdmittedKey> Host::RegistryKey(const KeyId& key) const {
  const auto registry = SnapshotRegistry();
  const auto found = registry->keys.find(key);
  if (found == registry->keys.end()) return std::nullopt;
  return found->second;
}

Documents& Host::documents() { return impl_->documents(); }

Enrolments& Host::enrolments() { return impl_->enrolments(); }

}  // namespace plenary::host
