// `plenary enrol`: from a code on paper to a key that the registry admits.
#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/cli/online/admission.h"
#include "client/cli/online/ask.h"
#include "client/cli/online/commands.h"
#include "client/cli/online/home.h"
#include "client/link/certificate.h"
#include "client/link/enrolment.h"

namespace plenary::cli {
namespace {

using report::Json;
using std::chrono::seconds;

constexpr std::size_t kMaxSheet = 65'536;  // bytes

struct EnrolOptions : HomeOptions {
  std::string sheet;
  std::vector<std::string> servers;
  std::string code;
  std::string fingerprint;
  bool is_unattended = false;
  bool has_other_keys = false;
  bool is_resumed = false;
  bool waits = true;
  bool yes = false;
  int timeout = 30;  // seconds
  int wait = 3'600;  // seconds
};

Result<link::Sheet, Complaint> SheetFromFile(const Context& context, const std::string& file) {
  const auto bytes = actions::ReadFile(file, kMaxSheet);
  if (!bytes) return Complain(context, bytes.error());
  auto sheet = link::ParseSheet(AsText(*bytes));
  if (!sheet) return Complain(context, sheet.error());
  return *std::move(sheet);
}

Result<std::string, Complaint> GivenOrAsked(const Context& context, const std::string& given,
                                            text::Text question, const std::string& option) {
  if (!given.empty()) return given;
  return AskLine(context, question, option);
}

std::unexpected<Complaint> ComplainTyped(const Context& context, text::Text sentence) {
  return std::unexpected(Complaint{Exit::kRefused, "invalid-argument", context.Say(sentence)});
}

Result<link::Sheet, Complaint> SheetFromPaper(const Context& context, const EnrolOptions& options) {
  link::Sheet sheet;
  sheet.servers = options.servers;
  if (sheet.servers.empty()) {
    const auto server =
        AskLine(context, {"服务器（主机:端口）：", "Server (host:port): "}, "--server");
    if (!server) return std::unexpected(server.error());
    sheet.servers = {*server};
  }
  const auto typed =
      GivenOrAsked(context, options.fingerprint, {"委员会指纹：", "Fingerprint of the committee: "},
                   "--fingerprint");
  if (!typed) return std::unexpected(typed.error());
  const auto committee = wire::ParseFingerprint(*typed);
  if (!committee) {
    return ComplainTyped(context, {"指纹有误：请对照纸面重新输入，每组四个字符。",
                                   "This is no fingerprint, or a character is wrong: type it "
                                   "again from the paper."});
  }
  sheet.committee = *committee;
  const auto code = GivenOrAsked(context, options.code, {"注册码：", "Code: "}, "--code");
  if (!code) return std::unexpected(code.error());
  if (!wire::ParseCode(*code)) {
    return ComplainTyped(context, {"注册码有误：请对照纸面重新输入，每组四个字符。",
                                   "This is no code, or a character is wrong: type it again from "
                                   "the paper."});
  }
  sheet.code = crypto::SecretBytes::CopyOf(AsBytes(*code));
  return sheet;
}

Result<link::Sheet, Complaint> ReadSheet(const Context& context, const EnrolOptions& options) {
  if (options.sheet.empty()) return SheetFromPaper(context, options);
  auto sheet = SheetFromFile(context, options.sheet);
  if (sheet && !options.servers.empty()) sheet->servers = options.servers;
  return sheet;
}

// In a person's words: a code that is not open, a committee that is another.
std::unexpected<Complaint> ComplainOffer(const Context& context, const Error& error) {
  auto complaint = Complain(context, error).error();
  const auto say = [&](std::string code, text::Text sentence) {
    complaint.code = std::move(code);
    complaint.message =
        context.Say({"{0}（{1}）", "{0} ({1})"}, {context.Say(sentence), error.message});
  };
  if (error.code == ErrorCode::kNotFound) {
    say("code-not-open", {"服务器上没有这个注册码，或者它已过期：请向秘书处要一张新的注册单。",
                          "The server knows no such code, or it has expired: ask the secretariat "
                          "for another sheet."});
  } else if (error.code == ErrorCode::kExhausted) {
    say("code-used", {"这个注册码用过太多次，或短时间内尝试过多：请等一分钟再试，仍不行就向秘书处"
                      "要一张新的注册单。",
                      "The code was used too often, or there were too many tries: wait a minute "
                      "and try again, else ask the secretariat for another sheet."});
  } else if (error.code == ErrorCode::kBadSignature) {
    say("other-committee", {"这台服务器不属于注册单上的委员会。没有交出任何内容；请核对指纹和"
                            "服务器地址，再联系秘书处。",
                            "This server is not the one of the committee on the sheet. Nothing was "
                            "handed over; check fingerprint and address, then ask the "
                            "secretariat."});
  } else if (error.code == ErrorCode::kConflict) {
    say("other-person", {"服务器说这个注册码是给另一个人的。没有交出任何内容；请联系秘书处。",
                         "The server says that the code is for another person. Nothing was handed "
                         "over; ask the secretariat."});
  }
  return std::unexpected(std::move(complaint));
}

Result<std::unique_ptr<link::KeyStore>, Complaint> OpenOrMakeStore(const Context& context,
                                                                   const EnrolOptions& options,
                                                                   crypto::Suite suite) {
  auto store = OpenStore(context, options);
  if (store || store.error().code != "not-found") return store;
  return MakeStore(context, options, {.suite = suite, .is_unattended = options.is_unattended});
}

std::unexpected<Complaint> ComplainApply(const Context& context, const link::KeyStore& store,
                                         const Error& error) {
  if (error.code != ErrorCode::kConflict) return ComplainOffer(context, error);
  return std::unexpected(Complaint{
      Exit::kRefused, "other-store",
      context.Say({"密钥库 {0} 属于另一个人或另一个委员会，或者算法不同，不能用来注册（{1}）。请用 "
                   "--home 指定另一个文件夹。",
                   "The key store {0} belongs to another person or committee, or has another "
                   "suite, and cannot be used ({1}). Name another folder with --home."},
                  {store.folder().string(), error.message})});
}

void TellShortCode(const Context& context, const link::KeyStore& store) {
  TellNow(context, context.Say({"密钥短码  {0}\n请把短码当面或电话告知第二名经办人核对。\n",
                                "Short code of your key  {0}\nTell it to the second officer, in "
                                "person or by telephone, who compares it.\n"},
                               {wire::ShortCode(store.key_id())}));
}

Json JsonOf(const link::KeyStore& store, bool is_admitted) {
  const link::Profile profile = store.profile();
  return {{"committee", profile.committee_name},
          {"fingerprint", wire::FormatFingerprint(profile.committee)},
          {"person", profile.person.hex()},
          {"home", store.folder().string()},
          {"key", store.key_id().hex()},
          {"short_code", wire::ShortCode(store.key_id())},
          {"admitted", is_admitted}};
}

Outcome Await(const Context& context, link::KeyStore& store, const EnrolOptions& options) {
  if (!options.waits) {
    context.Print(context.Say({"已交出密钥。短码核对、确认之后，执行 plenary enrol --resume。\n",
                               "The key was handed in. Once the officers have compared and "
                               "confirmed it, run plenary enrol --resume.\n"}),
                  JsonOf(store, false));
    return Exit::kDone;
  }
  TellNow(context, context.Say({"等待接纳……（可以中断，以后用 plenary enrol --resume 继续）\n",
                                "Waiting for the admission ... (it may be interrupted; plenary "
                                "enrol --resume goes on)\n"}));
  if (const auto admitted = link::AwaitCertificate(store, seconds(options.wait)); !admitted) {
    return ComplainCertificate(context, admitted.error());
  }
  context.Print(context.Say({"已被接纳：您现在可以参加 {0} 的会议。\n",
                             "Admitted: you can now take part in the sessions of {0}.\n"},
                            {store.profile().committee_name}),
                JsonOf(store, true));
  return Exit::kDone;
}

Outcome Resume(const Context& context, const EnrolOptions& options) {
  const auto store = OpenStore(context, options);
  if (!store) return std::unexpected(store.error());
  if (!(*store)->profile().IsBound()) {
    return std::unexpected(
        Complaint{Exit::kRefused, "not-enrolled",
                  context.Say({"这个密钥库还没有交给任何委员会：请用注册单执行 plenary enrol。",
                               "This key store was handed in nowhere yet: run plenary enrol with "
                               "a sheet."})});
  }
  TellShortCode(context, **store);
  return Await(context, **store, options);
}

Outcome Enrol(const Context& context, const EnrolOptions& options) {
  const auto sheet = ReadSheet(context, options);
  if (!sheet) return std::unexpected(sheet.error());
  const seconds timeout(options.timeout);
  const auto invitation = link::ReadOffer(*sheet, timeout);
  if (!invitation) return ComplainOffer(context, invitation.error());
  const session::Found& found = invitation->founding.found;
  TellNow(
      context,
      context.Say({"委员会    {0}\n指纹      {1}\n注册码属于 {2}，有效至 {3}\n",
                   "Committee    {0}\nFingerprint  {1}\nThe code is for {2}, valid until {3}\n"},
                  {found.name, wire::FormatFingerprint(invitation->founding.committee),
                   invitation->offered_to.name, IsoUtc(invitation->offered_to.expires)}));
  if (sheet->person.IsZero()) {  // the paper names nobody to this program
    PLENARY_TRY(AskYes(context, options.yes, {"这是您吗？[是/否] ", "Is this you? [yes/no] "}));
  }
  const auto store = OpenOrMakeStore(context, options, found.suite);
  if (!store) return std::unexpected(store.error());
  const auto applied = link::Apply(**store, *sheet, *invitation, options.has_other_keys, timeout);
  if (!applied) return ComplainApply(context, **store, applied.error());
  TellShortCode(context, **store);
  return Await(context, **store, options);
}

void AddSheetOptions(CLI::App& command, const Context& context, EnrolOptions& options) {
  auto* sheet = command.add_option(
      "--sheet", options.sheet,
      context.Say({"秘书处给的注册单文件", "The sheet, as a file from the secretariat"}));
  sheet->type_name("FILE");
  command
      .add_option("--server", options.servers,
                  context.Say({"服务器，主机:端口；可以给出多个（默认注册单所列）",
                               "Servers, host:port, one or more (those of the sheet)"}))
      ->type_name("ADDRESS");
  command
      .add_option("--code", options.code,
                  context.Say({"纸上的注册码（省略则询问：命令行会被同机的人看到）",
                               "The code on the paper (asked for if left out: others on this "
                               "machine can see a command line)"}))
      ->type_name(context.Say({"注册码", "CODE"}))
      ->excludes(sheet);
  command
      .add_option("--fingerprint", options.fingerprint,
                  context.Say({"纸上的委员会指纹（省略则询问）",
                               "The committee's fingerprint on the paper (asked for if left out)"}))
      ->type_name("FINGERPRINT")
      ->excludes(sheet);
}

void AddWaitOptions(CLI::App& command, const Context& context, EnrolOptions& options) {
  command.add_flag("!--no-wait", options.waits,
                   context.Say({"交出密钥后不等待接纳", "Do not wait for the admission"}));
  command.add_flag(
      "--resume", options.is_resumed,
      context.Say({"密钥已交出：继续等待接纳", "The key was handed in: go on waiting"}));
  command
      .add_option("--wait", options.wait,
                  context.Say({"最多等待接纳多少秒", "Seconds to wait for the admission"}))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 604'800));
  command
      .add_option("--timeout", options.timeout,
                  context.Say({"最多等待服务器多少秒", "Seconds to wait for the server"}))
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600));
}

}  // namespace

