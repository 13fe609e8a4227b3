// AWS::AppSync::Resolver.
#include <array>

#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr auto not_offered = Standing::not_offered;

constexpr std::array<std::string_view, 2> kinds{"UNIT", "PIPELINE"};

constexpr std::array<Property, 1> pipeline_properties{{
    {.name = "Functions", .shape = Shape::texts, .wire = "functions"},
}};

constexpr std::array<Property, 2> caching_properties{{
    {.name = "CachingKeys", .shape = Shape::texts, .wire = "cachingKeys"},
    {.name = "Ttl", .shape = Shape::integer, .wire = "ttl", .required = true},
}};

constexpr std::array<Property, 17> properties{{
    {.name = "ApiId", .wire = "apiId", .required = true, .replaces = true},
    {.name = "CachingConfig",
     .shape = Shape::object,
     .wire = "cachingConfig",
     .members = caching_properties},
    {.name = "Code", .standing = not_offered},
    {.name = "CodeS3Location", .standing = not_offered},
    {.name = "DataSourceName", .wire = "dataSourceName"},
    {.name = "FieldName", .wire = "fieldName", .required = true, .replaces = true},
    {.name = "Kind", .wire = "kind", .values = kinds},
    {.name = "MaxBatchSize", .shape = Shape::integer, .wire = "maxBatchSize"},
    {.name = "MetricsConfig", .wire = "metricsConfig", .standing = Standing::ignored},
    {.name = "PipelineConfig",
     .shape = Shape::object,
     .wire = "pipelineConfig",
     .members = pipeline_properties},
    {.name = "RequestMappingTemplate", .wire = "requestMappingTemplate"},
    {.name = "RequestMappingTemplateS3Location", .standing = not_offered},
    {.name = "ResponseMappingTemplate", .wire = "responseMappingTemplate"},
    {.name = "ResponseMappingTemplateS3Location", .standing = not_offered},
    {.name = "Runtime", .shape = Shape::json, .standing = not_offered},
    {.name = "SyncConfig", .shape = Shape::json, .standing = not_offered},
    {.name = "TypeName", .wire = "typeName", .required = true, .replaces = true},
}};

constexpr std::array<std::string_view, 3> attributes{"FieldName", "ResolverArn", "TypeName"};

// On AWS one has to say this with DependsOn, or meet an error now and then.
constexpr std::array<std::string_view, 3> follows{"AWS::AppSync::GraphQLSchema",
                                                  "AWS::AppSync::DataSource",
                                                  "AWS::AppSync::FunctionConfiguration"};

Result<void> check(const JsonObject& given) {
  const bool pipeline = text_of(given, "Kind") == "PIPELINE";
  if (pipeline || given.contains("DataSourceName")) return {};
  return fail(ErrorKind::invalid, "TemplateError", "a UNIT resolver needs a 'DataSourceName'");
}

Task<Result<Physical>> put(const Target& target, std::string_view operation) {
  const JsonObject input = to_wire(target.properties, properties);
  CO_TRY(const Json answer, co_await control::call(operation, input, target.rooms));
  const std::string arn = text_at(answer, {"resolver", "resolverArn"});
  co_return Physical{.id = arn,
                     .attributes = {{"FieldName", text_at(answer, {"resolver", "fieldName"})},
                                    {"ResolverArn", arn},
                                    {"TypeName", text_at(answer, {"resolver", "typeName"})}}};
}

Task<Result<Physical>> create(const Target& target) { return put(target, "CreateResolver"); }
Task<Result<Physical>> update(const Target& target) { return put(target, "UpdateResolver"); }

Task<Result<void>> remove(const Target& target) {
  return perform("DeleteResolver",
                 {{"apiId", text_of(target.properties, "ApiId")},
                  {"typeName", text_of(target.properties, "TypeName")},
                  {"fieldName", text_of(target.properties, "FieldName")}},
                 target.rooms);
}

}  // namespace

extern const ResourceType resolver{.name = "AWS::AppSync::Resolver",
                                   .properties = properties,
                                   .attributes = attributes,
                                   .follows = follows,
                                   .removed_first = true,
                                   .check = check,
                                   .create = create,
                                   .update = update,
                                   .remove = remove};

}  // namespace syncline::cloudformation
