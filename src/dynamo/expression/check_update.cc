#include <optional>

#include "base/limits.h"
#include "dynamo/errors.h"
#include "dynamo/expression/check.h"

namespace syncline::dynamo {
namespace {

using Kind = UpdateAction::Kind;

Result<void> check_functions_known(const Node& node) {
  for (const auto& child : node.children) TRY(check_functions_known(child));
  if (node.kind != NodeKind::call || node.text == "if_not_exists" || node.text == "list_append") {
    return {};
  }
  return validation_error("Invalid function name; function: " + node.text);
}

std::size_t count_operators(const Node& node) {
  const bool counts =
      node.kind == NodeKind::call || node.kind == NodeKind::plus || node.kind == NodeKind::minus;
  std::size_t count = counts ? 1 : 0;
  for (const auto& child : node.children) count += count_operators(child);
  return count;
}

// ADD and DELETE name types in words of their own.
std::string_view type_word(Type type) {
  switch (type) {
    case Type::string: return "STRING";
    case Type::number: return "NUMBER";
    case Type::binary: return "BINARY";
    case Type::boolean: return "BOOLEAN";
    case Type::null: return "NULL";
    case Type::string_set: return "STRING_SET";
    case Type::number_set: return "NUMBER_SET";
    case Type::binary_set: return "BINARY_SET";
    case Type::list: return "LIST";
    case Type::map: return "MAP";
  }
  return "";
}

Result<void> check_section_operand(const UpdateAction& action) {
  if (action.kind != Kind::add && action.kind != Kind::erase) return {};
  const auto type = action.operand.value->type();
  const bool is_set =
      type == Type::string_set || type == Type::number_set || type == Type::binary_set;
  if (is_set || (action.kind == Kind::add && type == Type::number)) return {};
  return validation_error(std::string("Incorrect operand type for operator or function; "
                                      "operator: ") +
                          (action.kind == Kind::add ? "ADD" : "DELETE") +
                          ", operand type: " + std::string(type_word(type)));
}

Result<void> check_operand_types(const Node& node, Type wanted) {
  for (const auto& child : node.children) {
    if (child.kind != NodeKind::value || child.value->type() == wanted) continue;
    return validation_error(
        "Incorrect operand type for operator or function; operator or function: " + node.text +
        ", operand type: " + std::string(type_name(child.value->type())));
  }
  return {};
}

Result<void> check_operation(const Node& node) {
  for (const auto& child : node.children) TRY(check_operation(child));
  if (node.kind == NodeKind::plus || node.kind == NodeKind::minus) {
    return check_operand_types(node, Type::number);
  }
  if (node.kind != NodeKind::call) return {};
  if (node.children.size() != 2) {
    return validation_error(
        "Incorrect number of operands for operator or function; operator or function: " +
        node.text + ", number of operands: " + std::to_string(node.children.size()));
  }
  if (node.text == "list_append") return check_operand_types(node, Type::list);
  if (node.children.front().kind == NodeKind::path) return {};
  return validation_error("Operator or function requires a document path; operator or function: " +
                          node.text);
}

Result<void> check_operator_count(const Update& update) {
  std::size_t count = 0;
  for (const auto& action : update) count += count_operators(action.operand);
  if (count <= limits::update_operators_max) return {};
  return validation_error(
      "The expression has too many operators and functions; number: " + std::to_string(count) +
      ", maximum: " + std::to_string(limits::update_operators_max));
}

}  // namespace

Result<void> check_update_operand(const Node& operand) { return check_operation(operand); }

Result<void> check_update(Update& update, Placeholders& placeholders) {
  TRY(check_operator_count(update));
  for (const auto& action : update) {
    TRY(check_reserved(action.path));
    TRY(check_reserved(action.operand));
  }
  for (const auto& action : update) TRY(check_functions_known(action.operand));
  for (auto& action : update) {
    TRY(resolve_names(action.path, placeholders));
    TRY(resolve_names(action.operand, placeholders));
  }
  std::vector<Path> paths;
  for (auto& action : update) {
    if (action.kind != Kind::remove) TRY(resolve_values(action.operand, placeholders));
    paths.push_back(action.path);
  }
  TRY(check_disjoint(paths));
  for (const auto& action : update) TRY(check_section_operand(action));
  for (const auto& action : update) TRY(check_operation(action.operand));
  return {};
}

}  // namespace syncline::dynamo
