// Specification 5.8.2 Variables Are Input Types.
#include <fmt/format.h>

#include "graphql/type/coerce.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class VariablesAreInputTypes final : public Rule {
 public:
  using Rule::Rule;

  void variable_definition(const VariableDefinition& definition) override {
    const std::optional<Type> type = resolve_type(context().schema(), definition.type);
    if (!type || type->innermost().is_input()) return;
    context().report("NonInputTypeOnVariable",
                     {"Wrong type for a variable",
                      fmt::format("Variable \"${}\" cannot be non-input type \"{}\".",
                                  definition.name, to_string(*type))},
                     definition.location);
  }
};

}  // namespace

std::unique_ptr<Rule> variables_are_input_types(Context& context) {
  return std::make_unique<VariablesAreInputTypes>(context);
}

}  // namespace syncline::graphql
