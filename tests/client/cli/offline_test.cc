// The commands that need nothing but archives, as they are called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "client/cli/program.h"
#include "core/archive/verify.h"
#include "core/session/holding.h"
#include "core/wire/ballot_codes.h"
#include "core/wire/enrolment.h"
#include "tests/client/report/busy_session.h"
#include "tests/core/archive/small_archive.h"
#include "tests/support/secret_session.h"
#include "tests/support/temporary_folder.h"

namespace plenary::cli {
namespace {

using report::Json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  int code = 0;
  std::string out;
  std::string err;

  Json json() const { return Json::parse(out, nullptr, false); }
};

Ran Plenary(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const Environment nothing = [](const std::string&) { return std::nullopt; };
  const int code = RunProgram(arguments, nothing, out, err);
  return {code, out.str(), err.str()};
}

void Write(const std::filesystem::path& file, ByteView bytes) {
  std::ofstream(file, std::ios::binary) << AsText(bytes);
}

class Archives : public ::testing::Test {
 protected:
  Archives() {
    Write(Path("12.plenary"), busy().log.Archive());
    Write(Path("council.plenary"), busy().Council().Archive());
  }
  static testing::BusySession& busy() {
    static auto& busy = *new testing::BusySession;  // signed once for all tests
    return busy;
  }
  std::string Path(const std::string& name) const { return folder_.path() / name; }
  std::string Folder() const { return folder_.path(); }
  // The archive with one bit changed, as another file.
  std::string Damaged() const {
    Bytes bytes = busy().log.Archive();
    bytes[bytes.size() / 2] ^= 1;
    Write(Path("damaged.plenary"), bytes);
    return Path("damaged.plenary");
  }

  testing::TemporaryFolder folder_;
};

class SecretArchives : public Archives {
 protected:
  SecretArchives() {
    Write(Path("secret.plenary"), secret().log.Archive());
    const auto& ballots = secret().log.state().polls.at(secret().poll).ballots;
    cast_ = wire::ShortCode(ballots.at(secret().assembly.member(1).person).code);
  }
  static testing::SecretArchive& secret() {
    static auto& secret = *new testing::SecretArchive;
    return secret;
  }
  std::string challenged() const { return wire::ShortCode(secret().challenged); }
  std::string cast_;  // the second member's last
};

TEST_F(SecretArchives, FindABallotByItsCode) {
  const Json found = Plenary({"find", cast_, Path("secret.plenary"), "--json"}).json();
  ASSERT_EQ(found["ballots"].size(), 1u);
  EXPECT_EQ(found["ballots"][0]["code"], cast_);
  EXPECT_EQ(found["ballots"][0]["fate"], "counted");
  EXPECT_EQ(found["ballots"][0]["voter"], "委员1");
  const Json spent = Plenary({"find", challenged(), Path("secret.plenary"), "--json"}).json();
  EXPECT_EQ(spent["ballots"][0]["fate"], "challenged");
  EXPECT_EQ(spent["ballots"][0]["voter"], "委员0");
  const Ran typed = Plenary({"find", cast_.substr(0, 6), Path("secret.plenary"), "--lang", "zh"});
  EXPECT_THAT(typed.out, AllOf(HasSubstr("已计入"), HasSubstr("投票人 委员1")));
}

// A poll that was sealed, not opened, and voided: one ballot challenged, one replaced.
struct VoidedPoll {
  VoidedPoll() {
    log.Open();
    testing::SecretSession secret(assembly, log);
    secret.MakeKey();
    const ItemId item = log.Start(testing::Item(session::ItemKind::kDecision));
    session::DraftPoll draft = testing::Draft(item, session::PollSubject::kDraft);
    draft.method = session::Method::kSecret;
    const PollId poll = log.OpenPoll(draft);
    challenged = secret.Challenge(poll, 0, 2, 1);
    seed = secret.SeedOf(0, 1);
    for (std::size_t member = 0; member < 3; ++member) secret.Cast(poll, member, 0);
    replaced = CodeOf(poll, 1);
    secret.Cast(poll, 1, 1);
    cast = CodeOf(poll, 1);
    log.Say(assembly.director(), session::ClosePoll{poll});
    for (const std::size_t sealer : {0u, 1u}) {
      const auto& person = assembly.member(sealer);
      log.Say(person, *session::NextSeal(log.state(), poll, person.person));
    }
    log.Say(assembly.director(), session::VoidPoll{poll, "设备故障"});
    log.Say(assembly.director(), session::WithdrawItem{item, "暂缓"});
    log.Close();
  }
  Digest CodeOf(const PollId& poll, std::size_t member) const {
    return log.state().polls.at(poll).ballots.at(assembly.member(member).person).code;
  }

