// Lists of people's names. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_NAMES_H_
#define PLENARY_CLIENT_REPORT_NAMES_H_

#include <string>
#include <vector>

#include "client/text/language.h"
#include "client/text/titles.h"
#include "core/session/session.h"

namespace plenary::report {

template <class People>
std::vector<std::string> NamesOf(const session::Registry& registry, const People& people) {
  std::vector<std::string> names;
  for (const PersonId& person : people) names.push_back(text::NameOf(registry, person));
  return names;
}

// "张三、李四", "A, B".
std::string Listed(text::Language language, const std::vector<std::string>& names);
// The parts with "；" or "; " between them.
std::string Parted(text::Language language, const std::vector<std::string>& parts);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_NAMES_H_
