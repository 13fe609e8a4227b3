// AWS::AppSync::DataSource.
#include <array>

#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr auto not_offered = Standing::not_offered;

constexpr std::array<std::string_view, 2> types{"NONE", "AMAZON_DYNAMODB"};

constexpr std::array<Property, 5> dynamodb_properties{{
    {.name = "AwsRegion", .wire = "awsRegion", .required = true},
    {.name = "DeltaSyncConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "TableName", .wire = "tableName", .required = true},
    {.name = "UseCallerCredentials", .shape = Shape::boolean, .wire = "useCallerCredentials"},
    {.name = "Versioned", .shape = Shape::boolean, .wire = "versioned"},
}};

constexpr std::array<Property, 13> properties{{
    {.name = "ApiId", .wire = "apiId", .required = true, .replaces = true},
    {.name = "Description", .wire = "description"},
    {.name = "DynamoDBConfig",
     .shape = Shape::object,
     .wire = "dynamodbConfig",
     .members = dynamodb_properties},
    {.name = "ElasticsearchConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "EventBridgeConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "HttpConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "LambdaConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "MetricsConfig", .wire = "metricsConfig", .standing = Standing::ignored},
    {.name = "Name", .wire = "name", .required = true, .replaces = true},
    {.name = "OpenSearchServiceConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "RelationalDatabaseConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "ServiceRoleArn", .wire = "serviceRoleArn"},
    {.name = "Type", .wire = "type", .values = types, .required = true},
}};

constexpr std::array<std::string_view, 2> attributes{"DataSourceArn", "Name"};

// Asked with nulls for what is not known yet, so only that it is there counts.
Result<void> check(const JsonObject& given) {
  if (text_of(given, "Type") != "AMAZON_DYNAMODB" || given.contains("DynamoDBConfig")) return {};
  return fail(ErrorKind::invalid, "TemplateError", "AMAZON_DYNAMODB needs a 'DynamoDBConfig'");
}

Task<Result<Physical>> put(const Target& target, std::string_view operation) {
  const JsonObject input = to_wire(target.properties, properties);
  CO_TRY(const Json answer, co_await control::call(operation, input, target.rooms));
  const std::string arn = text_at(answer, {"dataSource", "dataSourceArn"});
  const std::string name = text_at(answer, {"dataSource", "name"});
  co_return Physical{.id = arn, .attributes = {{"DataSourceArn", arn}, {"Name", name}}};
}

Task<Result<Physical>> create(const Target& target) { return put(target, "CreateDataSource"); }
Task<Result<Physical>> update(const Target& target) { return put(target, "UpdateDataSource"); }

Task<Result<void>> remove(const Target& target) {
  return perform("DeleteDataSource",
                 {{"apiId", text_of(target.properties, "ApiId")},
                  {"name", text_of(target.properties, "Name")}},
                 target.rooms);
}

}  // namespace

extern const ResourceType data_source{.name = "AWS::AppSync::DataSource",
                                      .properties = properties,
                                      .attributes = attributes,
                                      .removed_first = true,
                                      .check = check,
                                      .create = create,
                                      .update = update,
                                      .remove = remove};

}  // namespace syncline::cloudformation
