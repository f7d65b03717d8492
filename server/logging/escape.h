// How a value is written in a line of the log.
#ifndef PLENARY_SERVER_LOGGING_ESCAPE_H_
#define PLENARY_SERVER_LOGGING_ESCAPE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace plenary::logging {

inline constexpr std::size_t kMaxValueBytes = 512;

// The value as it is if it is of letters, digits and -_.:/@+[]%, else in quotes, with
// control characters, bytes that are not UTF-8 and characters that change the direction
// of text as \xNN. Longer than kMaxValueBytes: cut, and "..." after it.
std::string Escape(std::string_view value);

}  // namespace plenary::logging

#endif  // PLENARY_SERVER_LOGGING_ESCAPE_H_