  testing::Assembly assembly;
  testing::SessionLog log = assembly.Convene(1, session::SessionKind::kCommittee, {2023, 3, 28});
  Digest challenged, replaced, cast;
  Bytes seed;
};

TEST_F(Archives, OfAVoidedPollCountNoneOfItsBallots) {
  const VoidedPoll voided;
  const std::string archive = Path("voided.plenary");
  const std::string edition = Path("voided-edition.plenary");
  Write(archive, voided.log.Archive());
  ASSERT_EQ(Plenary({"redact", archive, edition}).code, 0);
  for (const Digest& code : {voided.challenged, voided.replaced, voided.cast}) {
    const Json found = Plenary({"find", wire::ShortCode(code), archive, "--json"}).json();
    ASSERT_EQ(found["ballots"].size(), 1u);
    EXPECT_EQ(found["ballots"][0]["fate"], "voided");
  }
  const std::string cast = wire::ShortCode(voided.cast);
  const Json published = Plenary({"find", cast, edition, "--json"}).json();
  EXPECT_EQ(published["ballots"][0]["fate"], "voided");
  EXPECT_EQ(published["ballots"][0]["voter"], nullptr);
  EXPECT_THAT(Plenary({"find", cast, archive, "--lang", "zh"}).out,
              AllOf(HasSubstr("投票人 委员1"), HasSubstr("该次表决已作废，不计入")));
  EXPECT_THAT(
      Plenary({"find", cast, edition, "--lang", "en"}).out,
      AllOf(HasSubstr("its poll was voided, and it does not count"), Not(HasSubstr("made by"))));
  const Ran opened = Plenary({"check-ballot", wire::ShortCode(voided.challenged),
                              wire::FormatSeed(voided.seed), archive, "--lang", "en"});
  EXPECT_EQ(opened.code, 0) << opened.err;
  EXPECT_THAT(opened.out, AllOf(HasSubstr("made by 委员0"), HasSubstr("its poll was voided"),
                                HasSubstr("abstain")));
}

TEST_F(SecretArchives, VerifyEveryBallot) {
  const Json verified = Plenary({"verify", Path("secret.plenary"), "--json"}).json();
  EXPECT_EQ(verified["sessions"][0]["ballots"], 5) << "one of them replaced";
}

TEST_F(SecretArchives, FindNothingWhereThereIsNothing) {
  const Ran none = Plenary({"find", "0000-0000-0000", Path("secret.plenary"), "--lang", "en"});
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, HasSubstr("has the code 0000-0000-0000"));
  EXPECT_EQ(Plenary({"find", "U*", Path("secret.plenary")}).code, 2);
}

