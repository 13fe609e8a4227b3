#include "dynamo/legacy.h"

#include <algorithm>
#include <array>

#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

// How many operands an operator takes, of which types, and what it is in an expression.
struct LegacyOperator {
  std::string_view name;
  std::size_t least, most;
  std::string_view types;  // of its operands, each between blanks; empty for any
  NodeKind kind;
  std::string_view text;
};
constexpr std::size_t any_number = 1000;
constexpr std::string_view ordered = " S N B ";
constexpr std::array<LegacyOperator, 13> operators = {{
    {"EQ", 1, 1, "", NodeKind::compare, "="},
    {"NE", 1, 1, "", NodeKind::compare, "<>"},
    {"LT", 1, 1, ordered, NodeKind::compare, "<"},
    {"LE", 1, 1, ordered, NodeKind::compare, "<="},
    {"GT", 1, 1, ordered, NodeKind::compare, ">"},
    {"GE", 1, 1, ordered, NodeKind::compare, ">="},
    {"IN", 1, any_number, ordered, NodeKind::in, "IN"},
    {"BETWEEN", 2, 2, ordered, NodeKind::between, "BETWEEN"},
    {"NULL", 0, 0, "", NodeKind::call, "attribute_not_exists"},
    {"NOT_NULL", 0, 0, "", NodeKind::call, "attribute_exists"},
    {"CONTAINS", 1, 1, ordered, NodeKind::call, "contains"},
    {"NOT_CONTAINS", 1, 1, ordered, NodeKind::logical_not, "contains"},
    {"BEGINS_WITH", 1, 1, " S B ", NodeKind::call, "begins_with"},
}};

const LegacyOperator& find_operator(std::string_view name) {
  return *std::ranges::find(operators, name, &LegacyOperator::name);  // the shape was checked
}

using Values = std::vector<const Value*>;

Result<Values> read_values(const JsonArray& array, std::list<Value>& literals) {
  Values values;
  for (const auto& json : array) {
    TRY(auto value, value_from_json(json));
    values.push_back(&literals.emplace_back(std::move(value)));
  }
  return values;
}

Result<void> check_operands(const LegacyOperator& op, const Values& values) {
  if (values.size() < op.least || values.size() > op.most) {
    return invalid_parameter("Invalid number of argument(s) for the " + std::string(op.name) +
                             " ComparisonOperator");
  }
  for (const auto* value : values) {
    if (value->type() == values.front()->type()) continue;
    return invalid_parameter("AttributeValues inside AttributeValueList must be of same type");
  }
  if (values.empty()) return {};
  const auto type = type_name(values.front()->type());
  if (!op.types.empty() && !op.types.contains(" " + std::string(type) + " ")) {
    return invalid_parameter("ComparisonOperator " + std::string(op.name) + " is not valid for " +
                             std::string(type) + " AttributeValue type");
  }
  const auto order = compare(*values.front(), *values.back());
  if (op.name == "BETWEEN" && order && *order > 0) {
    return validation_error(
        "The BETWEEN condition was provided a range where the lower bound is greater than the "
        "upper bound");
  }
  return {};
}

Node path_node(std::string_view attribute) {
  Node node;
  node.path.emplace_back(std::string(attribute));
  return node;
}

Node value_node(const Value* value) {
  Node node;
  node.kind = NodeKind::value;
  node.value = value;
  return node;
}

Node condition_node(std::string_view attribute, const LegacyOperator& op, const Values& values) {
  Node node;
  node.kind = op.kind == NodeKind::logical_not ? NodeKind::call : op.kind;
  node.text = op.text;
  node.children.push_back(path_node(attribute));
  for (const auto* value : values) node.children.push_back(value_node(value));
  if (op.kind != NodeKind::logical_not) return node;
  Node negated;
  negated.kind = NodeKind::logical_not;
  negated.children.push_back(std::move(node));
  return negated;
}

