// The version of this build.
#ifndef PLENARY_SERVER_VERSION_H_
#define PLENARY_SERVER_VERSION_H_

#include <string_view>

namespace plenary::server {

inline constexpr std::string_view kVersion = PLENARY_VERSION;

}  // namespace plenary::server

#endif  // PLENARY_SERVER_VERSION_H_
