// Agenda items and appointment business from what people say of them. Pure; any thread.
#ifndef PLENARY_CLIENT_ACTIONS_BUSINESS_H_
#define PLENARY_CLIENT_ACTIONS_BUSINESS_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/actions/find.h"
#include "core/session/session.h"

namespace plenary::actions {

// "council", "government:县长 赵某某": KIND[:NAME]. The members who move jointly are added
// by the caller. kInvalidArgument.
Result<session::Mover> ParseMover(std::string_view text);

// "government:县财政局:关于…的报告": ORGAN:NAME:TITLE. kInvalidArgument.
Result<session::Report> ParseReport(std::string_view text);

// The failed votes on the same nomination in other sessions of this term, rehearsals
// left out, as a proposal must name them.
std::vector<session::EarlierFailure> EarlierFailures(
    const session::Proposal& proposal, std::uint32_t term,
    std::span<const std::shared_ptr<const session::Session>> others);

// The media type by a file's name: "application/pdf", "application/octet-stream".
std::string MediaTypeOf(std::string_view file_name);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_BUSINESS_H_