Node join(std::vector<Node> conditions, const JsonObject& input) {
  Node joined;
  const bool any = text_or(input, "ConditionalOperator", "AND") == "OR";
  joined.kind = any ? NodeKind::logical_or : NodeKind::logical_and;
  joined.children = std::move(conditions);
  return joined;
}

std::string for_attribute(std::string_view attribute) {
  return " for Attribute: " + std::string(attribute);
}

// {Value, Exists}, the older of the two forms.
Result<Node> read_existence(std::string_view attribute, const JsonObject& expectation,
                            std::list<Value>& literals) {
  const auto* value = present(expectation, "Value");
  const auto* exists = present(expectation, "Exists");
  if (!boolean_or(expectation, "Exists", true)) {
    if (value == nullptr) return condition_node(attribute, find_operator("NULL"), {});
    return invalid_parameter("Value cannot be used when Exists is false" +
                             for_attribute(attribute));
  }
  if (value == nullptr) {
    return invalid_parameter(std::string("Value must be provided when Exists is ") +
                             (exists == nullptr ? "null" : "true") + for_attribute(attribute));
  }
  TRY(const auto values, read_values({*value}, literals));
  return condition_node(attribute, find_operator("EQ"), values);
}

Result<Node> read_expectation(std::string_view attribute, const JsonObject& expectation,
                              std::list<Value>& literals) {
  const auto* list = present(expectation, "AttributeValueList");
  const auto* value = present(expectation, "Value");
  const auto name = text_or(expectation, "ComparisonOperator", "");
  if (list != nullptr && value != nullptr) {
    return invalid_parameter("Value and AttributeValueList cannot be used together" +
                             for_attribute(attribute));
  }
  if (name.empty()) {
    if (list == nullptr) return read_existence(attribute, expectation, literals);
    return invalid_parameter("AttributeValueList can only be used with a ComparisonOperator" +
                             for_attribute(attribute));
  }
  if (present(expectation, "Exists") != nullptr) {
    return invalid_parameter("Exists and ComparisonOperator cannot be used together" +
                             for_attribute(attribute));
  }
  const auto& op = find_operator(name);
  if (op.least > 0 && list == nullptr && value == nullptr) {
    return invalid_parameter("Value or AttributeValueList must be used with ComparisonOperator: " +
                             std::string(name) + for_attribute(attribute));
  }
  const auto operands =
      value != nullptr ? JsonArray{*value} : array_or_empty(expectation, "AttributeValueList");
  TRY(const auto values, read_values(operands, literals));
  TRY(check_operands(op, values));
  return condition_node(attribute, op, values);
}

struct Condition {
  std::string_view attribute;
  const LegacyOperator* op;
  Values values;
};

Result<std::vector<Condition>> read_conditions(const JsonObject& input, std::string_view parameter,
                                               std::list<Value>& literals) {
  std::vector<Condition> conditions;
  for (const auto& member : object_or_empty(input, parameter)) {
    if (member.value().is_null()) continue;
    const auto& condition = member.value().get_object();
    const auto& op = find_operator(text_or(condition, "ComparisonOperator", ""));
    TRY(auto values, read_values(array_or_empty(condition, "AttributeValueList"), literals));
    TRY(check_operands(op, values));
    conditions.push_back({member.key(), &op, std::move(values)});
  }
  return conditions;
}

Result<UpdateAction> read_update(std::string_view attribute, const JsonObject& json,
                                 std::list<Value>& literals) {
  using Action = UpdateAction::Kind;
  const auto action = text_or(json, "Action", "PUT");
  const auto* given = present(json, "Value");
  UpdateAction update;
  update.is_legacy = true;
  update.path.emplace_back(std::string(attribute));
  if (given == nullptr) {
    update.kind = Action::remove;
    if (action == "DELETE") return update;
    return invalid_parameter("Only DELETE action is allowed when no attribute value is specified");
  }
  TRY(auto value, value_from_json(*given));
  const auto type = value.type();
  const bool is_set =
      type == Type::string_set || type == Type::number_set || type == Type::binary_set;
  update.operand = value_node(&literals.emplace_back(std::move(value)));
  if (action == "DELETE" && !is_set) {
    return invalid_parameter("DELETE action with value is not supported for the type " +
                             std::string(type_name(type)));
  }
  if (action == "ADD" && !is_set && type != Type::number) {
    return invalid_parameter("ADD action is not supported for the type " +
                             std::string(type_name(type)));
  }
  update.kind = action == "PUT" ? Action::set : action == "ADD" ? Action::add : Action::erase;
  return update;
}

