// Step 8: objects and interfaces keep what their interfaces promise (specification 3.6
// IsValidImplementation).
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

class Conformance {
 public:
  Conformance(SchemaBuild& build, const TypeDefinition& definition)
      : build_(build), definition_(definition), type_(build.type_of(definition)) {
    implemented_.insert(type_.interfaces.begin(), type_.interfaces.end());
  }

  void check() {
    for (std::size_t i = 0; i < type_.interfaces.size(); ++i) {
      const auto* interface = type_.interfaces[i];
      implements_ = definition_.interfaces[i].location;
      if (interface == &type_) {
        fault(
            fmt::format("Type {} cannot implement itself because it would create a circular "
                        "reference.",
                        type_.name));
        continue;
      }
      check_ancestors(*interface);
      // Thousands of types may each lack thousands of fields.
      for (const auto& promised : interface->fields) {
        if (build_.full()) return;
        check_field(*interface, promised);
      }
    }
  }

 private:
  void fault(std::string message) { build_.fault(std::move(message), implements_); }

  [[nodiscard]] Location location_of(const FieldType& field) const {
    const auto position = static_cast<std::size_t>(&field - type_.fields.data());
    return definition_.fields[position].location;
  }

  [[nodiscard]] Location location_of(const FieldType& field, const InputField& argument) const {
    const auto position = static_cast<std::size_t>(&field - type_.fields.data());
    const auto place = static_cast<std::size_t>(&argument - field.arguments.data());
    return definition_.fields[position].arguments[place].location;
  }

  void check_ancestors(const NamedType& interface) {
    for (const auto* ancestor : interface.interfaces) {
      if (build_.full()) return;
      if (ancestor == &type_) {
        fault(
            fmt::format("Type {} cannot implement {} because it would create a circular "
                        "reference.",
                        type_.name, interface.name));
      } else if (!implemented_.contains(ancestor)) {
        fault(fmt::format("Type {} must implement {} because it is implemented by {}.", type_.name,
                          ancestor->name, interface.name));
      }
    }
  }

  void check_field(const NamedType& interface, const FieldType& promised) {
    const auto* field = type_.field(promised.name);
    if (field == nullptr) {
      fault(fmt::format("Interface field {}.{} expected but {} does not provide it.",
                        interface.name, promised.name, type_.name));
      return;
    }
    const auto location = location_of(*field);
    if (!build_.schema->is_sub_type(field->type, promised.type)) {
      build_.fault(fmt::format("Interface field {}.{} expects type {} but {}.{} is type {}.",
                               interface.name, promised.name, to_string(promised.type), type_.name,
                               field->name, to_string(field->type)),
                   location);
    }
    if (field->deprecation_reason && !promised.deprecation_reason) {
      build_.fault_or_warn(
          fmt::format("Interface field {}.{} is not deprecated, so {}.{} must not be deprecated.",
                      interface.name, promised.name, type_.name, field->name),
          location);
    }
    for (const auto& argument : promised.arguments) {
      check_argument(interface, *field, argument, location);
    }
    for (const auto& argument : field->arguments) {
      if (promised.argument(argument.name) != nullptr || !is_required(argument)) continue;
      build_.fault(
          fmt::format("Argument {}.{}({}:) must not be required, because interface field "
                      "{}.{} does not have it.",
                      type_.name, field->name, argument.name, interface.name, promised.name),
          location_of(*field, argument));
    }
  }

  void check_argument(const NamedType& interface, const FieldType& field,
                      const InputField& promised, Location location) {
    const auto* argument = field.argument(promised.name);
    if (argument == nullptr) {
      build_.fault(fmt::format("Interface field argument {}.{}({}:) expected but {}.{} does not "
                               "provide it.",
                               interface.name, field.name, promised.name, type_.name, field.name),
                   location);
    } else if (!same_type(argument->type, promised.type)) {
      build_.fault(fmt::format("Interface field argument {}.{}({}:) expects type {} but "
                               "{}.{}({}:) is type {}.",
                               interface.name, field.name, promised.name, to_string(promised.type),
                               type_.name, field.name, argument->name, to_string(argument->type)),
                   location_of(field, *argument));
    }
  }

  SchemaBuild& build_;
  const TypeDefinition& definition_;
  const NamedType& type_;
  std::unordered_set<const NamedType*> implemented_;
  Location implements_;  // where the type says so of the interface that is looked at
};

}  // namespace

void check_interfaces(SchemaBuild& build) {
  for (const auto& definition : build.definitions) Conformance(build, definition).check();
}

}  // namespace syncline::graphql
