// What the verifier has found in archives. Pure; any thread.
#ifndef PLENARY_CLIENT_REPORT_VERIFICATION_H_
#define PLENARY_CLIENT_REPORT_VERIFICATION_H_

#include <optional>
#include <string>

#include "client/report/json.h"
#include "client/text/language.h"
#include "core/archive/collection.h"

namespace plenary::report {

// "会议记录第 17 条：…" and "session entry 17: ...": the place and the reason.
std::string Explain(text::Language language, const archive::Rejection& rejection);
// Why an archive does not go with the others: a failure of Collection::Add.
std::string ExplainConflict(text::Language language, const Error& error);
// Names the entry that puts the nomination again without saying so.
std::string Explain(text::Language language, const archive::Collection& archives,
                    const archive::UndeclaredFailure& failure);

// What was checked, and the results that were computed again.
std::string VerifiedText(text::Language language, const archive::Verified& archive);
// "…第十二次会议，2023-02-24：会议记录 152 条，表决 3 次".
std::string VerifiedLine(text::Language language, const archive::Verified& archive);
Json VerifiedJson(text::Language language, const archive::Verified& archive);

}  // namespace plenary::report

#endif  // PLENARY_CLIENT_REPORT_VERIFICATION_H_