KeyOperator key_operator(const LegacyOperator& op) {
  if (op.name == "LT") return KeyOperator::less;
  if (op.name == "LE") return KeyOperator::less_equal;
  if (op.name == "GT") return KeyOperator::greater;
  if (op.name == "GE") return KeyOperator::greater_equal;
  if (op.name == "BETWEEN") return KeyOperator::between;
  if (op.name == "BEGINS_WITH") return KeyOperator::begins_with;
  return KeyOperator::equal;
}

bool is_indexable(const LegacyOperator& op) {
  return op.name == "EQ" || key_operator(op) != KeyOperator::equal;
}

}  // namespace

Result<void> read_expected(const JsonObject& input, Expressions& expressions) {
  const auto& expected = object_or_empty(input, "Expected");
  if (expected.empty() && present(input, "ConditionalOperator") != nullptr) {
    return validation_error("ConditionalOperator cannot be used without Filter or Expected");
  }
  if (expected.empty()) return {};
  std::vector<Node> conditions;
  for (const auto& member : expected) {
    if (member.value().is_null()) continue;
    TRY(auto node,
        read_expectation(member.key(), member.value().get_object(), expressions.literals));
    conditions.push_back(std::move(node));
  }
  expressions.condition = join(std::move(conditions), input);
  return {};
}

Result<void> read_filter(const JsonObject& input, std::string_view parameter,
                         Expressions& expressions) {
  TRY(const auto conditions, read_conditions(input, parameter, expressions.literals));
  if (conditions.empty()) {
    if (present(input, "ConditionalOperator") == nullptr) return {};
    return validation_error("ConditionalOperator cannot be used without Filter or Expected");
  }
  std::vector<Node> nodes;
  for (const auto& condition : conditions) {
    nodes.push_back(condition_node(condition.attribute, *condition.op, condition.values));
  }
  expressions.filter = join(std::move(nodes), input);
  return {};
}

Result<void> read_attribute_updates(const JsonObject& input, Expressions& expressions) {
  const auto* updates = present(input, "AttributeUpdates");
  if (updates == nullptr) return {};
  Update update;
  for (const auto& member : updates->get_object()) {
    if (member.value().is_null()) continue;
    TRY(auto action, read_update(member.key(), member.value().get_object(), expressions.literals));
    update.push_back(std::move(action));
  }
  expressions.update = std::move(update);
  return {};
}

Result<void> read_attributes_to_get(const JsonObject& input, Expressions& expressions) {
  const auto* names = present(input, "AttributesToGet");
  if (names == nullptr) return {};
  std::vector<Path> paths;
  for (const auto& json : names->get_array()) {
    Path path{std::string(json.get_string())};
    if (has_element(paths, path)) {
      return invalid_parameter("Duplicate value in attribute name: " +
                               std::get<std::string>(path.front()));
    }
    paths.push_back(std::move(path));
  }
  expressions.projection = std::move(paths);
  return {};
}

Result<std::vector<KeyTerm>> read_key_conditions(const JsonObject& input,
                                                 Expressions& expressions) {
  TRY(const auto conditions, read_conditions(input, "KeyConditions", expressions.literals));
  if (conditions.empty() || conditions.size() > 2) {
    return validation_error("Conditions can be of length 1 or 2 only");
  }
  std::vector<KeyTerm> terms;
  for (const auto& condition : conditions) {
    if (!is_indexable(*condition.op)) {
      return validation_error("Attempted conditional constraint is not an indexable operation");
    }
    terms.push_back(
        {std::string(condition.attribute), key_operator(*condition.op), condition.values});
  }
  return terms;
}

}  // namespace syncline::dynamo
