// Specification 5.8.3 All Variable Uses Defined.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class NoUndefinedVariables final : public Rule {
 public:
  using Rule::Rule;

  [[nodiscard]] bool follows_spreads() const override { return true; }
  void operation(const OperationDefinition& operation) override {
    defined_.clear();
    by_operation_ =
        operation.name.empty() ? "" : fmt::format(" by operation \"{}\"", operation.name);
  }
  void variable_definition(const VariableDefinition& definition) override {
    defined_.insert(definition.name);
  }
  void variable(const Variable& variable, Location location, const Expected&) override {
    if (defined_.contains(variable.name)) return;
    context().report(
        "UndefinedVariable",
        {fmt::format("Undefined variable {}", variable.name),
         fmt::format("Variable \"${}\" is not defined{}.", variable.name, by_operation_)},
        location);
  }

 private:
  std::unordered_set<std::string_view> defined_;
  std::string by_operation_;
};

}  // namespace

std::unique_ptr<Rule> no_undefined_variables(Context& context) {
  return std::make_unique<NoUndefinedVariables>(context);
}

}  // namespace syncline::graphql
