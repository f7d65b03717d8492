// Several archives and editions of one committee, checked against each other.
#ifndef PLENARY_CORE_ARCHIVE_COLLECTION_H_
#define PLENARY_CORE_ARCHIVE_COLLECTION_H_

#include <string>
#include <vector>

#include "core/archive/verify.h"
#include "core/base/result.h"

namespace plenary::archive {

// A failed vote on a nomination that a later proposal of it does not name.
struct UndeclaredFailure {
  session::EarlierFailure failure;
  SessionId later_session;
  ProposalId later_proposal;
};

// Not thread-safe.
class Collection {
 public:
  // kInvalidArgument for another committee's archive, kAlreadyExists for a session that
  // is in already, kCorrupt for a fork: two different logs of one session, or two
  // registries of which neither continues the other. On failure nothing changes. An archive
  // takes the place of its edition.
  Result<void> Add(Verified archive);

  // In the order of civil dates, then kinds and numbers.
  const std::vector<Verified>& archives() const { return archives_; }
  // The registry of the longest log; null if there is no archive.
  const session::Registry* NewestRegistry() const;
  // What one session alone cannot see: limits on putting a nomination again.
  std::vector<UndeclaredFailure> UndeclaredFailures() const;

 private:
  std::vector<Verified> archives_;
};

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_COLLECTION_H_
