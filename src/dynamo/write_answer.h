// What the operations that write one item share: checks of their members, and their answer.
#pragma once

#include "dynamo/expressions.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {

Result<void> check_item_size(const Item& item);
// PutItem and DeleteItem can return the old item, or nothing.
Result<void> check_returns_old_only(const JsonObject& input);
// ReturnItemCollectionMetrics says something of tables with local indexes only.
Result<void> check_collection_metrics(const JsonObject& input, const Table& table);
bool shows_item_on_failure(const JsonObject& input);

// The write of an update expression; `update` and `request` must outlive it.
Write update_write(SharedTable table, Item key, const Update& update, const Expressions& request,
                   const JsonObject& input);

// {"Attributes":…, "ConsumedCapacity":…} as ReturnValues and ReturnConsumedCapacity ask.
Json answer_write(const JsonObject& input, const Written& written, const Update& update);

}  // namespace syncline::dynamo
