// The register of office-holders (任免名册): who holds which office after which session.
#ifndef PLENARY_CORE_ARCHIVE_REGISTER_H_
#define PLENARY_CORE_ARCHIVE_REGISTER_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/archive/collection.h"

namespace plenary::archive {

struct Post {
  session::Organ organ;
  std::string organ_name;
  std::string title;

  auto operator<=>(const Post&) const = default;
};

struct Holder {
  std::string name;
  CivilDate since;  // of the session's last sitting
  SessionId session;
  session::Action action;  // by which the office was given
  bool suspended = false;

  bool IsActing() const { return action == session::Action::kAppointActing; }
};

// One passed action, in the order in which they were passed.
struct Change {
  Post post;
  std::string name;
  session::Action action;
  CivilDate date;
  SessionId session;
  bool holder_unknown = false;  // left an office that no archive here gave
};

struct Register {
  std::map<Post, std::vector<Holder>> posts;  // vacated ones with no holder
  std::vector<Change> changes;
};

// Over offices; people's assessors are kept by their courts. Rehearsals left out.
Register FoldRegister(const Collection& archives);

}  // namespace plenary::archive

#endif  // PLENARY_CORE_ARCHIVE_REGISTER_H_
