// Runs a fuzz target over the files of a folder, one case a file: its corpus as a test.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::string Contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " FOLDER\n";
    return 2;
  }
  int cases = 0;
  for (const auto& file : std::filesystem::directory_iterator(argv[1])) {
    std::cerr << file.path() << '\n';  // the last one named is the one that crashed
    const std::string text = Contents(file.path());
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    ++cases;
  }
  std::cerr << cases << " cases\n";
  return cases > 0 ? 0 : 1;
}
