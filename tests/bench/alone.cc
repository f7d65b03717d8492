#include "tests/bench/alone.h"

#include <fcntl.h>
#include <unistd.h>

#include <vector>

#include "core/archive/verify.h"
#include "core/base/check.h"
#include "tests/bench/figures.h"
#include "tests/support/assembly.h"
#include "tests/support/check_secret.h"

namespace plenary::bench {
namespace {

constexpr std::size_t kMessage = 250;  // bytes, as a command that casts a ballot
constexpr std::size_t kBlock = 4096;

double TimeOfSync(const std::filesystem::path& file, std::size_t repetitions) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  PLENARY_CHECK(descriptor >= 0);
  const Bytes block(kBlock, Byte{1});
  const double time = TimeOf(repetitions, [&] {
    PLENARY_CHECK(::write(descriptor, block.data(), block.size()) == kBlock);
    PLENARY_CHECK(::fdatasync(descriptor) == 0);
  });
  PLENARY_CHECK(::close(descriptor) == 0);
  std::filesystem::remove(file);
  return time;
}

}  // namespace

Alone MeasureAlone(const std::filesystem::path& folder, std::size_t repetitions) {
  constexpr auto kPurpose = crypto::Purpose::kCommand;
  const auto key = crypto::PrivateKey::Generate(crypto::Suite::kP256).value();
  const Bytes message(kMessage, Byte{7});
  const Bytes signature = key.Sign(kPurpose, message).value();
  return {
      .sign = TimeOf(repetitions, [&] { PLENARY_CHECK(key.Sign(kPurpose, message).has_value()); }),
      .verify =
          TimeOf(repetitions,
                 [&] {
                   PLENARY_CHECK(key.public_key().Verify(kPurpose, message, signature).has_value());
                 }),
      .sync = TimeOfSync(folder / "sync", repetitions),
  };
}

ArchiveVerification MeasureArchive(std::size_t members, std::size_t polls,
                                   std::size_t repetitions) {
  testing::Assembly assembly({.members = members});
  testing::SessionLog session =
      assembly.Convene(1, session::SessionKind::kCommittee, CivilDate{2023, 2, 28});
  session.Open();
  for (std::size_t i = 0; i < polls; ++i) {
    const ItemId item = session.Start(testing::Item(session::ItemKind::kResolution));
    session.Vote(testing::Draft(item, session::PollSubject::kDraft), 0);
    session.Conclude(item, session::Ending::kAdopted);
  }
  session.Close();
  const Bytes archive = session.Archive();
  return {.entries = assembly.registry_entries().size() + session.entries().size(),
          .milliseconds = TimeOf(repetitions, [&] {
            PLENARY_CHECK(archive::Verify(archive, kTestSecret).has_value());
          })};
}

}  // namespace plenary::bench