TEST_F(SecretArchives, OpenAChallengedBallotWithItsSeedAlone) {
  const std::string seed = wire::FormatSeed(secret().seed);
  const Ran opened =
      Plenary({"check-ballot", challenged(), seed, Path("secret.plenary"), "--lang", "zh"});
  EXPECT_EQ(opened.code, 0) << opened.err;
  EXPECT_THAT(opened.out, HasSubstr("弃权"));
  Bytes other = secret().seed;
  other[0] ^= 1;
  const Ran wrong = Plenary({"check-ballot", challenged(), wire::FormatSeed(other),
                             Path("secret.plenary"), "--lang", "en"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, HasSubstr("does not make this ballot"));
  const std::string scanned = wire::FormatChallenge(secret().challenged, secret().seed);
  const Json read = Plenary({"check-ballot", scanned, Path("secret.plenary"), "--json"}).json();
  EXPECT_EQ(read["code"], challenged());
  EXPECT_EQ(read["choices"].size(), 1u);
  EXPECT_EQ(Plenary({"check-ballot", scanned, seed, Path("secret.plenary")}).code, 2);
  EXPECT_EQ(Plenary({"check-ballot", challenged(), Path("secret.plenary")}).code, 2);
  EXPECT_EQ(Plenary({"check-ballot", cast_, seed, Path("secret.plenary")}).code, 1);
  EXPECT_EQ(Plenary({"check-ballot", challenged(), seed + "0", Path("secret.plenary")}).code, 2);
}

// The secret archive's edition, made on the command line.
class SecretEditions : public SecretArchives {
 protected:
  SecretEditions() { made_ = Plenary({"redact", Path("secret.plenary"), edition()}); }
  std::string edition() const { return Path("published.plenary"); }
  Ran made_;
};

TEST_F(SecretEditions, AreMadeOfAnArchiveAndVerified) {
  EXPECT_EQ(made_.code, 0) << made_.err;
  const Ran chinese = Plenary({"verify", edition(), "--lang", "zh"});
  EXPECT_EQ(chinese.code, 0) << chinese.out;
  EXPECT_THAT(chinese.out,
              AllOf(HasSubstr("公布版：不含无记名选票"), HasSubstr("共同封存的为准"),
                    HasSubstr("投出的选票 5 张"), HasSubstr("全部有效"),
                    HasSubstr("其中 6 条未收入，只核验其哈希"), HasSubstr("其余每条的编码格式")));
  const Ran english = Plenary({"verify", edition(), "--lang", "en"});
  EXPECT_THAT(english.out, AllOf(HasSubstr("not checked here"), HasSubstr("those cast"),
                                 HasSubstr("6 of them left out"), HasSubstr("each other entry"),
                                 Not(HasSubstr("every ballot"))));
}

TEST_F(SecretEditions, VerifyToJson) {
  const Json json = Plenary({"verify", edition(), "--json"}).json();
  EXPECT_EQ(json["valid"], true);
  ASSERT_EQ(json["sessions"].size(), 1u);
  EXPECT_EQ(json["sessions"][0]["edition"], true);
  EXPECT_EQ(json["sessions"][0]["codes"], 5);
  EXPECT_EQ(json["sessions"][0]["challenged"], 1);
  EXPECT_EQ(json["sessions"][0]["polls"][0]["every_ballot_checked"], false);
  EXPECT_EQ(json["sessions"][0]["polls"][0]["outcome"], "adopted");
}

TEST_F(SecretEditions, OverwriteNothing) {
  const Ran again = Plenary({"redact", Path("secret.plenary"), edition(), "--lang", "zh"});
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("不会覆盖"));
  EXPECT_EQ(Plenary({"redact", Path("secret.plenary"), Path("secret.plenary")}).code, 1);
  EXPECT_EQ(Plenary({"verify", Path("secret.plenary")}).code, 0) << "it is as it was";
}

TEST_F(SecretEditions, AreMadeOfNothingElse) {
  const Ran of_edition = Plenary({"redact", edition(), Path("twice.plenary"), "--lang", "en"});
  EXPECT_EQ(of_edition.code, 1);
  EXPECT_THAT(of_edition.err, HasSubstr("is an edition already"));
  const Ran of_damaged = Plenary({"redact", Damaged(), Path("twice.plenary"), "--lang", "en"});
  EXPECT_EQ(of_damaged.code, 1);
  EXPECT_THAT(of_damaged.err, AllOf(HasSubstr("damaged.plenary"), HasSubstr("session entry")));
  EXPECT_EQ(Plenary({"redact", Path("none.plenary"), Path("twice.plenary")}).code, 1);
  EXPECT_FALSE(std::filesystem::exists(Path("twice.plenary")));
}

TEST_F(SecretEditions, FindACastBallotAndSayWhatTheyDoNotTell) {
  const Ran english = Plenary({"find", cast_, edition(), "--lang", "en"});
  EXPECT_EQ(english.code, 0) << english.err;
  EXPECT_THAT(english.out, AllOf(HasSubstr(cast_), HasSubstr("表决事项"),
                                 HasSubstr("this edition does not tell")));
  const Ran chinese = Plenary({"find", cast_.substr(0, 6), edition(), "--lang", "zh"});
  EXPECT_THAT(chinese.out, HasSubstr("公布版不显示"));
  const Json whole = Plenary({"find", cast_, Path("secret.plenary"), "--json"}).json();
  const Json found = Plenary({"find", cast_, edition(), "--json"}).json();
  ASSERT_EQ(found["ballots"].size(), 1u);
  EXPECT_EQ(found["ballots"][0]["fate"], "cast");
  for (const char* key : {"session", "poll", "question", "entry", "code"}) {
    EXPECT_EQ(found["ballots"][0][key], whole["ballots"][0][key]) << key;
  }
}

TEST_F(SecretEditions, ShowNoChallengedBallotAndSayWhereItIs) {
  const Ran found = Plenary({"find", challenged(), edition(), "--lang", "en"});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.err, HasSubstr("full archive"));
  const std::string seed = wire::FormatSeed(secret().seed);
  const Ran opened = Plenary({"check-ballot", challenged(), seed, edition(), "--lang", "zh"});
  EXPECT_EQ(opened.code, 1);
  EXPECT_THAT(opened.err, HasSubstr("这是公布版，不含选票"));
}

