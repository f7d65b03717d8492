// A committee whose logs are folded in memory, with real keys and signatures.
#ifndef PLENARY_TESTS_CORE_FOLD_FLOOR_H_
#define PLENARY_TESTS_CORE_FOLD_FLOOR_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/crypto/keys.h"
#include "core/fold/log_fold.h"

namespace plenary::fold {

// People by name: "secretary", "officer", and the members "director", "vice" and m1 to m5.
class Floor {
 public:
  explicit Floor(crypto::Suite suite);

  const crypto::PrivateKey& Key(const std::string& person) const { return keys_.at(person); }
  PersonId Person(const std::string& person) const;
  LogId registry_log() const { return registry->chain().log(); }
  LogId session_log() const { return session->chain().log(); }

  // At the newest head of the log, under a new id.
  session::Command Command(const std::string& person, const LogId& log, session::Body body);
  log::SignedCommand Sign(const std::string& person, const session::Command& command) const;

  // Verifies, decides, and applies: the whole way of a command.
  Result<Decision, session::Refusal> Submit(const LogId& log, const log::SignedCommand& command);
  Result<Decision, session::Refusal> Say(const std::string& person, const LogId& log,
                                         session::Body body);
  // A recorded poll, open, with everybody present.
  void OpenAPoll();

  crypto::Suite suite;
  std::unique_ptr<RegistryFold> registry;
  std::unique_ptr<SessionFold> session;
  std::vector<log::Entry> registry_entries;
  std::vector<log::Entry> session_entries;
  PollId poll;
  Instant now{1'700'000'000'000};

 private:
  std::map<std::string, crypto::PrivateKey> keys_;
  std::uint32_t made_ = 0;
};

}  // namespace plenary::fold

#endif  // PLENARY_TESTS_CORE_FOLD_FLOOR_H_
