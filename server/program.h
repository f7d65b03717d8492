// The command line of plenaryd.
#ifndef PLENARY_SERVER_PROGRAM_H_
#define PLENARY_SERVER_PROGRAM_H_

#include <iosfwd>
#include <string>
#include <vector>

#include "server/language.h"

namespace plenary::server {

// Does what the arguments (without the program's name) say; the exit code: 0 done, 1
// refused or failed, 2 the arguments make no sense. Call it before there are threads.
int RunProgram(const std::vector<std::string>& arguments, Language language, std::ostream& out,
               std::ostream& err);

}  // namespace plenary::server

#endif  // PLENARY_SERVER_PROGRAM_H_
