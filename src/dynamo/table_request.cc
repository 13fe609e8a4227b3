#include "dynamo/table_request.h"

#include <algorithm>
#include <span>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/stream_setting.h"
#include "dynamo/table_settings.h"
#include "dynamo/tables.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view type_choices[] = {"B", "N", "S"};
constexpr std::string_view key_choices[] = {"HASH", "RANGE"};
constexpr std::string_view billing_choices[] = {"PROVISIONED", "PAY_PER_REQUEST"};
constexpr std::string_view projection_choices[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
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

constexpr Field element_fields[] = {
    {.name = "AttributeName", .required = true, .least = 1, .most = 255},
    {.name = "KeyType", .required = true, .choices = key_choices}};
constexpr Field element{.kind = Kind::structure, .inner = element_fields};
constexpr Field key_schema{.name = "KeySchema",
                           .kind = Kind::list,
                           .required = true,
                           .least = 1,
                           .most = 2,
                           .inner = {&element, 1}};

constexpr Field throughput_fields[] = {
    {.name = "WriteCapacityUnits", .kind = Kind::integer, .required = true, .least = 1},
    {.name = "ReadCapacityUnits", .kind = Kind::integer, .required = true, .least = 1}};
constexpr Field throughput{
    .name = "ProvisionedThroughput", .kind = Kind::structure, .inner = throughput_fields};

// AWS: Projection, NonKeyAttributes; the sum over all indexes is a service quota.
constexpr std::int64_t projected_per_index_max = 20;
constexpr std::size_t projected_per_table_max = 100;
constexpr Field projected_name{.least = 1, .most = 255};
constexpr Field projection_fields[] = {{.name = "ProjectionType", .choices = projection_choices},
                                       {.name = "NonKeyAttributes",
                                        .kind = Kind::list,
                                        .least = 1,
                                        .most = projected_per_index_max,
                                        .inner = {&projected_name, 1}}};
constexpr Field projection{
    .name = "Projection", .kind = Kind::structure, .required = true, .inner = projection_fields};
constexpr Field index_name{
    .name = "IndexName", .required = true, .least = 3, .most = 255, .is_name = true};
constexpr Field index_fields[] = {index_name, key_schema,          projection,
                                  throughput, settings::on_demand, settings::warm};
constexpr Field index{.kind = Kind::structure, .inner = index_fields};
constexpr Field local_indexes{
    .name = "LocalSecondaryIndexes", .kind = Kind::list, .inner = {&index, 1}};
constexpr Field global_indexes{
    .name = "GlobalSecondaryIndexes", .kind = Kind::list, .inner = {&index, 1}};

constexpr Field tag_fields[] = {{.name = "Key", .required = true, .least = 1, .most = 128},
                                {.name = "Value", .required = true, .most = 256}};
constexpr Field tag{.kind = Kind::structure, .inner = tag_fields};

constexpr Field billing_mode{.name = "BillingMode", .choices = billing_choices};
constexpr Field table_class{.name = "TableClass", .choices = class_choices};
constexpr Field protection{.name = "DeletionProtectionEnabled", .kind = Kind::boolean};
constexpr Field tags{.name = "Tags", .kind = Kind::list, .inner = {&tag, 1}};

constexpr Field create_fields[] = {definitions_required, fields::table_name,
                                   billing_mode,         throughput,
                                   key_schema,           local_indexes,
                                   global_indexes,       fields::stream_specification,
                                   settings::encryption, tags,
                                   table_class,          protection,
                                   settings::on_demand,  settings::warm};
constexpr Field update_fields[] = {definitions,
                                   fields::table_name,
                                   billing_mode,
                                   throughput,
                                   fields::stream_specification,
                                   settings::encryption,
                                   table_class,
                                   protection,
                                   settings::on_demand,
                                   settings::warm};

using Names = std::vector<std::string>;

std::string join(const Names& names) {
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

Result<void> refuse_unsupported(const JsonObject& input) {
  constexpr std::string_view members[] = {"ResourcePolicy", "ReplicaUpdates",
                                          "GlobalSecondaryIndexUpdates", "MultiRegionConsistency"};
  for (const auto member : members) {
    if (present(input, member) != nullptr) return unsupported(member);
  }
  return {};
}

Throughput read_throughput(const JsonObject& input) {
  const auto& given = object_or_empty(input, "ProvisionedThroughput");
  return {integer_or(given, "ReadCapacityUnits", 0), integer_or(given, "WriteCapacityUnits", 0)};
}

Result<void> check_throughput(const Throughput& given) {
  constexpr std::int64_t most = 1'000'000'000'000;
  const auto out_of_bounds = [](std::int64_t units, std::string_view what) {
    return validation_error("Given value " + std::to_string(units) + " for " + std::string(what) +
                            " is out of bounds");
  };
  if (given.read > most) return out_of_bounds(given.read, "ReadCapacityUnits");
  if (given.write > most) return out_of_bounds(given.write, "WriteCapacityUnits");
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

Names key_names(const JsonObject& holder) {
  Names names;
  for (const auto& part : array_or_empty(holder, "KeySchema")) {
    names.emplace_back(text_or(part.get_object(), "AttributeName", ""));
  }
  return names;
}

Result<void> check_key_schema(const JsonObject& holder, const std::vector<KeyPart>& defined) {
  const auto names = key_names(holder);
  Names known;
  for (const auto& part : defined) known.push_back(part.name);
  for (const auto& name : names) {
    if (has_element(known, name)) continue;
    return invalid_parameter(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [" + join(names) +
        "], AttributeDefinitions: [" + join(known) + "]");
  }
  if (names.size() > 1 && names[0] == names[1]) {
    return validation_error(
        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  const auto& parts = array_or_empty(holder, "KeySchema");
  if (text_or(parts[0].get_object(), "KeyType", "") != "HASH") {
    return validation_error("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  }
  if (parts.size() > 1 && text_or(parts[1].get_object(), "KeyType", "") != "RANGE") {
    return validation_error(
        "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return {};
}

Result<KeySchema> read_key_schema(const JsonObject& holder, const std::vector<KeyPart>& defined) {
  TRY(check_key_schema(holder, defined));
  const auto names = key_names(holder);
  const auto part = [&](const std::string& name) {
    return *std::ranges::find(defined, name, &KeyPart::name);
  };
  KeySchema key{part(names[0]), std::nullopt};
  if (names.size() > 1) key.range = part(names[1]);
  return key;
}

Result<void> read_projection(const JsonObject& json, Index& made) {
  const auto& given = object_or_empty(json, "Projection");
  const auto type = text_or(given, "ProjectionType", "");
  if (type.empty()) return invalid_parameter("Unknown ProjectionType: null");
  made.projected = type == "ALL"         ? Projected::all
                   : type == "KEYS_ONLY" ? Projected::keys_only
                                         : Projected::include;
  for (const auto& name : array_or_empty(given, "NonKeyAttributes")) {
    std::string attribute(name.get_string());
    if (has_element(made.attributes, attribute)) {
      return invalid_parameter("Duplicate value in NonKeyAttributes: " + attribute);
    }
    made.attributes.push_back(std::move(attribute));
  }
  if (!made.attributes.empty() && made.projected != Projected::include) {
    return invalid_parameter("ProjectionType is " + std::string(type) +
                             ", but NonKeyAttributes is specified");
  }
  if (made.attributes.empty() && made.projected == Projected::include) {
    return invalid_parameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  }
  return {};
}

Result<void> check_local_index(const Index& made, const Table& table) {
  if (!made.key.range) {
    return invalid_parameter("Index KeySchema does not have a range key for index: " + made.name);
  }
  if (made.key.hash.name == table.key.hash.name) return {};
  return invalid_parameter(
      "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
      made.name + ". index hash key: " + made.key.hash.name +
      ", table hash key: " + table.key.hash.name);
}

Result<Index> read_index(const JsonObject& json, bool global, const Table& table) {
  Index made;
  made.name = text_or(json, "IndexName", "");
  made.global = global;
  made.number = table.next_index;
  TRY(made.key, read_key_schema(json, table.attributes));
  if (!global) TRY(check_local_index(made, table));
  TRY(read_projection(json, made));
  if (global && table.on_demand && present(json, "ProvisionedThroughput") != nullptr) {
    return invalid_parameter("ProvisionedThroughput should not be specified for index: " +
                             made.name + " when BillingMode is PAY_PER_REQUEST");
  }
  made.throughput = read_throughput(json);
  TRY(check_throughput(made.throughput));
  if (table.find_index(made.name) != nullptr) {
    return invalid_parameter("Duplicate index name: " + made.name);
  }
  return made;
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

Result<void> check_projected(const Table& table) {
  std::size_t projected = 0;
  for (const auto& made : table.indexes) projected += made.attributes.size();
  if (projected <= projected_per_table_max) return {};
  return invalid_parameter("Number of projected non-key attributes exceeds per-table limit of " +
                           std::to_string(projected_per_table_max));
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
  Names defined, used;
  for (const auto& part : table.attributes) {
    defined.push_back(part.name);
    if (is_used(part)) used.push_back(part.name);
  }
  return invalid_parameter("Some AttributeDefinitions are not used. AttributeDefinitions: [" +
                           join(defined) + "], keys used: [" + join(used) + "]");
}

Result<std::vector<KeyPart>> read_definitions(const JsonObject& input) {
  std::vector<KeyPart> parts;
  for (const auto& json : array_or_empty(input, "AttributeDefinitions")) {
    const auto& object = json.get_object();
    std::string name(text_or(object, "AttributeName", ""));
    if (has_element(parts, name, &KeyPart::name)) {
      return invalid_parameter("Duplicate AttributeName in AttributeDefinitions: " + name);
    }
    parts.push_back({std::move(name), *find_type(text_or(object, "AttributeType", ""))});
  }
  return parts;
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
  if (!any && !asks_for_settings(input)) {
    return validation_error(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
        "GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
  }
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
