// One item's change as rows of the store: the item, its row in each index, and its record in the
// table's stream.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dynamo/capacity.h"
#include "dynamo/ledger.h"
#include "dynamo/tables.h"

namespace syncline::dynamo {

struct RowChange {
  SharedTable table;
  std::optional<Item> before;
  std::optional<Item> after;
  bool by_service = false;  // and not asked for by a client: the item expired
  // The numbers of indexes that are being filled, and have no row of `before` yet.
  std::vector<std::uint32_t> unfilled;
};

// Adds the change to the batch, with its effect on the counts and its record for the table's
// stream; gives what it costs. A change that changes nothing adds nothing.
Consumed add_change(const RowChange& change, store::Batch& batch, std::vector<CountChange>& counts,
                    std::vector<StreamChange>& streams);

// The item's row in an index, or nothing when it lacks the index's keys (a sparse index), or has
// others than the index can hold.
std::optional<Item> index_row(const Table& table, const Index& index,
                              const std::optional<Item>& item);

// Which indexes the item belongs in, but is not in yet: only such as are being filled.
Result<std::vector<std::uint32_t>> find_unfilled(const store::Store& store, const Table& table,
                                                 const Item& item);
// Adds the item's row in an index that is being filled, with its effect on the counts, when it
// belongs there and is not there yet.
Result<void> add_missing_row(const store::Store& store, const Table& table, const Index& index,
                             const Item& item, store::Batch& batch,
                             std::vector<CountChange>& counts);

// The item of this row (item_row_key), as the store or the snapshot holds it.
Result<std::optional<Item>> find_item(const store::Store& store, std::string_view row_key);
Result<std::optional<Item>> find_item(const store::Snapshot& snapshot, std::string_view row_key);
// The item with this key, as the store holds it now.
Result<std::optional<Item>> read_item(const store::Store& store, const Table& table,
                                      const Item& key);

}  // namespace syncline::dynamo
