#include "dynamo/expression/apply_update.h"

#include <algorithm>
#include <iterator>

#include "base/limits.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

using Kind = UpdateAction::Kind;

std::unexpected<Error> wrong_operand() {
  return validation_error("An operand in the update expression has an incorrect data type");
}

std::unexpected<Error> wrong_path() {
  return validation_error(
      "The document path provided in the update expression is invalid for update");
}

// A list or an item that is too large is refused while it grows, before it fills the memory.
Result<void> check_growth(std::size_t bytes) {
  if (bytes <= limits::item_bytes_max) return {};
  return validation_error("Item size to update has exceeded the maximum allowed size");
}

Result<Value> evaluate(const Node& node, const Item& item);

Result<Value> evaluate_path(const Node& node, const Item& item) {
  if (const auto* found = find(node.path, item)) return *found;
  return validation_error(
      "The provided expression refers to an attribute that does not exist in the item");
}

Result<Value> evaluate_sum(const Node& node, const Item& item) {
  TRY(const auto left, evaluate(node.children[0], item));
  TRY(const auto right, evaluate(node.children[1], item));
  const auto* a = left.as<Decimal>();
  const auto* b = right.as<Decimal>();
  if (a == nullptr || b == nullptr) return wrong_operand();
  TRY(auto sum, node.kind == NodeKind::plus ? a->plus(*b) : a->minus(*b));
  return Value{sum};
}

Result<Value> evaluate_call(const Node& node, const Item& item) {
  if (node.text == "if_not_exists") {
    if (const auto* found = find(node.children[0].path, item)) return *found;
    return evaluate(node.children[1], item);
  }
  TRY(auto left, evaluate(node.children[0], item));  // list_append
  TRY(auto right, evaluate(node.children[1], item));
  auto* list = left.as<List>();
  auto* more = right.as<List>();
  if (list == nullptr || more == nullptr) return wrong_operand();
  std::ranges::move(*more, std::back_inserter(*list));
  TRY(check_growth(size_of(left)));
  return left;
}

Result<Value> evaluate(const Node& node, const Item& item) {
  switch (node.kind) {
    case NodeKind::path: return evaluate_path(node, item);
    case NodeKind::value: return *node.value;
    case NodeKind::call: return evaluate_call(node, item);
    default: return evaluate_sum(node, item);
  }
}

// One place in the item that is being changed. The paths of one expression do not overlap, so
// changing one place never moves another, but for list elements; see apply_update.
class Place {
 public:
  static Result<Place> at(const Path& path, Item& item) {
    Map* map = &item;
    List* list = nullptr;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      auto* inner = Place(map, list, path[i]).value();
      map = inner == nullptr ? nullptr : inner->as<Map>();
      list = inner == nullptr ? nullptr : inner->as<List>();
    }
    const bool by_name = std::holds_alternative<std::string>(path.back());
    if (by_name ? map == nullptr : list == nullptr) return wrong_path();
    return Place(map, list, path.back());
  }

  [[nodiscard]] Value* value() const {
    if (const auto* name = std::get_if<std::string>(step_)) {
      return map_ == nullptr ? nullptr : map_->find(*name);
    }
    const auto index = std::get<std::size_t>(*step_);
    return list_ == nullptr || index >= list_->size() ? nullptr : &(*list_)[index];
  }

  // Beyond a list's end, the value is appended.
  void set(Value value) const {
    if (auto* present = this->value()) {
      *present = std::move(value);
    } else if (list_ != nullptr) {
      list_->push_back(std::move(value));
    } else {
      map_->set(std::get<std::string>(*step_), std::move(value));
    }
  }

  void remove() const {
    if (value() == nullptr) return;
    if (list_ == nullptr) return map_->erase(std::get<std::string>(*step_));
    list_->erase(list_->begin() + static_cast<std::ptrdiff_t>(std::get<std::size_t>(*step_)));
  }

 private:
  Place(Map* map, List* list, const PathStep& step) : map_(map), list_(list), step_(&step) {}

  Map* map_;
  List* list_;
  const PathStep* step_;
};

template <class Element>
bool add_elements(Value& present, const Value& more) {
  auto* set = present.as<Set<Element>>();
  const auto* added = more.as<Set<Element>>();
  if (set == nullptr || added == nullptr) return false;
  std::vector<Element> all;
  std::ranges::set_union(set->elements, added->elements, std::back_inserter(all));
  set->elements = std::move(all);
  return true;
}

