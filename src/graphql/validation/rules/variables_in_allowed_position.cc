// Specification 5.8.5 All Variable Usages Are Allowed.
#include <fmt/format.h>

#include <unordered_map>

#include "graphql/type/coerce.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

// AreTypesCompatible, except for the outer `!`.
bool fits_inside(const Type& variable, const Type& place);

bool fits(const Type& variable, const Type& place) {
  return (variable.non_null || !place.non_null) && fits_inside(variable, place);
}

bool fits_inside(const Type& variable, const Type& place) {
  if (variable.is_list() != place.is_list()) return false;
  if (variable.is_list()) return fits(*variable.item, *place.item);
  return variable.named == place.named;
}

class VariablesInAllowedPosition final : public Rule {
 public:
  using Rule::Rule;

  [[nodiscard]] bool follows_spreads() const override { return true; }
  void operation(const OperationDefinition&) override { variables_.clear(); }

  void variable_definition(const VariableDefinition& definition) override {
    std::optional<Type> type = resolve_type(context().schema(), definition.type);
    if (!type) return;
    Declared declared{*type, *type};
    // With a default that is not null, there is always a value.
    const std::optional<Value>& default_value = definition.default_value;
    if (default_value && !std::holds_alternative<NullValue>(default_value->node)) {
      declared.effective.non_null = true;
    }
    variables_.insert_or_assign(definition.name, std::move(declared));
  }

  void variable(const Variable& variable, Location location, const Expected& expected) override {
    const auto found = variables_.find(variable.name);
    if (found == variables_.end() || expected.type == nullptr) return;
    const Type& type = found->second.effective;
    const bool non_null = expected.type->non_null || expected.one_of;  // IsNonNullPosition
    // A place with a default takes that when the variable was not given.
    const bool may_be_null = expected.has_default || !non_null;
    if ((type.non_null || may_be_null) && fits_inside(type, *expected.type)) return;
    Type place = *expected.type;
    place.non_null = non_null;
    context().report(
        "VariableTypeMismatch",
        {fmt::format("Variable type '{}' doesn't match expected type '{}'", to_string(type),
                     to_string(place)),
         fmt::format("Variable \"${}\" of type \"{}\" used in position expecting type "
                     "\"{}\".",
                     variable.name, to_string(found->second.written), to_string(place))},
        location);
  }

 private:
  struct Declared {
    Type written;
    Type effective;
  };
  std::unordered_map<std::string_view, Declared> variables_;
};

}  // namespace

std::unique_ptr<Rule> variables_in_allowed_position(Context& context) {
  return std::make_unique<VariablesInAllowedPosition>(context);
}

}  // namespace syncline::graphql
