// The people of a script: each on a machine of their own, with a key of their own.
#ifndef PLENARY_CLIENT_SCRIPT_PEOPLE_H_
#define PLENARY_CLIENT_SCRIPT_PEOPLE_H_

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "client/link/enrolment.h"
#include "client/link/link.h"
#include "client/script/script.h"

namespace plenary::script {

// How long anybody waits for anything.
inline constexpr link::Milliseconds kPatience{30'000};

// One person's machine: key store and, once it has a certificate, link. Each link
// verifies everything by itself; they share two threads.
struct Client {
  std::string id;    // the script's
  std::string name;  // the person's
  PersonId person;
  std::unique_ptr<link::KeyStore> store;
  std::unique_ptr<link::Link> link;  // destroyed before the store
};

// One thread at a time.
class People {
 public:
  People(std::filesystem::path homes, crypto::Suite suite);

  // A new key store in homes/ID, or, for a replaced laptop, in homes/ID.2 and so on.
  Result<Client> MakeClient(const std::string& id, const std::string& name) const;
  // The last of the person's key stores; none if there is none.
  Result<std::unique_ptr<link::KeyStore>> OpenStore(const std::string& id) const;
  // Asks for a certificate if need be, and opens the link.
  Result<void> Connect(Client& client) const;

  Client& Add(Client client);  // in place of the person's earlier one
  Client* Find(const std::string& id);
  Client* Find(const PersonId& person);
  Client& At(const std::string& id);  // known: else a bug
  const std::map<std::string, Client>& all() const { return clients_; }
  void ForEach(const std::function<void(Client&)>& then);

 private:
  std::filesystem::path homes_;
  crypto::Suite suite_;
  std::shared_ptr<link::Executor> executor_;
  std::map<std::string, Client> clients_;
};

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_PEOPLE_H_
