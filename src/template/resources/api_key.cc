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

// AWS differs: there a key without a date lives for seven days. Here it lives as long as a key can,
// from the latest deployment on, so that a server that goes on running, or is started again, still
// answers to the key that its user wrote down.
std::int64_t longest_life(const control::Rooms& rooms) {
  const std::chrono::seconds life = limits::api_key_life_max;
  return rooms.clock.now_ms() / 1'000 + life.count();
}

Task<Result<Physical>> create(const Target& target) {
  JsonObject input = to_wire(target.properties, properties);
  const Json* expires = target.properties.if_contains("Expires");
  input["expires"] = expires != nullptr ? *expires : Json(longest_life(target.rooms));
  CO_TRY(const Json answer, co_await control::call("CreateApiKey", input, target.rooms));
  co_return describe(answer, target);
}

// A date that the template names is sent when it changes: an old one would be refused as too near.
Task<Result<Physical>> update(const Target& target) {
  JsonObject input = to_wire(target.properties, properties);
  input["id"] = text_of(target.before->physical.attributes, "ApiKey");
  if (!input.contains("description")) input["description"] = "";
  const Json* expires = target.properties.if_contains("Expires");
  const Json* expired = target.before->properties.if_contains("Expires");
  if (expires == nullptr) {
    input["expires"] = longest_life(target.rooms);
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
