// Specification 5.2.2.1 Operation Name Uniqueness.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueOperationNames final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition& operation) override {
    if (operation.name.empty() || names_.insert(operation.name).second) return;
    context().report("DuplicateOperationName",
                     {fmt::format("There can be only one operation named '{}'", operation.name),
                      fmt::format("There can be only one operation named \"{}\".", operation.name)},
                     operation.location);
  }

 private:
  std::unordered_set<std::string_view> names_;
};

}  // namespace

std::unique_ptr<Rule> unique_operation_names(Context& context) {
  return std::make_unique<UniqueOperationNames>(context);
}

}  // namespace syncline::graphql
