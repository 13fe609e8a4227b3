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
  const Rooms& rooms;
  std::string name;

  // Calls `operation` on this table. An error is as AppSync shows it: type "DynamoDB:…", and the
  // message with the tail that the SDK adds.
  Task<Result<Json>> call(std::string_view operation, JsonObject input) const;
  // The same for an operation whose input names its tables. The error keeps DynamoDB's detail.
  Task<Result<Json>> call_on_tables(std::string_view operation, JsonObject input) const;
};

// One operation each. `table`, and what `asked` refers to, must outlive the task.
Task<Result<Answer>> get_item(const Table& table, Invocation asked);
Task<Result<Answer>> put_item(const Table& table, Invocation asked);
Task<Result<Answer>> update_item(const Table& table, Invocation asked);
Task<Result<Answer>> delete_item(const Table& table, Invocation asked);
Task<Result<Answer>> query(const Table& table, Invocation asked);
Task<Result<Answer>> scan(const Table& table, Invocation asked);
// These name their tables themselves, which need not be the data source's.
Task<Result<Answer>> batch_get_item(const Table& table, Invocation asked);
Task<Result<Answer>> batch_put_item(const Table& table, Invocation asked);
Task<Result<Answer>> batch_delete_item(const Table& table, Invocation asked);
Task<Result<Answer>> transact_get_items(const Table& table, Invocation asked);
Task<Result<Answer>> transact_write_items(const Table& table, Invocation asked);

}  // namespace syncline::source
