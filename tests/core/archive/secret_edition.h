// An archive with a secret poll in each suite, and what tests do to its edition.
#ifndef PLENARY_TESTS_CORE_ARCHIVE_SECRET_EDITION_H_
#define PLENARY_TESTS_CORE_ARCHIVE_SECRET_EDITION_H_

#include <gtest/gtest.h>

#include <vector>

#include "core/archive/edition.h"
#include "core/archive/verify.h"
#include "core/fold/leaf.h"
#include "core/wire/command.h"
#include "tests/support/check_secret.h"
#include "tests/support/secret_session.h"

namespace plenary::archive {

inline const testing::SecretArchive& SecretOf(crypto::Suite suite) {
  static const auto& p256 = *new testing::SecretArchive(crypto::Suite::kP256);  // made once
  static const auto& sm2 = *new testing::SecretArchive(crypto::Suite::kSm2);
  return suite == crypto::Suite::kP256 ? p256 : sm2;
}

inline EditionContents EditionOf(const testing::SecretArchive& secret) {
  return Redact(secret.assembly.suite(), secret.log.Contents());
}

inline session::Command CommandIn(const log::Entry& entry) {
  return wire::DecodeCommand(entry.command.command).value();
}

// The entries that an edition leaves out.
inline std::vector<const log::Entry*> Ballots(const testing::SecretArchive& secret) {
  std::vector<const log::Entry*> ballots;
  for (const log::Entry& entry : secret.log.entries()) {
    if (!session::CodeOf(CommandIn(entry).body).empty()) ballots.push_back(&entry);
  }
  return ballots;
}

// The entry as an edition has a ballot: the code shown, or not.
inline EditionEntry Hidden(crypto::Suite suite, const log::Entry& entry, bool code) {
  return log::Redact(suite, fold::LeafContentOf(entry, CommandIn(entry)), entry.blinds,
                     {.code = code})
      .value();
}

// In tests of both suites.
inline constexpr crypto::Suite kEditionSuites[] = {crypto::Suite::kP256, crypto::Suite::kSm2};
inline const char* EditionSuiteName(const ::testing::TestParamInfo<crypto::Suite>& row) {
  return row.param == crypto::Suite::kP256 ? "P256" : "Sm2";
}

}  // namespace plenary::archive

#endif  // PLENARY_TESTS_CORE_ARCHIVE_SECRET_EDITION_H_
