#include "graphql/validation/validate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "graphql/validation/document_walk.h"

namespace syncline::graphql {

std::vector<Violation> validate(const Schema& schema, const Document& document) {
  Context context(schema, document);
  const std::vector<std::unique_ptr<Rule>> rules = make_rules(context);
  DocumentWalk(context, rules).walk(document);
  return context.take();
}

std::string appsync_message(const Violation& violation) {
  std::string message =
      fmt::format("Validation error of type {}: {}", violation.rule, violation.message);
  if (!violation.path.empty()) message += fmt::format(" @ '{}'", fmt::join(violation.path, "/"));
  return message;
}

}  // namespace syncline::graphql
