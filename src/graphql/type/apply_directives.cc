// Step 6: the directives that stand on definitions: known, in their place, once, with the right
// arguments (specification 5.7 and 5.4, as far as they concern SDL).
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

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

// How a caller may be authorized: AppSync looks at these on objects and their fields alone, and
// takes them wherever a definition has directives.
bool authorizes(std::string_view directive) {
  constexpr std::string_view all[] = {
      "aws_auth", "aws_cognito_user_pools", "aws_api_key", "aws_iam", "aws_oidc", "aws_lambda"};
  return std::ranges::find(all, directive) != std::end(all);
}

class Applier {
 public:
  explicit Applier(SchemaBuild& build) : build_(build) {}

  void apply_all() {
    build_.schema->applied_directives = apply(build_.schema_definition->directives, "SCHEMA");
    for (std::size_t i = 0; i < build_.directives.size(); ++i) {
      auto& directive = build_.schema->directives[i];
      apply_to_inputs(directive.arguments, build_.directives[i].arguments, "ARGUMENT_DEFINITION",
                      "@" + directive.name);
    }
    for (auto& definition : build_.definitions) {
      auto& type = build_.type_of(definition);
      type.directives = apply(definition.directives, location_of(type.kind));
      apply_to_fields(type, definition.fields);
      apply_to_inputs(type.input_fields, definition.input_fields, "INPUT_FIELD_DEFINITION",
                      type.name);
      for (std::size_t i = 0; i < type.values.size(); ++i) {
        auto& value = type.values[i];
        value.directives = apply(definition.values[i].directives, "ENUM_VALUE");
        value.deprecation_reason = deprecation(value.directives);
      }
    }
  }

 private:
  void apply_to_fields(NamedType& type, const std::vector<FieldDefinition>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      auto& field = type.fields[i];
      field.directives = apply(nodes[i].directives, "FIELD_DEFINITION");
      field.deprecation_reason = deprecation(field.directives);
      apply_to_inputs(field.arguments, nodes[i].arguments, "ARGUMENT_DEFINITION",
                      fmt::format("{}.{}", type.name, field.name));
    }
  }

  void apply_to_inputs(std::vector<InputField>& inputs,
                       const std::vector<InputValueDefinition>& nodes, std::string_view place,
                       const std::string& owner) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      auto& input = inputs[i];
      input.directives = apply(nodes[i].directives, place);
      input.deprecation_reason = deprecation(input.directives);
      if (!input.deprecation_reason || !is_required(input)) continue;
      const bool argument = place == "ARGUMENT_DEFINITION";
      build_.fault(
          argument
              ? fmt::format("Required argument {}({}:) cannot be deprecated.", owner, input.name)
              : fmt::format("Required input field {}.{} cannot be deprecated.", owner, input.name),
          nodes[i].location);
    }
  }

  std::vector<AppliedDirective> apply(const List<Directive>& written, std::string_view place) {
    std::vector<AppliedDirective> applied;
    std::unordered_set<std::string_view> seen;
    for (const auto& directive : written) {
      const auto* known = build_.schema->directive(directive.name);
      if (known == nullptr) {
        build_.fault(fmt::format("Unknown directive \"@{}\".", directive.name), directive.location);
        continue;
      }
      if (std::ranges::find(known->locations, place) == known->locations.end()) {
        misplaced(directive, place);
        continue;
      }
      if (!known->repeatable && !seen.insert(directive.name).second) {
        build_.fault(fmt::format("The directive \"@{}\" can only be used once at this location.",
                                 directive.name),
                     directive.location);
        continue;
      }
      apply_one(*known, directive, applied);
    }
    return applied;
  }

  void misplaced(const Directive& directive, std::string_view place) {
    if (build_.appsync() && authorizes(directive.name)) {
      build_.warn(fmt::format("Directive \"@{}\" has no effect on {}: AppSync ignores it there.",
                              directive.name, place),
                  directive.location);
    } else {
      build_.fault(fmt::format("Directive \"@{}\" may not be used on {}.", directive.name, place),
                   directive.location);
    }
  }

  void apply_one(const DirectiveType& known, const Directive& directive,
                 std::vector<AppliedDirective>& applied) {
    std::unordered_set<std::string_view> seen;
    for (const auto& argument : directive.arguments) {
      if (!seen.insert(argument.name).second) {
        build_.fault(fmt::format("There can be only one argument named \"{}\".", argument.name),
                     argument.location);
      } else if (known.argument(argument.name) == nullptr) {
        build_.fault(fmt::format("Unknown argument \"{}\" on directive \"@{}\".", argument.name,
                                 directive.name),
                     argument.location);
      }
    }
    auto arguments = coerce_arguments(known.arguments, directive.arguments, nullptr);
    if (!arguments) {
      build_.fault(fmt::format("Directive \"@{}\": {}", directive.name, arguments.error().message),
                   arguments.error().literal != nullptr ? arguments.error().literal->location
                                                        : directive.location);
      return;
    }
    applied.push_back({std::string(directive.name), *std::move(arguments)});
  }

  SchemaBuild& build_;
};

}  // namespace

void apply_directives(SchemaBuild& build) { Applier(build).apply_all(); }

}  // namespace syncline::graphql
