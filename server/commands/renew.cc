#include <ostream>

#include "server/commands/commands.h"
#include "server/data_lock.h"
#include "server/node.h"
#include "server/system.h"

namespace plenary::server {

Result<void> RunRenew(const RenewOptions& options, const Console& console) {
  const auto node = LoadNode(options.data);
  if (!node) return std::unexpected(node.error());
  const auto names = options.names.empty() ? NodeNames(options.data) : ParseNames(options.names);
  if (!names) return std::unexpected(names.error());
  const auto certificate = RenewServerCertificate(options.data, *node, *names, SystemClock());
  if (!certificate) return std::unexpected(certificate.error());
  console.out << console.say("Valid until ", "有效期至 ")
              << IsoUtc(certificate->validity().not_after)
              << console.say(", in use from the next start on.\n", "，下次启动后生效。\n");
  return {};
}

}  // namespace plenary::server
