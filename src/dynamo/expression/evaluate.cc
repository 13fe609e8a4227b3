#include "dynamo/expression/evaluate.h"

#include <algorithm>
#include <optional>

#include "dynamo/has_element.h"

namespace syncline::dynamo {
namespace {

// The value of an operand in one item: one that stands in the item or the request, or one made.
class Operand {
 public:
  Operand(const Node& node, const Item& item) {
    if (node.kind == NodeKind::path) found_ = find(node.path, item);
    if (node.kind == NodeKind::value) found_ = node.value;
    if (node.kind == NodeKind::path || node.kind == NodeKind::value) return;
    if (node.kind == NodeKind::call && node.text == "size") {
      made_ = size(Operand(node.children.front(), item).get());
    } else {  // a condition, which PartiQL compares with true and false
      made_ = Value{matches(node, item)};
    }
  }

  [[nodiscard]] const Value* get() const { return made_ ? &*made_ : found_; }

 private:
  // Of a number, boolean or null, or of nothing, there is no size: the operand is missing.
  static std::optional<Value> size(const Value* value) {
    if (value == nullptr) return std::nullopt;
    const auto number = [](std::size_t count) { return Value{Decimal(count)}; };
    if (const auto* text = value->as<std::string>()) return number(text->size());
    if (const auto* binary = value->as<Binary>()) return number(binary->bytes.size());
    if (const auto* set = value->as<Set<std::string>>()) return number(set->elements.size());
    if (const auto* set = value->as<Set<Decimal>>()) return number(set->elements.size());
    if (const auto* set = value->as<Set<Binary>>()) return number(set->elements.size());
    if (const auto* list = value->as<List>()) return number(list->size());
    if (const auto* map = value->as<Map>()) return number(map->size());
    return std::nullopt;
  }

  const Value* found_ = nullptr;
  std::optional<Value> made_;
};

bool matches_between(const Node& node, const Item& item) {
  const Operand value(node.children[0], item);
  const Operand low(node.children[1], item);
  const Operand high(node.children[2], item);
  return compares(">=", value.get(), low.get()) && compares("<=", value.get(), high.get());
}

bool matches_in(const Node& node, const Item& item) {
  const Operand value(node.children[0], item);
  if (value.get() == nullptr) return false;
  return std::any_of(node.children.begin() + 1, node.children.end(), [&](const Node& choice) {
    return compares("=", value.get(), Operand(choice, item).get());
  });
}

bool matches_call(const Node& node, const Item& item) {
  const Operand first(node.children[0], item);
  if (node.text == "attribute_exists") return first.get() != nullptr;
  if (node.text == "attribute_not_exists") return first.get() == nullptr;
  const Operand second(node.children[1], item);
  if (first.get() == nullptr || second.get() == nullptr) return false;
  if (node.text == "begins_with") return begins_with(*first.get(), *second.get());
  if (node.text == "contains") return contains(*first.get(), *second.get());
  // attribute_type
  return type_name(first.get()->type()) == *second.get()->as<std::string>();
}

}  // namespace

bool compares(std::string_view comparator, const Value* left, const Value* right) {
  const bool both = left != nullptr && right != nullptr;
  if (comparator == "=") return both && *left == *right;
  if (comparator == "<>") return !both || *left != *right;
  const auto order = both ? compare(*left, *right) : std::nullopt;
  if (!order) return false;
  if (comparator == "<") return *order < 0;
  if (comparator == "<=") return *order <= 0;
  if (comparator == ">") return *order > 0;
  return *order >= 0;
}

bool begins_with(const Value& value, const Value& beginning) {
  if (const auto* text = value.as<std::string>()) {
    const auto* start = beginning.as<std::string>();
    return start != nullptr && text->starts_with(*start);
  }
  const auto* binary = value.as<Binary>();
  const auto* start = beginning.as<Binary>();
  return binary != nullptr && start != nullptr && binary->bytes.starts_with(start->bytes);
}

bool contains(const Value& value, const Value& element) {
  if (const auto* list = value.as<List>()) return has_element(*list, element);
  if (const auto* text = element.as<std::string>()) {
    if (const auto* whole = value.as<std::string>()) return whole->contains(*text);
    const auto* set = value.as<Set<std::string>>();
    return set != nullptr && std::ranges::binary_search(set->elements, *text);
  }
  if (const auto* number = element.as<Decimal>()) {
    const auto* set = value.as<Set<Decimal>>();
    return set != nullptr && std::ranges::binary_search(set->elements, *number);
  }
  const auto* binary = element.as<Binary>();
  if (binary == nullptr) return false;
  if (const auto* whole = value.as<Binary>()) return whole->bytes.contains(binary->bytes);
  const auto* set = value.as<Set<Binary>>();
  return set != nullptr && std::ranges::binary_search(set->elements, *binary);
}

bool matches(const Node& condition, const Item& item) {
  const auto inner = [&](const Node& node) { return matches(node, item); };
  switch (condition.kind) {
    case NodeKind::logical_and: return std::ranges::all_of(condition.children, inner);
    case NodeKind::logical_or: return std::ranges::any_of(condition.children, inner);
    case NodeKind::logical_not: return !inner(condition.children.front());
    case NodeKind::between: return matches_between(condition, item);
    case NodeKind::in: return matches_in(condition, item);
    case NodeKind::call: return matches_call(condition, item);
    default:
      return compares(condition.text, Operand(condition.children[0], item).get(),
                      Operand(condition.children[1], item).get());
  }
}

}  // namespace syncline::dynamo
