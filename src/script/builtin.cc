#include "script/builtin.h"

#include <algorithm>

namespace syncline::script {

bool has_family(Library library, std::string_view family) {
  return std::ranges::any_of(library, [&](const auto* known) { return known->name == family; });
}

bool is_offered(Library library, std::string_view family) {
  return std::ranges::any_of(library, [&](const auto* known) {
    return known->name == family && !known->functions.empty();
  });
}

const Builtin* find_builtin(Library library, std::string_view family, std::string_view name) {
  for (const auto* known : library) {
    if (known->name != family) continue;
    for (const auto& function : known->functions) {
      if (function.name == name) return &function;
    }
  }
  return nullptr;
}

Error not_offered(std::string_view family) {
  const auto name = family == "extensions" ? "$extensions" : "$util." + std::string(family);
  return template_error("The helpers of " + name + " are not offered by this server yet.",
                        ErrorKind::unsupported);
}

std::unexpected<Error> fault(std::string java_exception) {
  return std::unexpected(template_error(std::move(java_exception)));
}

}  // namespace syncline::script
