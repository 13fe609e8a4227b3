#include <algorithm>
#include <array>
#include <optional>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/expression/check.h"
#include "dynamo/has_element.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

struct Function {
  std::string_view name;
  std::size_t operands;
};
constexpr std::array<Function, 6> functions = {{{"attribute_exists", 1},
                                                {"attribute_not_exists", 1},
                                                {"attribute_type", 2},
                                                {"begins_with", 2},
                                                {"contains", 2},
                                                {"size", 1}}};

bool is_logical(const Node& node) {
  return node.kind == NodeKind::logical_and || node.kind == NodeKind::logical_or ||
         node.kind == NodeKind::logical_not;
}

Result<void> check_functions_known(const Node& node) {
  for (const auto& child : node.children) TRY(check_functions_known(child));
  if (node.kind != NodeKind::call || has_element(functions, node.text, &Function::name)) {
    return {};
  }
  return validation_error("Invalid function name; function: " + node.text);
}

// size() is an operand, and the other functions are conditions.
Result<void> check_functions_placed(const Node& node, bool as_condition) {
  for (const auto& child : node.children) TRY(check_functions_placed(child, is_logical(node)));
  if (node.kind != NodeKind::call || (node.text == "size") != as_condition) return {};
  return validation_error(
      "The function is not allowed to be used this way in an expression; function: " + node.text);
}

// The type that an operand has in every item: of a value, of the number that size() gives, or of a
// condition, which PartiQL compares with true and false.
std::optional<Type> fixed_type(const Node& operand) {
  if (operand.kind == NodeKind::value) return operand.value->type();
  if (operand.kind == NodeKind::path) return std::nullopt;
  return operand.text == "size" ? Type::number : Type::boolean;
}

// What a message calls the operator of a comparison: in expressions "operator", in PartiQL
// "operator or function".
using Word = std::string_view;

std::unexpected<Error> wrong_type(std::string_view what, const std::string& name, Type type) {
  return validation_error("Incorrect operand type for operator or function; " + std::string(what) +
                          ": " + name + ", operand type: " + std::string(type_name(type)));
}

Result<void> check_distinct(const Node& node) {
  if (node.children.size() != 2) return {};
  const auto& first = node.children[0];
  const auto& second = node.children[1];
  if (first.kind != NodeKind::path || second.kind != NodeKind::path || first.path != second.path) {
    return {};
  }
  return validation_error(
      "The first operand must be distinct from the remaining operands for this operator or "
      "function; operator: " +
      node.text + ", first operand: " + show(first.path));
}

Result<void> check_attribute_type(const Node& node) {
  const auto& wanted = node.children[1];
  const auto type = fixed_type(wanted);
  if (wanted.kind != NodeKind::value || type != Type::string) {
    return validation_error(
        "Incorrect operand type for operator or function; operator or function: attribute_type, "
        "operand type: " +
        (type ? std::string(type_name(*type)) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
  }
  const auto& name = *wanted.value->as<std::string>();
  if (find_type(name)) return {};
  return validation_error("Invalid attribute type name found; type: " + name +
                          ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
}

Result<void> check_call(const Node& node) {
  const auto& function = *std::ranges::find(functions, node.text, &Function::name);
  if (node.children.size() != function.operands) {
    return validation_error(
        "Incorrect number of operands for operator or function; operator or function: " +
        node.text + ", number of operands: " + std::to_string(node.children.size()));
  }
  TRY(check_distinct(node));
  const auto& first = node.children.front();
  if (node.text.starts_with("attribute_") && first.kind != NodeKind::path) {
    return validation_error(
        "Operator or function requires a document path; operator or function: " + node.text);
  }
  if (node.text == "attribute_type") return check_attribute_type(node);
  if (node.text == "size") {
    const auto type = fixed_type(first);
    const bool sizeless = type == Type::number || type == Type::boolean || type == Type::null;
    if (sizeless) return wrong_type("operator or function", node.text, *type);
  }
  if (node.text != "begins_with") return {};
  for (const auto& operand : node.children) {
    const auto type = fixed_type(operand);
    if (type && *type != Type::string && *type != Type::binary) {
      return wrong_type("operator or function", node.text, *type);
    }
  }
  return {};
}

// Only strings, numbers and binaries have an order.
Result<void> check_ordered(const Node& node, Word word) {
  for (const auto& operand : node.children) {
    const auto type = fixed_type(operand);
    if (type && *type != Type::string && *type != Type::number && *type != Type::binary) {
      return wrong_type(word, node.text, *type);
    }
  }
  return {};
}

Result<void> check_between(const Node& node, Word word) {
  TRY(check_ordered(node, word));
  const auto& low = node.children[1];
  const auto& high = node.children[2];
  if (low.kind != NodeKind::value || high.kind != NodeKind::value) return {};
  const auto order = compare(*low.value, *high.value);
  if (order && *order <= 0) return {};
  return validation_error(std::string("The BETWEEN operator requires ") +
                          (order ? "upper bound to be greater than or equal to lower bound"
                                 : "same data type for lower and upper bounds") +
                          "; lower bound operand: AttributeValue: " + show(*low.value) +
                          ", upper bound operand: AttributeValue: " + show(*high.value));
}

Result<void> check_leaf(const Node& node, Word word) {
  for (const auto& operand : node.children) TRY(check_leaf(operand, word));
  switch (node.kind) {
    case NodeKind::call: return check_call(node);
    case NodeKind::between: return check_between(node, word);
    case NodeKind::compare:
      TRY(check_distinct(node));
      return node.text == "=" || node.text == "<>" ? Result<void>() : check_ordered(node, word);
    case NodeKind::in:
      if (node.children.size() - 1 <= limits::in_operands_max) return {};
      return validation_error(
          "The IN operator is provided with too many operands; number of operands: " +
          std::to_string(node.children.size() - 1));
    default: return {};
  }
}

Result<void> check_leaves(Node& node, Placeholders& placeholders) {
  if (is_logical(node)) {
    for (auto& child : node.children) TRY(check_leaves(child, placeholders));
    return {};
  }
  TRY(resolve_names(node, placeholders));
  TRY(resolve_values(node, placeholders));
  return check_leaf(node, "operator");
}

}  // namespace

Result<void> check_condition_operands(const Node& condition) {
  return check_leaf(condition, "operator or function");
}

Result<void> check_condition(Node& condition, Placeholders& placeholders) {
  TRY(check_functions_known(condition));
  TRY(check_functions_placed(condition, true));
  TRY(check_reserved(condition));
  return check_leaves(condition, placeholders);
}

}  // namespace syncline::dynamo
