// A key that waits for its admission, or has lost it.
#ifndef PLENARY_CLIENT_CLI_ONLINE_ADMISSION_H_
#define PLENARY_CLIENT_CLI_ONLINE_ADMISSION_H_

#include "client/cli/context.h"

namespace plenary::cli {

// Why there is no connection certificate: link::GetCertificate's failures in a person's words.
std::unexpected<Complaint> ComplainCertificate(const Context& context, const Error& error);

}  // namespace plenary::cli

#endif  // PLENARY_CLIENT_CLI_ONLINE_ADMISSION_H_
