// What an operation works with: the parts of the database, and its input.
#pragma once

#include <atomic>
#include <cstdint>

#include "base/clock.h"
#include "dynamo/database.h"
#include "dynamo/key_locks.h"
#include "dynamo/ledger.h"
#include "dynamo/operation.h"
#include "dynamo/tables.h"
#include "store/store.h"

namespace syncline::dynamo {

struct Call {
  store::Store& store;
  const Clock& clock;
  const Options& options;
  Tables& tables;
  Ledger& ledger;
  KeyLocks& locks;
  std::atomic<std::int64_t>& tokens_erased;  // periods of tokens before this one are gone
  const JsonObject& input;
};

}  // namespace syncline::dynamo
