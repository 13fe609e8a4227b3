// AWS::AppSync::FunctionConfiguration.
#include <array>

#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr auto not_offered = Standing::not_offered;

constexpr std::array<Property, 14> properties{{
    {.name = "ApiId", .wire = "apiId", .required = true, .replaces = true},
    {.name = "Code", .standing = not_offered},
    {.name = "CodeS3Location", .standing = not_offered},
    {.name = "DataSourceName", .wire = "dataSourceName", .required = true},
    {.name = "Description", .wire = "description"},
    {.name = "FunctionVersion", .wire = "functionVersion"},
    {.name = "MaxBatchSize", .shape = Shape::integer, .wire = "maxBatchSize"},
    {.name = "Name", .wire = "name", .required = true},
    {.name = "RequestMappingTemplate", .wire = "requestMappingTemplate"},
    {.name = "RequestMappingTemplateS3Location", .standing = not_offered},
    {.name = "ResponseMappingTemplate", .wire = "responseMappingTemplate"},
    {.name = "ResponseMappingTemplateS3Location", .standing = not_offered},
    {.name = "Runtime", .shape = Shape::json, .standing = not_offered},
    {.name = "SyncConfig", .shape = Shape::json, .standing = not_offered},
}};

constexpr std::array<std::string_view, 4> attributes{"DataSourceName", "FunctionArn", "FunctionId",
                                                     "Name"};
constexpr std::array<std::string_view, 1> follows{"AWS::AppSync::DataSource"};

Task<Result<Physical>> put(const Target& target, std::string_view operation, JsonObject input) {
  CO_TRY(const Json answer, co_await control::call(operation, input, target.rooms));
  const auto at = [&](std::string_view name) {
    return text_at(answer, {"functionConfiguration", name});
  };
  co_return Physical{.id = at("functionArn"),
                     .attributes = {{"DataSourceName", at("dataSourceName")},
                                    {"FunctionArn", at("functionArn")},
                                    {"FunctionId", at("functionId")},
                                    {"Name", at("name")}}};
}

Task<Result<Physical>> create(const Target& target) {
  return put(target, "CreateFunction", to_wire(target.properties, properties));
}

Task<Result<Physical>> update(const Target& target) {
  JsonObject input = to_wire(target.properties, properties);
  input["functionId"] = text_of(target.before->physical.attributes, "FunctionId");
  return put(target, "UpdateFunction", std::move(input));
}

Task<Result<void>> remove(const Target& target) {
  return perform("DeleteFunction",
                 {{"apiId", text_of(target.properties, "ApiId")},
                  {"functionId", text_of(target.before->physical.attributes, "FunctionId")}},
                 target.rooms);
}

}  // namespace

extern const ResourceType function_configuration{.name = "AWS::AppSync::FunctionConfiguration",
                                                 .properties = properties,
                                                 .attributes = attributes,
                                                 .follows = follows,
                                                 .create = create,
                                                 .update = update,
                                                 .remove = remove};

}  // namespace syncline::cloudformation
