#include "dynamo/partiql/key_terms.h"

#include <algorithm>
#include <array>

namespace syncline::dynamo::partiql {
namespace {

// The operator, and what it becomes when the attribute stands on the right.
struct Comparator {
  std::string_view text;
  KeyOperator op;
  KeyOperator mirrored;
};
constexpr std::array<Comparator, 4> comparators = {{
    {"<", KeyOperator::less, KeyOperator::greater},
    {"<=", KeyOperator::less_equal, KeyOperator::greater_equal},
    {">", KeyOperator::greater, KeyOperator::less},
    {">=", KeyOperator::greater_equal, KeyOperator::less_equal},
}};

bool is_attribute(const Node& node, std::string_view attribute) {
  return node.kind == NodeKind::path && node.path.size() == 1 &&
         std::get<std::string>(node.path.front()) == attribute;
}

bool all_values(const Node& term, std::size_t from) {
  return std::all_of(term.children.begin() + static_cast<std::ptrdiff_t>(from), term.children.end(),
                     [](const Node& child) { return child.kind == NodeKind::value; });
}

// The value that a comparison holds the attribute against, and whether it stands on the left.
struct Compared {
  const Value* value = nullptr;
  bool mirrored = false;
};

Compared compared(const Node& term, std::string_view attribute) {
  if (term.kind != NodeKind::compare) return {};
  const auto& left = term.children[0];
  const auto& right = term.children[1];
  if (is_attribute(left, attribute) && right.kind == NodeKind::value) return {right.value, false};
  if (is_attribute(right, attribute) && left.kind == NodeKind::value) return {left.value, true};
  return {};
}

}  // namespace

std::optional<std::vector<const Value*>> equal_values(const Node& term,
                                                      std::string_view attribute) {
  if (const auto found = compared(term, attribute); found.value != nullptr && term.text == "=") {
    return std::vector<const Value*>{found.value};
  }
  const bool is_list =
      term.kind == NodeKind::in && is_attribute(term.children[0], attribute) && all_values(term, 1);
  if (!is_list) return std::nullopt;
  std::vector<const Value*> values;
  for (std::size_t i = 1; i < term.children.size(); ++i) values.push_back(term.children[i].value);
  return values;
}

std::optional<KeyTerm> range_term(const Node& term, std::string_view attribute) {
  KeyTerm range;
  range.attribute = attribute;
  if (const auto found = compared(term, attribute); found.value != nullptr) {
    const auto comparator = std::ranges::find(comparators, term.text, &Comparator::text);
    if (comparator == comparators.end()) return std::nullopt;
    range.op = found.mirrored ? comparator->mirrored : comparator->op;
    range.values = {found.value};
    return range;
  }
  const bool begins = term.kind == NodeKind::call && term.text == "begins_with";
  if (term.kind != NodeKind::between && !begins) return std::nullopt;
  if (!is_attribute(term.children[0], attribute) || !all_values(term, 1)) return std::nullopt;
  range.op = begins ? KeyOperator::begins_with : KeyOperator::between;
  for (std::size_t i = 1; i < term.children.size(); ++i) {
    range.values.push_back(term.children[i].value);
  }
  return range;
}

bool mentions(const Node& term, std::string_view attribute) {
  if (term.kind == NodeKind::logical_and || term.kind == NodeKind::logical_or) {
    return std::ranges::any_of(term.children,
                               [&](const Node& child) { return mentions(child, attribute); });
  }
  return equal_values(term, attribute) || range_term(term, attribute);
}

bool negates(const Node& term, std::string_view attribute) {
  if (term.kind == NodeKind::logical_not) return mentions(term.children.front(), attribute);
  return term.kind == NodeKind::compare && term.text == "<>" &&
         compared(term, attribute).value != nullptr;
}

}  // namespace syncline::dynamo::partiql
