// AWS::IAM::Role.
#include <algorithm>
#include <array>
#include <set>

#include "template/resource.h"

namespace syncline::cloudformation {
namespace {

constexpr std::array<Property, 2> policy_properties{{
    {.name = "PolicyDocument", .shape = Shape::json, .required = true},
    {.name = "PolicyName", .required = true},
}};

constexpr std::array<Property, 9> properties{{
    {.name = "AssumeRolePolicyDocument", .shape = Shape::json, .required = true},
    {.name = "Description", .wire = "Description"},
    {.name = "ManagedPolicyArns", .shape = Shape::texts},
    {.name = "MaxSessionDuration", .shape = Shape::integer, .wire = "MaxSessionDuration"},
    {.name = "Path", .wire = "Path", .replaces = true, .otherwise = "/"},
    {.name = "PermissionsBoundary", .wire = "PermissionsBoundary"},
    {.name = "Policies", .shape = Shape::objects, .members = policy_properties},
    {.name = "RoleName", .replaces = true},
    {.name = "Tags", .shape = Shape::objects, .wire = "Tags", .members = tag_properties},
}};

constexpr std::array<std::string_view, 2> attributes{"Arn", "RoleId"};

constexpr std::size_t name_length_max = 64;  // IAM's quota

const JsonArray& list_at(const JsonObject& given, std::string_view name) {
  static const JsonArray none;
  const Json* found = given.if_contains(name);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

std::set<std::string> policy_names(const JsonObject& given) {
  std::set<std::string> names;
  for (const Json& policy : list_at(given, "Policies")) {
    names.insert(text_at(policy, {"PolicyName"}));
  }
  return names;
}

std::string document_of(const JsonObject& given, std::string_view name) {
  const Json* document = given.if_contains(name);
  return document != nullptr ? to_json(*document) : "";
}

// A policy that is not there need not be taken away.
Task<Result<void>> take(std::string operation, JsonObject input, control::Rooms& rooms) {
  const auto taken = co_await perform(std::move(operation), std::move(input), rooms);
  if (!taken && taken.error().kind != ErrorKind::not_found) co_return taken;
  co_return Result<void>();
}

// Takes away the policies of `before` that are not in `now`.
Task<Result<void>> remove_policies(const std::string& role, const JsonObject& before,
                                   const JsonObject& now, control::Rooms& rooms) {
  const auto kept = policy_names(now);
  for (const std::string& name : policy_names(before)) {
    if (kept.contains(name)) continue;
    CO_TRY(co_await take("DeleteRolePolicy", {{"RoleName", role}, {"PolicyName", name}}, rooms));
  }
  const JsonArray& still = list_at(now, "ManagedPolicyArns");
  for (const Json& arn : list_at(before, "ManagedPolicyArns")) {
    if (std::ranges::find(still, arn) != still.end()) continue;
    CO_TRY(co_await take("DetachRolePolicy", {{"RoleName", role}, {"PolicyArn", arn}}, rooms));
  }
  co_return Result<void>();
}

Task<Result<void>> remove_role(const std::string& role, const JsonObject& given,
                               control::Rooms& rooms) {
  const JsonObject nothing;
  CO_TRY(co_await remove_policies(role, given, nothing, rooms));
  co_return co_await perform("DeleteRole", {{"RoleName", role}}, rooms);
}

Task<Result<void>> put_policies(const std::string& role, const JsonObject& given,
                                control::Rooms& rooms) {
  for (const Json& policy : list_at(given, "Policies")) {
    JsonObject input{{"RoleName", role},
                     {"PolicyName", text_at(policy, {"PolicyName"})},
                     {"PolicyDocument", document_of(policy.get_object(), "PolicyDocument")}};
    CO_TRY(co_await perform("PutRolePolicy", std::move(input), rooms));
  }
  for (const Json& arn : list_at(given, "ManagedPolicyArns")) {
    CO_TRY(co_await perform("AttachRolePolicy", {{"RoleName", role}, {"PolicyArn", arn}}, rooms));
  }
  co_return Result<void>();
}

Task<Result<Physical>> describe(const std::string& role, control::Rooms& rooms) {
  const JsonObject input{{"RoleName", role}};
  CO_TRY(const Json answer, co_await control::call("GetRole", input, rooms));
  co_return Physical{.id = role,
                     .attributes = {{"Arn", text_at(answer, {"Role", "Arn"})},
                                    {"RoleId", text_at(answer, {"Role", "RoleId"})}}};
}

Task<Result<Physical>> create(const Target& target) {
  std::string role = text_of(target.properties, "RoleName");
  if (role.empty()) role = generated_name(target, name_length_max);
  JsonObject input = to_wire(target.properties, properties);
  input["RoleName"] = role;
  input["AssumeRolePolicyDocument"] = document_of(target.properties, "AssumeRolePolicyDocument");
  CO_TRY(co_await perform("CreateRole", std::move(input), target.rooms));
  const auto put = co_await put_policies(role, target.properties, target.rooms);
  if (!put) {
    // Not half a role: the next run must be able to make it whole. The first error is the one to
    // tell, whatever becomes of this.
    static_cast<void>(co_await remove_role(role, target.properties, target.rooms));
    co_return std::unexpected(put.error());
  }
  co_return co_await describe(role, target.rooms);
}

Task<Result<Physical>> update(const Target& target) {
  const std::string role = target.before->physical.id;
  // What is no longer given has its default again; the operation would leave it.
  JsonObject input{{"Description", ""},
                   {"MaxSessionDuration", 3'600},
                   {"PermissionsBoundary", ""},
                   {"Tags", JsonArray()}};
  for (auto& [name, value] : to_wire(target.properties, properties)) input[name] = value;
  input["RoleName"] = role;
  CO_TRY(co_await perform("UpdateRole", std::move(input), target.rooms));
  JsonObject trust{{"RoleName", role},
                   {"PolicyDocument", document_of(target.properties, "AssumeRolePolicyDocument")}};
  CO_TRY(co_await perform("UpdateAssumeRolePolicy", std::move(trust), target.rooms));
  CO_TRY(
      co_await remove_policies(role, target.before->properties, target.properties, target.rooms));
  CO_TRY(co_await put_policies(role, target.properties, target.rooms));
  co_return co_await describe(role, target.rooms);
}

Task<Result<void>> remove(const Target& target) {
  return remove_role(target.before->physical.id, target.properties, target.rooms);
}

}  // namespace

extern const ResourceType iam_role{.name = "AWS::IAM::Role",
                                   .properties = properties,
                                   .attributes = attributes,
                                   .name_property = "RoleName",
                                   .check = check_tag_keys,
                                   .create = create,
                                   .update = update,
                                   .remove = remove};

}  // namespace syncline::cloudformation
