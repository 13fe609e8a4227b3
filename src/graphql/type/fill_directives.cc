// Step 4: directive definitions (specification 3.13).
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/type/schema_build.h"

namespace syncline::graphql {

void fill_directives(SchemaBuild& build) {
  build.schema->directives.reserve(build.directives.size());
  for (std::size_t i = 0; i < build.directives.size(); ++i) {
    auto& node = build.directives[i];
    const bool predeclared = !build.own_directives[i];
    auto& directive = build.schema->directives.emplace_back();
    directive.name = node.name;
    build.schema->directive_index.emplace(directive.name, i);
    directive.description = node.description;
    directive.repeatable = node.repeatable;
    directive.predeclared = predeclared;
    directive.arguments =
        fill_arguments(build, node.arguments, fmt::format("@{}", node.name), predeclared);
    // One place named twice says no more than once.
    std::unordered_set<std::string_view> seen;
    for (const auto& place : node.locations) {
      if (seen.insert(place).second) directive.locations.emplace_back(place);
    }
  }
}

}  // namespace syncline::graphql
