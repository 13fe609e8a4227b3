#include "graphql/validation/context.h"

#include <fmt/format.h>

#include "base/limits.h"

namespace syncline::graphql {

Context::Context(const Schema& schema, const Document& document)
    : schema_(schema), document_(document) {
  for (const Definition& definition : document.definitions) {
    if (const auto* fragment = std::get_if<FragmentDefinition>(&definition)) {
      fragments_.try_emplace(fragment->name, fragment);
    }
  }
}

const FragmentDefinition* Context::fragment(std::string_view name) const {
  const auto found = fragments_.find(name);
  return found == fragments_.end() ? nullptr : found->second;
}

bool Context::full() const { return violations_.size() >= limits::graphql_violations_max; }

void Context::report(std::string_view rule, std::string message, Location location) {
  report(rule, std::move(message), std::vector<Location>{location});
}

void Context::report(std::string_view rule, std::string message, std::vector<Location> locations) {
  if (full()) return;
  if (violations_.size() + 1 == limits::graphql_violations_max) {
    violations_.push_back({"MaxValidationErrorsReached",
                           fmt::format("The maximum number of validation errors has been reached. "
                                       "({})",
                                       limits::graphql_violations_max),
                           {},
                           {}});
    return;
  }
  violations_.push_back({std::string(rule), std::move(message), path, std::move(locations)});
}

}  // namespace syncline::graphql
