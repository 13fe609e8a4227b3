// RocksDB's Status as the house's Result.
#pragma once

#include <rocksdb/status.h>

#include "base/result.h"

namespace syncline::store {

// The reason goes to the log, which may name files; the error says no more than that it failed.
Result<void> checked(const rocksdb::Status& status);

}  // namespace syncline::store
