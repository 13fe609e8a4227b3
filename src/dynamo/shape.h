// Checks a request against the members that its operation declares, before anything else looks at
// it: first the kinds of all values (SerializationException), then the constraints, all of them in
// one message as AWS's services do ("2 validation errors detected: Value …; Value …").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"

namespace syncline::dynamo {

enum class Kind : unsigned char {
  text,
  boolean,
  integer,
  value,  // an attribute value
  list,
  map,        // of `inner[0]`
  structure,  // with the members `inner`
};

struct Field {
  std::string_view name;
  Kind kind = Kind::text;
  bool required = false;
  // Bounds of an integer, or of the length of a text, list or map.
  std::optional<std::int64_t> least = std::nullopt;
  std::optional<std::int64_t> most = std::nullopt;
  bool is_name = false;    // matches [a-zA-Z0-9_.-]+
  bool is_long = false;    // of an integer: Java's Long, for the message
  bool takes_arn = false;  // a table's ARN instead of its name
  std::span<const std::string_view> choices = {};
  std::span<const Field> inner = {};
  // Of a structure, as DynamoDB's messages name it; empty: its class has the name of the member.
  std::string_view class_name = {};
};

Result<void> check_shape(const JsonObject& input, std::span<const Field> fields);

// Members of a request whose shape has been checked: only those that the operation declared, since
// others may be of any kind. A member that is null counts as absent; a list, but for one of
// attribute values, has no null element.
const Json* present(const JsonObject& input, std::string_view name);
std::string_view text_or(const JsonObject& input, std::string_view name, std::string_view fallback);
bool boolean_or(const JsonObject& input, std::string_view name, bool fallback);
std::int64_t integer_or(const JsonObject& input, std::string_view name, std::int64_t fallback);
const JsonObject& object_or_empty(const JsonObject& input, std::string_view name);
const JsonArray& array_or_empty(const JsonObject& input, std::string_view name);

// Fields that many operations share.
namespace fields {

inline constexpr std::string_view consumed_capacity_choices[] = {"INDEXES", "TOTAL", "NONE"};
inline constexpr std::string_view collection_metrics_choices[] = {"SIZE", "NONE"};
inline constexpr std::string_view return_values_choices[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD",
                                                             "NONE", "UPDATED_NEW"};
inline constexpr std::string_view on_failure_choices[] = {"ALL_OLD", "NONE"};
inline constexpr std::string_view select_choices[] = {"SPECIFIC_ATTRIBUTES", "COUNT",
                                                      "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"};

inline constexpr Field value{.kind = Kind::value};
inline constexpr Field text{.kind = Kind::text};

inline constexpr Field table_name{.name = "TableName",
                                  .required = true,
                                  .least = 3,
                                  .most = 255,
                                  .is_name = true,
                                  .takes_arn = true};
inline constexpr Field index_name{.name = "IndexName", .least = 3, .most = 255, .is_name = true};
inline constexpr Field consumed_capacity{.name = "ReturnConsumedCapacity",
                                         .choices = consumed_capacity_choices};
inline constexpr Field collection_metrics{.name = "ReturnItemCollectionMetrics",
                                          .choices = collection_metrics_choices};
inline constexpr Field return_values{.name = "ReturnValues", .choices = return_values_choices};
inline constexpr Field on_failure{.name = "ReturnValuesOnConditionCheckFailure",
                                  .choices = on_failure_choices};
inline constexpr Field key{
    .name = "Key", .kind = Kind::map, .required = true, .inner = {&value, 1}};
inline constexpr Field item{
    .name = "Item", .kind = Kind::map, .required = true, .inner = {&value, 1}};
inline constexpr Field start_key{
    .name = "ExclusiveStartKey", .kind = Kind::map, .inner = {&value, 1}};
inline constexpr Field consistent_read{.name = "ConsistentRead", .kind = Kind::boolean};
inline constexpr Field limit{.name = "Limit", .kind = Kind::integer, .least = 1};
inline constexpr Field select{.name = "Select", .choices = select_choices};
inline constexpr Field attributes_to_get{
    .name = "AttributesToGet", .kind = Kind::list, .least = 1, .most = 255, .inner = {&text, 1}};
inline constexpr Field names{
    .name = "ExpressionAttributeNames", .kind = Kind::map, .inner = {&text, 1}};
inline constexpr Field values{
    .name = "ExpressionAttributeValues", .kind = Kind::map, .inner = {&value, 1}};
inline constexpr Field condition{.name = "ConditionExpression"};
inline constexpr Field projection{.name = "ProjectionExpression"};
inline constexpr Field filter{.name = "FilterExpression"};
inline constexpr Field update{.name = "UpdateExpression"};
inline constexpr Field key_condition{.name = "KeyConditionExpression"};

}  // namespace fields

}  // namespace syncline::dynamo