// True when the types agree; `present` may then be an empty set.
template <class Element>
bool erase_elements(Value& present, const Value& less, bool& empty) {
  auto* set = present.as<Set<Element>>();
  const auto* erased = less.as<Set<Element>>();
  if (set == nullptr || erased == nullptr) return false;
  std::vector<Element> rest;
  std::ranges::set_difference(set->elements, erased->elements, std::back_inserter(rest));
  empty = rest.empty();
  set->elements = std::move(rest);
  return true;
}

// ADD and DELETE: what is there has another type.
std::unexpected<Error> wrong_target(const UpdateAction& action) {
  if (action.is_legacy) return validation_error("Type mismatch for attribute to update");
  return wrong_operand();
}

Result<void> add(const Place& place, const UpdateAction& action) {
  const auto& operand = *action.operand.value;
  auto* present = place.value();
  if (present == nullptr) {  // a number counts from zero, a set is made
    place.set(operand);
    return {};
  }
  if (const auto* number = operand.as<Decimal>()) {
    const auto* count = present->as<Decimal>();
    if (count == nullptr) return wrong_target(action);
    TRY(auto sum, count->plus(*number));
    *present = Value{sum};
    return {};
  }
  const bool added = add_elements<std::string>(*present, operand) ||
                     add_elements<Decimal>(*present, operand) ||
                     add_elements<Binary>(*present, operand);
  return added ? Result<void>() : wrong_target(action);
}

Result<void> erase(const Place& place, const UpdateAction& action) {
  const auto& operand = *action.operand.value;
  auto* present = place.value();
  if (present == nullptr) return {};
  bool empty = false;
  const bool erased = erase_elements<std::string>(*present, operand, empty) ||
                      erase_elements<Decimal>(*present, operand, empty) ||
                      erase_elements<Binary>(*present, operand, empty);
  if (!erased) return wrong_target(action);
  if (empty) place.remove();
  return {};
}

// Whether there is something to take away at the path, in the item as it was: what the same
// expression appends to a list is not there yet.
Result<bool> was_there(const Path& path, const Item& before) {
  if (find(path, before) != nullptr) return true;
  if (path.size() == 1) return false;
  const auto* holder = find(Path(path.begin(), path.end() - 1), before);
  const bool by_name = std::holds_alternative<std::string>(path.back());
  const bool fits = holder != nullptr && holder->type() == (by_name ? Type::map : Type::list);
  if (!fits) return wrong_path();
  return false;
}

std::vector<const UpdateAction*> in_order_of_paths(const Update& update) {
  std::vector<const UpdateAction*> actions;
  for (const auto& action : update) actions.push_back(&action);
  std::ranges::sort(actions, [](const auto* a, const auto* b) { return a->path < b->path; });
  return actions;
}

}  // namespace

// In the order of their paths, so that values set beyond a list's end are appended in the order of
// their indexes; what takes elements out of lists comes last and backwards, so that every index
// still means the old list.
Result<Item> apply_update(const Update& update, const Item& before) {
  const auto actions = in_order_of_paths(update);
  Item item = before;
  std::size_t set_bytes = 0;
  for (const auto* action : actions) {
    if (action->kind != Kind::set && action->kind != Kind::add) continue;
    if (action->kind == Kind::add) {
      TRY(const auto place, Place::at(action->path, item));
      TRY(add(place, *action));
    } else {
      TRY(auto value, evaluate(action->operand, before));
      TRY(check_growth(set_bytes += size_of(value)));
      TRY(const auto place, Place::at(action->path, item));
      place.set(std::move(value));
    }
  }
  for (auto action = actions.rbegin(); action != actions.rend(); ++action) {
    if ((*action)->kind != Kind::remove && (*action)->kind != Kind::erase) continue;
    TRY(const bool there, was_there((*action)->path, before));
    if (!there) continue;
    TRY(const auto place, Place::at((*action)->path, item));
    if ((*action)->kind == Kind::remove) {
      place.remove();
    } else {
      TRY(erase(place, **action));
    }
  }
  return item;
}

}  // namespace syncline::dynamo
