#include "client/actions/tending.h"

#include <utility>

namespace plenary::actions {

Result<std::vector<session::Body>> Tend(link::Link& link, link::KeyStore& store,
                                        const SessionId& session, const Consent& consent,
                                        link::Milliseconds timeout) {
  const PersonId me = store.profile().person;
  std::vector<session::Body> said;
  for (;;) {
    auto body = NextAsHolder(store, *link.Session(session), me, consent);
    if (!body) return std::unexpected(body.error());
    if (!*body) return said;
    const auto outcome = link.Submit(link.SessionLog(session), **body, {.timeout = timeout});
    if (!outcome) return std::unexpected(outcome.error());
    if (std::holds_alternative<session::Refusal>(*outcome)) return said;
    said.push_back(**std::move(body));
  }
}

}  // namespace plenary::actions
