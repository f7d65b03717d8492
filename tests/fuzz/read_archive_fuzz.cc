// An archive of any bytes is refused or verified; what is read writes to the same bytes again.
#include <cstddef>
#include <cstdint>

#include "core/archive/verify.h"
#include "core/base/check.h"
#include "tests/support/check_secret.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plenary::ByteView bytes(data, size);
  const auto contents = plenary::archive::Read(bytes);
  if (contents) PLENARY_CHECK(plenary::Equal(plenary::archive::Write(*contents), bytes));
  const auto verified = plenary::archive::Verify(bytes, plenary::kTestSecret);
  if (!contents) PLENARY_CHECK(!verified);
  return 0;
}
