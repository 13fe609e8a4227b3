// What a Batch holds, for this room only.
#pragma once

#include <rocksdb/write_batch.h>

#include <string>
#include <string_view>

#include "store/store.h"

namespace syncline::store {

// All keyspaces share one column family: a key is its keyspace's name, a zero byte (which no name
// holds), and the caller's key. So a keyspace costs nothing, and its order is the caller's.
std::string full_key(std::string_view keyspace, std::string_view key);
// The first key after the whole keyspace.
std::string keyspace_end(std::string_view keyspace);

struct Batch::State {
  rocksdb::WriteBatch operations;
};

// Appends `more` to `group`, in order.
void append_batch(rocksdb::WriteBatch& group, const rocksdb::WriteBatch& more);

}  // namespace syncline::store
