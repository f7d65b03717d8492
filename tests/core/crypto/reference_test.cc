// Our keys, hashes and signatures as another program makes them:
// tests/reference/make_crypto_vectors.py.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/crypto/hash.h"
#include "core/crypto/keys.h"
#include "core/crypto/mac.h"
#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

using Reference = InEachSuite;
PLENARY_IN_EACH_SUITE(Reference);

nlohmann::json OfSuite(Suite suite) {
  return ReadVectors("reference.json")["suites"][std::string(SuiteName(suite))];
}

TEST_P(Reference, HasTheSameHashesAndMacs) {
  const auto cases = OfSuite(GetParam())["hashes"];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const std::string tag = row["tag"];
    std::vector<Bytes> fields;
    for (const auto& field : row["fields"]) fields.push_back(Unhex(field));
    const std::vector<ByteView> views(fields.begin(), fields.end());
    EXPECT_EQ(HashTagged(GetParam(), tag, views).hex(), row["tagged"].get<std::string>());
    if (fields.size() != 2) continue;
    EXPECT_EQ(HashRaw(GetParam(), {fields[0], fields[1]}).hex(), row["raw"].get<std::string>());
    for (const auto& mac : row["macs"]) {
      EXPECT_EQ(Mac(GetParam(), Unhex(mac["key"]), tag, {fields[0], fields[1]}).hex(),
                mac["mac"].get<std::string>());
    }
  }
}

TEST_P(Reference, KeysLoadAndHaveTheSameIds) {
  const auto cases = OfSuite(GetParam())["keys"];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const auto key = PublicKey::From(GetParam(), Unhex(row["public_key"]));
    ASSERT_TRUE(key);
    EXPECT_EQ(key->id().hex(), row["key_id"].get<std::string>());
    const auto plain = PrivateKey::FromPlainPkcs8(GetParam(), Unhex(row["plain_pkcs8"]));
    ASSERT_TRUE(plain) << plain.error().message;
    EXPECT_EQ(plain->public_key(), *key);
    EXPECT_TRUE(Equal(plain->ToPlainPkcs8()->view(), Unhex(row["plain_pkcs8"])));
    const auto encrypted = PrivateKey::FromEncryptedPkcs8(GetParam(), Unhex(row["encrypted_pkcs8"]),
                                                          row["passphrase"].get<std::string>());
    ASSERT_TRUE(encrypted) << encrypted.error().message;
    EXPECT_EQ(encrypted->public_key(), *key);
  }
}

TEST_P(Reference, SignaturesVerifyOverTheSameFrames) {
  const auto cases = OfSuite(GetParam())["keys"];
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const auto key = PublicKey::From(GetParam(), Unhex(row["public_key"]));
    ASSERT_TRUE(key);
    for (const auto& signature : row["signatures"]) {
      const auto purpose = static_cast<Purpose>(signature["purpose"].get<int>());
      const Bytes message = Unhex(signature["message"]);
      EXPECT_EQ(Framed(purpose, message), Unhex(signature["framed"]));
      EXPECT_TRUE(key->Verify(purpose, message, Unhex(signature["signature"])));
    }
  }
}

}  // namespace
}  // namespace plenary::crypto
