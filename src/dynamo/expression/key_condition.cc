#include "dynamo/expression/key_condition.h"

#include <algorithm>
#include <array>
#include <utility>

#include "dynamo/errors.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/has_element.h"
#include "dynamo/row_keys.h"

namespace syncline::dynamo {
namespace {

// The operator, and what it becomes when the attribute stands on the right.
struct Comparator {
  std::string_view text;
  KeyOperator op;
  KeyOperator mirrored;
};
constexpr std::array<Comparator, 5> comparators = {{
    {"=", KeyOperator::equal, KeyOperator::equal},
    {"<", KeyOperator::less, KeyOperator::greater},
    {"<=", KeyOperator::less_equal, KeyOperator::greater_equal},
    {">", KeyOperator::greater, KeyOperator::less},
    {">=", KeyOperator::greater_equal, KeyOperator::less_equal},
}};

std::unexpected<Error> invalid_operator(std::string_view op) {
  return validation_error("Invalid operator used in KeyConditionExpression: " + std::string(op));
}

std::unexpected<Error> invalid_condition(std::string_view reason) {
  return validation_error("Invalid condition in KeyConditionExpression: " + std::string(reason));
}

Result<void> check_operator(const Node& node) {
  switch (node.kind) {
    case NodeKind::logical_or:
    case NodeKind::logical_not:
    case NodeKind::in: return invalid_operator(node.text);
    case NodeKind::compare:
      if (node.text == "<>") return invalid_operator(node.text);
      return {};
    case NodeKind::call:
      if (node.text != "begins_with") return invalid_operator(node.text);
      break;
    case NodeKind::between: break;
    default: return {};
  }
  if (node.children.front().kind == NodeKind::path) return {};
  return invalid_condition(node.text +
                           " operator must have the key attribute as its first operand");
}

// Which child is the key attribute.
Result<std::size_t> attribute_position(const Node& node) {
  std::size_t position = node.children.size();
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const auto& operand = node.children[i];
    if (operand.kind == NodeKind::call) {
      return validation_error("KeyConditionExpressions cannot contain nested operations");
    }
    if (operand.kind != NodeKind::path) continue;
    if (position != node.children.size()) {
      return invalid_condition("Multiple attribute names used in one condition");
    }
    if (operand.path.size() > 1) {
      return validation_error(
          "KeyConditionExpressions cannot have conditions on nested attributes");
    }
    position = i;
  }
  if (position == node.children.size()) return invalid_condition("No key attribute specified");
  return position;
}

KeyOperator operator_of(const Node& node, bool mirrored) {
  if (node.kind == NodeKind::between) return KeyOperator::between;
  if (node.kind == NodeKind::call) return KeyOperator::begins_with;
  const auto& found = *std::ranges::find(comparators, node.text, &Comparator::text);
  return mirrored ? found.mirrored : found.op;
}

Result<void> add_terms(const Node& node, std::vector<KeyTerm>& terms) {
  TRY(check_operator(node));
  if (node.kind == NodeKind::logical_and) {
    for (const auto& child : node.children) TRY(add_terms(child, terms));
    return {};
  }
  TRY(const auto position, attribute_position(node));
  KeyTerm term;
  term.attribute = std::get<std::string>(node.children[position].path.front());
  term.op = operator_of(node, position != 0);
  for (const auto& operand : node.children) {
    if (operand.kind == NodeKind::value) term.values.push_back(operand.value);
  }
  if (has_element(terms, term.attribute, &KeyTerm::attribute)) {
    return validation_error("KeyConditionExpressions must only contain one condition per key");
  }
  terms.push_back(std::move(term));
  return {};
}

std::string with_key(std::string prefix, const Value& value) {
  append_key(prefix, value);
  return prefix;
}

std::string with_beginning(std::string prefix, const Value& value) {
  append_key_beginning(prefix, value);
  return prefix;
}

}  // namespace

Result<std::vector<KeyTerm>> key_terms(const Node& condition) {
  std::vector<KeyTerm> terms;
  TRY(add_terms(condition, terms));
  if (terms.size() > 2) return validation_error("Conditions can be of length 1 or 2 only");
  return terms;
}

Result<KeyCondition> bind(const std::vector<KeyTerm>& terms, const KeySchema& key) {
  if (terms.size() > 1 && !key.range) {
    return validation_error("Query key condition not supported");
  }
  KeyCondition condition;
  for (const auto* part : key.parts()) {
    const bool is_hash = part == &key.hash;
    const auto term = std::ranges::find(terms, part->name, &KeyTerm::attribute);
    if (term == terms.end()) {
      if (!is_hash && terms.size() == 1) break;
      return validation_error("Query condition missed key schema element: " + part->name);
    }
    const bool fits = std::ranges::all_of(
        term->values, [&](const Value* value) { return value->type() == part->type; });
    if (!fits) {
      return invalid_parameter("Condition parameter type does not match schema type");
    }
    if (is_hash && term->op != KeyOperator::equal) {
      return validation_error("Query key condition not supported");
    }
    if (is_hash) {
      condition.hash = term->values.front();
    } else {
      condition.range = &*term;
    }
  }
  return condition;
}

bool matches(const KeyTerm& term, const Value& value) {
  const auto& first = *term.values.front();
  switch (term.op) {
    case KeyOperator::equal: return compares("=", &value, &first);
    case KeyOperator::less: return compares("<", &value, &first);
    case KeyOperator::less_equal: return compares("<=", &value, &first);
    case KeyOperator::greater: return compares(">", &value, &first);
    case KeyOperator::greater_equal: return compares(">=", &value, &first);
    case KeyOperator::between:
      return compares(">=", &value, &first) && compares("<=", &value, term.values.back());
    case KeyOperator::begins_with: return begins_with(value, first);
  }
  return false;
}

KeyRange key_range(const KeyCondition& condition, const Table& table, const Index* index) {
  const auto partition = partition_prefix(table, index, *condition.hash);
  KeyRange range{partition, end_of_prefix(partition)};
  if (condition.range == nullptr) return range;
  // In an index more follows the sort key, so a key's rows are those that begin with it.
  const auto& value = *condition.range->values.front();
  const auto key = with_key(partition, value);
  switch (condition.range->op) {
    case KeyOperator::equal: return {key, end_of_prefix(key)};
    case KeyOperator::less: range.end = key; break;
    case KeyOperator::less_equal: range.end = end_of_prefix(key); break;
    case KeyOperator::greater: range.begin = end_of_prefix(key); break;
    case KeyOperator::greater_equal: range.begin = key; break;
    case KeyOperator::between:
      return {key, end_of_prefix(with_key(partition, *condition.range->values.back()))};
    case KeyOperator::begins_with: {
      const auto beginning = with_beginning(partition, value);
      return {beginning, end_of_prefix(beginning)};
    }
  }
  return range;
}

}  // namespace syncline::dynamo
