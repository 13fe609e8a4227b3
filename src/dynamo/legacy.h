// The parameters from before expressions, which clients such as Terraform still send. Each becomes
// the tree of the expression that means the same (AWS: "DynamoDB Developer Guide", Legacy
// conditional parameters).
#pragma once

#include <vector>

#include "base/result.h"
#include "dynamo/expression/key_condition.h"
#include "dynamo/expressions.h"
#include "dynamo/shape.h"

namespace syncline::dynamo {

// Each fills its part of the expressions when the request has its parameter.
Result<void> read_expected(const JsonObject& input, Expressions& expressions);
Result<void> read_filter(const JsonObject& input, std::string_view parameter,
                         Expressions& expressions);  // "QueryFilter", "ScanFilter"
Result<void> read_attribute_updates(const JsonObject& input, Expressions& expressions);
Result<void> read_attributes_to_get(const JsonObject& input, Expressions& expressions);
Result<std::vector<KeyTerm>> read_key_conditions(const JsonObject& input, Expressions& expressions);

namespace legacy {

inline constexpr std::string_view both_choices[] = {"OR", "AND"};
inline constexpr std::string_view operator_choices[] = {
    "IN",       "NULL", "BETWEEN", "LT",          "NOT_CONTAINS", "EQ",      "GT",
    "NOT_NULL", "NE",   "LE",      "BEGINS_WITH", "GE",           "CONTAINS"};
inline constexpr std::string_view action_choices[] = {"ADD", "PUT", "DELETE"};

inline constexpr Field condition_fields[] = {
    {.name = "AttributeValueList", .kind = Kind::list, .inner = {&fields::value, 1}},
    {.name = "ComparisonOperator", .required = true, .choices = operator_choices}};
inline constexpr Field condition{
    .kind = Kind::structure, .inner = condition_fields, .class_name = "Condition"};
inline constexpr Field expected_fields[] = {
    {.name = "AttributeValueList", .kind = Kind::list, .inner = {&fields::value, 1}},
    {.name = "ComparisonOperator", .choices = operator_choices},
    {.name = "Exists", .kind = Kind::boolean},
    {.name = "Value", .kind = Kind::value}};
inline constexpr Field expectation{
    .kind = Kind::structure, .inner = expected_fields, .class_name = "ExpectedAttributeValue"};
inline constexpr Field update_fields[] = {{.name = "Action", .choices = action_choices},
                                          {.name = "Value", .kind = Kind::value}};
inline constexpr Field attribute_update{
    .kind = Kind::structure, .inner = update_fields, .class_name = "AttributeValueUpdate"};

inline constexpr Field conditional_operator{.name = "ConditionalOperator", .choices = both_choices};
inline constexpr Field expected{.name = "Expected", .kind = Kind::map, .inner = {&expectation, 1}};
inline constexpr Field attribute_updates{
    .name = "AttributeUpdates", .kind = Kind::map, .inner = {&attribute_update, 1}};
inline constexpr Field query_filter{
    .name = "QueryFilter", .kind = Kind::map, .inner = {&condition, 1}};
inline constexpr Field scan_filter{
    .name = "ScanFilter", .kind = Kind::map, .inner = {&condition, 1}};
inline constexpr Field key_conditions{
    .name = "KeyConditions", .kind = Kind::map, .inner = {&condition, 1}};

}  // namespace legacy

}  // namespace syncline::dynamo
