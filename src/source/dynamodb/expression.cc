#include "source/dynamodb/expression.h"

#include <fmt/format.h>

#include "source/dynamodb/document.h"
#include "source/dynamodb/typed_value.h"

namespace syncline::source {
namespace {

Result<void> add_placeholder(JsonObject& input, std::string_view kind, std::string_view name,
                             Json meaning) {
  auto& all = input[kind];
  if (!all.is_object()) all.emplace_object();
  const auto [entry, added] = all.get_object().emplace(name, meaning);
  if (!added && entry->value() != meaning) {
    return bad_document(fmt::format("'{}' has two meanings in one request.", name));
  }
  return {};
}

Result<void> add_names(JsonObject& input, const Json& names, std::string_view path) {
  const auto* object = names.if_object();
  if (object == nullptr)
    return bad_document(fmt::format("Value for field '{}' must be an object.", path));
  for (const auto& name : *object) {
    if (!name.value().is_string()) {
      return bad_document(fmt::format("Value for field '{}[{}]' must be a string.", path,
                                      std::string_view(name.key())));
    }
    TRY(add_placeholder(input, "ExpressionAttributeNames", name.key(), name.value()));
  }
  return {};
}

Result<void> add_values(JsonObject& input, const Json& values, std::string_view path) {
  TRY(auto wire, typed_map_to_wire(values, path));
  for (auto& value : wire) {
    TRY(add_placeholder(input, "ExpressionAttributeValues", value.key(), std::move(value.value())));
  }
  return {};
}

}  // namespace

Result<void> add_expression(JsonObject& input, std::string_view expression_member,
                            const Json& document, std::string_view member, std::string_view path) {
  const auto* block = optional_member(document, member);
  if (block == nullptr) return {};
  const auto* text = find_string(*block, "expression");
  if (text == nullptr) {
    return bad_document(
        fmt::format("Value for field '{}[{}][expression]' not found.", path, member));
  }
  input[expression_member] = *text;
  if (const auto* names = optional_member(*block, "expressionNames")) {
    TRY(add_names(input, *names, fmt::format("{}[{}][expressionNames]", path, member)));
  }
  if (const auto* values = optional_member(*block, "expressionValues")) {
    TRY(add_values(input, *values, fmt::format("{}[{}][expressionValues]", path, member)));
  }
  return {};
}

}  // namespace syncline::source
