// A table as CreateTable and UpdateTable ask for it.
#pragma once

#include <string_view>

#include "base/result.h"
#include "dynamo/shape.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

// Table operations word the faults of a name in their own way.
Result<void> check_table_name(const JsonObject& input);

// The whole request, checked; without what is not asked for: id, number, time.
Result<Table> read_table_request(const JsonObject& input);
// The table with the changes that UpdateTable asks for.
Result<Table> read_table_update(const JsonObject& input, const Table& table);

// {"TableDescription":…} and the like.
Json wrap_description(std::string_view member, JsonObject description);

}  // namespace syncline::dynamo
