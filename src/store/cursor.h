// What a Cursor holds, for this room only.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/iterator.h>

#include <memory>
#include <string>
#include <string_view>

#include "store/store.h"

namespace syncline::store {

struct Cursor::State {
  // Of the state of `at`, or of the present one when it is null.
  static std::unique_ptr<State> make(rocksdb::DB& database, std::string_view keyspace,
                                     const rocksdb::Snapshot* at);

  // The bounds must outlive the iterator, which keeps only pointers to them: declared first.
  std::string keyspace;
  std::string lower, upper;
  rocksdb::Slice lower_bound, upper_bound;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

}  // namespace syncline::store
