// Specification 5.8.4 All Variables Used, by the operation itself or by what it spreads.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class NoUnusedVariables final : public Rule {
 public:
  using Rule::Rule;

  [[nodiscard]] bool follows_spreads() const override { return true; }
  void operation(const OperationDefinition&) override { used_.clear(); }
  void variable(const Variable& variable, Location, const Expected&) override {
    used_.insert(variable.name);
  }

  void leave_operation(const OperationDefinition& operation) override {
    for (const VariableDefinition& definition : operation.variables) {
      if (used_.contains(definition.name)) continue;
      context().report(
          "UnusedVariable",
          {fmt::format("Unused variable {}", definition.name),
           fmt::format(
               "Variable \"${}\" is never used{}.", definition.name,
               operation.name.empty() ? "" : fmt::format(" in operation \"{}\"", operation.name))},
          definition.location);
    }
  }

 private:
  std::unordered_set<std::string_view> used_;
};

}  // namespace

std::unique_ptr<Rule> no_unused_variables(Context& context) {
  return std::make_unique<NoUnusedVariables>(context);
}

}  // namespace syncline::graphql
