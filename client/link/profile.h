// Who this person is, in which committee, and by what servers it is reached.
#ifndef PLENARY_CLIENT_LINK_PROFILE_H_
#define PLENARY_CLIENT_LINK_PROFILE_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/crypto/certificate.h"

namespace plenary::link {

struct Profile {
  crypto::Suite suite = crypto::Suite::kP256;
  CommitteeId committee;  // zero: not bound to one yet
  std::string committee_name;
  PersonId person;                               // zero: as above
  std::vector<std::string> servers;              // "host:port", tried in order
  std::vector<crypto::Certificate> authorities;  // whom the servers' certificates must lead to
  std::set<KeyId> own_keys;                      // that the person has asked for, this one's too
  bool accepts_earlier_keys = false;             // admitted before this store's own key

  bool IsBound() const { return !committee.IsZero(); }
};

// JSON, as in profile.json.
std::string FormatProfile(const Profile& profile);
Result<Profile> ParseProfile(std::string_view json);  // kCorrupt, naming the field

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_PROFILE_H_
