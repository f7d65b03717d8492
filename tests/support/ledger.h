// A committee's logs in memory, kept by an honest node, and edited by a lying one.
#ifndef PLENARY_TESTS_SUPPORT_LEDGER_H_
#define PLENARY_TESTS_SUPPORT_LEDGER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "core/crypto/keys.h"
#include "core/fold/log_fold.h"
#include "core/log/receipt.h"

namespace plenary::testing {

// What a node would serve: entries and the tree over them, whatever they are.
struct ServedLog {
  explicit ServedLog(crypto::Suite suite) : tree(suite) {}

  std::vector<log::Entry> entries;
  log::MerkleTree tree;

  std::uint64_t size() const { return entries.size(); }
  void Append(const log::Entry& entry);
  void Truncate(std::uint64_t size);
};

using LedgerAnswer = std::variant<log::Receipt, session::Refusal>;

// One thread at a time. Copies are other versions of the same logs.
class Ledger {
 public:
  // `node` outlives it.
  Ledger(const CommitteeId& committee, crypto::Suite suite, const crypto::PrivateKey& node);

  const CommitteeId& committee() const { return committee_; }
  crypto::Suite suite() const { return suite_; }
  LogId registry() const { return {committee_, {}}; }
  LogId session(std::uint8_t number) const;

  // As an honest node: verifies, decides against what it serves, appends.
  LedgerAnswer Submit(const log::SignedCommand& command);
  // Signs at the newest head and submits; the answer must be a receipt.
  log::Receipt Say(const crypto::PrivateKey& signer, const LogId& log, session::Body body);
  log::SignedCommand Sign(const crypto::PrivateKey& signer, const LogId& log, const log::Head& seen,
                          session::Body body) const;

  const std::map<LogId, ServedLog>& logs() const { return logs_; }
  bool Has(const LogId& log) const { return logs_.contains(log); }
  ServedLog& Log(const LogId& log);  // made if absent
  const ServedLog& Log(const LogId& log) const;
  // Of the first `size` entries served; 0: of all.
  log::SignedHead Head(const LogId& log, std::uint64_t size = 0) const;
  log::Head Newest(const LogId& log) const;
  log::Receipt ReceiptFor(const LogId& log, std::uint64_t index) const;
  // The served log without decisions: appended as it stands, with fresh blinds.
  void Force(const LogId& log, const log::SignedCommand& command);
  session::Registry Registry() const;

 private:
  CommitteeId committee_;
  crypto::Suite suite_;
  const crypto::PrivateKey* node_;
  std::map<LogId, ServedLog> logs_;
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_LEDGER_H_
