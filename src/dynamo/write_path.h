// The one way in which items change: lock the keys, look at the tables, read the items, check the
// conditions, make one batch of items, index rows and stream records, commit it with the group,
// unlock. Several writes succeed together or not at all.
//
// A table may change while a write waits or is made. What is committed is made for the table as it
// is when the batch takes its place in the order of commits: so once a table with a new index has
// been inserted (tables.h), every batch that is queued later has the index's rows.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dynamo/call.h"
#include "dynamo/expression/node.h"
#include "dynamo/row_change.h"

namespace syncline::dynamo {

struct Write {
  SharedTable table;                // as the operation found it
  Item key;                         // has been checked against the table
  const Node* condition = nullptr;  // checked; null when there is none
  bool show_item_on_failure = false;
  bool by_service = false;  // RowChange has it from here
  // The item as it shall be, or nothing to have none. It is given what is there now, or nullptr. It
  // is called again when a table has changed meanwhile.
  std::function<Result<std::optional<Item>>(const Item* before)> change;
};

struct Written {
  Item key;
  RowChange change;
  Consumed consumed;
};

// For each write, in order: what it did, or what it would have done had no other failed, or its
// own failure. The outer failure is of the store, or of a table deleted meanwhile.
using Outcomes = std::vector<Result<Written>>;

// What goes with the writes into their batch.
struct Companion {
  std::vector<std::string> locks;
  // Called under the locks, before anything is read; an error ends the whole, true skips it.
  std::function<Result<bool>()> before_writes;
  std::function<void(store::Batch&)> add_rows;
  // Called when no write has failed, before anything is committed; an error ends the whole. May be
  // empty.
  std::function<Result<void>(const Outcomes&)> check_outcomes = {};
};

Task<Result<Outcomes>> write_all(Call& call, std::vector<Write> writes,
                                 const Companion* companion = nullptr);
Task<Result<Written>> write_one(Call& call, Write write);

// The lock under which the item of a row (item_row_key) changes.
std::string row_lock(std::string_view row_key);
// The lock under which a table is made, changed or deleted.
std::string table_lock(std::string_view name);
// The lock under which a new table or stream takes its number, so that numbers are stored in their
// order.
std::string table_number_lock();

}  // namespace syncline::dynamo
