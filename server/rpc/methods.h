// Every method and what it asks of its caller: the one table of it.
#ifndef PLENARY_SERVER_RPC_METHODS_H_
#define PLENARY_SERVER_RPC_METHODS_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace plenary::rpc {

enum class Method : std::uint8_t {
  kGetFounding,
  kGetOffer,
  kEnrol,
  kConnect,
  kSubmit,
  kWatch,
  kProve,
  kListSessions,
  kGetArchive,
  kPutDocument,
  kGetDocument,
  kOfferEnrolment,
  kListEnrolments,
};

enum class Requirement : std::uint8_t {
  kNothing,      // whoever reaches the server; limited by address
  kAdmittedKey,  // a connection certificate of this node, for a key that the registry admits
  kSecretary,    // and that key's person has the role secretary
};

struct MethodRule {
  Method method;
  std::string_view name;  // "plenary.v1.Plenary.Submit"
  Requirement requirement;
};

std::span<const MethodRule> AllMethods();
const MethodRule& RuleOf(Method method);

}  // namespace plenary::rpc

#endif  // PLENARY_SERVER_RPC_METHODS_H_
