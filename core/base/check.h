// PLENARY_CHECK: a broken invariant of ours ends the program, in release builds
// too. Never for input.
#ifndef PLENARY_CORE_BASE_CHECK_H_
#define PLENARY_CORE_BASE_CHECK_H_

namespace plenary {

[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);

}  // namespace plenary

#define PLENARY_CHECK(condition) \
  (static_cast<bool>(condition) ? void() : ::plenary::CheckFailed(__FILE__, __LINE__, #condition))

#endif  // PLENARY_CORE_BASE_CHECK_H_
