#include "source/source.h"

#include <algorithm>

namespace syncline::source {

const Kind* find_kind(std::string_view type) {
  const auto kinds = kinds_table();
  const auto found = std::ranges::find(kinds, type, &Kind::type);
  return found == kinds.end() ? nullptr : *found;
}

}  // namespace syncline::source
