// From a code on paper to a key that the registry admits and a connection of its own.
//
//   secretary   MakeOffer, prints the sheet; ListApplications; submits AdmitKey
//   person      ReadOffer, shows the name; Apply, shows the short code
//   officer     ListAdmissions, compares the short code; submits Confirm
//   person      GetCertificate (or AwaitCertificate), then Link::Open
//
// All of it blocks: for a command line, or for a thread of its own.
#ifndef PLENARY_CLIENT_LINK_ENROLMENT_H_
#define PLENARY_CLIENT_LINK_ENROLMENT_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/link/certificate.h"
#include "client/link/channel.h"
#include "client/link/link.h"

namespace plenary::link {

// What the secretary hands over: on paper, or as a file that only the person gets.
struct Sheet {
  std::vector<std::string> servers;
  CommitteeId committee;
  PersonId person;  // zero if typed from paper: the server then says whom the code is for
  std::string person_name;
  std::string committee_name;
  crypto::SecretBytes code;  // as wire::FormatCode writes it
};

std::string FormatSheet(const Sheet& sheet);      // JSON; holds the secret
Result<Sheet> ParseSheet(std::string_view json);  // kInvalidArgument, naming the field

// ---- the person's side

// Whom the server says the code is for.
struct OfferedTo {
  PersonId person;
  std::string name;
  Instant expires;
};

// Checks the founding against the sheet's fingerprint and asks for whom the code is.
// kConflict if the sheet names another person. Failures as of FetchFounding; kNotFound
// if no such code is open.
struct Invitation {
  Founding founding;
  OfferedTo offered_to;
};
Result<Invitation> ReadOffer(const Sheet& sheet, std::chrono::milliseconds timeout);

// Hands in the store's key, and binds the store to committee and person. The short code
// of the key, for the second officer, is wire::ShortCode(store.key_id()).
// `has_earlier_keys`: the person has used another machine, whose keys are no alarm.
Result<void> Apply(KeyStore& store, const Sheet& sheet, const Invitation& invitation,
                   bool has_earlier_keys, std::chrono::milliseconds timeout);

// Binds a store to a committee and person without a code: for the two founding officers,
// whose keys the founding holds. kConflict if it is bound to others or has another suite.
Result<void> Bind(KeyStore& store, const Founding& founding, const PersonId& person,
                  const std::vector<std::string>& servers, bool has_earlier_keys);

// Makes a connection key and asks for its certificate. kNotFound while the registry does
// not admit the store's key; kPermissionDenied once it is revoked. Also renews.
Result<void> GetCertificate(KeyStore& store, std::chrono::milliseconds timeout);
// As above, asking again until the key is admitted or the time is over. A link renews
// by itself; NeedsCertificate (certificate.h) tells whether there is none.
Result<void> AwaitCertificate(KeyStore& store, std::chrono::milliseconds timeout);

// ---- the secretary's side

// Makes a code, keeps its secret in the store, and registers its public half.
Result<Sheet> MakeOffer(Link& link, KeyStore& store, const PersonId& person,
                        std::chrono::milliseconds life);

struct Application {
  wire::EnrolmentCodeId code;
  PersonId person;
  Instant expires;
  bool handed_in = false;
  // Of a key handed in under a code of this store, if MAC and signature are right.
  std::optional<crypto::PublicKey> key;
  std::string problem;  // otherwise: why it must not be admitted; empty if nothing came yet
};

Result<std::vector<Application>> ListApplications(Link& link, const KeyStore& store);

// ---- the second officer's side

struct Admission {
  std::uint64_t entry = 0;  // what Confirm names
  PersonId person;
  std::string person_name;
  crypto::PublicKey key;
  std::string short_code;
};

// The admissions in this registry that wait for a second officer.
std::vector<Admission> ListAdmissions(const session::Registry& registry);

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_ENROLMENT_H_
