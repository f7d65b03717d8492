// As decode_command_fuzz, for what a new key sends to ask for admission.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/wire/enrolment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const plenary::ByteView bytes(data, size);
  if (const auto request = plenary::wire::DecodeEnrolmentRequest(bytes)) {
    PLENARY_CHECK(plenary::Equal(plenary::wire::EncodeEnrolmentRequest(*request), bytes));
  }
  return 0;
}
