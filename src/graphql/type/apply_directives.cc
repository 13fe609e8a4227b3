// Step 5: the directives that stand on definitions: known, in their place, once, with the right
// arguments (specification 5.7 and 5.4, as far as they concern SDL).
#include <fmt/format.h>

#include <algorithm>

#include "graphql/type/coerce.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

std::string_view location_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::scalar: return "SCALAR";
    case TypeKind::object: return "OBJECT";
    case TypeKind::interface: return "INTERFACE";
    case TypeKind::union_: return "UNION";
    case TypeKind::enum_: return "ENUM";
    case TypeKind::input_object: return "INPUT_OBJECT";
  }
  return "";
}

std::optional<std::string> deprecation(const std::vector<AppliedDirective>& directives) {
  const auto* deprecated = find_directive(directives, "deprecated");
  if (deprecated == nullptr) return std::nullopt;
  const auto* reason = deprecated->arguments.if_contains("reason");
  if (reason == nullptr || !reason->is_string()) return "No longer supported";
  return std::string(reason->get_string());
}

class Applier {
 public:
  explicit Applier(SchemaBuild& build) : build_(build) {}

  void apply_all() {
    apply(build_.schema_definition->directives, "SCHEMA");
    for (auto& definition : build_.definitions) {
      auto& type = build_.type_of(definition);
      type.directives = apply(definition.directives, location_of(type.kind));
      type.one_of = find_directive(type.directives, "oneOf") != nullptr;
      apply_to_fields(type.fields, definition.fields);
      apply_to_inputs(type.input_fields, definition.input_fields, "INPUT_FIELD_DEFINITION");
      for (std::size_t i = 0; i < type.values.size(); ++i) {
        auto& value = type.values[i];
        value.directives = apply(definition.values[i].directives, "ENUM_VALUE");
        value.deprecation_reason = deprecation(value.directives);
      }
    }
  }

 private:
  void apply_to_fields(std::vector<FieldType>& fields, const std::vector<FieldDefinition>& nodes) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      fields[i].directives = apply(nodes[i].directives, "FIELD_DEFINITION");
      fields[i].deprecation_reason = deprecation(fields[i].directives);
      apply_to_inputs(fields[i].arguments, nodes[i].arguments, "ARGUMENT_DEFINITION");
    }
  }

  void apply_to_inputs(std::vector<InputField>& inputs,
                       const std::vector<InputValueDefinition>& nodes, std::string_view place) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      inputs[i].directives = apply(nodes[i].directives, place);
      inputs[i].deprecation_reason = deprecation(inputs[i].directives);
      if (inputs[i].deprecation_reason && is_required(inputs[i])) {
        build_.fault(fmt::format("Required \"{}\" cannot be deprecated.", inputs[i].name),
                     nodes[i].location);
      }
    }
  }

  std::vector<AppliedDirective> apply(const std::vector<Directive>& written,
                                      std::string_view place) {
    std::vector<AppliedDirective> applied;
    for (const auto& directive : written) {
      const auto* known = build_.schema->directive(directive.name);
      if (known == nullptr) {
        build_.fault(fmt::format("Unknown directive \"@{}\".", directive.name), directive.location);
        continue;
      }
      if (std::ranges::find(known->locations, place) == known->locations.end()) {
        build_.fault(fmt::format("Directive \"@{}\" may not be used on {}.", directive.name, place),
                     directive.location);
        continue;
      }
      if (!known->repeatable && find_directive(applied, directive.name) != nullptr) {
        build_.fault(fmt::format("The directive \"@{}\" can only be used once at this location.",
                                 directive.name),
                     directive.location);
        continue;
      }
      apply_one(*known, directive, applied);
    }
    return applied;
  }

  void apply_one(const DirectiveType& known, const Directive& directive,
                 std::vector<AppliedDirective>& applied) {
    for (auto argument = directive.arguments.begin(); argument != directive.arguments.end();
         ++argument) {
      if (known.argument(argument->name) == nullptr) {
        build_.fault(fmt::format("Unknown argument \"{}\" on directive \"@{}\".", argument->name,
                                 directive.name),
                     argument->location);
      } else if (std::find_if(directive.arguments.begin(), argument, [&](const auto& earlier) {
                   return earlier.name == argument->name;
                 }) != argument) {
        build_.fault(fmt::format("There can be only one argument named \"{}\".", argument->name),
                     argument->location);
      }
    }
    auto arguments = coerce_arguments(known.arguments, directive.arguments, nullptr);
    if (!arguments) {
      build_.fault(fmt::format("Directive \"@{}\": {}", directive.name, arguments.error().message),
                   directive.location);
      return;
    }
    applied.push_back({directive.name, *std::move(arguments)});
  }

  SchemaBuild& build_;
};

}  // namespace

void apply_directives(SchemaBuild& build) { Applier(build).apply_all(); }

}  // namespace syncline::graphql
