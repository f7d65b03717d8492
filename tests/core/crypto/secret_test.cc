#include "core/crypto/secret.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "tests/core/crypto/fixtures.h"

namespace plenary::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes>);
static_assert(!std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);

TEST(SecretBytes, HoldsWhatItWasGiven) {
  SecretBytes secret = SecretBytes::CopyOf(Text("abc"));
  EXPECT_EQ(secret.text(), "abc");
  secret.span()[0] = 'x';
  EXPECT_TRUE(Equal(secret.view(), Text("xbc")));
}

TEST(SecretBytes, MovesAndLeavesNothing) {
  SecretBytes first = SecretBytes::CopyOf(Text("abc"));
  SecretBytes second = std::move(first);
  EXPECT_TRUE(first.empty());  // NOLINT: promised
  EXPECT_EQ(second.text(), "abc");
  first = std::move(second);
  EXPECT_TRUE(second.empty());  // NOLINT: promised
  EXPECT_EQ(first.text(), "abc");
}

TEST(SecretBytes, IsWipedBeforeItsMemoryIsUsedAgain) {
  SecretBytes secret = SecretBytes::CopyOf(Text("abcdefgh"));
  const SecretBytes other = SecretBytes::CopyOf(Text("12345678"));
  EXPECT_EQ(SecretBytes(8).text(), std::string(8, '\0'));
  secret = SecretBytes(2);
  EXPECT_EQ(secret.size(), 2u);
  EXPECT_EQ(other.text(), "12345678");
}

}  // namespace
}  // namespace plenary::crypto
