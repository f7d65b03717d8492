// The two founding officers, once a server runs: `plenary committee bind`.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/actions/founding.h"
#include "client/cli/online/admission.h"
#include "client/cli/online/committee.h"
#include "client/link/certificate.h"
#include "client/link/enrolment.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

constexpr std::size_t kMaxFounding = 1'048'576;  // bytes

struct BindOptions : HomeOptions {
  std::string founding;
  std::vector<std::string> servers;
  bool has_other_keys = false;
  int timeout = 30;  // seconds
};

// Which of the two officers this store's key is.
Sought<PersonId> OfficerOf(const Context& context, const link::KeyStore& store,
                           const actions::ReadableFounding& founding) {
  for (std::size_t i = 0; i < founding.keys.size(); ++i) {
    if (founding.keys[i] == store.key_id()) return founding.found.officers[i].person;
  }
  return std::unexpected(Complaint{
      Exit::kRefused, "not-an-officer",
      context.Say({"密钥库 {0} 的密钥（短码 {1}）不是创立文件中两名经办人的密钥：请核对 --home，"
                   "其他人请执行 plenary enrol。",
                   "The key of {0} (short code {1}) is none of the two in the founding: check "
                   "--home; everybody else runs plenary enrol."},
                  {store.folder().string(), wire::ShortCode(store.key_id())})});
}

Sought<link::Founding> AskServers(const Context& context, const BindOptions& options,
                                  const CommitteeId& committee) {
  const std::chrono::seconds timeout(options.timeout);
  Error last{ErrorCode::kUnavailable, ""};
  for (const std::string& server : options.servers) {
    auto served = link::FetchFounding(server, committee, timeout);
    if (served) return *std::move(served);
    last = served.error();
    if (last.code == ErrorCode::kBadSignature) break;
  }
  return Complain(context, last);
}

Outcome BindStore(Context& context, const BindOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  const auto bytes = actions::ReadFile(options.founding, kMaxFounding);
  if (!bytes) return Complain(context, bytes.error());
  const auto readable = actions::ReadFounding(ByteView(*bytes));
  if (!readable) return Complain(context, readable.error());
  const auto person = OfficerOf(context, **store, *readable);
  if (!person) return std::unexpected(person.error());
  const auto served = AskServers(context, options, readable->committee);
  if (!served) return std::unexpected(served.error());
  const auto bound = link::Bind(**store, *served, *person, options.servers, options.has_other_keys);
  if (!bound) return Complain(context, bound.error());
  const auto got = link::GetCertificate(**store, std::chrono::seconds(options.timeout));
  if (!got) return ComplainCertificate(context, got.error());
  context.Print(context.Say({"密钥库已属于 {0}，服务器 {1} 可用。\n",
                             "The key store now belongs to {0}; the server {1} answers.\n"},
                            {served->found.name, CLI::detail::join(options.servers, " ")}),
                {{"committee", served->found.name},
                 {"fingerprint", wire::FormatFingerprint(served->committee)},
                 {"person", person->hex()},
                 {"servers", options.servers}});
  return Exit::kDone;
}

}  // namespace

void AddBind(CLI::App& committee, Context& context) {
  CLI::App& command =
      AddCommand(committee, context, "bind",
                 {"两名经办人：将密钥库连到运行中的服务器",
                  "Both officers: connect the key store to the server that now runs"});
  const auto options = std::make_shared<BindOptions>();
  AddHomeOptions(command, context, *options);
  command.add_option("--founding", options->founding, context.Say({"创立文件", "The founding"}))
      ->type_name("FILE")
      ->required();
  command
      .add_option(
          "--server", options->servers,
          context.Say({"服务器，主机:端口；可以给出多个", "Servers, host:port, one or more"}))
      ->type_name("ADDRESS")
      ->required();
  command.add_flag("--has-other-keys", options->has_other_keys,
                   context.Say({"我用过别的电脑：那里的密钥不是冒名",
                                "I have used another machine: its keys are mine and no alarm"}));
  command
      .add_option("--timeout", options->timeout,
                  context.Say({"最多等待服务器多少秒", "Seconds to wait for the server"}))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600));
  OnRun(command, context, [&context, options] { return BindStore(context, *options); });
}

}  // namespace plenary::cli
