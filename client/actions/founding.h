// How a committee comes to be, on two officers' machines and no server's.
//
//   second officer   WriteOfficerCard: the public key, to the first officer
//   node             node.json of `plenaryd init`, likewise
//   first officer    DraftFounding: signs, and hands the draft over
//   second officer   ReadFounding, compares what it says, Cosign
//   node             `plenaryd import` of what Cosign returned
//
// Drafts and foundings are the bytes of wire::EncodeSignedCommand; a draft has no
// cosignature yet. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_FOUNDING_H_
#define PLENARY_CLIENT_ACTIONS_FOUNDING_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/crypto/keys.h"
#include "core/log/entry.h"
#include "core/session/registry_commands.h"

namespace plenary::actions {

// An officer's public key as it travels, a file of JSON. Not secret, and no proof: the
// short codes are compared, and the founding is signed with the key itself.
struct OfficerCard {
  std::string name;  // may be empty
  crypto::PublicKey key;
};
std::string WriteOfficerCard(const OfficerCard& card);
Result<OfficerCard> ReadOfficerCard(std::string_view json);  // kInvalidArgument

// From node.json: kInvalidArgument unless it is one, with a key of the suite, and
// kBadSignature unless the node has signed for it.
Result<session::Node> ReadNodeFile(std::string_view json, crypto::Suite suite);

struct FoundingTerms {
  std::string name;
  std::uint32_t term = 1;
  CivilDate date;
  std::string first_name;
  std::array<PersonId, 2> people;  // random
  CommandId id;                    // random
  session::Node node;
  session::CommitteeRules rules;
};

// Signed by the first officer alone. kInvalidArgument, naming the field, if something is
// out of bounds, the suites differ, or both officers have one key.
Result<log::SignedCommand> DraftFounding(const crypto::PrivateKey& first, const OfficerCard& second,
                                         const FoundingTerms& terms);

// What a draft or a founding says; the first officer's signature, and the second's if it
// is there, have been verified.
struct ReadableFounding {
  session::Found found;
  CommitteeId committee;  // the fingerprint
  std::array<KeyId, 2> keys;
  bool is_cosigned = false;
};
Result<ReadableFounding> ReadFounding(const log::SignedCommand& founding);
Result<ReadableFounding> ReadFounding(ByteView bytes);

// kPermissionDenied unless the draft names this key as the second officer's;
// kAlreadyExists if it is cosigned.
Result<log::SignedCommand> Cosign(const log::SignedCommand& draft, const crypto::PrivateKey& key);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_FOUNDING_H_
