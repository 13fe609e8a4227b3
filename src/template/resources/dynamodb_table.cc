// AWS::DynamoDB::Table.
#include <algorithm>
#include <array>

#include "template/dynamodb_change.h"
#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr auto not_offered = Standing::not_offered;
constexpr auto ignored = Standing::ignored;

constexpr std::array<Property, 2> attribute_properties{{
    {.name = "AttributeName", .wire = "AttributeName", .required = true},
    {.name = "AttributeType", .wire = "AttributeType", .required = true},
}};

constexpr std::array<Property, 2> key_properties{{
    {.name = "AttributeName", .wire = "AttributeName", .required = true},
    {.name = "KeyType", .wire = "KeyType", .required = true},
}};

constexpr std::array<Property, 2> projection_properties{{
    {.name = "NonKeyAttributes", .shape = Shape::texts, .wire = "NonKeyAttributes"},
    {.name = "ProjectionType", .wire = "ProjectionType"},
}};

constexpr std::array<Property, 2> throughput_properties{{
    {.name = "ReadCapacityUnits",
     .shape = Shape::integer,
     .wire = "ReadCapacityUnits",
     .required = true},
    {.name = "WriteCapacityUnits",
     .shape = Shape::integer,
     .wire = "WriteCapacityUnits",
     .required = true},
}};

constexpr Property throughput{.name = "ProvisionedThroughput",
                              .shape = Shape::object,
                              .wire = "ProvisionedThroughput",
                              .members = throughput_properties};

constexpr std::array<Property, 2> time_to_live_properties{{
    {.name = "AttributeName", .wire = "AttributeName"},
    {.name = "Enabled", .shape = Shape::boolean, .wire = "Enabled", .required = true},
}};

constexpr Property index_name{.name = "IndexName", .wire = "IndexName", .required = true};
constexpr Property index_key{.name = "KeySchema",
                             .shape = Shape::objects,
                             .wire = "KeySchema",
                             .members = key_properties,
                             .required = true};
constexpr Property projection{.name = "Projection",
                              .shape = Shape::object,
                              .wire = "Projection",
                              .members = projection_properties,
                              .required = true};

constexpr std::array<Property, 7> global_index_properties{{
    {.name = "ContributorInsightsSpecification", .shape = Shape::json, .standing = ignored},
    index_name,
    index_key,
    {.name = "OnDemandThroughput", .shape = Shape::json, .standing = ignored},
    projection,
    throughput,
    {.name = "WarmThroughput", .shape = Shape::json, .standing = ignored},
}};

// The control plane's StreamEnabled says what giving the property says here.
constexpr std::array<Property, 2> stream_properties{{
    {.name = "ResourcePolicy", .shape = Shape::json, .standing = ignored},
    {.name = "StreamViewType", .wire = "StreamViewType", .required = true},
}};

constexpr std::array<Property, 3> local_index_properties{{index_name, index_key, projection}};

constexpr std::array<Property, 20> properties{{
    {.name = "AttributeDefinitions",
     .shape = Shape::objects,
     .wire = "AttributeDefinitions",
     .members = attribute_properties},
    {.name = "BillingMode", .wire = "BillingMode"},
    {.name = "ContributorInsightsSpecification", .shape = Shape::json, .standing = ignored},
    {.name = "DeletionProtectionEnabled",
     .shape = Shape::boolean,
     .wire = "DeletionProtectionEnabled"},
    {.name = "GlobalSecondaryIndexes",
     .shape = Shape::objects,
     .wire = "GlobalSecondaryIndexes",
     .members = global_index_properties},
    {.name = "ImportSourceSpecification", .shape = Shape::json, .standing = not_offered},
    {.name = "KeySchema",
     .shape = Shape::objects,
     .wire = "KeySchema",
     .members = key_properties,
     .required = true,
     .replaces = true},
    {.name = "KinesisStreamSpecification", .shape = Shape::json, .standing = not_offered},
    {.name = "LocalSecondaryIndexes",
     .shape = Shape::objects,
     .wire = "LocalSecondaryIndexes",
     .members = local_index_properties,
     .replaces = true},
    {.name = "OnDemandThroughput", .shape = Shape::json, .standing = ignored},
    {.name = "PointInTimeRecoverySpecification", .shape = Shape::json, .standing = ignored},
    throughput,
    {.name = "ResourcePolicy", .shape = Shape::json, .standing = ignored},
    {.name = "SSESpecification", .shape = Shape::json, .standing = ignored},
    {.name = "StreamSpecification",
     .shape = Shape::object,
     .wire = "StreamSpecification",
     .members = stream_properties},
    {.name = "TableClass", .wire = "TableClass"},
    {.name = "TableName", .replaces = true},
    {.name = "Tags", .shape = Shape::objects, .wire = "Tags", .members = tag_properties},
    {.name = "TimeToLiveSpecification", .shape = Shape::object, .members = time_to_live_properties},
    {.name = "WarmThroughput", .shape = Shape::json, .standing = ignored},
}};

