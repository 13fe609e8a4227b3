// For the operations: the row that each file in operations/ defines.
#pragma once

#include <span>
#include <string>
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
  // Of an operation that never waits and is worth it: the same answer, appended as text, with less
  // work. What it appended stands for nothing when it fails.
  Result<void> (*write)(const Call& call, std::string& out) = nullptr;
};

std::span<const Operation* const> operations_table();  // made by room_table

}  // namespace syncline::dynamo
