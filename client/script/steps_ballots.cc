// What people press, and what scrutineers count.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "client/actions/polls.h"
#include "client/script/reading.h"
#include "client/script/step_parts.h"

namespace plenary::script {
namespace {

using text::Text;

constexpr std::array kChoices = {
    "for",           "against",       "abstain", "satisfied", "basically-satisfied",
    "not-satisfied", "not-acquainted"};

constexpr Text kNoChoice = {"“{0}”对第 {1} 项没有选择；请在 for 等处列出，或在 differ 中补全",
                            "\"{0}\" chooses nothing in contest {1}: name them under \"for\" or "
                            "the like, or complete \"differ\""};
constexpr Text kNothingToChange = {"“{0}”还没有表决，谈不上改按",
                                   "\"{0}\" has not cast yet, and cannot press again"};
constexpr Text kNoOpenPoll = {"没有正在进行的表决", "no poll is open"};

// What one person presses: a word for each contest, empty where nothing is said.
struct Ballot {
  std::vector<std::string> words;
  const Value* where;
};
using Ballots = std::map<std::string, Ballot>;

const session::PollRecord& RecordIn(const session::Session& session, const PollId& poll) {
  return session.polls.at(poll);  // drafted: the names of polls are those accepted
}

void Choose(Ballots& ballots, const std::string& person, std::size_t contests,
            const std::string& word, const Value& where) {
  ballots.insert_or_assign(person, Ballot{std::vector<std::string>(contests, word), &where});
}

// Everybody on the roll whom the step names nowhere else.
void ChooseForRest(const Stage& stage, const session::PollRecord& record, const Value& cast,
                   Ballots& ballots) {
  const auto rest = std::ranges::find_if(kChoices, [&](const char* choice) {
    const Value* who = cast.Find(choice);
    return who != nullptr && who->IsText();
  });
  if (rest == kChoices.end()) return;
  std::set<std::string> named;
  for (const std::string& person : cast.TextsOf("silent")) named.insert(person);
  for (const PersonId& person : record.roll) {
    const std::string& id = stage.people().Find(person)->id;
    if (named.contains(id) || ballots.contains(id)) continue;
    Choose(ballots, id, record.draft.contests.size(), *rest, cast.At(*rest));
  }
}

void Differ(const Value& press, std::size_t contests, Ballots& ballots) {
  const std::string& person = press.At("person").Text();
  if (!ballots.contains(person)) Choose(ballots, person, contests, "", press);
  Ballot& ballot = ballots.at(person);
  const std::string& word = press.At("choice").Text();
  const Value* contest = press.Find("contest");
  if (contest == nullptr) {
    ballot.words.assign(contests, word);
  } else {
    ballot.words.at(NumberOf(*contest) - 1) = word;  // the loader has counted them
  }
}

Ballots ReadBallots(const Stage& stage, const session::PollRecord& record, const Value& cast) {
  const std::size_t contests = record.draft.contests.size();
  Ballots ballots;
  for (const char* choice : kChoices) {
    const Value* who = cast.Find(choice);
    if (who == nullptr || !who->IsList()) continue;
    for (const Value& person : who->Items()) {
      Choose(ballots, person.Text(), contests, choice, person);
    }
  }
  ChooseForRest(stage, record, cast, ballots);
  for (const Value& press : cast.ItemsOf("differ")) Differ(press, contests, ballots);
  return ballots;
}

Played<session::Body> BallotOf(Stage& stage, Client& client, const session::Session& session,
                               const PollId& poll, const std::vector<rules::Choice>& choices,
                               const Value& where) {
  if (RecordIn(session, poll).secret) {
    return SecretBallot(stage, client, session, poll, choices, where);
  }
  auto body = actions::MakeBallot(session, poll, client.person, choices);
  if (!body) return Stop(&where, body.error());
  return session::Body(*std::move(body));
}

// The ballot as the person's own machine makes it, having verified the poll's opening.
Played<Speech::Part> MakePart(Stage& stage, const std::string& person, const Ballot& ballot,
                              const PollId& poll) {
  for (std::size_t i = 0; i < ballot.words.size(); ++i) {
    if (!ballot.words[i].empty()) continue;
    return Stop(ballot.where, Say(kNoChoice, {person, std::to_string(i + 1)}));
  }
  Client& client = stage.people().At(person);
  const auto seen = stage.See(client, *ballot.where);
  if (!seen) return std::unexpected(seen.error());
  auto choices = actions::ParseChoices(RecordIn(**seen, poll), ballot.words);
  if (!choices) return Stop(ballot.where, choices.error());
  auto body = BallotOf(stage, client, **seen, poll, *choices, *ballot.where);
  if (!body) return std::unexpected(body.error());
  return Speech::Part{&client, *std::move(body), ballot.where};
}

Played<> PressOne(Stage& stage, const PollId& poll, const Value& press) {
  Client& client = stage.people().At(press.At("person").Text());
  const auto seen = stage.See(client, press);
  if (!seen) return std::unexpected(seen.error());
  const session::PollRecord& record = RecordIn(**seen, poll);
  const auto last = record.ballots.find(client.person);
  if (last == record.ballots.end()) {
    return Stop(&press, Say(kNothingToChange, {client.id}));
  }
  std::vector<rules::Choice> choices =
      record.secret ? stage.secrets[poll][client.person] : last->second.choices;
  const Value* contest = press.Find("contest");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (contest != nullptr && NumberOf(*contest) != i + 1) continue;
    auto choice = actions::ParseChoice(record.draft.contests[i].terms, press.At("choice").Text());
    if (!choice) return Stop(&press.At("choice"), choice.error());
    choices[i] = *std::move(choice);
  }
  auto body = BallotOf(stage, client, **seen, poll, choices, press);
  if (!body) return std::unexpected(body.error());
  return stage.Say(client, *std::move(body), press);
}

Result<std::vector<rules::PaperCount>> CountsOf(const session::PollRecord& record,
                                                const Value& counts) {
  std::vector<rules::PaperCount> made;
  for (const Value& count : counts.Items()) {
    std::string said = "votes=";
    for (const Value& votes : count.At("votes").Items()) {
      if (said.back() != '=') said += ',';
      said += std::to_string(votes.Integer());
    }
    for (const char* field : {"issued", "returned", "invalid", "blank"}) {
      const Value* figure = count.Find(field);
      if (figure != nullptr)
        said += " " + std::string(field) + "=" + std::to_string(figure->Integer());
    }
    auto parsed = actions::ParseCount(record, made.size(), said);
    if (!parsed) return std::unexpected(parsed.error());
    for (const Value& write_in : count.ItemsOf("write-ins")) {
      parsed->write_ins.push_back({write_in.At("name").Text(), NumberOf(write_in.At("votes"))});
    }
    std::ranges::sort(parsed->write_ins, {}, &rules::WriteIn::name);
    made.push_back(*std::move(parsed));
  }
  return made;
}

}  // namespace

