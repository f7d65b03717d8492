// A committee of one member whose session holds one test poll: as few bytes as an archive
// of a session with a ballot can have.
#ifndef PLENARY_TESTS_CORE_ARCHIVE_SMALL_ARCHIVE_H_
#define PLENARY_TESTS_CORE_ARCHIVE_SMALL_ARCHIVE_H_

#include <optional>

#include "core/session/session_commands.h"
#include "tests/support/assembly.h"

namespace plenary::archive {

struct SmallArchive {
  explicit SmallArchive(crypto::Suite suite = crypto::Suite::kP256)
      : assembly({.members = 1, .vice_directors = 0, .suite = suite, .rules = {}, .name = "c"}),
        log(assembly.Convene(1, session::SessionKind::kCouncil, {2023, 3, 28})) {
    log.Say(assembly.director(), session::SignIn{});
    log.Say(assembly.director(), session::OpenSession{});
    session::DraftPoll draft = testing::Draft({}, session::PollSubject::kProcedure);
    draft.item.reset();
    draft.test = true;
    log.Vote(draft, 0);
    log.Close();
  }

  testing::Assembly assembly;
  testing::SessionLog log;
};

}  // namespace plenary::archive

#endif  // PLENARY_TESTS_CORE_ARCHIVE_SMALL_ARCHIVE_H_
