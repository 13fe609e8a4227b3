#include "dynamo/expression/selection.h"

namespace syncline::dynamo {

Selection::Selection(const std::vector<Path>& paths) {
  for (const auto& path : paths) {
    Branch* branch = &root_;
    for (const auto& step : path) {
      const auto* name = std::get_if<std::string>(&step);
      branch = name != nullptr ? &branch->members[*name]
                               : &branch->elements[std::get<std::size_t>(step)];
    }
    branch->whole = true;
  }
}

Map Selection::pick_members(const Branch& branch, const Map& map) {
  std::vector<Member> members;
  for (const auto& [name, inner] : branch.members) {
    const auto* value = map.find(name);
    if (value == nullptr) continue;
    if (auto picked = pick(inner, *value)) members.push_back({name, *std::move(picked)});
  }
  return Map(std::move(members));
}

std::optional<Value> Selection::pick(const Branch& branch, const Value& value) {
  if (branch.whole) return value;
  if (const auto* map = value.as<Map>()) {
    auto picked = pick_members(branch, *map);
    if (picked.empty()) return std::nullopt;
    return Value{std::move(picked)};
  }
  const auto* list = value.as<List>();
  if (list == nullptr) return std::nullopt;
  List picked;
  for (const auto& [index, inner] : branch.elements) {
    if (index >= list->size()) break;
    if (auto element = pick(inner, (*list)[index])) picked.push_back(*std::move(element));
  }
  if (picked.empty()) return std::nullopt;
  return Value{std::move(picked)};
}

Item Selection::apply(const Item& item) const { return pick_members(root_, item); }

std::vector<std::string> Selection::attributes() const {
  std::vector<std::string> names;
  for (const auto& [name, branch] : root_.members) names.push_back(name);
  return names;
}

}  // namespace syncline::dynamo
