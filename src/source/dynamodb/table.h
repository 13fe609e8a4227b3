// The table behind a DynamoDB data source, and the operations that a request document may ask of
// it (AppSync: "Resolver mapping template reference for DynamoDB").
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"
#include "dynamo/database.h"
#include "source/source.h"

namespace syncline::source {

struct Table {
  dynamo::Database& database;
  std::string name;

  // Calls `operation` on this table. An error is as AppSync shows it: type "DynamoDB:…", and the
  // message with the tail that the SDK adds.
  Task<Result<Json>> call(std::string_view operation, JsonObject input);
};

// One operation each. `table` and `document` must outlive the task.
Task<Result<Answer>> get_item(Table& table, const Json& document);
Task<Result<Answer>> put_item(Table& table, const Json& document);
Task<Result<Answer>> update_item(Table& table, const Json& document);
Task<Result<Answer>> delete_item(Table& table, const Json& document);
Task<Result<Answer>> query(Table& table, const Json& document);
Task<Result<Answer>> scan(Table& table, const Json& document);

}  // namespace syncline::source
