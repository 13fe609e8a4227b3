// A resource type that templates may use: the row that each file in resources/ defines
// (AWS CloudFormation template reference, "AWS::AppSync::…").
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "control/control.h"
#include "template/property.h"

namespace syncline::cloudformation {

// What a made resource is known by.
struct Physical {
  std::string id;         // what Ref gives
  JsonObject attributes;  // what Fn::GetAtt gives
};

// One resource of a stack's record: what is there since an earlier run, or just now.
struct Made {
  std::int64_t number = 0;  // its place in the record; kept
  std::string logical_id;
  std::string type;
  Physical physical;
  JsonObject properties;  // by CloudFormation's names, as they were last deployed
  bool retained = false;  // DeletionPolicy: Retain
  bool outdated = false;  // replaced, or gone from the template: to be removed at the end
  bool pending = false;   // its name is reserved; whether it was made is not known
};

// What a row works on.
struct Target {
  control::Rooms& rooms;
  std::string_view stack;
  std::string_view logical_id;
  const JsonObject& properties;    // checked; by CloudFormation's names
  const Made* before = nullptr;    // for update and remove: what is there
  std::string_view reserved = {};  // for create: the name that `reserve` gave
};

struct ResourceType {
  std::string_view name;  // "AWS::AppSync::ApiKey"
  std::span<const Property> properties;
  std::span<const std::string_view> attributes;  // what Fn::GetAtt offers
  // Types that come first although nothing in the template says so: a resolver needs its schema.
  std::span<const std::string_view> follows = {};
  // The property that gives the resource a name of the user's own: such a resource cannot be
  // replaced, since the new one would meet the old.
  std::string_view name_property = {};
  // For what is made outside of the catalog, and so not in one step with the stack's record: the
  // name that it will have, which is recorded before it is made, so that a run that was killed in
  // between finds it again. Fails with kind `conflict` when somebody else has it.
  Task<Result<std::string>> (*reserve)(const Target& target) = nullptr;
  // Taken away before new ones are made: it holds no data, and another may want its place.
  bool removed_first = false;
  // More than shapes, before anything is changed; values not known yet are null. May be missing.
  Result<void> (*check)(const JsonObject& properties) = nullptr;
  Task<Result<Physical>> (*create)(const Target& target) = nullptr;
  Task<Result<Physical>> (*update)(const Target& target) = nullptr;
  Task<Result<void>> (*remove)(const Target& target) = nullptr;
};

std::span<const ResourceType* const> resources_table();  // made by room_table
const ResourceType* find_resource_type(std::string_view name);

// What rows share.

// CloudFormation's Tag.
inline constexpr std::array<Property, 2> tag_properties{{
    {.name = "Key", .wire = "Key", .required = true},
    {.name = "Value", .wire = "Value", .required = true},
}};

// For `check`: no key twice, and none that begins with "aws:", which is AWS's own.
Result<void> check_tag_keys(const JsonObject& properties);
// The text at the end of `path` in an operation's answer; "" when it is not there.
std::string text_at(const Json& answer, std::initializer_list<std::string_view> path);
// The property's text; "" when it is not given.
std::string text_of(const JsonObject& properties, std::string_view name);
// A name as CloudFormation makes them, "stack-LogicalId-1A2B3C4D5E6F", not longer than `longest`.
std::string generated_name(const Target& target, std::size_t longest);
// [{"Key": k, "Value": v}, …] → {k: v, …}, as AppSync wants tags.
JsonObject tags_to_map(const JsonObject& properties);
// One call of the control plane whose answer does not matter.
Task<Result<void>> perform(std::string operation, JsonObject input, control::Rooms& rooms);

}  // namespace syncline::cloudformation
