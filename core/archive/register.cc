#include "core/archive/register.h"

#include <algorithm>
#include <utility>

namespace plenary::archive {
namespace {

using session::Action;
using session::Proposal;
using session::ProposalRecord;
using session::ProposalState;

// Removals precede appointments to the same post, whatever order they were put in.
bool GivesOffice(Action action) {
  switch (action) {
    case Action::kAppoint:
    case Action::kDecideToAppoint:
    case Action::kApprove:
    case Action::kAppointActing:
    case Action::kElect:
      return true;
    case Action::kRemove:
    case Action::kDecideToRemove:
    case Action::kAcceptResignation:
    case Action::kDismiss:
    case Action::kSuspend:
      return false;
  }
  return false;
}

void Record(Register& register_, const Verified& archive, const Proposal& proposal) {
  const Post post{proposal.organ, proposal.organ_name, proposal.post};
  Change change{post, proposal.nominee, proposal.action, archive.session.today,
                archive.log.session};
  auto& holders = register_.posts[post];
  const auto holder = std::ranges::find(holders, proposal.nominee, &Holder::name);
  if (GivesOffice(proposal.action)) {
    if (holder != holders.end()) holders.erase(holder);
    holders.push_back({proposal.nominee, change.date, change.session, proposal.action});
  } else if (holder == holders.end()) {
    change.holder_unknown = true;
  } else if (proposal.action == Action::kSuspend) {
    holder->suspended = true;
  } else {
    holders.erase(holder);
  }
  register_.changes.push_back(std::move(change));
}

}  // namespace

Register FoldRegister(const Collection& archives) {
  Register register_;
  for (const Verified& archive : archives.archives()) {
    if (archive.session.convened.rehearsal) continue;
    for (const bool giving : {false, true}) {
      for (const ProposalId& id : archive.session.proposal_order) {
        const ProposalRecord& record = archive.session.proposals.at(id);
        const bool counts =
            record.state == ProposalState::kPassed && record.proposal.assessors == 0;
        if (counts && GivesOffice(record.proposal.action) == giving) {
          Record(register_, archive, record.proposal);
        }
      }
    }
  }
  return register_;
}

}  // namespace plenary::archive
