// What a Cursor holds, for this room only.
#pragma once

#include <rocksdb/iterator.h>

#include <memory>
#include <string>

#include "store/store.h"

namespace syncline::store {

struct Cursor::State {
  // The bounds must outlive the iterator, which keeps only pointers to them: declared first.
  std::string keyspace;
  std::string lower, upper;
  rocksdb::Slice lower_bound, upper_bound;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

}  // namespace syncline::store
