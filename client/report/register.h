// The register of office-holders (任免名册), for reading and for machines. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_REGISTER_H_
#define PLENARY_CLIENT_REPORT_REGISTER_H_

#include <string>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/archive/register.h"

namespace plenary::report {

// Who holds which post, vacant ones too. `archives` are those that it was folded from.
std::string RegisterText(text::Language language, const archive::Collection& archives,
                         const archive::Register& offices);
// What was passed, in order.
std::string ChangesText(text::Language language, const archive::Collection& archives,
                        const archive::Register& offices);
// {"posts": [...], "changes": [...]}
Json RegisterJson(const archive::Collection& archives, const archive::Register& offices);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_REGISTER_H_
