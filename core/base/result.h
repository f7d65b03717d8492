// A value or the reason why there is none. Nothing of ours throws.
#ifndef PLENARY_CORE_BASE_RESULT_H_
#define PLENARY_CORE_BASE_RESULT_H_

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace plenary {

// What the caller can do about a failure. Mapped to gRPC status and exit codes once each.
enum class ErrorCode : std::uint8_t {
  kInvalidArgument = 1,  // the input is malformed: mend it
  kBadSignature = 2,     // a signature, proof or MAC does not match
  kNotFound = 3,
  kAlreadyExists = 4,
  kPermissionDenied = 5,
  kConflict = 6,     // somebody else changed it first: read again
  kCorrupt = 7,      // what is stored contradicts itself: stop and restore
  kUnavailable = 8,  // try again later
  kExhausted = 9,    // a limit is reached: size, rate, disk
  kInternal = 10,    // a library failed; the operator's log says more
};

struct Error {
  ErrorCode code;
  std::string message;  // English, for the operator's log; holds no secrets
};

// A std::expected whose result cannot be dropped without a warning.
template <class T, class E = Error>
class [[nodiscard]] Result : public std::expected<T, E> {
 public:
  using std::expected<T, E>::expected;
};

inline std::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

}  // namespace plenary

// Returns the error of a Result<void> from the enclosing function.
#define PLENARY_TRY(expression)                                      \
  do {                                                               \
    if (auto plenary_try_result = (expression); !plenary_try_result) \
      return std::unexpected(std::move(plenary_try_result).error()); \
  } while (false)

#endif  // PLENARY_CORE_BASE_RESULT_H_
