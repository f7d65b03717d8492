// Writes the seeds of core/ballot's fuzz targets: build/dev/tests/make_ballot_corpus
// tests/fuzz/corpus
//
// To be run after a change of the messages; what it writes is kept beside what fuzzing found.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "tests/core/ballot/true_messages.h"

namespace plenary::ballot {
namespace {

namespace fs = std::filesystem;

void Write(const fs::path& path, const FuzzInput& input) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  const Bytes bytes = input.Joined();
  file << AsText(bytes);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  file.close();
}

// The message itself, cut, and edited: points negated, one part increased, a point copied.
void WriteAll(const fs::path& folder, const std::string& name, crypto::Suite suite,
              std::uint8_t which, ByteView message) {
  const std::string path = folder / (std::string(crypto::SuiteName(suite)) + "-" + name);
  const Bytes negated = {0, 0, 0, 0, 1, 0};
  const Bytes increased = {1, 255, 0};
  const Bytes copied = {2, 1, 0};
  Write(path, {suite, false, which, message});
  Write(path + "-cut", {suite, false, which, message.first(message.size() - 1)});
  Write(path + "-negated", {suite, true, which, negated});
  Write(path + "-increased", {suite, true, which, increased});
  Write(path + "-copied", {suite, true, which, copied});
}

void WriteBallots(const fs::path& folder, crypto::Suite suite) {
  const std::string names[kTrueBallots] = {"packed", "blank", "separate", "two"};
  for (std::uint8_t which = 0; which < kTrueBallots; ++which) {
    const TrueBallot& known = TrueBallotOf(suite, which);
    Bytes seed_and_ballot = known.seed;
    PutRaw(seed_and_ballot, known.bytes);
    WriteAll(folder, names[which], suite, which, seed_and_ballot);
  }
  const std::string name = std::string(crypto::SuiteName(suite)) + "-anothers";
  Write(folder / name, {suite, true, kTrueBallots, {}});
}

void WriteHolders(const fs::path& folder, crypto::Suite suite) {
  const std::string names[kHolderMessages] = {"commitment", "deal", "complaint"};
  for (std::uint8_t which = 0; which < kHolderMessages; ++which) {
    WriteAll(folder, names[which], suite, which,
             TrueMessage(TrueKeys(suite), static_cast<HolderMessage>(which)));
  }
}

void WriteCorpora(const fs::path& folder) {
  for (const crypto::Suite suite : kSuites) {
    WriteBallots(folder / "core_ballot_ballot_fuzz", suite);
    WriteHolders(folder / "core_ballot_ceremony_fuzz", suite);
    WriteAll(folder / "core_ballot_answer_fuzz", "answer", suite, 0, TrueAnswerOf(suite).bytes);
  }
}

}  // namespace
}  // namespace plenary::ballot

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " FOLDER\n";
    return 2;
  }
  plenary::ballot::WriteCorpora(argv[1]);
  return 0;
}
