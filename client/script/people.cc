#include "client/script/people.h"

#include <utility>

#include "client/link/certificate.h"
#include "core/base/check.h"

namespace plenary::script {
namespace {

constexpr std::size_t kThreads = 2;

// The folder of a person's n-th machine.
std::filesystem::path HomeOf(const std::filesystem::path& homes, const std::string& id, int n) {
  return homes / (n == 1 ? id : id + "." + std::to_string(n));
}

int CountHomes(const std::filesystem::path& homes, const std::string& id) {
  int count = 0;
  while (std::filesystem::exists(HomeOf(homes, id, count + 1))) ++count;
  return count;
}

}  // namespace

People::People(std::filesystem::path homes, crypto::Suite suite)
    : homes_(std::move(homes)),
      suite_(suite),
      executor_(std::make_shared<link::Executor>(kThreads)) {}

Result<Client> People::MakeClient(const std::string& id, const std::string& name) const {
  PLENARY_TRY(link::MakePrivateFolder(homes_));
  const auto home = HomeOf(homes_, id, CountHomes(homes_, id) + 1);
  auto store = link::KeyStore::Create(home, std::nullopt,
                                      {.suite = suite_,
                                       .iterations = 1,  // the passphrase lies beside it
                                       .durability = link::Durability::kProcess});
  if (!store) return std::unexpected(store.error());
  return Client{id, name, {}, std::move(*store), nullptr};
}

Result<std::unique_ptr<link::KeyStore>> People::OpenStore(const std::string& id) const {
  const int count = CountHomes(homes_, id);
  if (count == 0) return std::unique_ptr<link::KeyStore>();
  return link::KeyStore::Open(HomeOf(homes_, id, count), std::nullopt, link::Durability::kProcess);
}

Result<void> People::Connect(Client& client) const {
  const auto needs = link::NeedsCertificate(*client.store, link::SystemNow());
  if (!needs) return std::unexpected(needs.error());
  if (*needs) PLENARY_TRY(link::AwaitCertificate(*client.store, kPatience));
  auto opened = link::Link::Open(*client.store, {.executor = executor_, .hub = nullptr});
  if (!opened) return std::unexpected(opened.error());
  client.link = std::move(*opened);
  return {};
}

Client& People::Add(Client client) {
  Client* earlier = Find(client.id);
  if (earlier == nullptr) return clients_.emplace(client.id, std::move(client)).first->second;
  earlier->link.reset();  // before its store
  *earlier = std::move(client);
  return *earlier;
}

Client* People::Find(const std::string& id) {
  const auto found = clients_.find(id);
  return found == clients_.end() ? nullptr : &found->second;
}

Client* People::Find(const PersonId& person) {
  for (auto& [id, client] : clients_) {
    if (client.person == person) return &client;
  }
  return nullptr;
}

Client& People::At(const std::string& id) {
  Client* client = Find(id);
  PLENARY_CHECK(client != nullptr);
  return *client;
}

void People::ForEach(const std::function<void(Client&)>& then) {
  for (auto& [id, client] : clients_) then(client);
}

}  // namespace plenary::script
