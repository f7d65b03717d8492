// What an alarm keeps to be shown to others: the messages themselves, in the text form
// of plenary.v1, each under a line that says what it is.
#ifndef PLENARY_CLIENT_LINK_EVIDENCE_H_
#define PLENARY_CLIENT_LINK_EVIDENCE_H_

#include <string_view>

#include "core/base/bytes.h"
#include "core/log/entry.h"
#include "core/log/fork.h"
#include "core/log/receipt.h"

namespace plenary::link {

class Evidence {
 public:
  Evidence& Add(std::string_view what, const log::SignedHead& head);
  Evidence& Add(std::string_view what, const log::Entry& entry);
  Evidence& Add(std::string_view what, const log::Receipt& receipt);
  Evidence& Add(std::string_view what, const log::SignedCommand& command);
  Evidence& Add(std::string_view what, std::span<const Digest> hashes);
  Evidence& Add(const log::ForkEvidence& fork);  // both heads and the proof between them
  const Bytes& bytes() const { return bytes_; }

 private:
  Evidence& AddText(std::string_view what, std::string_view text);
  Bytes bytes_;
};

}  // namespace plenary::link

#endif  // PLENARY_CLIENT_LINK_EVIDENCE_H_
