#include "core/archive/collection.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace plenary::archive {
namespace {

using session::Proposal;
using session::ProposalRecord;
using session::ProposalState;

auto Order(const Verified& archive) {
  const session::Convene& convened = archive.session.convened;
  return std::tuple(convened.date, convened.kind, convened.number, archive.log.session);
}

bool IsContinued(const Verified& shorter, const Verified& longer) {
  return shorter.registry_leaves.size() <= longer.registry_leaves.size() &&
         std::equal(shorter.registry_leaves.begin(), shorter.registry_leaves.end(),
                    longer.registry_leaves.begin());
}

bool IsSameNomination(const Proposal& a, const Proposal& b) {
  return a.nominee == b.nominee && a.post == b.post && a.organ == b.organ &&
         a.organ_name == b.organ_name && a.action == b.action;
}

}  // namespace

Result<void> Collection::Add(Verified archive) {
  for (Verified& other : archives_) {
    if (other.log.committee != archive.log.committee) {
      return Fail(ErrorCode::kInvalidArgument, "an archive of another committee");
    }
    if (!IsContinued(other, archive) && !IsContinued(archive, other)) {
      return Fail(ErrorCode::kCorrupt, "its registry and that of session " +
                                           other.log.session.hex() +
                                           " contradict each other: somebody showed two logs");
    }
    if (other.log.session != archive.log.session) continue;
    if (other.head == archive.head && other.is_edition && !archive.is_edition) {
      other = std::move(archive);
      return {};
    }
    if (other.head == archive.head) {
      return Fail(ErrorCode::kAlreadyExists, "an archive of this session is here already");
    }
    return Fail(ErrorCode::kCorrupt, "two different logs of session " + archive.log.session.hex());
  }
  const auto place = std::ranges::upper_bound(archives_, Order(archive), {}, Order);
  archives_.insert(place, std::move(archive));
  return {};
}

const session::Registry* Collection::NewestRegistry() const {
  const auto newest = std::ranges::max_element(
      archives_, {}, [](const Verified& archive) { return archive.registry_head.size; });
  return newest == archives_.end() ? nullptr : newest->registry.get();
}

std::vector<UndeclaredFailure> Collection::UndeclaredFailures() const {
  struct Failure {
    session::EarlierFailure id;
    std::uint32_t term;
    const Proposal* proposal;
  };
  std::vector<UndeclaredFailure> undeclared;
  std::vector<Failure> failures;
  for (const Verified& archive : archives_) {
    if (archive.session.convened.rehearsal) continue;
    std::vector<Failure> new_failures;
    for (const auto& [id, record] : archive.session.proposals) {
      for (const Failure& failure : failures) {
        if (failure.term == archive.session.convened.term &&
            IsSameNomination(*failure.proposal, record.proposal) &&
            !std::ranges::binary_search(record.proposal.earlier, failure.id)) {
          undeclared.push_back({failure.id, archive.log.session, id});
        }
      }
      if (record.state == ProposalState::kFailed) {
        new_failures.push_back(
            {{archive.log.session, id}, archive.session.convened.term, &record.proposal});
      }
    }
    failures.insert(failures.end(), new_failures.begin(), new_failures.end());
  }
  return undeclared;
}

}  // namespace plenary::archive
