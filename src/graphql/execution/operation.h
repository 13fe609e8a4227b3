// A document, the operation chosen from it, and its variables coerced (specification 6.1).
#pragma once

#include <chrono>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

struct CoercionBudget;  // type/coerce.h

struct Operation {
  std::shared_ptr<const Schema> schema;
  std::shared_ptr<const Document> document;
  const OperationDefinition* definition = nullptr;
  std::unordered_map<std::string_view, const FragmentDefinition*> fragments;
  JsonObject variables;  // coerced; one that was not given and has no default is absent
  std::unordered_map<std::string_view, std::size_t> variable_bytes;  // what a copy of each takes
  bool introspection = true;  // without it __schema and __type are fields that do not exist
  std::size_t resolvers_max = limits::resolvers_per_request_max;
  std::size_t fields_max = limits::graphql_fields_max;  // in one response, list items too
  // Of response keys, texts and errors.
  std::size_t text_bytes_max = limits::graphql_text_bytes_max;
  std::size_t errors_max = limits::graphql_errors_max;
  // How long ready resolvers may keep the loop; then others get their turn.
  std::chrono::steady_clock::duration turn_max = limits::request_turn_max;
};

// Fails with type "OperationNotFound" (no such name, several and no name, or no root type for it)
// or "VariableError" (detail: an array of {message, locations:[{line, column}] or null}, with every
// fault found).
Result<Operation> prepare(std::shared_ptr<const Schema> schema,
                          std::shared_ptr<const Document> document, std::string_view operation_name,
                          const Json& variables);

// The coerced arguments of one field or directive (specification 6.4.1); fails with type
// "ArgumentError", also when the budget is used up. Without a budget they have one of their own.
Result<JsonObject> coerce_arguments(const Operation& operation,
                                    const std::vector<InputField>& definitions,
                                    const List<Argument>& arguments,
                                    CoercionBudget* budget = nullptr);

}  // namespace syncline::graphql
