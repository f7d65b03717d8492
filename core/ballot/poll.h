// What all ballots of a secret poll are bound to.
#ifndef PLENARY_CORE_BALLOT_POLL_H_
#define PLENARY_CORE_BALLOT_POLL_H_

#include <cstdint>
#include <vector>

#include "core/ballot/shape.h"
#include "core/base/ids.h"
#include "core/crypto/group.h"

namespace plenary::ballot {

struct PollBinding {
  CommitteeId committee;
  SessionId session;
  PollId poll;
  std::uint64_t opening = 0;  // index of the entry that opened the poll
  Digest root;                // of the log that ends with that entry
  Digest ceremony;            // the context of the ceremony that made the key
  crypto::Point key;
};

// Immutable: any number of threads may use one at once.
class Poll {
 public:
  Poll(crypto::Suite suite, const PollBinding& binding, PollShape shape);

  const crypto::Group& group() const { return group_; }
  crypto::Suite suite() const { return group_.suite(); }
  const crypto::Point& key() const { return key_; }
  const PollShape& shape() const { return shape_; }
  const std::vector<std::vector<Slot>>& slots() const { return slots_; }  // of each contest
  const Digest& context() const { return context_; }
  Digest ContextFor(const PersonId& voter) const;
  std::size_t place_count() const;  // of all contests

 private:
  crypto::Group group_;
  crypto::Point key_;
  PollShape shape_;
  std::vector<std::vector<Slot>> slots_;
  Digest context_;
};

struct Ciphertext {
  crypto::Point a;
  crypto::Point b;

  bool operator==(const Ciphertext&) const = default;
};

void Put(const crypto::Group& group, Bytes& out, const Ciphertext& ciphertext);

}  // namespace plenary::ballot

#endif  // PLENARY_CORE_BALLOT_POLL_H_
