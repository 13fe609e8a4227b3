#include "graphql/execution/operation.h"

#include <fmt/format.h>

#include <unordered_set>

#include "graphql/language/printer.h"
#include "graphql/type/coerce.h"

namespace syncline::graphql {
namespace {

std::unexpected<Error> not_found(std::string message) {
  return fail(ErrorKind::invalid, "OperationNotFound", std::move(message));
}

Result<const OperationDefinition*> choose(const Document& document, std::string_view name) {
  const OperationDefinition* chosen = nullptr;
  for (const Definition& definition : document.definitions) {
    const auto* operation = std::get_if<OperationDefinition>(&definition);
    if (operation == nullptr) continue;
    if (!name.empty()) {
      if (operation->name == name) return operation;
      continue;
    }
    if (chosen != nullptr) return not_found("Missing operation name.");
    chosen = operation;
  }
  if (chosen != nullptr) return chosen;
  if (name.empty()) return not_found("The document contains no operation.");
  return not_found(fmt::format("Unknown operation named '{}'.", name));
}

std::string_view plural(OperationType type) {
  switch (type) {
    case OperationType::query: return "queries";
    case OperationType::mutation: return "mutations";
    case OperationType::subscription: return "subscriptions";
  }
  return "operations";
}

struct VariableFault {
  std::string message;
  bool located = true;
};

// One variable's value by 6.1.2, nothing when it stays absent.
std::expected<std::optional<Json>, VariableFault> coerce_one(const Schema& schema,
                                                             const VariableDefinition& definition,
                                                             const Json* given,
                                                             CoercionBudget& budget) {
  const std::optional<Type> type = resolve_type(schema, definition.type);
  if (!type || !type->innermost().is_input()) {
    return std::unexpected(VariableFault{fmt::format("Variable '{}' has no input type: '{}'",
                                                     definition.name, print(definition.type))});
  }
  if (given != nullptr) {
    Coerced<Json> value = coerce_variable(definition.name, *type, *given, &budget);
    if (value) return std::move(*value);
    const bool located = value.error().reason != CoercionReason::unknown_field;
    return std::unexpected(VariableFault{std::move(value.error().message), located});
  }
  if (definition.default_value) {
    Coerced<std::optional<Json>> value =
        coerce_literal(*type, *definition.default_value, nullptr, &budget);
    if (value) return std::move(*value);
    return std::unexpected(VariableFault{fmt::format("Variable '{}' has a bad default value. {}",
                                                     definition.name, value.error().message)});
  }
  if (type->non_null) {
    return std::unexpected(
        VariableFault{fmt::format("Variable '{}' has coerced Null value for NonNull type '{}'",
                                  definition.name, to_string(*type))});
  }
  return std::nullopt;
}

Json describe(const VariableFault& fault, Location location) {
  JsonObject described{{"message", fault.message}, {"locations", nullptr}};
  if (fault.located) {
    JsonArray& locations = described["locations"].emplace_array();
    locations.push_back(JsonObject{{"line", location.line}, {"column", location.column}});
  }
  return described;
}

Result<JsonObject> coerce_variables(const Schema& schema, const OperationDefinition& operation,
                                    const Json& given) {
  if (!given.is_object() && !given.is_null()) {
    JsonArray fault;
    fault.push_back(describe({"The variables must be an object.", false}, {}));
    return fail(ErrorKind::invalid, "VariableError", "The variables must be an object.",
                std::move(fault));
  }
  JsonObject values;
  JsonArray faults;
  CoercionBudget budget;
  std::unordered_set<std::string_view> names;
  for (const VariableDefinition& definition : operation.variables) {
    if (!names.insert(definition.name).second) {  // 5.8.1; two types could not both be right
      faults.push_back(
          describe({fmt::format("There can be only one variable named '{}'", definition.name)},
                   definition.location));
      continue;
    }
    auto value = coerce_one(schema, definition, find_member(given, definition.name), budget);
    if (!value) {
      faults.push_back(describe(value.error(), definition.location));
    } else if (*value) {
      values.insert_or_assign(definition.name, std::move(**value));
    }
  }
  if (faults.empty()) return values;
  std::string first{faults.front().at("message").as_string()};
  return fail(ErrorKind::invalid, "VariableError", std::move(first), std::move(faults));
}

}  // namespace

Result<Operation> prepare(std::shared_ptr<const Schema> schema,
                          std::shared_ptr<const Document> document, std::string_view operation_name,
                          const Json& variables) {
  TRY(const OperationDefinition* definition, choose(*document, operation_name));
  if (schema->root(definition->operation) == nullptr) {
    return not_found(
        fmt::format("Schema is not configured for {}.", plural(definition->operation)));
  }
  Operation operation;
  TRY(operation.variables, coerce_variables(*schema, *definition, variables));
  for (const VariableDefinition& variable : definition->variables) {
    const Json* value = operation.variables.if_contains(variable.name);
    if (value != nullptr) operation.variable_bytes.emplace(variable.name, bytes_of(*value));
  }
  for (const Definition& candidate : document->definitions) {
    if (const auto* fragment = std::get_if<FragmentDefinition>(&candidate)) {
      operation.fragments.try_emplace(fragment->name, fragment);
    }
  }
  operation.definition = definition;
  operation.schema = std::move(schema);
  operation.document = std::move(document);
  return operation;
}

Result<JsonObject> coerce_arguments(const Operation& operation,
                                    const std::vector<InputField>& definitions,
                                    const List<Argument>& arguments, CoercionBudget* budget) {
  CoercionBudget own{.variable_bytes = &operation.variable_bytes};
  auto coerced = coerce_arguments(definitions, arguments, &operation.variables,
                                  budget == nullptr ? &own : budget);
  if (coerced) return std::move(*coerced);
  return fail(ErrorKind::invalid, "ArgumentError", std::move(coerced.error().message));
}

}  // namespace syncline::graphql
