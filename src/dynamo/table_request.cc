#include "dynamo/table_request.h"

#include <algorithm>
#include <span>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/index_request.h"
#include "dynamo/index_updates.h"
#include "dynamo/stream_setting.h"
#include "dynamo/table_settings.h"
#include "dynamo/tables.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view type_choices[] = {"B", "N", "S"};
constexpr std::string_view billing_choices[] = {"PROVISIONED", "PAY_PER_REQUEST"};
constexpr std::string_view class_choices[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};

constexpr Field definition_fields[] = {
    {.name = "AttributeName", .required = true, .least = 1, .most = 255},
    {.name = "AttributeType", .required = true, .choices = type_choices}};
constexpr Field definition{.kind = Kind::structure, .inner = definition_fields};
constexpr Field definitions{
    .name = "AttributeDefinitions", .kind = Kind::list, .inner = {&definition, 1}};
constexpr Field definitions_required{.name = "AttributeDefinitions",
                                     .kind = Kind::list,
                                     .required = true,
                                     .inner = {&definition, 1}};

constexpr Field local_indexes{
    .name = "LocalSecondaryIndexes", .kind = Kind::list, .inner = {&fields::index, 1}};
constexpr Field global_indexes{
    .name = "GlobalSecondaryIndexes", .kind = Kind::list, .inner = {&fields::index, 1}};

constexpr Field tag_fields[] = {{.name = "Key", .required = true, .least = 1, .most = 128},
                                {.name = "Value", .required = true, .most = 256}};
constexpr Field tag{.kind = Kind::structure, .inner = tag_fields};

constexpr Field billing_mode{.name = "BillingMode", .choices = billing_choices};
constexpr Field table_class{.name = "TableClass", .choices = class_choices};
constexpr Field protection{.name = "DeletionProtectionEnabled", .kind = Kind::boolean};
constexpr Field tags{.name = "Tags", .kind = Kind::list, .inner = {&tag, 1}};

constexpr Field create_fields[] = {definitions_required, fields::table_name,
                                   billing_mode,         fields::throughput,
                                   fields::key_schema,   local_indexes,
                                   global_indexes,       fields::stream_specification,
                                   settings::encryption, tags,
                                   table_class,          protection,
                                   settings::on_demand,  settings::warm};
constexpr Field update_fields[] = {definitions,
                                   fields::table_name,
                                   billing_mode,
                                   fields::throughput,
                                   fields::stream_specification,
                                   settings::encryption,
                                   table_class,
                                   protection,
                                   settings::on_demand,
                                   settings::warm,
                                   fields::index_updates};

Result<void> refuse_unsupported(const JsonObject& input) {
  constexpr std::string_view members[] = {"ResourcePolicy", "ReplicaUpdates",
                                          "MultiRegionConsistency"};
  for (const auto member : members) {
    if (present(input, member) != nullptr) return unsupported(member);
  }
  return {};
}

