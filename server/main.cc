#include <clocale>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "server/program.h"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const auto language = plenary::server::LanguageOf(
      std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"));
  return plenary::server::RunProgram(arguments, language, std::cout, std::cerr);
}