Played<> Cast(Stage& stage, const Value& cast) {
  const PollId& poll = Known(stage.names.polls, cast.At("poll"));
  const auto seen = stage.See(stage.secretary(), cast);
  if (!seen) return std::unexpected(seen.error());
  std::vector<Speech::Part> parts;
  for (const auto& [person, ballot] : ReadBallots(stage, RecordIn(**seen, poll), cast)) {
    auto part = MakePart(stage, person, ballot, poll);
    if (!part) return std::unexpected(part.error());
    parts.push_back(*std::move(part));
  }
  return stage.office.speech().SayTogether(stage.log(), std::move(parts));
}

Played<> PressAgain(Stage& stage, const Value& presses) {
  const auto seen = stage.See(stage.secretary(), presses);
  if (!seen) return std::unexpected(seen.error());
  const auto& open = (*seen)->open_poll;
  if (!open) return Stop(&presses, Say(kNoOpenPoll));
  return Press(stage, *open, presses);
}

Played<> Press(Stage& stage, const PollId& poll, const Value& presses) {
  for (const Value& press : presses.Items()) PLENARY_TRY(PressOne(stage, poll, press));
  return {};
}

// Entered by the chief scrutineer, confirmed by the next one.
Played<> Count(Stage& stage, const Value& count) {
  const PollId& poll = Known(stage.names.polls, count.At("poll"));
  const Value& figures = count.At("counts");
  const auto scrutineers = stage.Scrutineers(count);
  if (!scrutineers) return std::unexpected(scrutineers.error());
  if (scrutineers->size() < 2) return Stop(&count, session::Refusal::kTooFewScrutineers);
  const auto seen = stage.See(*scrutineers->front(), count);
  if (!seen) return std::unexpected(seen.error());
  const auto counts = CountsOf(RecordIn(**seen, poll), figures);
  if (!counts) return Stop(&figures, counts.error());
  PLENARY_TRY(stage.Say(*(*scrutineers)[0], session::EnterCount{poll, *counts}, figures));
  return stage.Say(*(*scrutineers)[1], session::ConfirmCount{poll, *counts}, figures);
}

}  // namespace plenary::script
