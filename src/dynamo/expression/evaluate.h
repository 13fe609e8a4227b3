// Whether an item satisfies a checked condition. Cannot fail: what does not fit is false.
#pragma once

#include "dynamo/expression/node.h"

namespace syncline::dynamo {

bool matches(const Node& condition, const Item& item);

// The functions and operators, for the legacy parameters too.
bool begins_with(const Value& value, const Value& beginning);
bool contains(const Value& value, const Value& element);
bool compares(std::string_view comparator, const Value* left, const Value* right);

}  // namespace syncline::dynamo
