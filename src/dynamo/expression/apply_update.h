// What a checked update expression makes of an item.
#pragma once

#include "base/result.h"
#include "dynamo/expression/node.h"

namespace syncline::dynamo {

// All operands see the item as it was before. Fails with DynamoDB's ValidationException for a path
// or an operand that does not fit the item.
Result<Item> apply_update(const Update& update, const Item& before);

}  // namespace syncline::dynamo
