// What a statement that writes, or EXISTS, does on the write path.
#pragma once

#include <string_view>

#include "dynamo/partiql/statement.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo::partiql {

// INSERT refuses an item that is there (DuplicateItemException); UPDATE and EXISTS need one that is
// there and satisfies the rest of the WHERE (ConditionalCheckFailedException); DELETE needs that
// only of an item that is there. The statement must outlive the write.
Result<Write> make_write(const Statement& statement, SharedTable table, bool show_item_on_failure);

// What make_write says when the WHERE does not name one item. A transaction words it otherwise.
inline constexpr std::string_view no_whole_key =
    "Where clause does not contain a mandatory equality on all key attributes";

// Of an EXISTS, before anything else: it names one item, and a condition.
Result<void> check_exists(const Statement& statement, const Table& table);

}  // namespace syncline::dynamo::partiql
