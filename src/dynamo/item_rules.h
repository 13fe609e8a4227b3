// What a table demands of the items and keys that are given to it.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "dynamo/expression/node.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

// How the message of a key that is an empty text or binary begins.
inline constexpr std::string_view empty_key_fault = "One or more parameter values are not valid. ";

// An item to be put: its key's attributes are there, of the right types and sizes; its index keys,
// where it has them, too; it is not too large.
Result<void> check_item(const Table& table, const Item& item);
// The same for what an update made of an item, whose key has been checked.
Result<void> check_updated_item(const Table& table, const Item& item);

// Exactly the attributes of the key, of the right types and sizes.
Result<void> check_key(const KeySchema& key, const Item& given);
Result<void> check_key_part(const KeyPart& part, bool is_hash, const Item& given);

// Whether the value may be a key of an index. A writer is refused when it may not; an item that was
// there before the index is not in it.
bool fits_index_key(const KeyPart& part, bool is_hash, const Value& value);

// An update may not touch the table's key, nor give an index key a value of another type.
Result<void> check_update_targets(const Table& table, const Update& update);

// The key attributes of the item.
Item key_of(const KeySchema& key, const Item& item);

// Keys are scalars: a path that goes into one is refused.
Result<void> check_paths_leave_keys(const Table& table, const std::vector<Path>& paths);
void append_paths(const Node& node, std::vector<Path>& paths);

}  // namespace syncline::dynamo
