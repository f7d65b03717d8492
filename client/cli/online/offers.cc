// The secretary: `plenary committee offer`, `applications` and `admit`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "client/actions/files.h"
#include "client/cli/online/committee.h"
#include "client/cli/online/listing.h"
#include "client/link/certificate.h"
#include "client/link/enrolment.h"
#include "client/report/layout.h"
#include "client/text/terms.h"
#include "core/wire/enrolment.h"

namespace plenary::cli {
namespace {

using link::Application;
using report::Json;

struct OfferOptions : DeskOptions {
  std::string person;
  std::string sheet;
  int hours = 72;
};

struct AdmitOptions : DeskOptions {
  std::vector<std::string> who;
  bool all = false;
};

// ---- offer

std::string Paper(const Context& context, const link::Sheet& sheet, const std::string& expires) {
  return context.Say(
      {"　　　　　　　　注　册　单\n\n委员会  {0}\n姓　名  {1}\n服务器  {2}\n指　纹  {3}\n"
       "注册码  {4}\n有效至  {5}\n\n在您的电脑上执行：\n  plenary enrol --server {2}\n"
       "按提示输入指纹和注册码，再把屏幕上的密钥短码当面或电话告知第二名经办人。\n"
       "注册码只供您本人使用，不要让他人看到；用后请销毁本单。\n",
       "                ENROLMENT SHEET\n\nCommittee    {0}\nName         {1}\n"
       "Server       {2}\nFingerprint  {3}\nCode         {4}\nValid until  {5}\n\n"
       "On your computer run:\n  plenary enrol --server {2}\n"
       "Type the fingerprint and the code, then tell the short code on your screen to the second\n"
       "officer, in person or by telephone. The code is for you alone: let nobody see it, and\n"
       "destroy this sheet afterwards.\n"},
      {sheet.committee_name, sheet.person_name, CLI::detail::join(sheet.servers, " --server "),
       wire::FormatFingerprint(sheet.committee), sheet.code.text(), expires});
}

Outcome WriteSheet(const Context& context, const link::Sheet& sheet, const std::string& expires,
                   const std::string& file) {
  const auto written =
      actions::WriteFile(file, AsBytes(link::FormatSheet(sheet)), actions::Readers::kOwner, false);
  if (!written) return Complain(context, written.error());
  context.Print(context.Say({"{0} 的注册单已写入 {1}，有效至 {2}。其中有注册码，只交给本人。\n",
                             "The sheet for {0} is in {1}, valid until {2}. It holds the code: "
                             "give it to nobody else.\n"},
                            {sheet.person_name, file, expires}),
                {{"person", sheet.person.hex()},
                 {"name", sheet.person_name},
                 {"sheet", file},
                 {"expires", expires}});
  return Exit::kDone;
}

Outcome Offer(Desk& desk, const OfferOptions& options) {
  const Context& context = desk.context();
  const auto person = desk.Person(options.person);
  if (!person) return std::unexpected(person.error());
  std::error_code ignored;
  if (!options.sheet.empty() && std::filesystem::exists(options.sheet, ignored)) {
    return Complain(context, Error{ErrorCode::kAlreadyExists, options.sheet});
  }
  const std::chrono::milliseconds life = std::chrono::hours(options.hours);
  const std::string expires = IsoUtc({link::SystemNow().milliseconds + life.count()});
  const auto sheet = link::MakeOffer(desk.link(), desk.store(), *person, life);
  if (!sheet) return Complain(context, sheet.error());
  if (!options.sheet.empty()) return WriteSheet(context, *sheet, expires, options.sheet);
  Json json = Json::parse(link::FormatSheet(*sheet));
  json["expires"] = expires;
  context.Print(Paper(context, *sheet, expires), json);
  return Exit::kDone;
}

// ---- applications and admit

enum class Stage : std::uint8_t { kExpected, kBad, kVerified, kProposed, kAdmitted };

Stage StageOf(const session::Registry& registry, const Application& application) {
  if (!application.handed_in && application.problem.empty()) return Stage::kExpected;
  if (!application.key) return Stage::kBad;
  if (registry.keys.contains(application.key->id())) return Stage::kAdmitted;
  for (const link::Admission& admission : link::ListAdmissions(registry)) {
    if (admission.key == *application.key) return Stage::kProposed;
  }
  return Stage::kVerified;
}

text::Name NameOf(Stage stage) {
  switch (stage) {
    case Stage::kExpected:
      return {"expected", {"等待本人交出密钥", "nothing handed in yet"}};
    case Stage::kBad:
      return {"not-verified", {"不可接纳", "must not be admitted"}};
    case Stage::kVerified:
      return {"verified", {"已核验，可以接纳", "verified: admit it"}};
    case Stage::kProposed:
      return {"proposed", {"等待另一名经办人确认", "waits for another officer"}};
    case Stage::kAdmitted:
      return {"admitted", {"已接纳", "admitted"}};
  }
  return {};
}

std::string CodeOf(const Application& application) {
  return application.key ? wire::ShortCode(application.key->id()) : std::string();
}

// One of each key: who runs enrol again hands in the same key with another signature.
Sought<std::vector<Application>> Listed(const Desk& desk) {
  const auto all = link::ListApplications(desk.link(), desk.store());
  if (!all) return Complain(desk.context(), all.error());
  std::vector<Application> list;
  for (const Application& one : *all) {
    const auto is_same = [&](const Application& other) {
      return one.key && other.code == one.code && other.key == one.key;
    };
    if (std::ranges::none_of(list, is_same)) list.push_back(one);
  }
  return list;
}

Outcome ShowApplications(Desk& desk, const DeskOptions& /*options*/) {
  const Context& context = desk.context();
  const auto list = Listed(desk);
  if (!list) return std::unexpected(list.error());
  const auto registry = desk.registry();
  std::vector<report::Cells> rows;
  Json json = Json::array();
  for (const Application& one : *list) {
    const text::Name stage = NameOf(StageOf(*registry, one));
    std::string state = text::Say(context.language, stage);
    if (!one.problem.empty()) state += " (" + one.problem + ")";
    const std::string name = text::NameOf(*registry, one.person);
    rows.push_back({name, CodeOf(one), IsoUtc(one.expires), state});
    json.push_back({{"person", one.person.hex()},
                    {"name", name},
                    {"short_code", CodeOf(one)},
                    {"expires", IsoUtc(one.expires)},
                    {"state", stage.code},
                    {"problem", one.problem}});
  }
  const std::string none = context.Say({"没有发出的注册码。\n", "No codes are on offer.\n"});
  context.Print(rows.empty() ? none
                             : report::FormatTable({{context.Say({"姓名", "Name"})},
                                                    {context.Say({"短码", "Short code"})},
                                                    {context.Say({"有效至", "Valid until"})},
                                                    {context.Say({"状态", "State"})}},
                                                   rows),
                {{"applications", std::move(json)}});
  return Exit::kDone;
}

std::unexpected<Complaint> ComplainNothing(const Context& context, const std::string& whose) {
  return std::unexpected(Complaint{
      Exit::kRefused, "no-application",
      context.Say({"{0} 没有已核验、尚未提出接纳的密钥，没有改动任何内容：plenary committee "
                   "applications 说明原因。",
                   "{0} has no verified key that was not put forward yet, and nothing was changed: "
                   "plenary committee applications says why."},
                  {whose})});
}

// The one verified key of that short code or person.
Sought<Application> Find(const Desk& desk, const std::vector<Application>& verified,
                         const std::string& word) {
  const Context& context = desk.context();
  const auto coded = std::ranges::find(verified, word, CodeOf);
  if (coded != verified.end()) return *coded;
  const auto person = desk.Person(word);
  if (!person) return std::unexpected(person.error());
  std::vector<Application> theirs;
  std::ranges::copy_if(verified, std::back_inserter(theirs),
                       [&](const Application& one) { return one.person == *person; });
  if (theirs.empty()) return ComplainNothing(context, word);
  if (theirs.size() == 1) return theirs.front();
  std::string codes;
  for (const Application& one : theirs) codes += "\n  " + CodeOf(one);
  return std::unexpected(
      Complaint{Exit::kRefused, "ambiguous",
                context.Say({"{0} 交出了不止一个密钥，请与本人核对后给出短码：{1}",
                             "{0} has handed in more than one key: ask which is right, and name "
                             "its short code:{1}"},
                            {word, codes})});
}

Outcome Admit(Desk& desk, const AdmitOptions& options) {
  const Context& context = desk.context();
  if (options.all == !options.who.empty()) {
    return ComplainUsage(context.Say(
        {"请给出姓名或短码，或者 --all。", "Name people or short codes, or say --all."}));
  }
  const auto list = Listed(desk);
  if (!list) return std::unexpected(list.error());
  const auto registry = desk.registry();
  std::vector<Application> verified;
  std::ranges::copy_if(*list, std::back_inserter(verified), [&](const Application& one) {
    return StageOf(*registry, one) == Stage::kVerified;
  });
  std::vector<std::string> words = options.who;
  if (options.all) {
    for (const Application& one : verified) words.push_back(one.person.hex());
  }
  if (words.empty()) return ComplainNothing(context, context.Say({"任何人都", "Nobody"}));
  std::vector<session::Body> bodies;
  for (const std::string& word : words) {
    const auto found = Find(desk, verified, word);
    if (!found) return std::unexpected(found.error());
    bodies.push_back(session::AdmitKey{found->person, ToBytes(found->key->encoded())});
  }
  return SayAll(desk, std::move(bodies));
}

}  // namespace

void AddAdmissionCommands(CLI::App& committee, Context& context) {
  const auto offered = std::make_shared<OfferOptions>();
  CLI::App& offer =
      AddDeskCommand(committee, context, "offer",
                     {"为某人制作注册单", "Make an enrolment sheet for a person"}, *offered);
  offer.add_option("PERSON", offered->person, context.Say({"人员", "The person"}))->required();
  offer
      .add_option("--sheet", offered->sheet,
                  context.Say({"写成只有您能读取的文件，不显示在屏幕上",
                               "Write it to a file that only you can read, not to the screen"}))
      ->type_name("FILE");
  offer.add_option("--hours", offered->hours, context.Say({"有效小时数", "Hours of validity"}))
      ->check(CLI::Range(1, 720));
  OnDesk<OfferOptions>(offer, context, offered, Offer);
  AddDeskAction(committee, context, "applications",
                {"发出的注册码和交来的密钥", "Codes on offer and the keys that were handed in"},
                ShowApplications);
  const auto options = std::make_shared<AdmitOptions>();
  CLI::App& admit = AddDeskCommand(committee, context, "admit",
                                   {"提出接纳已核验的密钥（须另一经办人确认）",
                                    "Put verified keys forward (another officer confirms them)"},
                                   *options);
  admit.add_option("WHO", options->who,
                   context.Say({"人员或密钥短码", "People, or short codes of keys"}));
  admit.add_flag("--all", options->all, context.Say({"全部已核验的密钥", "Every verified key"}));
  OnDesk<AdmitOptions>(admit, context, options, Admit);
}

}  // namespace plenary::cli
