// AWS::AppSync::ApiKey.
#include <array>

#include "base/limits.h"
#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr std::array<Property, 4> properties{{
    {.name = "ApiId", .wire = "apiId", .required = true, .replaces = true},
    {.name = "ApiKeyId", .standing = Standing::ignored},
    {.name = "Description", .wire = "description"},
    {.name = "Expires", .shape = Shape::integer},
}};

constexpr std::array<std::string_view, 3> attributes{"ApiKey", "ApiKeyId", "Arn"};

Physical describe(const Json& answer, const Target& target) {
  const std::string key = text_at(answer, {"apiKey", "id"});
  const std::string arn = "arn:aws:appsync:" + target.rooms.region + ":" + target.rooms.account +
                          ":apis/" + text_of(target.properties, "ApiId") + "/apikey/" + key;
  return {.id = arn, .attributes = {{"ApiKey", key}, {"ApiKeyId", key}, {"Arn", arn}}};
}

Task<Result<Physical>> create(const Target& target) {
  JsonObject input = to_wire(target.properties, properties);
  if (const Json* expires = target.properties.if_contains("Expires")) input["expires"] = *expires;
  CO_TRY(const Json answer, co_await control::call("CreateApiKey", input, target.rooms));
  co_return describe(answer, target);
}

// A date that the template names is sent when it changes: an old one would be refused as too near.
// A key without a date is renewed at each deployment, so that a server that is started again after
// a week still answers to the key that its user wrote down.
Task<Result<Physical>> update(const Target& target) {
  using std::chrono::seconds;
  JsonObject input = to_wire(target.properties, properties);
  input["id"] = text_of(target.before->physical.attributes, "ApiKey");
  if (!input.contains("description")) input["description"] = "";
  const Json* expires = target.properties.if_contains("Expires");
  const Json* expired = target.before->properties.if_contains("Expires");
  if (expires == nullptr) {
    const seconds life = limits::api_key_default_life;
    input["expires"] = target.rooms.clock.now_ms() / 1'000 + life.count();
  } else if (expired == nullptr || *expired != *expires) {
    input["expires"] = *expires;
  }
  CO_TRY(const Json answer, co_await control::call("UpdateApiKey", input, target.rooms));
  co_return describe(answer, target);
}

Task<Result<void>> remove(const Target& target) {
  return perform("DeleteApiKey",
                 {{"apiId", text_of(target.properties, "ApiId")},
                  {"id", text_of(target.before->physical.attributes, "ApiKey")}},
                 target.rooms);
}

}  // namespace

extern const ResourceType api_key{.name = "AWS::AppSync::ApiKey",
                                  .properties = properties,
                                  .attributes = attributes,
                                  .create = create,
                                  .update = update,
                                  .remove = remove};

}  // namespace syncline::cloudformation
