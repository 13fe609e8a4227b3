// Step 3: fields, arguments, enum values, interfaces and members. A member that is at fault is
// reported and left out, of the definition too, so that the two stay parallel.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

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
    keep(definition_.interfaces, [this](auto& node) { return add_interface(node); });
    keep(definition_.members, [this](auto& node) { return add_member(node); });
    // Known from here on: default values are checked against it.
    type_.one_of = type_.kind == TypeKind::input_object &&
                   std::ranges::find(definition_.directives, "oneOf", &Directive::name) !=
                       definition_.directives.end();
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

  bool may_be_named(std::string_view name, Location location) {
    return predeclared_ || may_name(build_, name, location);
  }

  bool add_field(FieldDefinition& node) {
    auto type = resolve(build_, node.type);
    if (!may_be_named(node.name, node.location) || !is_new(node.name, node.location, "Field")) {
      return false;
    }
    if (type && type->innermost().kind == TypeKind::input_object) {
      fault(fmt::format("The type of {}.{} must be Output Type but got: {}.", type_.name, node.name,
                        to_string(*type)),
            node.type.location);
      return false;
    }
    FieldType field;
    field.name = node.name;
    field.description = node.description;
    field.arguments = fill_arguments(build_, node.arguments,
                                     fmt::format("{}.{}", type_.name, node.name), predeclared_);
    if (!type) return false;
    field.type = *std::move(type);
    type_.fields.push_back(std::move(field));
    return true;
  }

  bool add_input_field(InputValueDefinition& node) {
    if (!may_be_named(node.name, node.location) || !is_new(node.name, node.location, "Field")) {
      return false;
    }
    auto field = fill_input(build_, node, fmt::format("{}.{}", type_.name, node.name));
    if (field) type_.input_fields.push_back(*std::move(field));
    return field.has_value();
  }

  bool add_value(EnumValueDefinition& node) {
    if (!may_be_named(node.name, node.location) ||
        !is_new(node.name, node.location, "Enum value")) {
      return false;
    }
    EnumMember member;
    member.name = node.name;
    member.description = node.description;
    type_.values.push_back(std::move(member));
    return true;
  }

  bool is_new(std::string_view name, Location location, std::string_view what) {
    if (names_.insert(name).second) return true;
    fault(fmt::format("{} \"{}.{}\" can only be defined once.", what, type_.name, name), location);
    return false;
  }

  bool add_interface(const TypeName& node) {
    const auto* interface = build_.schema->type(node.name);
    if (interface == nullptr) {
      fault(fmt::format("Unknown type \"{}\".", node.name), node.location);
    } else if (interface->kind != TypeKind::interface) {
      fault(fmt::format("Type {} must only implement Interface types, it cannot implement {}.",
                        type_.name, node.name),
            node.location);
    } else if (!types_.insert(interface).second) {
      fault(fmt::format("Type {} can only implement {} once.", type_.name, node.name),
            node.location);
    } else {
      type_.interfaces.push_back(interface);
      return true;
    }
    return false;
  }

  bool add_member(const TypeName& node) {
    const auto* member = build_.schema->type(node.name);
    if (member == nullptr) {
      fault(fmt::format("Unknown type \"{}\".", node.name), node.location);
    } else if (member->kind != TypeKind::object) {
      fault(fmt::format("Union type {} can only include Object types, it cannot include {}.",
                        type_.name, node.name),
            node.location);
    } else if (!types_.insert(member).second) {
      fault(fmt::format("Union type {} can only include type {} once.", type_.name, node.name),
            node.location);
    } else {
      type_.possible_types.push_back(member);
      return true;
    }
    return false;
  }

  SchemaBuild& build_;
  TypeDefinition& definition_;
  NamedType& type_;
  bool predeclared_;
  std::unordered_set<std::string_view> names_;
  std::unordered_set<const NamedType*> types_;
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