Result<void> check_billing(const JsonObject& input) {
  const bool on_demand = text_or(input, "BillingMode", "PROVISIONED") == "PAY_PER_REQUEST";
  const bool given = present(input, "ProvisionedThroughput") != nullptr;
  if (on_demand && given) {
    return invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (!on_demand && !given) {
    return invalid_parameter(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is "
        "PROVISIONED");
  }
  return check_throughput(read_throughput(input));
}

Result<void> read_indexes(const JsonObject& input, std::string_view member, bool global,
                          Table& table) {
  if (present(input, member) == nullptr) return {};
  const auto& given = array_or_empty(input, member);
  if (given.empty()) return invalid_parameter("List of " + std::string(member) + " is empty");
  if (!global && !table.key.range) {
    return invalid_parameter(
        "Table KeySchema does not have a range key, which is required when specifying a "
        "LocalSecondaryIndex");
  }
  for (const auto& json : given) {
    TRY(auto made, read_index(json.get_object(), global, table));
    if (global) keep_index_settings(json.get_object(), made.name, table);
    table.indexes.push_back(std::move(made));
    ++table.next_index;
  }
  if (!global && given.size() > limits::local_indexes_max) {
    return invalid_parameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  }
  if (global && given.size() > limits::global_indexes_max) {
    return invalid_parameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  return {};
}

// Every definition must serve a key.
Result<void> check_definitions_used(const Table& table) {
  const auto is_used = [&](const KeyPart& part) {
    return table.key.has(part.name) || std::ranges::any_of(table.indexes, [&](const Index& made) {
             return made.key.has(part.name);
           });
  };
  if (std::ranges::all_of(table.attributes, is_used)) return {};
  if (table.indexes.empty()) {
    return invalid_parameter(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  std::vector<std::string> defined, used;
  for (const auto& part : table.attributes) {
    defined.push_back(part.name);
    if (is_used(part)) used.push_back(part.name);
  }
  return invalid_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: [" +
                           joined(defined) + "], keys used: [" + joined(used) + "]");
}

}  // namespace

Result<void> check_table_name(const JsonObject& input) {
  const auto* given = present(input, "TableName");
  if (given == nullptr) {
    return validation_error(
        "The parameter 'TableName' is required but was not present in the request");
  }
  if (!given->is_string() || given->get_string().starts_with("arn:")) return {};
  const auto length = given->get_string().size();
  if (length >= 3 && length <= 255) return {};
  return validation_error(
      "TableName must be at least 3 characters long and at most 255 characters long");
}

Result<Table> read_table_request(const JsonObject& input) {
  TRY(check_table_name(input));
  TRY(check_shape(input, create_fields));
  TRY(refuse_unsupported(input));
  TRY(check_billing(input));
  Table table;
  table.name = bare_table_name(text_or(input, "TableName", ""));
  table.on_demand = text_or(input, "BillingMode", "PROVISIONED") == "PAY_PER_REQUEST";
  table.throughput = read_throughput(input);
  table.deletion_protection = boolean_or(input, "DeletionProtectionEnabled", false);
  table.table_class = text_or(input, "TableClass", "");
  table.tags = array_or_empty(input, "Tags");
  keep_settings(input, table);
  TRY(table.attributes, read_definitions(input));
  if (key_names(input).size() > table.attributes.size()) {
    return validation_error("Invalid KeySchema: Some index key attribute have no definition");
  }
  TRY(table.key, read_key_schema(input, table.attributes));
  TRY(read_indexes(input, "LocalSecondaryIndexes", false, table));
  TRY(read_indexes(input, "GlobalSecondaryIndexes", true, table));
  TRY(check_projected(table));
  TRY(check_definitions_used(table));
  return table;
}

Result<Table> read_table_update(const JsonObject& input, const Table& table) {
  TRY(check_shape(input, update_fields));
  TRY(refuse_unsupported(input));
  constexpr std::string_view changes[] = {"BillingMode", "ProvisionedThroughput", "TableClass",
                                          "DeletionProtectionEnabled", "StreamSpecification"};
  const bool any =
      std::ranges::any_of(changes, [&](auto member) { return present(input, member) != nullptr; });
  const bool any_index = !array_or_empty(input, "GlobalSecondaryIndexUpdates").empty();
  if (!any && !any_index && !asks_for_settings(input)) {
    return validation_error(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
  }
  TRY(check_index_updates(input));
  Table updated = table;
  const auto mode =
      text_or(input, "BillingMode", table.on_demand ? "PAY_PER_REQUEST" : "PROVISIONED");
  updated.on_demand = mode == "PAY_PER_REQUEST";
  const bool given = present(input, "ProvisionedThroughput") != nullptr;
  if (updated.on_demand && given) {
    return invalid_parameter(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
        "PAY_PER_REQUEST");
  }
  if (!updated.on_demand && table.on_demand && !given) {
    return invalid_parameter(
        "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (given || updated.on_demand) updated.throughput = read_throughput(input);
  TRY(check_throughput(updated.throughput));
  updated.deletion_protection =
      boolean_or(input, "DeletionProtectionEnabled", table.deletion_protection);
  updated.table_class = text_or(input, "TableClass", table.table_class);
  keep_settings(input, updated);
  return updated;
}

Json wrap_description(std::string_view member, JsonObject description) {
  JsonObject answer;
  answer.emplace(member, std::move(description));
  return answer;
}

}  // namespace syncline::dynamo
