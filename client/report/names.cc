#include "client/report/names.h"

namespace plenary::report {
namespace {

std::string Joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string joined;
  for (const std::string& part : parts) joined += (joined.empty() ? "" : between) + part;
  return joined;
}

}  // namespace

std::string Listed(text::Language language, const std::vector<std::string>& names) {
  return Joined(names, text::Say(language, text::Text{"、", ", "}));
}

std::string Parted(text::Language language, const std::vector<std::string>& parts) {
  return Joined(parts, text::Say(language, text::Text{"；", "; "}));
}

}  // namespace plenary::report