TEST_F(SecretEditions, AreShownWithWhatIsLeftOutAtItsPlace) {
  const Ran ran = Plenary({"show", edition(), "--entries", "--lang", "en"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("left out: the ballot with code " + cast_),
                             HasSubstr("left out: a challenged ballot"),
                             HasSubstr("an edition holds no ballots")));
  EXPECT_THAT(ran.err, HasSubstr("rest on the seal"));
  const Json json = Plenary({"show", edition(), "--entries", "--json"}).json();
  ASSERT_EQ(json["entries"].size(), secret().log.entries().size());
  for (std::size_t i = 0; i < json["entries"].size(); ++i) {
    EXPECT_EQ(json["entries"][i]["index"], i);
  }
}

TEST_F(SecretEditions, BesideTheirArchiveCountOnce) {
  std::filesystem::create_directory(Path("both"));
  for (const char* name : {"a-edition.plenary", "c-edition.plenary"}) {
    std::filesystem::copy_file(edition(), Path("both") + "/" + name);
  }
  std::filesystem::copy_file(Path("secret.plenary"), Path("both") + "/b.plenary");
  const Ran year =
      Plenary({"report", "year", "--year", "2023", "--json", Path("both"), "--lang", "en"});
  EXPECT_EQ(year.code, 0) << year.err;
  EXPECT_EQ(year.json()["committee_sessions"], 1);
  EXPECT_THAT(year.err, AllOf(HasSubstr("a-edition.plenary"), HasSubstr("c-edition.plenary"),
                              HasSubstr("counts once")));
  const Ran verified = Plenary({"verify", Path("both"), "--lang", "en"});
  EXPECT_EQ(verified.code, 0) << verified.out;
  EXPECT_THAT(verified.out, AllOf(HasSubstr("its archive is here too"), HasSubstr("All valid: 3")));
  const Json found = Plenary({"find", cast_, Path("both"), "--json"}).json();
  ASSERT_EQ(found["ballots"].size(), 1u);
  EXPECT_EQ(found["ballots"][0]["fate"], "counted") << "as the archive has it";
  const Ran alone = Plenary({"report", "year", "--year", "2023", "--json", edition()});
  EXPECT_EQ(alone.json()["committee_sessions"], 1);
}

