// A committee of a secretary, a second officer and a few members, each with a key store
// of their own on disk, and a node whose authority issues their certificates.
#ifndef PLENARY_TESTS_SUPPORT_SMALL_COMMITTEE_H_
#define PLENARY_TESTS_SUPPORT_SMALL_COMMITTEE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "client/link/key_store.h"
#include "core/crypto/authority.h"
#include "tests/support/ledger.h"
#include "tests/support/temporary_folder.h"

namespace plenary::testing {

struct Somebody {
  PersonId person;
  std::string name;
  std::unique_ptr<link::KeyStore> store;

  const crypto::PrivateKey& key() const { return store->key(); }
};

class SmallCommittee {
 public:
  explicit SmallCommittee(std::size_t members = 3, crypto::Suite suite = crypto::Suite::kP256);

  // Founded, the members seated and their keys admitted; session 1 convened.
  const Ledger& ledger() const { return ledger_; }
  const CommitteeId& id() const { return ledger_.committee(); }
  const crypto::PrivateKey& node() const { return node_; }
  const crypto::Authority& authority() const { return authority_; }
  Somebody& secretary() { return people_[0]; }
  Somebody& officer() { return people_[1]; }
  Somebody& member(std::size_t i) { return people_[2 + i]; }
  std::vector<Somebody>& people() { return people_; }
  const std::filesystem::path& folder() const { return folder_.path(); }

  // Gives every store its profile with these servers, and a connection certificate.
  void Connect(const std::vector<std::string>& servers);
  // Closes and opens the store again, as another run of the program does.
  void Reopen(Somebody& somebody);
  // A new person's key store, unknown to the registry.
  Somebody Stranger(const std::string& name);

 private:
  Ledger Found();
  void Seat();

  TemporaryFolder folder_;
  crypto::Suite suite_;
  crypto::PrivateKey node_;
  crypto::Authority authority_;
  std::vector<Somebody> people_;
  Ledger ledger_;
};

session::RecordAttendee Attendee(std::uint8_t number);

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_SUPPORT_SMALL_COMMITTEE_H_
