#include "client/script/player.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "client/actions/archive.h"
#include "client/actions/erasing.h"
#include "client/script/committee.h"
#include "client/script/local_server.h"
#include "client/script/reading.h"
#include "client/script/run_folder.h"
#include "client/script/steps.h"
#include "client/text/titles.h"

namespace plenary::script {
namespace {

using std::chrono::steady_clock;
using text::Text;

constexpr Text kServes = {"服务器 {0} 已就绪", "the server {0} is ready"};
constexpr Text kEnrolled = {"{0}：{1} 人已登记密钥", "{0}: {1} people have enrolled"};
constexpr Text kHeld = {
    "[{0}/{1}] {2} {3}：实到 {4}，表决 {5} 次，{6} 条记录，{7} 个客户端各自核验，{8} 秒",
    "[{0}/{1}] {2} {3}: {4} present, {5} polls, {6} entries, verified by {7} clients, {8} s"};
constexpr Text kViewsDiffer = {"“{0}”的客户端所核验的记录与其他人的不同",
                               "the client of \"{0}\" has verified another log than the others"};
constexpr Text kAlarmed = {"“{0}”的客户端发出警报：{1}",
                           "the client of \"{0}\" raises an alarm: {1}"};

std::string Seconds(std::chrono::milliseconds took) {
  const auto tenths = (took.count() + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

class Player {
 public:
  Player(const Script& script, const RunTerms& terms)
      : script_(script),
        terms_(terms),
        folder_(terms.folder),
        people_(folder_.people(), SuiteOf(script.committee())),
        speech_(terms.is_over),
        office_(people_, speech_, script.committee()) {}

  Played<RunReport> Play() {
    PLENARY_TRY(terms_.server.empty() ? FoundHere() : FindFounded());
    PLENARY_TRY(folder_.MakeArchives());
    PLENARY_TRY(Constitute(script_.committee(), office_));
    terms_.tell(Say(kEnrolled, {report_.committee, std::to_string(people_.all().size())}));
    for (const Value& session : script_.sessions) PLENARY_TRY(Hold(session));
    return std::move(report_);
  }

 private:
  // A committee of its own on a server of its own.
  Played<> FoundHere() {
    PLENARY_TRY(folder_.TakeEmpty());
    LocalServer& server = server_.emplace(terms_.plenaryd, folder_.server());
    if (auto made = server.Init(crypto::SuiteName(SuiteOf(script_.committee()))); !made) {
      return Stop(nullptr, made.error());
    }
    const auto node = server.NodeFile();
    if (!node) return Stop(nullptr, node.error());
    const auto founding = SignFounding(script_.committee(), people_, *node);
    if (!founding) return std::unexpected(founding.error());
    PLENARY_TRY(folder_.KeepFounding(*founding));
    if (auto taken = server.Import(*founding); !taken) return Stop(nullptr, taken.error());
    if (auto serves = server.Serve(false); !serves) return Stop(nullptr, serves.error());
    const auto readable = actions::ReadFounding(*founding);
    if (!readable) return Stop(nullptr, readable.error());
    return Begin(*readable, server.address());
  }

  // The committee that its officers have founded for a server that runs.
  Played<> FindFounded() {
    const auto founding = folder_.TakeFounded();
    if (!founding) return std::unexpected(founding.error());
    PLENARY_TRY(CheckFounding(script_.committee(), *founding));
    return Begin(*founding, terms_.server);
  }

  Played<> Begin(const actions::ReadableFounding& founding, const std::string& server) {
    report_.committee = founding.found.name;
    report_.fingerprint = founding.committee;
    report_.server = server;
    PLENARY_TRY(SeatOfficers(script_.committee(), founding, server, people_));
    terms_.tell(Say(kServes, {server}));
    return {};
  }

  Played<> Hold(const Value& text) {
    const auto began = steady_clock::now();
    Stage stage{office_, text, held_, {NewId<SessionId>()}};
    PLENARY_TRY(Prepare(stage));
    for (const Value& step : text.At("steps").Items()) PLENARY_TRY(PlayStep(stage, step));
    const auto clients = CompareViews(stage);
    if (!clients) return std::unexpected(clients.error());
    auto held = Archive(stage);
    if (!held) return std::unexpected(held.error());
    held->clients = *clients;
    held->refused = stage.refused;
    held->took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - began);
    PLENARY_TRY(EraseSecrets(stage));
    people_.ForEach([&](Client& client) { client.link->Unfollow(stage.names.session); });
    held_.emplace(text.At("id").Text(), std::move(stage.names));
    report_.sessions.push_back(*std::move(held));
    TellHeld(report_.sessions.back());
    return {};
  }

  // Everybody who followed the session has verified the same log; their number.
  Played<std::size_t> CompareViews(Stage& stage) {
    const LogId log = stage.log();
    PLENARY_TRY(speech_.Reach(stage.secretary(), log, &stage.text));
    const log::Head head = stage.secretary().link->Head(log);
    std::size_t clients = 0;
    for (const auto& [id, known] : people_.all()) {
      Client& client = people_.At(id);
      if (client.link->Head(log).size == 0) continue;  // stayed away
      ++clients;
      PLENARY_TRY(speech_.Reach(client, log, &stage.text));
      if (client.link->Head(log) != head) return Stop(&stage.text, Say(kViewsDiffer, {id}));
      const auto alarms = client.link->Alarms();
      if (!alarms.empty()) {
        return Stop(&stage.text, Say(kAlarmed, {id, alarms.front().sentence}));
      }
    }
    return clients;
  }

  // On every machine, as each does by itself when it meets the close.
  Played<> EraseSecrets(const Stage& stage) {
    for (const auto& [id, known] : people_.all()) {
      Client& client = people_.At(id);
      const auto erased = actions::EraseClosed(*client.link, *client.store);
      if (!erased) return Stop(&stage.text, erased.error());
    }
    return {};
  }

  Played<HeldSession> Archive(Stage& stage) {
    const Value& text = stage.text;
    const auto fetched =
        actions::FetchArchive(*stage.secretary().link, stage.names.session, kPatience);
    if (!fetched) return Stop(&text, fetched.error());
    auto file = folder_.KeepArchive(ArchiveName(text), fetched->bytes);
    if (!file) return std::unexpected(file.error());
    const session::Session& session = fetched->verified.session;
    return HeldSession{
        .id = text.At("id").Text(),
        .convened = session.convened,
        .archive = *std::move(file),
        .head = fetched->verified.head,
        .present = session.CountAttendance().present,
        .polls = static_cast<std::size_t>(std::ranges::count_if(session.polls, [](const auto& one) {
          return one.second.state == session::PollState::kAnnounced && !one.second.draft.test;
        }))};
  }

  void TellHeld(const HeldSession& held) const {
    const auto title = [&](text::Language language) {
      return text::SessionTitle(language, held.convened);
    };
    const auto line = [&](std::string_view pattern, text::Language language) {
      return text::Fill(pattern, {std::to_string(report_.sessions.size()),
                                  std::to_string(script_.sessions.size()), held.convened.date.Iso(),
                                  title(language), std::to_string(held.present),
                                  std::to_string(held.polls), std::to_string(held.head.size),
                                  std::to_string(held.clients), Seconds(held.took)});
    };
    terms_.tell(
        {line(kHeld.zh, text::Language::kChinese), line(kHeld.en, text::Language::kEnglish)});
  }

  const Script& script_;
  const RunTerms& terms_;
  RunFolder folder_;
  std::optional<LocalServer> server_;  // outlives the people's links
  People people_;
  Speech speech_;
  Office office_;
  std::map<std::string, Names> held_;
  RunReport report_;
};

}  // namespace

Played<RunReport> Run(const Script& script, const RunTerms& terms) {
  return Player(script, terms).Play();
}

Played<CommitteeId> Found(const Script& script, const std::filesystem::path& folder,
                          std::string_view node_json) {
  const RunFolder run(folder);
  PLENARY_TRY(run.TakeEmpty());
  const People people(run.people(), SuiteOf(script.committee()));
  const auto founding = SignFounding(script.committee(), people, node_json);
  if (!founding) return std::unexpected(founding.error());
  PLENARY_TRY(run.KeepFounding(*founding));
  const auto readable = actions::ReadFounding(*founding);
  if (!readable) return Stop(nullptr, readable.error());
  return readable->committee;
}

}  // namespace plenary::script
