// What the commands of key holders and sealers have in common.
#ifndef PLENARY_CLIENT_CLI_ONLINE_HOLDING_H_
#define PLENARY_CLIENT_CLI_ONLINE_HOLDING_H_

#include "client/actions/tending.h"
#include "client/cli/online/desk.h"

namespace plenary::cli {

// Why a holder's or sealer's machine says nothing: "alarm" if two logs were shown to it.
std::unexpected<Complaint> ComplainHolding(const Context& context, const Error& error);
std::unexpected<Complaint> ComplainRefused(const Context& context, const actions::Refused& refused);
// "alarm" after one that stops the session's log.
Result<void, Complaint> CheckAlarm(const Desk& desk);
// One round, told: what was said, and what was refused unless somebody else was quicker.
Result<void, Complaint> TendOnce(const Desk& desk, actions::Tending& tending,
                                 const actions::Consent& consent);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_HOLDING_H_