std::unexpected<Complaint> ComplainCertificate(const Context& context, const Error& error) {
  auto complaint = Complain(context, error).error();
  if (error.code == ErrorCode::kNotFound) {
    complaint.code = "not-admitted";
    complaint.message = context.Say(
        {"密钥还没有被接纳：请秘书执行 plenary committee admit，第二名经办人核对短码后执行 plenary "
         "committee confirm，然后执行 plenary enrol --resume。",
         "The key is not admitted yet: the secretary runs plenary committee admit, the second "
         "officer compares the short code and runs plenary committee confirm; then run plenary "
         "enrol --resume."});
  } else if (error.code == ErrorCode::kPermissionDenied) {
    complaint.code = "revoked";
    complaint.message = context.Say(
        {"这个密钥已被撤销：请向秘书处要一张新的注册单，用新的密钥库注册。（{0}）",
         "This key was revoked: ask the secretariat for another sheet and enrol with a new key "
         "store. ({0})"},
        {error.message});
  }
  return std::unexpected(std::move(complaint));
}

void AddEnrol(CLI::App& root, Context& context) {
  CLI::App& command = AddCommand(
      root, context, "enrol",
      {"用注册单加入委员会：建立密钥库，交出公钥，等待接纳",
       "Join a committee with a sheet: make a key store, hand in its key, wait for the admission"});
  const auto options = std::make_shared<EnrolOptions>();
  AddHomeOptions(command, context, *options);
  AddSheetOptions(command, context, *options);
  AddWaitOptions(command, context, *options);
  command.add_flag("--unattended", options->is_unattended,
                   context.Say({"新建的密钥库不设口令", "A new key store without a passphrase"}));
  command.add_flag("--has-other-keys", options->has_other_keys,
                   context.Say({"我用过别的电脑：那里的密钥不是冒名",
                                "I have used another machine: its keys are mine and no alarm"}));
  AddYes(command, context, options->yes);
  OnRun(command, context, [&context, options] {
    return options->is_resumed ? Resume(context, *options) : Enrol(context, *options);
  });
}

}  // namespace plenary::cli