constexpr std::array<std::string_view, 2> attributes{"Arn", "StreamArn"};

constexpr std::size_t name_length_max = 255;  // DynamoDB's quota

Task<Result<void>> ask(std::string operation, JsonObject input, control::Rooms& rooms) {
  CO_TRY(co_await rooms.database.call(operation, input));
  co_return Result<void>();
}

// DescribeTable's own object.
Task<Result<Json>> look_at(const std::string& table, control::Rooms& rooms) {
  const JsonObject input{{"TableName", table}};
  CO_TRY(const Json answer, co_await rooms.database.call("DescribeTable", input));
  const Json* description = find_member(answer, "Table");
  co_return description != nullptr ? *description : Json();
}

Physical physical_of(const Json& description) {
  Physical physical{.id = text_at(description, {"TableName"}),
                    .attributes = {{"Arn", text_at(description, {"TableArn"})}}};
  // A stream that has ended keeps its name, but is the table's no longer.
  if (find_member(description, "StreamSpecification") != nullptr) {
    physical.attributes["StreamArn"] = text_at(description, {"LatestStreamArn"});
  }
  return physical;
}

bool is_settled(const Json& description) {
  if (text_at(description, {"TableStatus"}) != "ACTIVE") return false;
  const Json* indexes = find_member(description, "GlobalSecondaryIndexes");
  return indexes == nullptr || std::ranges::all_of(indexes->get_array(), [](const Json& index) {
           return text_at(index, {"IndexStatus"}) == "ACTIVE";
         });
}

// Its description once no index is being made or erased. The database does that by itself only
// while the server serves, which it does not yet at its start: so it is asked to.
Task<Result<Json>> settled(const std::string& table, control::Rooms& rooms) {
  while (true) {
    CO_TRY(Json description, co_await look_at(table, rooms));
    if (is_settled(description)) co_return description;
    CO_TRY(co_await rooms.database.work());
  }
}

JsonObject units_of(const Json& description) {
  JsonObject units;
  for (const std::string_view name : {"ReadCapacityUnits", "WriteCapacityUnits"}) {
    if (const Json* count = find_member(description, name)) units[name] = *count;
  }
  return units;
}

// The table's indexes as CreateTable takes them.
JsonArray present_indexes(const Json& description) {
  JsonArray present;
  const Json* indexes = find_member(description, "GlobalSecondaryIndexes");
  if (indexes == nullptr) return present;
  for (const Json& index : indexes->get_array()) {
    JsonObject one;
    for (const std::string_view name : {"IndexName", "KeySchema", "Projection"}) {
      one[name] = *find_member(index, name);
    }
    one["ProvisionedThroughput"] = units_of(*find_member(index, "ProvisionedThroughput"));
    present.push_back(std::move(one));
  }
  return present;
}

// What CreateTable was asked for, with the settings that the table has now: a run that failed on
// its way left some of them otherwise than the record says.
JsonObject present_of(const Json& description, const JsonObject& recorded) {
  JsonObject present = to_wire(recorded, properties);
  present.erase("StreamSpecification");
  if (const Json* stream = find_member(description, "StreamSpecification")) {
    present["StreamSpecification"] = *stream;
  }
  const std::string mode = text_at(description, {"BillingModeSummary", "BillingMode"});
  present["BillingMode"] = mode.empty() ? "PROVISIONED" : mode;
  const Json* protection = find_member(description, "DeletionProtectionEnabled");
  present["DeletionProtectionEnabled"] = protection != nullptr && *protection == Json(true);
  const std::string table_class = text_at(description, {"TableClassSummary", "TableClass"});
  present["TableClass"] = table_class.empty() ? "STANDARD" : table_class;
  if (const Json* given = find_member(description, "ProvisionedThroughput")) {
    present["ProvisionedThroughput"] = units_of(*given);
  }
  present["GlobalSecondaryIndexes"] = present_indexes(description);
  return present;
}

JsonObject to_table(const JsonObject& given) {
  JsonObject table = to_wire(given, properties);
  if (Json* stream = table.if_contains("StreamSpecification")) {
    stream->as_object()["StreamEnabled"] = true;
  }
  return table;
}

// What the table shall be, with the defaults of what is not given.
JsonObject wanted_of(const JsonObject& given) {
  JsonObject wanted = to_table(given);
  wanted.emplace("BillingMode", "PROVISIONED");
  wanted.emplace("DeletionProtectionEnabled", false);
  wanted.emplace("TableClass", "STANDARD");
  return wanted;
}

