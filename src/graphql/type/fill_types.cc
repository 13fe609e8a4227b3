// Step 3: fields, arguments, enum values, interfaces and members. A member that is at fault is
// reported and left out, of the definition too, so that the two stay parallel.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "graphql/language/printer.h"
#include "graphql/type/coerce.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

class Filler {
 public:
  Filler(SchemaBuild& build, TypeDefinition& definition, bool predeclared)
      : build_(build),
        definition_(definition),
        type_(build.type_of(definition)),
        predeclared_(predeclared) {}

  void fill() {
    refuse_empty();
    keep(definition_.fields, [this](auto& node) { return add_field(node); });
    keep(definition_.input_fields, [this](auto& node) { return add_input_field(node); });
    keep(definition_.values, [this](auto& node) { return add_value(node); });
    add_interfaces();
    add_members();
  }

 private:
  void refuse_empty() {
    const auto& node = definition_;
    const bool empty = node.fields.empty() && node.input_fields.empty() && node.values.empty() &&
                       node.members.empty();
    if (!empty || node.kind == TypeKind::scalar) return;
    const std::string_view parts = node.kind == TypeKind::union_  ? "member types"
                                   : node.kind == TypeKind::enum_ ? "values"
                                                                  : "fields";
    fault(fmt::format("Type {} must define one or more {}.", type_.name, parts), node.location);
  }

  // Keeps the nodes that `add` takes, in their order.
  template <class Node, class Add>
  void keep(std::vector<Node>& nodes, Add add) {
    std::vector<Node> kept;
    kept.reserve(nodes.size());
    for (auto& node : nodes) {
      if (add(node)) kept.push_back(std::move(node));
    }
    nodes = std::move(kept);
  }

  void fault(std::string message, Location location) { build_.fault(std::move(message), location); }

  bool may_name(std::string_view name, Location location) {
    if (!is_reserved(name) || predeclared_) return true;
    fault(fmt::format("Name \"{}\" must not begin with \"__\", which is reserved by GraphQL "
                      "introspection.",
                      name),
          location);
    return false;
  }

  std::optional<Type> resolve(const TypeReference& reference) {
    auto type = resolve_type(*build_.schema, reference);
    if (type) return type;
    const auto* innermost = &reference;
    while (innermost->item) innermost = innermost->item.get();
    fault(fmt::format("Unknown type \"{}\".", innermost->name), innermost->location);
    return std::nullopt;
  }

  bool add_field(FieldDefinition& node) {
    auto type = resolve(node.type);
    if (!may_name(node.name, node.location) || !is_new(node.name, node.location, "Field")) {
      return false;
    }
    if (type && type->innermost().kind == TypeKind::input_object) {
      fault(fmt::format("The type of {}.{} must be Output Type but got: {}.", type_.name, node.name,
                        to_string(*type)),
            node.location);
      return false;
    }
    FieldType field;
    field.name = node.name;
    field.description = std::move(node.description);
    std::unordered_set<std::string> seen;
    keep(node.arguments, [&](auto& argument) { return add_argument(field, argument, seen); });
    if (!type) return false;
    field.type = *std::move(type);
    type_.fields.push_back(std::move(field));
    return true;
  }

  bool add_argument(FieldType& field, InputValueDefinition& node,
                    std::unordered_set<std::string>& seen) {
    if (!may_name(node.name, node.location)) return false;
    if (!seen.insert(node.name).second) {
      fault(fmt::format("Argument \"{}.{}({}:)\" can only be defined once.", type_.name, field.name,
                        node.name),
            node.location);
      return false;
    }
    auto argument = input_value(node, fmt::format("{}.{}({}:)", type_.name, field.name, node.name));
    if (argument) field.arguments.push_back(*std::move(argument));
    return argument.has_value();
  }

  bool add_input_field(InputValueDefinition& node) {
    if (!may_name(node.name, node.location) || !is_new(node.name, node.location, "Field")) {
      return false;
    }
    auto field = input_value(node, fmt::format("{}.{}", type_.name, node.name));
    if (field) type_.input_fields.push_back(*std::move(field));
    return field.has_value();
  }

  std::optional<InputField> input_value(InputValueDefinition& node, const std::string& where) {
    auto type = resolve(node.type);
    if (!type) return std::nullopt;
    if (!type->innermost().is_input()) {
      fault(fmt::format("The type of {} must be Input Type but got: {}.", where, to_string(*type)),
            node.location);
      return std::nullopt;
    }
    InputField field;
    field.name = node.name;
    field.description = std::move(node.description);
    field.type = *std::move(type);
    if (node.default_value) {
      field.default_literal = node.default_value;
      field.default_value_text = print(*node.default_value);
    }
    return field;
  }

  bool add_value(EnumValueDefinition& node) {
    if (!may_name(node.name, node.location) || !is_new(node.name, node.location, "Enum value")) {
      return false;
    }
    type_.values.push_back({node.name, std::move(node.description), std::nullopt, {}});
    return true;
  }

  bool is_new(const std::string& name, Location location, std::string_view what) {
    if (names_.insert(name).second) return true;
    fault(fmt::format("{} \"{}.{}\" can only be defined once.", what, type_.name, name), location);
    return false;
  }

  void add_interfaces() {
    for (const auto& name : definition_.interfaces) {
      const auto* interface = build_.schema->type(name);
      if (interface == nullptr) {
        fault(fmt::format("Unknown type \"{}\".", name), definition_.location);
      } else if (interface->kind != TypeKind::interface) {
        fault(fmt::format("Type {} must only implement Interface types, it cannot implement {}.",
                          type_.name, name),
              definition_.location);
      } else if (std::ranges::find(type_.interfaces, interface) != type_.interfaces.end()) {
        fault(fmt::format("Type {} can only implement {} once.", type_.name, name),
              definition_.location);
      } else {
        type_.interfaces.push_back(interface);
      }
    }
  }

  void add_members() {
    for (const auto& name : definition_.members) {
      const auto* member = build_.schema->type(name);
      if (member == nullptr) {
        fault(fmt::format("Unknown type \"{}\".", name), definition_.location);
      } else if (member->kind != TypeKind::object) {
        fault(fmt::format("Union type {} can only include Object types, it cannot include {}.",
                          type_.name, name),
              definition_.location);
      } else if (std::ranges::find(type_.possible_types, member) != type_.possible_types.end()) {
        fault(fmt::format("Union type {} can only include type {} once.", type_.name, name),
              definition_.location);
      } else {
        type_.possible_types.push_back(member);
      }
    }
  }

  SchemaBuild& build_;
  TypeDefinition& definition_;
  NamedType& type_;
  bool predeclared_;
  std::unordered_set<std::string> names_;
};

template <class Member>
void index_members(NamedType& type, const std::vector<Member>& members) {
  for (std::size_t i = 0; i < members.size(); ++i) type.index.emplace(members[i].name, i);
}

}  // namespace

void fill_types(SchemaBuild& build) {
  for (std::size_t i = 0; i < build.definitions.size(); ++i) {
    Filler(build, build.definitions[i], i < build.predeclared).fill();
  }
  for (const auto& definition : build.definitions) {
    auto& type = build.type_of(definition);
    // Only now do the members stand still, and with them the names that the index refers to.
    index_members(type, type.fields);
    index_members(type, type.values);
    index_members(type, type.input_fields);
    if (type.kind != TypeKind::object) continue;
    for (const auto* interface : type.interfaces) {
      build.schema->types.find(interface->name)->second->possible_types.push_back(&type);
    }
  }
}

}  // namespace syncline::graphql
