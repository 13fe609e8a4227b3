#include "dynamo/expression/node.h"

namespace syncline::dynamo {
namespace {

const Value* step_into(const Value& value, const PathStep& step) {
  if (const auto* name = std::get_if<std::string>(&step)) {
    const auto* map = value.as<Map>();
    return map == nullptr ? nullptr : map->find(*name);
  }
  const auto* list = value.as<List>();
  const auto index = std::get<std::size_t>(step);
  return list == nullptr || index >= list->size() ? nullptr : &(*list)[index];
}

}  // namespace

std::string show(const Path& path) {
  std::string text = "[";
  for (const auto& step : path) {
    if (text.size() > 1) text += ", ";
    const auto* name = std::get_if<std::string>(&step);
    text += name != nullptr ? *name : "[" + std::to_string(std::get<std::size_t>(step)) + "]";
  }
  return text + "]";
}

const Value* find(const Path& path, const Item& item) {
  const auto* value = item.find(std::get<std::string>(path.front()));
  for (std::size_t i = 1; i < path.size() && value != nullptr; ++i) {
    value = step_into(*value, path[i]);
  }
  return value;
}

}  // namespace syncline::dynamo
