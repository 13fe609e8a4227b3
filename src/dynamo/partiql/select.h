// Reads a page of what a SELECT means.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dynamo/call.h"
#include "dynamo/capacity.h"
#include "dynamo/partiql/statement.h"

namespace syncline::dynamo::partiql {

struct SelectOptions {
  bool consistent = false;
  std::optional<std::int64_t> limit;  // of rows looked at
  std::optional<std::string> after;   // the row key to go on behind
};

struct Selected {
  JsonArray items;
  Consumed consumed;
  std::optional<std::string> last_row;  // there may be more behind it
  JsonObject last_key;                  // the same as LastEvaluatedKey
};

Result<Selected> select(const Call& call, const Statement& statement, const Table& table,
                        const SelectOptions& options);

// The item as the statement's columns show it.
JsonObject show_columns(const Statement& statement, const Item& item);

// The one item that a SELECT without an index names by its whole key, and by nothing else; nothing
// when it names more or fewer. The key need not fit the schema.
std::optional<Item> whole_key(const Statement& statement, const Table& table);

}  // namespace syncline::dynamo::partiql
