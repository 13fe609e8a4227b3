#include <fmt/format.h>

#include <algorithm>

#include "graphql/execution/execute.h"

namespace syncline::graphql {

FieldPath::operator Path() const {
  Path path;
  path.reserve(depth);
  for (const FieldPath* step = this; step != nullptr; step = step->above) {
    if (step->key.empty()) {
      path.emplace_back(step->index);
    } else {
      path.emplace_back(std::string(step->key));
    }
  }
  std::ranges::reverse(path);
  return path;
}

std::string to_string(const FieldPath& path) {
  std::string text;
  for (const auto& step : Path(path)) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      text.append("/").append(*key);
    } else {
      text.append(fmt::format("[{}]", std::get<std::int64_t>(step)));
    }
  }
  return text;
}

}  // namespace syncline::graphql
