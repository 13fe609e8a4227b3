// Specification 5.8.1 Variable Uniqueness.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueVariableNames final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition&) override { names_.clear(); }

  void variable_definition(const VariableDefinition& definition) override {
    if (names_.insert(definition.name).second) return;
    context().report(
        "DuplicateVariableName",
        {fmt::format("There can be only one variable named '{}'", definition.name),
         fmt::format("There can be only one variable named \"${}\".", definition.name)},
        definition.location);
  }

 private:
  std::unordered_set<std::string_view> names_;
};

}  // namespace

std::unique_ptr<Rule> unique_variable_names(Context& context) {
  return std::make_unique<UniqueVariableNames>(context);
}

}  // namespace syncline::graphql
