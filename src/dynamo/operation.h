// For the operations: the row that each file in operations/ defines.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"
#include "base/task.h"
#include "dynamo/database.h"

namespace syncline::dynamo {

struct Call;  // tables, store, clock and input: defined by the room

struct Operation {
  std::string_view name;  // "PutItem"
  Task<Result<Json>> (*run)(Call& call);
  Api api = Api::dynamodb;
};

std::span<const Operation* const> operations_table();  // made by room_table

}  // namespace syncline::dynamo
