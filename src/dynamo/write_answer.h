// What the operations that write one item share: checks of their members, and their answer.
#pragma once

#include "dynamo/expressions.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {

Result<void> check_item_size(const Item& item);
// PutItem and DeleteItem can return the old item, or nothing.
Result<void> check_returns_old_only(const JsonObject& input);
bool shows_item_on_failure(const JsonObject& input);

// The write of an update expression; `update` and `request` must outlive it.
Write update_write(SharedTable table, Item key, const Update& update, const Expressions& request,
                   const JsonObject& input);

// What of the item ReturnValues wants, "ALL_OLD", "UPDATED_NEW" …; empty when there is nothing.
Item returned_item(std::string_view wanted, const RowChange& change, const Update& update);
// {"Attributes":…, "ConsumedCapacity":…, "ItemCollectionMetrics":…} as the request asks.
Json answer_write(const Call& call, const Written& written, const Update& update);

}  // namespace syncline::dynamo
