// How a table of one description becomes one of another: the UpdateTable calls for it, since
// DynamoDB takes one index at a time (DynamoDB API reference, "UpdateTable").
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace syncline::cloudformation {

// Inputs of UpdateTable, in order; none when nothing changes. Both descriptions are CreateTable's.
// An index must be there, or gone, before the next call.
std::vector<JsonObject> table_changes(const std::string& table, const JsonObject& before,
                                      const JsonObject& now);

struct TagChange {
  std::string operation;  // "TagResource" or "UntagResource"
  JsonObject input;       // without its ResourceArn
};

// From the `Tags` of both, [{"Key","Value"}, …].
std::vector<TagChange> tag_changes(const JsonObject& before, const JsonObject& now);

}  // namespace syncline::cloudformation
