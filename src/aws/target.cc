#include "aws/target.h"

namespace syncline::aws {

std::optional<Target> read_target(std::string_view header) {
  const auto point = header.find('.');
  if (point == std::string_view::npos || header.find('.', point + 1) != std::string_view::npos) {
    return std::nullopt;
  }
  return Target{header.substr(0, point), header.substr(point + 1)};
}

}  // namespace syncline::aws
