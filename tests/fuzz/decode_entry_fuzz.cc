// As decode_command_fuzz, for entries and for the signed commands in them.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/wire/entry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plenary::ByteView bytes(data, size);
  if (const auto entry = plenary::wire::DecodeEntry(bytes)) {
    PLENARY_CHECK(plenary::Equal(plenary::wire::EncodeEntry(*entry), bytes));
  }
  if (const auto command = plenary::wire::DecodeSignedCommand(bytes)) {
    PLENARY_CHECK(plenary::Equal(plenary::wire::EncodeSignedCommand(*command), bytes));
  }
  return 0;
}
