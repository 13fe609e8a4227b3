// A write's condition, and what AppSync does when it did not hold (AppSync: "Condition
// expressions").
#pragma once

#include <string>
#include <vector>

#include "source/dynamodb/table.h"

namespace syncline::source {

struct Condition {
  bool consistent_read = true;
  std::vector<std::string> equals_ignore;  // attributes
};

// Sets input["ConditionExpression"] from document["condition"], if there is one. The handler
// strategy "Custom" asks a Lambda function and is refused (unsupported).
Result<Condition> add_condition(JsonObject& input, const Json& document);

inline constexpr std::string_view condition_failed = "DynamoDB:ConditionalCheckFailedException";

// The item under `key` now, on the wire, or null when there is none.
Task<Result<Json>> current_item(const Table& table, const JsonObject& key,
                                const Condition& condition);

// Whether the item is what the write would have left, but for the ignored attributes.
bool is_already_so(const Json& current, const JsonObject& wanted, const Condition& condition);

}  // namespace syncline::source
