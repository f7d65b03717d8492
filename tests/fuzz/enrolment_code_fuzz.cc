// What people type: a code or fingerprint that is accepted has one text of its own.
#include <cstddef>
#include <cstdint>

#include "core/base/check.h"
#include "core/wire/enrolment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plenary;
  const std::string_view text = AsText({data, size});
  if (const auto code = wire::ParseCode(text)) {
    const auto again = wire::ParseCode(wire::FormatCode(*code).text());
    PLENARY_CHECK(again && again->id == code->id);
    PLENARY_CHECK(Equal(again->secret.view(), code->secret.view()));
  }
  if (const auto committee = wire::ParseFingerprint(text)) {
    const auto again = wire::ParseFingerprint(wire::FormatFingerprint(*committee));
    PLENARY_CHECK(again && *again == *committee);
  }
  return 0;
}
