// The parts of steps.h: a function for each kind of step, given what stands under its name.
#ifndef PLENARY_CLIENT_SCRIPT_STEP_PARTS_H_
#define PLENARY_CLIENT_SCRIPT_STEP_PARTS_H_

#include "client/script/stage.h"

namespace plenary::script {

session::Mover MoverOf(const Stage& stage, const Value& mover);

// attendance
Played<> Arrive(Stage& stage, const Value& people);
Played<> Depart(Stage& stage, const Value& people);
Played<> GrantLeave(Stage& stage, const Value& excuse);
Played<> SignInGuests(Stage& stage, const Value& guests);
Played<> Recuse(Stage& stage, const Value& recusal);
Played<> HandOverChair(Stage& stage, const Value& to);
Played<> NameScrutineers(Stage& stage, const Value& people);
Played<> ExpectAttendance(Stage& stage, const Value& expected);

// agenda
Played<> AddItem(Stage& stage, const Value& addition);
Played<> AppendItem(Stage& stage, const Value& item);  // last
Played<> MoveItem(Stage& stage, const Value& move);
Played<> WithdrawItem(Stage& stage, const Value& withdrawal);
Played<> DeferItem(Stage& stage, const Value& deferral);
Played<> StartItem(Stage& stage, const Value& item);
Played<> ConcludeItem(Stage& stage, const Value& end);
Played<> HearItem(Stage& stage, const Value& end);  // starts and concludes
Played<> AttachDocument(Stage& stage, const Value& document);

// appointments
Played<> Propose(Stage& stage, const Value& proposal);
Played<> RecordPrerequisites(Stage& stage, const Value& dates);
Played<> WithdrawProposal(Stage& stage, const Value& withdrawal);
Played<> FollowUp(Stage& stage, const Value& dates);

// polls
Played<> DraftPoll(Stage& stage, const Value& poll);
Played<> DiscardPoll(Stage& stage, const Value& poll);
Played<> ObjectToMerge(Stage& stage, const Value& objection);
Played<> OpenPoll(Stage& stage, const Value& poll);
Played<> ClosePoll(Stage& stage, const Value& poll);
Played<> Certify(Stage& stage, const Value& poll);
Played<> Announce(Stage& stage, const Value& announcement);
Played<> VoidPoll(Stage& stage, const Value& voiding);
Played<> Vote(Stage& stage, const Value& vote);

// ballots and counts
Played<> Cast(Stage& stage, const Value& cast);
Played<> PressAgain(Stage& stage, const Value& presses);
Played<> Press(Stage& stage, const PollId& poll, const Value& presses);
Played<> Count(Stage& stage, const Value& count);
// Whether the poll's results are as expected; one result, or several.
Played<> CheckResults(const session::PollRecord& poll, const Value& expected);

// secret polls
Played<> HoldCeremony(Stage& stage, const Value& where);
Played<> EnsureKey(Stage& stage, const Value& where);  // a ceremony, where a poll needs one
Played<session::Body> SecretBallot(Stage& stage, Client& client, const session::Session& session,
                                   const PollId& poll, const std::vector<rules::Choice>& choices,
                                   const Value& where);
// Sealed by chair and chief scrutineer, opened by the holders, its totals stated.
Played<> OpenSealed(Stage& stage, const Value& poll);

// registry
Played<> ReplaceLaptop(Stage& stage, const Value& person);
Played<> VacateSeat(Stage& stage, const Value& vacancy);
Played<> EnterYearFigures(Stage& stage, const Value& figures);
Played<> AdvanceRegistry(Stage& stage, const Value& step);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_STEP_PARTS_H_
