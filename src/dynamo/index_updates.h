// UpdateTable's GlobalSecondaryIndexUpdates: indexes that come, go, or get another throughput.
// (AWS: "DynamoDB API Reference", UpdateTable; "Developer Guide", Managing global secondary
// indexes.)
#pragma once

#include "base/result.h"
#include "dynamo/index_request.h"
#include "dynamo/shape.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

namespace fields {

inline constexpr Field index_update_fields[] = {new_index_name,
                                                {.name = "ProvisionedThroughput",
                                                 .kind = Kind::structure,
                                                 .required = true,
                                                 .inner = throughput_fields}};
inline constexpr Field index_create_fields[] = {
    index_projection, new_index_name, throughput, key_schema, settings::on_demand, settings::warm};
inline constexpr Field index_delete_fields[] = {new_index_name};
inline constexpr Field index_action_fields[] = {
    {.name = "Update", .kind = Kind::structure, .inner = index_update_fields},
    {.name = "Create", .kind = Kind::structure, .inner = index_create_fields},
    {.name = "Delete", .kind = Kind::structure, .inner = index_delete_fields}};
inline constexpr Field index_action{.kind = Kind::structure, .inner = index_action_fields};
inline constexpr Field index_updates{
    .name = "GlobalSecondaryIndexUpdates", .kind = Kind::list, .inner = {&index_action, 1}};

}  // namespace fields

// Each is one action, and no index has two.
Result<void> check_index_updates(const JsonObject& input);
// Makes the changes in `updated`, which is `before` with all else that the request changes. A new
// index is `creating`, one that is deleted `leaving`: index_work.h does the rest.
Result<void> apply_index_updates(const JsonObject& input, const Table& before, Table& updated);

// Whether an index is being made or erased.
bool is_changing_indexes(const Table& table);

}  // namespace syncline::dynamo
