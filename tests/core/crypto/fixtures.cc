#include "tests/core/crypto/fixtures.h"

#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/crypto/ossl_queue.h"

namespace plenary::crypto {
namespace {

// Every test of this program also shows that it leaves OpenSSL's queue empty.
class QueueIsEmpty : public testing::EmptyTestEventListener {
  void OnTestEnd(const testing::TestInfo&) override { EXPECT_TRUE(OsslQueueIsEmpty()); }
};

[[maybe_unused]] const bool listening = [] {
  testing::UnitTest::GetInstance()->listeners().Append(new QueueIsEmpty);
  return true;
}();

}  // namespace

nlohmann::json ReadVectors(const std::string& name) {
  const char* const folder = std::getenv("PLENARY_TEST_DATA");
  const std::string path = std::string(folder == nullptr ? "tests" : folder) + "/vectors/crypto/";
  std::ifstream file(path + name);
  auto vectors = nlohmann::json::parse(file, nullptr, false);
  if (!vectors.is_object()) {
    ADD_FAILURE() << "cannot read " << path << name;
    return nullptr;
  }
  return vectors;
}

Bytes Unhex(const nlohmann::json& text) { return *FromHex(text.get<std::string>()); }

Bytes Text(std::string_view text) { return ToBytes(AsBytes(text)); }

const PrivateKey& TestKey(Suite suite, int number) {
  static std::map<std::pair<Suite, int>, PrivateKey> keys;
  const auto name = std::pair(suite, number);
  if (const auto it = keys.find(name); it != keys.end()) return it->second;
  auto key = PrivateKey::Generate(suite);
  EXPECT_TRUE(key);
  return keys.emplace(name, *std::move(key)).first->second;
}

std::string NameOfSuite(const testing::TestParamInfo<Suite>& row) {
  return row.param == Suite::kP256 ? "P256" : "Sm2";
}

}  // namespace plenary::crypto
