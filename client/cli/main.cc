#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "client/cli/program.h"
#include "client/link/channel.h"

namespace {

std::optional<std::string> Variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  plenary::link::RequireTls13();
  const plenary::link::GrpcLifetime grpc;
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return plenary::cli::RunProgram(arguments, Variable, std::cout, std::cerr);
}
