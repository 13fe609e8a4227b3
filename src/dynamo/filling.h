// A walk over all items of a table that serves meanwhile, a piece at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "dynamo/call.h"
#include "dynamo/row_change.h"

namespace syncline::dynamo {

struct Filling {
  SharedTable table;
  std::uint32_t number = 0;  // of the index that is filled: how far it is, is stored under it
  // What an item adds to the batch.
  std::function<Result<void>(const Item&, store::Batch&, std::vector<CountChange>&)> add;
};

// The next piece: up to limits::background_rows_max items, each read and added under its lock, in
// one batch with how far the walk is. False when there are no items left. A table that changes
// meanwhile leaves the piece undone, and is not an error.
Task<Result<bool>> fill_piece(Call& call, const Filling& filling);
// Forgets how far the walk was.
void erase_position(const Table& table, std::uint32_t number, store::Batch& batch);

// Changes the table's record under its lock, unless the table is gone or `change` says that there
// is nothing to change. `change` may add to the batch and to the counts.
Task<Result<void>> change_table(
    Call& call, SharedTable seen,
    std::function<bool(Table&, store::Batch&, std::vector<CountChange>&)> change);

}  // namespace syncline::dynamo
