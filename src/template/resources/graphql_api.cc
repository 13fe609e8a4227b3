// AWS::AppSync::GraphQLApi.
#include <array>

#include "control/appsync/api.h"
#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr auto not_offered = Standing::not_offered;
constexpr auto ignored = Standing::ignored;

constexpr std::array<std::string_view, 1> modes{"API_KEY"};
constexpr std::array<std::string_view, 1> api_types{"GRAPHQL"};
constexpr std::array<std::string_view, 1> visibilities{"GLOBAL"};

constexpr std::array<Property, 4> provider_properties{{
    {.name = "AuthenticationType", .wire = "authenticationType", .values = modes, .required = true},
    {.name = "LambdaAuthorizerConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "OpenIDConnectConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "UserPoolConfig", .shape = Shape::json, .standing = not_offered},
}};

constexpr std::array<Property, 3> log_properties{{
    {.name = "CloudWatchLogsRoleArn", .wire = "cloudWatchLogsRoleArn"},
    {.name = "ExcludeVerboseContent", .shape = Shape::boolean, .wire = "excludeVerboseContent"},
    {.name = "FieldLogLevel", .wire = "fieldLogLevel"},
}};

constexpr std::array<Property, 3> metrics_properties{{
    {.name = "DataSourceLevelMetricsBehavior", .wire = "dataSourceLevelMetricsBehavior"},
    {.name = "OperationLevelMetricsConfig", .wire = "operationLevelMetricsConfig"},
    {.name = "ResolverLevelMetricsBehavior", .wire = "resolverLevelMetricsBehavior"},
}};

constexpr std::array<Property, 18> properties{{
    {.name = "AdditionalAuthenticationProviders",
     .shape = Shape::objects,
     .wire = "additionalAuthenticationProviders",
     .members = provider_properties},
    {.name = "ApiType", .wire = "apiType", .values = api_types},
    {.name = "AuthenticationType", .wire = "authenticationType", .values = modes, .required = true},
    {.name = "EnhancedMetricsConfig",
     .shape = Shape::object,
     .wire = "enhancedMetricsConfig",
     .members = metrics_properties,
     .standing = ignored},
    {.name = "EnvironmentVariables", .shape = Shape::text_map},
    {.name = "IntrospectionConfig", .wire = "introspectionConfig"},
    {.name = "LambdaAuthorizerConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "LogConfig",
     .shape = Shape::object,
     .wire = "logConfig",
     .members = log_properties,
     .standing = ignored},
    {.name = "MergedApiExecutionRoleArn", .standing = not_offered},
    {.name = "Name", .wire = "name", .required = true},
    {.name = "OpenIDConnectConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "OwnerContact", .wire = "ownerContact"},
    {.name = "QueryDepthLimit", .shape = Shape::integer, .wire = "queryDepthLimit"},
    {.name = "ResolverCountLimit", .shape = Shape::integer, .wire = "resolverCountLimit"},
    {.name = "Tags", .shape = Shape::objects, .members = tag_properties},
    {.name = "UserPoolConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "Visibility", .wire = "visibility", .values = visibilities},
    {.name = "XrayEnabled", .shape = Shape::boolean, .wire = "xrayEnabled"},
}};

constexpr std::array<std::string_view, 8> attributes{
    "ApiId",      "Arn",  "GraphQLDns",  "GraphQLEndpointArn",
    "GraphQLUrl", "Name", "RealtimeDns", "RealtimeUrl"};

Physical describe(const Json& answer, const control::Rooms& rooms) {
  const auto at = [&](std::initializer_list<std::string_view> path) {
    const Json* api = find_member(answer, "graphqlApi");
    return api != nullptr ? text_at(*api, path) : "";
  };
  const std::string endpoint = "arn:aws:appsync:" + rooms.region + ":" + rooms.account +
                               ":endpoints/graphql-api/" + at({"apiId"});
  return {.id = at({"arn"}),
          .attributes = {{"ApiId", at({"apiId"})},
                         {"Arn", at({"arn"})},
                         {"GraphQLDns", at({"dns", "GRAPHQL"})},
                         {"GraphQLEndpointArn", endpoint},
                         {"GraphQLUrl", at({"uris", "GRAPHQL"})},
                         {"Name", at({"name"})},
                         {"RealtimeDns", at({"dns", "REALTIME"})},
                         {"RealtimeUrl", at({"uris", "REALTIME"})}}};
}

// What CreateGraphqlApi would refuse, before anything is changed. A value that is not known yet is
// for the operation to look at.
Result<void> check(const JsonObject& given) {
  TRY(check_tag_keys(given));
  const Json* tags = given.if_contains("Tags");
  if (tags == nullptr || !tags->is_array()) return {};
  JsonObject known;
  for (const Json& tag : tags->get_array()) {
    const auto* key = find_string(tag, "Key");
    const auto* value = find_string(tag, "Value");
    if (key != nullptr && value != nullptr) known[*key] = *value;
  }
  return control::check_tags(known);
}

// The variables have an operation of their own, which replaces them all.
Task<Result<void>> put_environment(const Target& target, const std::string& api_id) {
  const Json* given = target.properties.if_contains("EnvironmentVariables");
  JsonObject input{{"apiId", api_id},
                   {"environmentVariables", given != nullptr ? *given : Json(JsonObject())}};
  return perform("PutGraphqlApiEnvironmentVariables", std::move(input), target.rooms);
}

Task<Result<void>> remove_api(std::string api_id, control::Rooms& rooms) {
  return perform("DeleteGraphqlApi", {{"apiId", api_id}}, rooms);
}

Task<Result<Physical>> create(const Target& target) {
  JsonObject input = to_wire(target.properties, properties);
  input["tags"] = tags_to_map(target.properties);
  CO_TRY(const Json answer, co_await control::call("CreateGraphqlApi", input, target.rooms));
  Physical physical = describe(answer, target.rooms);
  const std::string api_id = text_of(physical.attributes, "ApiId");
  const auto put = co_await put_environment(target, api_id);
  if (!put) {
    // Not half an API. The first error is the one to tell, whatever becomes of this.
    static_cast<void>(co_await remove_api(api_id, target.rooms));
    co_return std::unexpected(put.error());
  }
  co_return physical;
}

Task<Result<Physical>> update(const Target& target) {
  const std::string api_id = text_of(target.before->physical.attributes, "ApiId");
  JsonObject input = to_wire(target.properties, properties);
  input["apiId"] = api_id;
  input["tags"] = tags_to_map(target.properties);
  CO_TRY(const Json answer, co_await control::call("UpdateGraphqlApi", input, target.rooms));
  CO_TRY(co_await put_environment(target, api_id));
  co_return describe(answer, target.rooms);
}

Task<Result<void>> remove(const Target& target) {
  return remove_api(text_of(target.before->physical.attributes, "ApiId"), target.rooms);
}

}  // namespace

extern const ResourceType graphql_api{.name = "AWS::AppSync::GraphQLApi",
                                      .properties = properties,
                                      .attributes = attributes,
                                      .check = check,
                                      .create = create,
                                      .update = update,
                                      .remove = remove};

}  // namespace syncline::cloudformation