TEST_F(SecretEditions, ThatAreDamagedAreNamedWithPlaceAndReason) {
  Bytes bytes;
  {
    std::ifstream file(edition(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  bytes[bytes.size() - 1] ^= 1;
  Write(Path("bent.plenary"), bytes);
  const Ran ran = Plenary({"verify", Path("bent.plenary"), "--lang", "zh"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("服务器的签名与这些条目不符"));
  Write(Path("cut.plenary"), ByteView(bytes).first(bytes.size() / 2));
  EXPECT_EQ(Plenary({"verify", Path("cut.plenary")}).code, 1);
}

TEST_F(Archives, VerifyInBothLanguages) {
  const Ran chinese = Plenary({"verify", Path("12.plenary"), "--lang", "zh"});
  EXPECT_EQ(chinese.code, 0);
  EXPECT_THAT(chinese.out, AllOf(HasSubstr("有效  "), HasSubstr("过半数须 4 票"),
                                 HasSubstr("委员会指纹"), HasSubstr("全部有效")));
  const Ran english = Plenary({"verify", Folder(), "--brief", "--lang", "en"});
  EXPECT_EQ(english.code, 0);
  EXPECT_THAT(english.out, AllOf(HasSubstr("valid  12.plenary"), HasSubstr("All valid: 2.\n")));
}

TEST_F(Archives, VerifyToJson) {
  const Ran ran = Plenary({"verify", "--json", Path("12.plenary")});
  EXPECT_EQ(ran.code, 0);
  const Json json = ran.json();
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["errors"], Json::array());
  ASSERT_EQ(json["sessions"].size(), 1u);
  EXPECT_EQ(json["sessions"][0]["polls"][1]["outcome"], "adopted");
}

TEST_F(Archives, ThatDoNotVerifyAreNamedWithEntryAndReason) {
  const std::string damaged = Damaged();
  const Ran ran = Plenary({"verify", "--json", damaged, Path("12.plenary")});
  EXPECT_EQ(ran.code, 1);
  const Json json = ran.json();
  EXPECT_EQ(json["valid"], false);
  ASSERT_EQ(json["errors"].size(), 1u);
  EXPECT_EQ(json["errors"][0]["file"], damaged);
  EXPECT_TRUE(json["errors"][0]["entry"].is_number());
  EXPECT_THAT(json["errors"][0]["reason"].get<std::string>(), HasSubstr("session entry"));
  EXPECT_EQ(json["sessions"].size(), 1u);
}

TEST_F(Archives, ThatDoNotVerifyAreNeverCounted) {
  const std::string damaged = Damaged();
  const std::vector<std::vector<std::string>> commands = {
      {"report", "year", "--year", "2023", Folder()}, {"register", Folder()}, {"show", damaged}};
  for (const auto& command : commands) {
    const Ran ran = Plenary(command);
    EXPECT_EQ(ran.code, 1) << command[0];
    EXPECT_EQ(ran.out, "") << command[0];
    EXPECT_THAT(ran.err, AllOf(HasSubstr(damaged), HasSubstr("session entry"))) << command[0];
  }
}

TEST_F(Archives, HaveAFingerprintToCompare) {
  const std::string own = wire::FormatFingerprint(busy().assembly.id());
  EXPECT_EQ(Plenary({"verify", Folder(), "--fingerprint", own}).code, 0);
  const std::string other = wire::FormatFingerprint(testing::Assembly({.members = 1}).id());
  const Ran ran = Plenary({"verify", Folder(), "--fingerprint", other});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("INVALID"), Not(HasSubstr("All valid"))));
  EXPECT_EQ(Plenary({"verify", Folder(), "--fingerprint", "nonsense"}).code, 2);
}

TEST_F(Archives, OfTwoCommitteesAreNotMixed) {
  const archive::SmallArchive small;
  Write(Path("other.plenary"), small.log.Archive());
  const Ran ran = Plenary({"verify", Folder()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("another committee"));
}

TEST_F(Archives, GivenTwiceCountOnce) {
  const Ran ran =
      Plenary({"report", "year", "--year", "2023", "--json", Folder(), Path("12.plenary")});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.json()["committee_sessions"], 1);
}

TEST_F(Archives, ThatAreNotThereAreComplainedOf) {
  EXPECT_THAT(Plenary({"show", Path("none.plenary")}).err, HasSubstr("none.plenary"));
  std::filesystem::create_directory(Path("empty"));
  const Ran ran = Plenary({"verify", Path("empty"), "--lang", "zh"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("文件夹中没有会议档案"));
}

TEST_F(Archives, AreShownWithEveryEntry) {
  const Ran ran = Plenary({"show", Path("12.plenary"), "--entries", "--lang", "zh"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("出席情况\n"), HasSubstr("登记簿条目\n"),
                             HasSubstr("委员0 宣布闭会\n")));
  const Json json = Plenary({"show", Path("12.plenary"), "--entries", "--json"}).json();
  EXPECT_EQ(json["entries"].size(), busy().log.entries().size());
  EXPECT_EQ(json["entries"].back()["kind"], "CloseSession");
}

TEST_F(Archives, MakeARegisterOfAnyDay) {
  EXPECT_EQ(Plenary({"register", "--json", Folder()}).json()["posts"].size(), 1u);
  EXPECT_EQ(Plenary({"register", "--json", "--date", "2023-03-27", Folder()}).json()["posts"],
            Json::array());
  EXPECT_EQ(Plenary({"register", "--date", "2023-02-30", Folder()}).code, 2);
}

// tests/core/archive changes every byte; here all of the files are given at once, in steps that
// meet every field.
constexpr std::size_t kStep = 7;

TEST(SmallArchive, ChangedInAByteIsSaidToBeInvalid) {
  const testing::TemporaryFolder folder;
  Bytes bytes = archive::SmallArchive().log.Archive();
  std::size_t files = 0;
  for (std::size_t place = 0; place < bytes.size(); place += kStep, ++files) {
    bytes[place] ^= 1;
    Write(folder.path() / (std::to_string(place) + ".plenary"), bytes);
    bytes[place] ^= 1;
  }
  const Ran ran = Plenary({"verify", "--json", folder.path()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.json()["errors"].size(), files);
  EXPECT_EQ(ran.json()["sessions"], Json::array());
}

TEST(SmallArchive, CutAtAnyLengthIsSaidToBeInvalid) {
  const testing::TemporaryFolder folder;
  const Bytes bytes = archive::SmallArchive(crypto::Suite::kSm2).log.Archive();
  Write(folder.path() / "whole.plenary", bytes);
  std::size_t files = 0;
  for (std::size_t size = 0; size < bytes.size(); size += kStep, ++files) {
    Write(folder.path() / (std::to_string(size) + ".plenary"), ByteView(bytes).first(size));
  }
  const Ran ran = Plenary({"verify", "--json", folder.path()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.json()["errors"].size(), files);
  EXPECT_EQ(ran.json()["sessions"].size(), 1u);
}

}  // namespace
}  // namespace plenary::cli
