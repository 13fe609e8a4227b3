// An index as CreateTable and UpdateTable ask for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dynamo/shape.h"
#include "dynamo/table.h"
#include "dynamo/table_settings.h"

namespace syncline::dynamo {

namespace fields {

inline constexpr std::string_view key_choices[] = {"HASH", "RANGE"};
inline constexpr Field key_element_fields[] = {
    {.name = "AttributeName", .required = true, .least = 1, .most = 255},
    {.name = "KeyType", .required = true, .choices = key_choices}};
inline constexpr Field key_element{.kind = Kind::structure, .inner = key_element_fields};
inline constexpr Field key_schema{.name = "KeySchema",
                                  .kind = Kind::list,
                                  .required = true,
                                  .least = 1,
                                  .most = 2,
                                  .inner = {&key_element, 1}};

inline constexpr Field throughput_fields[] = {
    {.name = "WriteCapacityUnits", .kind = Kind::integer, .required = true, .least = 1},
    {.name = "ReadCapacityUnits", .kind = Kind::integer, .required = true, .least = 1}};
inline constexpr Field throughput{
    .name = "ProvisionedThroughput", .kind = Kind::structure, .inner = throughput_fields};

inline constexpr std::string_view projection_choices[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
inline constexpr Field projected_name{.least = 1, .most = 255};
inline constexpr Field projection_fields[] = {
    {.name = "ProjectionType", .choices = projection_choices},
    {.name = "NonKeyAttributes",
     .kind = Kind::list,
     .least = 1,
     .most = 20,  // AWS: Projection
     .inner = {&projected_name, 1}}};
inline constexpr Field index_projection{
    .name = "Projection", .kind = Kind::structure, .required = true, .inner = projection_fields};

inline constexpr Field new_index_name{
    .name = "IndexName", .required = true, .least = 3, .most = 255, .is_name = true};
inline constexpr Field index_fields[] = {new_index_name, key_schema,          index_projection,
                                         throughput,     settings::on_demand, settings::warm};
inline constexpr Field index{.kind = Kind::structure, .inner = index_fields};

}  // namespace fields

// All of these read a request whose shape has been checked.

std::vector<std::string> key_names(const JsonObject& holder);  // of its KeySchema
Result<KeySchema> read_key_schema(const JsonObject& holder, const std::vector<KeyPart>& defined);
Result<std::vector<KeyPart>> read_definitions(const JsonObject& input);  // AttributeDefinitions

// Zeros when the holder has no ProvisionedThroughput.
Throughput read_throughput(const JsonObject& holder);
Result<void> check_throughput(const Throughput& given);
// An update must change something of it. `what` is "table" or "index NAME".
Result<void> check_throughput_changes(std::string_view what, const Throughput& now,
                                      const Throughput& wanted);

// An index for the table, which must have its key's attributes among its own; with the table's next
// number.
Result<Index> read_index(const JsonObject& json, bool global, const Table& table);
// The quota of projected attributes, over all indexes.
Result<void> check_projected(const Table& table);

std::string joined(const std::vector<std::string>& names);  // "a, b"

}  // namespace syncline::dynamo
