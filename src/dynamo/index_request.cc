#include "dynamo/index_request.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/has_element.h"

namespace syncline::dynamo {
namespace {

// A service quota.
constexpr std::size_t projected_per_table_max = 100;

Result<void> check_key_schema(const JsonObject& holder, const std::vector<KeyPart>& defined) {
  const auto names = key_names(holder);
  std::vector<std::string> known;
  for (const auto& part : defined) known.push_back(part.name);
  for (const auto& name : names) {
    if (has_element(known, name)) continue;
    return invalid_parameter(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [" +
        joined(names) + "], AttributeDefinitions: [" + joined(known) + "]");
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

}  // namespace

std::vector<std::string> key_names(const JsonObject& holder) {
  std::vector<std::string> names;
  for (const auto& part : array_or_empty(holder, "KeySchema")) {
    names.emplace_back(text_or(part.get_object(), "AttributeName", ""));
  }
  return names;
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

Result<void> check_throughput_changes(std::string_view what, const Throughput& now,
                                      const Throughput& wanted) {
  if (now.read != wanted.read || now.write != wanted.write) return {};
  const std::string name(what);
  // AWS writes "for the table" and "for index NAME".
  const auto of = what == "table" ? "the table" : name;
  return validation_error("The provisioned throughput for the " + name +
                          " will not change. The requested value equals the current value. "
                          "Current ReadCapacityUnits provisioned for " +
                          of + ": " + std::to_string(now.read) +
                          ". Requested ReadCapacityUnits: " + std::to_string(wanted.read) +
                          ". Current WriteCapacityUnits provisioned for " + of + ": " +
                          std::to_string(now.write) +
                          ". Requested WriteCapacityUnits: " + std::to_string(wanted.write) +
                          ". Refer to the Amazon DynamoDB Developer Guide for current limits and "
                          "how to request higher limits.");
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

Result<void> check_projected(const Table& table) {
  std::size_t projected = 0;
  for (const auto& made : table.indexes) projected += made.attributes.size();
  if (projected <= projected_per_table_max) return {};
  return invalid_parameter("Number of projected non-key attributes exceeds per-table limit of " +
                           std::to_string(projected_per_table_max));
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace syncline::dynamo
