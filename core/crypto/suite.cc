#include "core/crypto/suite.h"

#include "core/base/check.h"

namespace plenary::crypto {

std::string_view SuiteName(Suite suite) {
  switch (suite) {
    case Suite::kP256:
      return "p256";
    case Suite::kSm2:
      return "sm2";
  }
  CheckFailed(__FILE__, __LINE__, "a suite");
}

Result<Suite> ParseSuite(std::string_view name) {
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    if (name == SuiteName(suite)) return suite;
  }
  return Fail(ErrorCode::kInvalidArgument, "unknown suite: choose p256 or sm2");
}

Result<Suite> SuiteFromNumber(std::uint32_t number) {
  for (const Suite suite : {Suite::kP256, Suite::kSm2}) {
    if (number == static_cast<std::uint32_t>(suite)) return suite;
  }
  return Fail(ErrorCode::kInvalidArgument, "unknown suite: 1 (p256) and 2 (sm2) are known");
}

}  // namespace plenary::crypto
