// A holder's machine at work: says by itself what ceremony and opening ask of it.
#ifndef PLENARY_CLIENT_ACTIONS_TENDING_H_
#define PLENARY_CLIENT_ACTIONS_TENDING_H_

#include <vector>

#include "client/actions/secret_polls.h"
#include "client/link/link.h"

namespace plenary::actions {

// Says what NextAsHolder gives, each once what was said before is in this client's copy, until
// it gives nothing; what has been said. Blocks. Failures of NextAsHolder and of Link::Submit.
// A refusal only says that somebody else was quicker, or that the ceremony went on: it ends this
// call, and what is to say then is asked anew by the next.
Result<std::vector<session::Body>> Tend(link::Link& link, link::KeyStore& store,
                                        const SessionId& session, const Consent& consent,
                                        link::Milliseconds timeout);

}  // namespace plenary::actions

#endif  // PLENARY_CLIENT_ACTIONS_TENDING_H_
