// What sessions do, for tests of what is counted of it.
#ifndef PLENARY_TESTS_CORE_ARCHIVE_BUSINESS_H_
#define PLENARY_TESTS_CORE_ARCHIVE_BUSINESS_H_

#include <cstdint>
#include <string>
#include <utility>

#include "core/archive/verify.h"
#include "core/base/check.h"
#include "tests/support/assembly.h"
#include "tests/support/check_secret.h"

namespace plenary::archive {

inline constexpr std::uint32_t kFor = 0;
inline constexpr std::uint32_t kAgainst = 1;

// Closes the session and reads it back from its archive.
inline Verified Closed(testing::SessionLog& log) {
  log.Close();
  auto verified = Verify(log.Archive(), kTestSecret);
  PLENARY_CHECK(verified.has_value());
  return *std::move(verified);
}

inline session::Report ReportOf(session::Organ organ) { return {organ, "机关", "工作报告"}; }

inline session::Proposal Nomination(std::string nominee, session::Action action,
                                    session::Organ organ = session::Organ::kGovernment,
                                    std::string post = "局长") {
  session::Proposal proposal;
  proposal.nominee = std::move(nominee);
  proposal.post = std::move(post);
  proposal.organ = organ;
  proposal.organ_name = "教育局";
  proposal.action = action;
  proposal.nominator = {session::MoverKind::kCouncil, {}, ""};
  return proposal;
}

// Everybody marks `option`.
inline ProposalId Decide(testing::SessionLog& log, const ItemId& item, session::Proposal proposal,
                         std::uint32_t option = kFor) {
  proposal.item = item;
  const ProposalId id = log.Propose(std::move(proposal));
  session::DraftPoll draft = testing::Draft(item, session::PollSubject::kAppointment);
  draft.contests.front().proposals = {id};
  log.Vote(std::move(draft), option);
  return id;
}

// An item of appointment business with this one nomination.
inline void Decide(testing::SessionLog& log, session::Proposal proposal,
                   std::uint32_t option = kFor) {
  const ItemId item = log.Start(testing::Item(session::ItemKind::kAppointments));
  Decide(log, item, std::move(proposal), option);
  log.Conclude(item, session::Ending::kVoted);
}

}  // namespace plenary::archive

#endif  // PLENARY_TESTS_CORE_ARCHIVE_BUSINESS_H_
