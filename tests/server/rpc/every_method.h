// One call of each method of Plenary, with an empty request.
#ifndef PLENARY_TESTS_SERVER_RPC_EVERY_METHOD_H_
#define PLENARY_TESTS_SERVER_RPC_EVERY_METHOD_H_

#include <grpcpp/support/status.h>

#include <string>
#include <vector>

#include "server/rpc/methods.h"
#include "tests/server/rpc/office.h"

namespace plenary::rpc {

// Those that require something.
std::vector<Method> GuardedMethods();
std::string ShortName(Method method);  // "Submit"

// Watch is cancelled once its first message is there.
grpc::Status CallEmpty(const Client& client, Method method);

}  // namespace plenary::rpc

#endif  // PLENARY_TESTS_SERVER_RPC_EVERY_METHOD_H_
