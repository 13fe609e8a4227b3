// Walks a store and says what in it does not agree: items, their index rows, the counts of both,
// and the records of streams, which folded must give the items. For stores that a test has killed
// its server over; it reads all of it into memory.
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace syncline::dynamo {

struct Checked {
  std::vector<std::string> faults;  // a sentence each
  std::size_t tables = 0;
  std::size_t items = 0;
  std::size_t index_rows = 0;
  std::size_t records = 0;
  std::size_t folded = 0;  // streams that are as old as their table, and so hold its whole history
};

// A failure is one of reading the store.
Result<Checked> check_store(store::Store& store);

}  // namespace syncline::dynamo
