// Specification 5.3.3 Leaf Field Selections: below a composite type, and nowhere else.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class LeafSelections final : public Rule {
 public:
  using Rule::Rule;

  void field(const Field& field) override {
    if (context().field == nullptr) return;
    const Type& type = context().field->type;
    const bool selects = !field.selection_set.selections.empty();
    const bool leaf = type.innermost().is_leaf();
    if (leaf && selects) {
      context().report(
          "SubSelectionNotAllowed",
          {fmt::format("Sub selection not allowed on leaf type {} of field {}", to_string(type),
                       field.name),
           fmt::format("Field \"{}\" must not have a selection since type \"{}\" has no "
                       "subfields.",
                       field.name, to_string(type))},
          field.location);
    } else if (!leaf && !selects) {
      context().report(
          "SubSelectionRequired",
          {fmt::format("Sub selection required for type {} of field {}", to_string(type),
                       field.name),
           fmt::format("Field \"{}\" of type \"{}\" must have a selection of subfields. "
                       "Did you mean \"{} {{ ... }}\"?",
                       field.name, to_string(type), field.name)},
          field.location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> leaf_selections(Context& context) {
  return std::make_unique<LeafSelections>(context);
}

}  // namespace syncline::graphql
