// AWS::AppSync::GraphQLSchema.
#include <array>

#include "base/text.h"
#include "control/appsync/schema.h"
#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr std::array<Property, 3> properties{{
    {.name = "ApiId", .required = true, .replaces = true},
    {.name = "Definition", .required = true},
    {.name = "DefinitionS3Location", .standing = Standing::not_offered},
}};

constexpr std::array<std::string_view, 1> attributes{"Id"};

// CloudFormation's own words for a schema that AppSync does not take.
constexpr std::string_view failed = "Schema Creation Status is FAILED with details: ";

Result<void> check(const JsonObject& given) {
  const std::string definition = text_of(given, "Definition");
  if (definition.empty()) return {};  // not known yet
  auto checked = control::check_schema(definition);
  if (!checked) checked.error().message.insert(0, failed);
  return checked;
}

Task<Result<Physical>> put(const Target& target) {
  const std::string api_id = text_of(target.properties, "ApiId");
  const JsonObject input{{"apiId", api_id},
                         {"definition", base64_encode(text_of(target.properties, "Definition"))}};
  CO_TRY(co_await control::call("StartSchemaCreation", input, target.rooms));
  const JsonObject named{{"apiId", api_id}};
  CO_TRY(const Json end, co_await control::call("GetSchemaCreationStatus", named, target.rooms));
  if (text_at(end, {"status"}) == "FAILED") {
    co_return fail(ErrorKind::invalid, "TemplateError",
                   std::string(failed) + text_at(end, {"details"}));
  }
  const std::string id = api_id + "GraphQLSchema";
  co_return Physical{.id = id, .attributes = {{"Id", id}}};
}

// AppSync has no operation that takes a schema away: it goes with its API.
Task<Result<void>> remove(const Target&) { co_return Result<void>(); }

}  // namespace

extern const ResourceType graphql_schema{.name = "AWS::AppSync::GraphQLSchema",
                                         .properties = properties,
                                         .attributes = attributes,
                                         .check = check,
                                         .create = put,
                                         .update = put,
                                         .remove = remove};

}  // namespace syncline::cloudformation
