// Writes the seeds of core/wire's fuzz targets: build/dev/tests/make_wire_corpus tests/fuzz/corpus
//
// To be run after a change of the wire; what it writes is kept beside what fuzzing found.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "core/wire/ballot_codes.h"
#include "core/wire/enrolment.h"
#include "core/wire/entry.h"
#include "core/wire/proto.h"
#include "tests/support/arbitrary_command.h"

namespace plenary {
namespace {

namespace fs = std::filesystem;

void Write(const fs::path& path, ByteView bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << AsText(bytes);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  file.close();
}

log::Entry EntryOf(Bytes command, Bytes cosignature) {
  log::Entry entry{.index = 5, .time = {1'680'000'000'000}, .blinds = {}, .command = {}};
  entry.command = {std::move(command), Bytes(64, 1), std::move(cosignature)};
  return entry;
}

void WriteCommands(const fs::path& folder) {
  for (const session::CommandKind kind : testing::AllKinds()) {
    const Bytes bytes = wire::EncodeCommand(testing::ExampleCommand(kind));
    const std::string name(session::NameOf(kind));
    Write(folder / "decode_command_fuzz" / name, bytes);
    Write(folder / "decode_command_fuzz" / (name + "-cut"),
          ByteView(bytes).first(bytes.size() - 1));
  }
}

void WriteEntries(const fs::path& folder) {
  const Bytes recess = wire::EncodeCommand(testing::ExampleCommand(session::CommandKind::kRecess));
  const log::Entry entry = EntryOf(recess, {});
  const log::Entry founding = EntryOf(recess, Bytes(64, 2));
  Write(folder / "decode_entry_fuzz" / "entry", wire::EncodeEntry(entry));
  Write(folder / "decode_entry_fuzz" / "cosigned", wire::EncodeEntry(founding));
  Write(folder / "decode_entry_fuzz" / "command", wire::EncodeSignedCommand(founding.command));
}

void WriteCodes(const fs::path& folder) {
  const fs::path codes = folder / "enrolment_code_fuzz";
  std::array<Byte, wire::kEnrolmentRandomness> random{};
  random.fill(0x5A);
  const auto code = wire::FormatCode(wire::MakeEnrolmentCode(random));
  CommitteeId committee;
  committee.bytes.fill(0xC3);
  const std::string fingerprint = wire::FormatFingerprint(committee);
  Write(codes / "code", AsBytes(code.text()));
  Write(codes / "code-wrong", AsBytes("1" + std::string(code.text().substr(1))));
  Write(codes / "fingerprint", AsBytes(fingerprint));
  Write(codes / "fingerprint-wrong", AsBytes("1" + fingerprint.substr(1)));
  const wire::EnrolmentRequest request{.suite = crypto::Suite::kSm2,
                                       .committee = committee,
                                       .person = *PersonId::From(Bytes(16, 1)),
                                       .public_key = Bytes(65, 4),
                                       .self_signature = Bytes(64, 5),
                                       .mac = {}};
  Write(folder / "enrolment_request_fuzz" / "request", wire::EncodeEnrolmentRequest(request));
}

void WriteBallotCodes(const fs::path& folder) {
  const fs::path codes = folder / "ballot_code_fuzz";
  Digest digest;
  digest.bytes.fill(0x7E);
  Write(codes / "code", AsBytes(wire::ShortCode(digest)));
  Write(codes / "code-typed", AsBytes("fszq yfkn"));
  const Bytes seed(wire::kBallotSeedSize, 0xA7);
  Write(codes / "seed", AsBytes(wire::FormatSeed(seed)));
  Write(codes / "challenge", AsBytes(wire::FormatChallenge(digest, seed)));
}

// The first byte says which message follows.
void WriteMessage(const fs::path& folder, const std::string& name, char which,
                  const google::protobuf::MessageLite& message) {
  Write(folder / "server_message_fuzz" / name, AsBytes(which + message.SerializeAsString()));
}

void WriteServerMessages(const fs::path& folder) {
  const Bytes recess = wire::EncodeCommand(testing::ExampleCommand(session::CommandKind::kRecess));
  const log::SignedHead head{{}, {9, {}}, {}, Bytes(64, 3)};
  WriteMessage(folder, "head", 0, wire::ToProto(head));
  const log::Receipt receipt{5, {1'680'000'000'000}, {}, head, {Digest{}, Digest{}, Digest{}}};
  WriteMessage(folder, "receipt", 1, wire::ToProto(receipt));
  WriteMessage(folder, "run", 2, wire::ToProto(log::Run{3, 6, {Digest{}, Digest{}, Digest{}}}));
  WriteMessage(folder, "entry", 3, wire::ToProto(EntryOf(recess, {})));
}

}  // namespace
}  // namespace plenary

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " FOLDER\n";
    return 2;
  }
  plenary::WriteCommands(argv[1]);
  plenary::WriteEntries(argv[1]);
  plenary::WriteCodes(argv[1]);
  plenary::WriteBallotCodes(argv[1]);
  plenary::WriteServerMessages(argv[1]);
  return 0;
}
