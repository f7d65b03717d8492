// What tests give in place of 32 random bytes, so that they run the same each time.
#ifndef PLENARY_TESTS_SUPPORT_CHECK_SECRET_H_
#define PLENARY_TESTS_SUPPORT_CHECK_SECRET_H_

#include "core/fold/log_fold.h"

namespace plenary {

inline constexpr fold::CheckSecret kTestSecret = {0x5e, 0xc2, 0xe7};

}  // namespace plenary

#endif  // PLENARY_TESTS_SUPPORT_CHECK_SECRET_H_