// The attribute by which items shall expire; "" when they shall not.
std::string expiry_attribute(const JsonObject& given) {
  const Json* specification = find_member(given, "TimeToLiveSpecification");
  if (specification == nullptr) return "";
  const Json* enabled = find_member(*specification, "Enabled");
  if (enabled == nullptr || *enabled != Json(true)) return "";
  return text_at(*specification, {"AttributeName"});
}

// A value that is not known yet is null.
Result<void> check_expiry(const JsonObject& given) {
  const Json* specification = find_member(given, "TimeToLiveSpecification");
  if (specification == nullptr || specification->is_null()) return {};
  const Json* attribute = find_member(*specification, "AttributeName");
  if (attribute != nullptr && attribute->is_null()) return {};
  const Json* enabled = find_member(*specification, "Enabled");
  if (enabled == nullptr || *enabled != Json(true)) return {};
  const std::size_t length = expiry_attribute(given).size();
  if (length > 0 && length <= name_length_max) return {};
  return fail(ErrorKind::invalid, "TemplateError",
              "TimeToLiveSpecification needs an AttributeName of 1 to 255 characters");
}

Result<void> check(const JsonObject& given) {
  TRY(check_expiry(given));
  return check_tag_keys(given);
}

// Lets items expire by the attribute, or by none, and goes on from whatever an earlier run left.
Task<Result<void>> set_expiry(const std::string& table, const std::string& wanted,
                              control::Rooms& rooms) {
  const JsonObject name{{"TableName", table}};
  while (true) {
    CO_TRY(const Json answer, co_await rooms.database.call("DescribeTimeToLive", name));
    const std::string status = text_at(answer, {"TimeToLiveDescription", "TimeToLiveStatus"});
    const std::string present = text_at(answer, {"TimeToLiveDescription", "AttributeName"});
    const bool is_on = status == "ENABLED" || status == "ENABLING";
    if (is_on ? present == wanted : status == "DISABLED" && wanted.empty()) {
      co_return Result<void>();
    }
    if (status == "ENABLING" || status == "DISABLING") {
      CO_TRY(co_await rooms.database.work());
      continue;
    }
    const JsonObject change{{"AttributeName", is_on ? present : wanted}, {"Enabled", !is_on}};
    CO_TRY(co_await ask("UpdateTimeToLive",
                        {{"TableName", table}, {"TimeToLiveSpecification", change}}, rooms));
  }
}

Task<Result<std::string>> reserve(const Target& target) {
  const std::string given = text_of(target.properties, "TableName");
  if (given.empty()) co_return generated_name(target, name_length_max);
  const auto there = co_await look_at(given, target.rooms);
  if (there) co_return fail(ErrorKind::conflict, "TemplateError", "Table already exists: " + given);
  if (there.error().kind != ErrorKind::not_found) co_return std::unexpected(there.error());
  co_return given;
}

Task<Result<Physical>> create(const Target& target) {
  const std::string table(target.reserved);
  JsonObject input = to_table(target.properties);
  input["TableName"] = table;
  CO_TRY(co_await ask("CreateTable", std::move(input), target.rooms));
  CO_TRY(co_await set_expiry(table, expiry_attribute(target.properties), target.rooms));
  CO_TRY(const Json description, co_await look_at(table, target.rooms));
  co_return physical_of(description);
}

Task<Result<Physical>> update(const Target& target) {
  const std::string table = target.before->physical.id;
  const JsonObject& before = target.before->properties;
  CO_TRY(const Json description, co_await settled(table, target.rooms));
  for (JsonObject& change :
       table_changes(table, present_of(description, before), wanted_of(target.properties))) {
    CO_TRY(co_await ask("UpdateTable", std::move(change), target.rooms));
    CO_TRY(co_await settled(table, target.rooms));
  }
  CO_TRY(co_await set_expiry(table, expiry_attribute(target.properties), target.rooms));
  CO_TRY(const Json changed, co_await look_at(table, target.rooms));
  Physical physical = physical_of(changed);
  for (TagChange& change : tag_changes(before, target.properties)) {
    change.input["ResourceArn"] = text_of(physical.attributes, "Arn");
    CO_TRY(co_await ask(change.operation, std::move(change.input), target.rooms));
  }
  co_return physical;
}

Task<Result<void>> remove(const Target& target) {
  const std::string table = target.before->physical.id;
  CO_TRY(co_await settled(table, target.rooms));
  co_return co_await ask("DeleteTable", {{"TableName", table}}, target.rooms);
}

}  // namespace

extern const ResourceType dynamodb_table{.name = "AWS::DynamoDB::Table",
                                         .properties = properties,
                                         .attributes = attributes,
                                         .name_property = "TableName",
                                         .reserve = reserve,
                                         .check = check,
                                         .create = create,
                                         .update = update,
                                         .remove = remove};

}  // namespace syncline::cloudformation
