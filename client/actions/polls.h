// Polls and ballots from what people say of them. The rules of a contest are never
// said: they are the committee's, from the session's registry. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_POLLS_H_
#define PLENARY_CLIENT_ACTIONS_POLLS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/text/language.h"
#include "client/text/titles.h"
#include "core/session/session.h"

namespace plenary::actions {

// One question as it is asked for. With candidates an election; else, in an evaluation,
// an official or organ to be graded; else for, against, abstain.
struct ContestPlan {
  std::string title;                       // empty: of its proposals, or the question
  std::vector<ProposalId> proposals = {};  // several: merged
  std::vector<std::string> candidates = {};
  std::uint32_t posts = 1;                                // of an election
  bool write_in = false;                                  // likewise, on paper
  rules::OptionKind other = rules::OptionKind::kAbstain;  // the last option of an evaluation
};

struct PollPlan {
  PollId id;                                         // random
  std::optional<ItemId> item = {};                   // none: a test poll
  std::optional<session::PollSubject> subject = {};  // none: SubjectFor
  session::Method method = session::Method::kSecret;
  bool test = false;
  std::string question;
  std::vector<ContestPlan> contests = {};  // none: one, titled as the question
  std::optional<PollId> again = {};        // a voided poll: item, subject and contests are its
};

// What a poll on the item is about if nobody says: appointments where there are
// proposals, an election where there are candidates, an evaluation where the kind of
// item has those and no draft, else the draft; procedure where nothing else fits.
session::PollSubject SubjectFor(session::ItemKind kind, const std::vector<ContestPlan>& contests);

// kNotFound if item, proposal or voided poll are not in the session; kInvalidArgument for
// contests that no rule fits.
Result<session::DraftPoll> MakePoll(const session::Session& session, const PollPlan& plan,
                                    text::Language language);

using text::TitleOf;

// One choice, from "for", "反对", a candidate's name, an option's number counted from 1, or
// several of them with commas between; "blank" or "空白" marks nothing. kInvalidArgument,
// naming what may be chosen.
Result<rules::Choice> ParseChoice(const rules::ContestTerms& terms, std::string_view word);

// One word a contest, or one word for all of them. kInvalidArgument as above, or for a
// wrong number of words.
Result<std::vector<rules::Choice>> ParseChoices(const session::PollRecord& poll,
                                                std::span<const std::string> words);

// The ballot of `voter` in place of the one that counts so far, if there is one.
// kNotFound if the session has no such poll.
Result<session::CastBallot> MakeBallot(const session::Session& session, const PollId& poll,
                                       const PersonId& voter, std::vector<rules::Choice> choices);

// What scrutineers counted in one contest: "votes=15,3,1", on paper with any of issued,
// returned, valid, invalid, blank and "write-in=NAME:VOTES" (several times), separated by spaces
// or ";". On paper what is left out follows from the rest: issued to the roll, all returned, none
// invalid. kInvalidArgument.
Result<rules::PaperCount> ParseCount(const session::PollRecord& poll, std::size_t contest,
                                     std::string_view text);

// As this client's own fold computes it. kNotFound if there is no such poll,
// kConflict if it has no result yet.
Result<session::CertifyResult> MakeCertificate(const session::Session& session, const PollId& poll);
Result<session::AnnounceResult> MakeAnnouncement(const session::Session& session,
                                                 const PollId& poll);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_POLLS_H_
