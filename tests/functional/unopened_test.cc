// A sealed secret poll that its holders cannot open: voided with the reason, and decided all the
// same.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/functional/programs.h"
#include "tests/support/assembly.h"

namespace plenary::testing {
namespace {

using report::Json;
using ::testing::HasSubstr;

constexpr const char* kReason = "密钥持有人不足，无法开票";

// Five have voted, two seals are in; one of the two holders has left with her share.
class UnopenedPoll : public ::testing::Test, protected Programs {
 protected:
  UnopenedPoll() : Programs(5, {}) {
    MakeKey({"m1", "m2"});
    poll_ = Open({"关于决算的决议", "--item", "1"});
    for (const char* member : {"m0", "m1", "m2", "m3", "m4"}) Do(member, {"vote", "赞成"});
    Do("m0", {"poll", "close"});
    for (const char* sealer : {"m0", "m1"}) Do(sealer, {"poll", "seal", poll_});
    Do("m2", {"attend", "depart"});
    Do("m1", {"poll", "answer", poll_, "--yes"});
  }

  // What remains of it: no result, and the chair says why.
  void Void() {
    const Ran none = As("m3", {"result", poll_});
    EXPECT_EQ(none.code, 1);
    EXPECT_THAT(none.err, HasSubstr("There is no result yet"));
    EXPECT_EQ(As("m0", {"poll", "void", poll_}).code, 2) << "without a reason";
    Do("m0", {"poll", "void", poll_, "--reason", kReason});
    EXPECT_EQ(As("m1", {"poll", "answer", poll_, "--yes"}).code, 1);
    Do("m0", {"session", "scrutineers", "m1", "m3"});
  }
  void ExpectTheReasonInTheArchive(const Json& verified) {
    const Json& first = verified["sessions"][0]["polls"][0];
    EXPECT_EQ(first["state"], "voided");
    EXPECT_EQ(first["void_reason"], kReason);
    EXPECT_FALSE(first.contains("outcome"));
    for (const char* language : {"zh", "en"}) {
      const Ran shown = As("nobody", {"show", archive()}, language);
      EXPECT_EQ(shown.code, 0) << shown;
      EXPECT_THAT(shown.out, HasSubstr(kReason));
    }
  }

  std::string poll_;
};

TEST_F(UnopenedPoll, IsPutAgainUnderANewKey) {
  Void();
  const std::string again =
      std::to_string(Do("m0", {"poll", "draft", "--again", poll_}).value("poll", 0));
  const Ran refused = As("m0", {"poll", "open", again}, "zh");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("在场的密钥持有人不足"));
  EXPECT_THAT(refused.err, HasSubstr("重新举行密钥仪式"));
  MakeKey({"m1", "m3"});
  Do("m0", {"poll", "open", again});
  for (const char* member : {"m0", "m1", "m3"}) Do(member, {"vote", "赞成"});
  Do("m4", {"vote", "反对"});
  Do("m0", {"poll", "close"});
  for (const char* sealer : {"m0", "m1"}) Do(sealer, {"poll", "seal", again});
  for (const char* holder : {"m1", "m3"}) Do(holder, {"poll", "answer", again, "--yes"});
  Announce(again);
  const Json result = Do("m4", {"result", again});
  EXPECT_EQ(result["counts"]["for"], 3);
  EXPECT_EQ(result["counts"]["against"], 1);
  EXPECT_EQ(result["outcome"], "adopted");
  Conclude("1", "adopted");

  const Json verified = CloseAndVerify();
  ExpectTheReasonInTheArchive(verified);
  const Json& second = verified["sessions"][0]["polls"][1];
  EXPECT_EQ(second["again"], 1);
  EXPECT_EQ(second["outcome"], "adopted");
}

TEST_F(UnopenedPoll, IsCountedOnPaper) {
  Void();
  const std::string paper = Open({"--again", poll_, "--method", "paper"});
  Do("m0", {"poll", "close", paper});
  Do("m3", {"poll", "count", paper, "3,1,0"});
  EXPECT_EQ(As("m1", {"poll", "confirm", paper, "4,0,0"}).code, 1) << "counted otherwise";
  Do("m1", {"poll", "confirm", paper, "3,1,0"});
  Announce(paper);
  EXPECT_EQ(Do("m4", {"result", paper})["outcome"], "adopted");
  Conclude("1", "adopted");

  const Json verified = CloseAndVerify();
  ExpectTheReasonInTheArchive(verified);
  const Json& second = verified["sessions"][0]["polls"][1];
  EXPECT_EQ(second["again"], 1);
  EXPECT_EQ(second["method"], "paper");
  EXPECT_EQ(second["outcome"], "adopted");
}

}  // namespace
}  // namespace plenary::testing
