// The operations that DynamoDB has and this server has not: a client hears so by name, and not that
// nobody knows them.
#pragma once

#include <span>
#include <string_view>

namespace syncline::dynamo {

// In the order of their names; none of them is an operation of the table.
std::span<const std::string_view> operations_not_offered();

}  // namespace syncline::dynamo
