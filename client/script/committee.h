// How a script's committee comes to be: founded by its two officers, its people, seats and
// roles entered, everybody enrolled.
#ifndef PLENARY_CLIENT_SCRIPT_COMMITTEE_H_
#define PLENARY_CLIENT_SCRIPT_COMMITTEE_H_

#include <string>
#include <string_view>

#include "client/actions/founding.h"
#include "client/script/office.h"

namespace plenary::script {

// "p256", if the script says nothing.
crypto::Suite SuiteOf(const Value& committee);

// Makes both officers' key stores and the founding that they sign for this node (what its
// node.json says).
Played<log::SignedCommand> SignFounding(const Value& committee, const People& people,
                                        std::string_view node_json);

// Whether the founding is of the script's committee: name, suite, term, date, officers.
Played<> CheckFounding(const Value& committee, const actions::ReadableFounding& founding);

// Opens the stores that SignFounding made, and connects them to the server that has
// imported the founding. Both officers are among the people afterwards.
Played<> SeatOfficers(const Value& committee, const actions::ReadableFounding& founding,
                      const std::string& server, People& people);

// People, seats and roles into the registry, each confirmed by the second officer, and a
// key for everybody.
Played<> Constitute(const Value& committee, Office& office);

}  // namespace plenary::script

#endif  // PLENARY_CLIENT_SCRIPT_COMMITTEE_H_
