// What the contract tests run on: each kind of store, empty, and a new one for each test.
#ifndef PLENARY_TESTS_SERVER_STORAGE_STORE_CONTRACT_H_
#define PLENARY_TESTS_SERVER_STORAGE_STORE_CONTRACT_H_

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "server/storage/sqlite_store.h"
#include "tests/server/storage/memory_store.h"
#include "tests/support/temporary_folder.h"

namespace plenary::storage {

struct InMemory {
  MemoryStore store;
};

struct InSqlite {
  plenary::testing::TemporaryFolder folder;
  std::unique_ptr<SqliteStore> opened =
      SqliteStore::Open({.file = folder.path() / "plenary.db"}).value();
  SqliteStore& store = *opened;
};

using StoreKinds = ::testing::Types<InMemory, InSqlite>;

struct StoreKindNames {
  template <class T>
  static std::string GetName(int) {
    return std::is_same_v<T, InMemory> ? "Memory" : "Sqlite";
  }
};

}  // namespace plenary::storage

#endif  // PLENARY_TESTS_SERVER_STORAGE_STORE_CONTRACT_H_
