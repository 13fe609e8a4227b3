// Specification 5.6.1 Values of Correct Type, for the defaults of variables.
#include <fmt/format.h>

#include "graphql/type/coerce.h"
#include "graphql/validation/literal_fault.h"
#include "graphql/validation/literal_text.h"
#include "graphql/validation/repeated_fields.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class DefaultValues final : public Rule {
 public:
  using Rule::Rule;

  void variable_definition(const VariableDefinition& definition) override {
    if (!definition.default_value) return;
    const std::optional<Type> type = resolve_type(context().schema(), definition.type);
    if (!type || !type->innermost().is_input()) return;
    const auto fault = check_literal(*type, *definition.default_value);
    if (!fault || repeats_a_field(fault->literal)) return;
    context().report("BadValueForDefaultArg",
                     {fmt::format("Bad default value {} for type {}",
                                  literal_text(*definition.default_value), to_string(*type)),
                      reference_text(*fault, *type)},
                     definition.location);
  }
};

}  // namespace

std::unique_ptr<Rule> default_values(Context& context) {
  return std::make_unique<DefaultValues>(context);
}

}  // namespace syncline::graphql
