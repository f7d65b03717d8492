// As read_archive_fuzz, for editions; and what verifies as one holds no ballot.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/archive/edition.h"
#include "core/archive/verify.h"
#include "core/base/check.h"
#include "tests/support/check_secret.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using plenary::archive::Said;
  const plenary::ByteView bytes(data, size);
  const auto contents = plenary::archive::ReadEdition(bytes);
  if (contents) PLENARY_CHECK(plenary::Equal(plenary::archive::WriteEdition(*contents), bytes));
  const auto verified = plenary::archive::VerifyEdition(bytes, plenary::kTestSecret);
  if (!contents) PLENARY_CHECK(!verified);
  if (!verified) return 0;
  PLENARY_CHECK(plenary::archive::IsEdition(bytes) && verified->is_edition);
  PLENARY_CHECK(std::ranges::all_of(verified->said, [](const Said& said) {
    return plenary::session::CodeOf(said.command.body).empty();
  }));
  return 0;
}
