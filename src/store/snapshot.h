// What a Snapshot holds, for this room only.
#pragma once

#include <rocksdb/db.h>

#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace syncline::store {

struct Snapshot::State {
  explicit State(rocksdb::DB& its_database)
      : database(its_database), held(its_database.GetSnapshot()) {}
  ~State() { database.ReleaseSnapshot(held); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  rocksdb::DB& database;
  const rocksdb::Snapshot* held;
};

// Of the state of `at`, or of the present one when it is null.
Result<std::optional<std::string>> find_value(rocksdb::DB& database, std::string_view keyspace,
                                              std::string_view key, const rocksdb::Snapshot* at);

}  // namespace syncline::store
