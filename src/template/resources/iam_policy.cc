// AWS::IAM::Policy: an inline policy put on roles that stand elsewhere in the template.
#include <algorithm>
#include <array>

#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr std::array<Property, 5> properties{{
    {.name = "Groups", .shape = Shape::texts, .standing = Standing::not_offered},
    {.name = "PolicyDocument", .shape = Shape::json, .required = true},
    {.name = "PolicyName", .required = true},
    {.name = "Roles", .shape = Shape::texts, .required = true},
    {.name = "Users", .shape = Shape::texts, .standing = Standing::not_offered},
}};

constexpr std::array<std::string_view, 1> attributes{"Id"};
constexpr std::array<std::string_view, 1> follows{"AWS::IAM::Role"};

constexpr std::size_t name_length_max = 128;  // IAM's quota

const JsonArray& roles_of(const JsonObject& given) {
  static const JsonArray none;
  const Json* found = given.if_contains("Roles");
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

Task<Result<void>> put_on_roles(const Target& target) {
  const Json* document = target.properties.if_contains("PolicyDocument");
  for (const Json& role : roles_of(target.properties)) {
    CO_TRY(co_await perform("PutRolePolicy",
                            {{"RoleName", role},
                             {"PolicyName", text_of(target.properties, "PolicyName")},
                             {"PolicyDocument", to_json(*document)}},
                            target.rooms));
  }
  co_return Result<void>();
}

// Takes the policy of `before` from the roles that `kept` does not name. A role that is gone has
// taken its policies along.
Task<Result<void>> take_from_roles(const JsonObject& before, const JsonArray& kept,
                                   control::Rooms& rooms) {
  for (const Json& role : roles_of(before)) {
    if (std::ranges::find(kept, role) != kept.end()) continue;
    const auto removed = co_await perform(
        "DeleteRolePolicy", {{"RoleName", role}, {"PolicyName", text_of(before, "PolicyName")}},
        rooms);
    if (!removed && removed.error().kind != ErrorKind::not_found) co_return removed;
  }
  co_return Result<void>();
}

Task<Result<Physical>> create(const Target& target) {
  CO_TRY(co_await put_on_roles(target));
  const std::string id = generated_name(target, name_length_max);
  co_return Physical{.id = id, .attributes = {{"Id", id}}};
}

Task<Result<Physical>> update(const Target& target) {
  const JsonObject& before = target.before->properties;
  const bool renamed = text_of(before, "PolicyName") != text_of(target.properties, "PolicyName");
  const JsonArray kept = renamed ? JsonArray() : roles_of(target.properties);
  CO_TRY(co_await take_from_roles(before, kept, target.rooms));
  CO_TRY(co_await put_on_roles(target));
  co_return target.before->physical;
}

Task<Result<void>> remove(const Target& target) {
  const JsonArray none;
  co_return co_await take_from_roles(target.properties, none, target.rooms);
}

}  // namespace

extern const ResourceType iam_policy{.name = "AWS::IAM::Policy",
                                     .properties = properties,
                                     .attributes = attributes,
                                     .follows = follows,
                                     .removed_first = true,
                                     .create = create,
                                     .update = update,
                                     .remove = remove};

}  // namespace syncline::cloudformation
