#include "graphql/validation/validate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/limits.h"
#include "graphql/validation/document_walk.h"

namespace syncline::graphql {

std::vector<Violation> validate(const Schema& schema, const Document& document, Wording wording) {
  const auto operations = std::ranges::count_if(document.definitions, [](const Definition& it) {
    return std::holds_alternative<OperationDefinition>(it);
  });
  if (static_cast<std::size_t>(operations) > limits::graphql_operations_max) {
    return {{"MaxOperationsReached",
             fmt::format("The document has more than {} operations{}",
                         limits::graphql_operations_max, wording == Wording::appsync ? "" : "."),
             {},
             {}}};
  }
  Context context(schema, document, wording);
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
