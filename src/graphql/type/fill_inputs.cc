// Arguments and input fields from their definitions, for types and for directives.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/language/printer.h"
#include "graphql/type/coerce.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {

bool is_reserved(std::string_view name) { return name.starts_with("__"); }

bool may_name(SchemaBuild& build, std::string_view name, Location location) {
  if (!is_reserved(name)) return true;
  build.fault(fmt::format("Name \"{}\" must not begin with \"__\", which is reserved by GraphQL "
                          "introspection.",
                          name),
              location);
  return false;
}

std::optional<Type> resolve(SchemaBuild& build, const TypeReference& reference) {
  auto type = resolve_type(*build.schema, reference);
  if (type) return type;
  const auto* innermost = &reference;
  while (innermost->item) innermost = innermost->item;
  build.fault(fmt::format("Unknown type \"{}\".", innermost->name), innermost->location);
  return std::nullopt;
}

std::optional<InputField> fill_input(SchemaBuild& build, InputValueDefinition& node,
                                     const std::string& where) {
  auto type = resolve(build, node.type);
  if (!type) return std::nullopt;
  if (!type->innermost().is_input()) {
    build.fault(
        fmt::format("The type of {} must be Input Type but got: {}.", where, to_string(*type)),
        node.type.location);
    return std::nullopt;
  }
  InputField field;
  field.name = node.name;
  field.description = node.description;
  field.type = *std::move(type);
  if (node.default_value) field.default_value_text = print(*node.default_value);
  return field;
}

std::vector<InputField> fill_arguments(SchemaBuild& build, std::vector<InputValueDefinition>& nodes,
                                       const std::string& owner, bool predeclared) {
  std::vector<InputField> filled;
  std::vector<InputValueDefinition> kept;
  std::unordered_set<std::string_view> seen;
  for (auto& node : nodes) {
    if (!predeclared && !may_name(build, node.name, node.location)) continue;
    if (!seen.insert(node.name).second) {
      build.fault(fmt::format("Argument \"{}({}:)\" can only be defined once.", owner, node.name),
                  node.location);
      continue;
    }
    auto argument = fill_input(build, node, fmt::format("{}({}:)", owner, node.name));
    if (!argument) continue;
    filled.push_back(*std::move(argument));
    kept.push_back(std::move(node));
  }
  nodes = std::move(kept);
  return filled;
}

}  // namespace syncline::graphql
