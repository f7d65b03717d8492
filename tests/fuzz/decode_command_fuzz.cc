// Whatever DecodeCommand accepts, it writes again byte for byte; the rest it refuses.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/wire/command.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plenary::ByteView bytes(data, size);
  if (const auto command = plenary::wire::DecodeCommand(bytes)) {
    PLENARY_CHECK(plenary::Equal(plenary::wire::EncodeCommand(*command), bytes));
    PLENARY_CHECK(plenary::session::SubjectOf(command->body).size() % 16 == 0);
  }
  return 0;
}
