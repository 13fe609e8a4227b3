// AWS::DynamoDB::Table.
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

constexpr std::array<Property, 3> local_index_properties{{index_name, index_key, projection}};

constexpr std::array<Property, 2> stream_properties{{
    {.name = "ResourcePolicy", .shape = Shape::json, .standing = ignored},
    {.name = "StreamViewType", .wire = "StreamViewType", .required = true},
}};

constexpr std::array<Property, 2> ttl_properties{{
    {.name = "AttributeName"},
    {.name = "Enabled", .shape = Shape::boolean, .required = true},
}};

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
    {.name = "StreamSpecification", .shape = Shape::object, .members = stream_properties},
    {.name = "TableClass", .wire = "TableClass"},
    {.name = "TableName", .replaces = true},
    {.name = "Tags", .shape = Shape::objects, .wire = "Tags", .members = tag_properties},
    {.name = "TimeToLiveSpecification", .shape = Shape::object, .members = ttl_properties},
    {.name = "WarmThroughput", .shape = Shape::json, .standing = ignored},
}};

constexpr std::array<std::string_view, 2> attributes{"Arn", "StreamArn"};

constexpr std::size_t name_length_max = 255;  // DynamoDB's quota

// The table by DynamoDB's names, as CreateTable takes it; without its name.
JsonObject wire_of(const JsonObject& given) {
  JsonObject wire = to_wire(given, properties);
  if (const Json* stream = given.if_contains("StreamSpecification")) {
    wire["StreamSpecification"] = JsonObject{
        {"StreamEnabled", true}, {"StreamViewType", text_at(*stream, {"StreamViewType"})}};
  }
  return wire;
}

// TimeToLiveSpecification, when one is given.
JsonObject ttl_of(const JsonObject& given) {
  const Json* ttl = given.if_contains("TimeToLiveSpecification");
  return ttl != nullptr && ttl->is_object() ? ttl->get_object() : JsonObject();
}

bool is_enabled(const JsonObject& ttl) {
  const Json* enabled = ttl.if_contains("Enabled");
  return enabled != nullptr && enabled->is_bool() && enabled->get_bool();
}

Task<Result<void>> ask(std::string operation, JsonObject input, control::Rooms& rooms) {
  CO_TRY(co_await rooms.database.call(operation, input));
  co_return Result<void>();
}

Task<Result<Physical>> describe(const std::string& table, control::Rooms& rooms) {
  const JsonObject input{{"TableName", table}};
  CO_TRY(const Json answer, co_await rooms.database.call("DescribeTable", input));
  co_return Physical{.id = table,
                     .attributes = {{"Arn", text_at(answer, {"Table", "TableArn"})},
                                    {"StreamArn", text_at(answer, {"Table", "LatestStreamArn"})}}};
}

Task<Result<void>> put_ttl(const std::string& table, JsonObject ttl, control::Rooms& rooms) {
  return ask("UpdateTimeToLive",
             {{"TableName", table}, {"TimeToLiveSpecification", std::move(ttl)}}, rooms);
}

Task<Result<Physical>> create(const Target& target) {
  std::string table = text_of(target.properties, "TableName");
  if (table.empty()) table = generated_name(target, name_length_max);
  JsonObject input = wire_of(target.properties);
  input["TableName"] = table;
  CO_TRY(co_await ask("CreateTable", std::move(input), target.rooms));
  const JsonObject ttl = ttl_of(target.properties);
  if (is_enabled(ttl)) {
    const auto put = co_await put_ttl(table, ttl, target.rooms);
    if (!put) {
      // Not half a table: it is new and empty, and the next run must be able to make it.
      CO_TRY(co_await ask("DeleteTable", {{"TableName", table}}, target.rooms));
      co_return std::unexpected(put.error());
    }
  }
  co_return co_await describe(table, target.rooms);
}

Task<Result<Physical>> update(const Target& target) {
  const std::string table = target.before->physical.id;
  const JsonObject& before = target.before->properties;
  for (JsonObject& change : table_changes(table, wire_of(before), wire_of(target.properties))) {
    CO_TRY(co_await ask("UpdateTable", std::move(change), target.rooms));
  }
  CO_TRY(Physical physical, co_await describe(table, target.rooms));
  for (TagChange& change : tag_changes(before, target.properties)) {
    change.input["ResourceArn"] = text_of(physical.attributes, "Arn");
    CO_TRY(co_await ask(change.operation, std::move(change.input), target.rooms));
  }
  JsonObject ttl = ttl_of(target.properties);
  JsonObject ttl_before = ttl_of(before);
  if (is_enabled(ttl_before) && !is_enabled(ttl)) {
    ttl_before["Enabled"] = false;
    CO_TRY(co_await put_ttl(table, std::move(ttl_before), target.rooms));
  } else if (is_enabled(ttl) && ttl != ttl_before) {
    CO_TRY(co_await put_ttl(table, std::move(ttl), target.rooms));
  }
  co_return physical;
}

Task<Result<void>> remove(const Target& target) {
  return ask("DeleteTable", {{"TableName", target.before->physical.id}}, target.rooms);
}

}  // namespace

extern const ResourceType dynamodb_table{.name = "AWS::DynamoDB::Table",
                                         .properties = properties,
                                         .attributes = attributes,
                                         .name_property = "TableName",
                                         .create = create,
                                         .update = update,
                                         .remove = remove};

}  // namespace syncline::cloudformation
