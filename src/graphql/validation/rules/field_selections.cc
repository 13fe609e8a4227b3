// Specification 5.3.1 Field Selections: a selected field must exist.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class FieldSelections final : public Rule {
 public:
  using Rule::Rule;

  void field(const Field& field) override {
    const NamedType* parent = context().parent_type;
    if (parent == nullptr || context().field != nullptr) return;
    context().report(
        "FieldUndefined",
        {fmt::format("Field '{}' in type '{}' is undefined", field.name, parent->name),
         fmt::format("Cannot query field \"{}\" on type \"{}\".", field.name, parent->name)},
        field.location);
  }
};

}  // namespace

std::unique_ptr<Rule> field_selections(Context& context) {
  return std::make_unique<FieldSelections>(context);
}

}  // namespace syncline::graphql
