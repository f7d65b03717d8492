// Logs, entries and groups for the tests of stores, which look into none of them.
#ifndef PLENARY_TESTS_SERVER_STORAGE_SAMPLES_H_
#define PLENARY_TESTS_SERVER_STORAGE_SAMPLES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/storage/log_store.h"

namespace plenary::storage {

inline LogId TestLog(Byte session) {
  LogId log;
  log.committee.bytes.fill(0xc0);
  log.session.bytes[0] = session;
  return log;
}

inline SharedBytes Shared(std::string_view text) {
  return std::make_shared<const Bytes>(ToBytes(AsBytes(text)));
}

inline std::string EntryText(std::uint64_t index) { return "entry " + std::to_string(index); }

// `count` entries from index `first` on, with the head "head of <size after it>".
inline AppendGroup Group(const LogId& log, std::uint64_t first, std::uint64_t count) {
  AppendGroup group{.log = log, .first_index = first, .entries = {}, .head = {}};
  for (std::uint64_t i = first; i < first + count; ++i) {
    group.entries.push_back(Shared(EntryText(i)));
  }
  group.head = ToBytes(AsBytes("head of " + std::to_string(first + count)));
  return group;
}

inline Result<void> AppendOne(LogStore& store, AppendGroup group) {
  const std::vector<AppendGroup> groups{std::move(group)};
  return store.Append(groups);
}

inline std::vector<std::string> Texts(const std::vector<Bytes>& entries) {
  std::vector<std::string> texts;
  for (const Bytes& entry : entries) texts.emplace_back(AsText(entry));
  return texts;
}

}  // namespace plenary::storage

#endif  // PLENARY_TESTS_SERVER_STORAGE_SAMPLES_H_
