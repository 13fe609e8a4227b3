// Specification 5.5.1.3 Fragments on Object, Interface or Union Types.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class FragmentsOnCompositeTypes final : public Rule {
 public:
  using Rule::Rule;

  void fragment(const FragmentDefinition& fragment) override {
    if (is_fine()) return;
    context().report("FragmentTypeConditionInvalid",
                     {"Fragment type condition is invalid, must be on Object/Interface/Union",
                      fmt::format("Fragment \"{}\" cannot condition on non composite type \"{}\".",
                                  fragment.name, fragment.type_condition.name)},
                     fragment.location);
  }

  void inline_fragment(const InlineFragment& fragment) override {
    if (is_fine()) return;
    context().report("InlineFragmentTypeConditionInvalid",
                     {"Inline fragment type condition is invalid, must be on "
                      "Object/Interface/Union",
                      fmt::format("Fragment cannot condition on non composite type \"{}\".",
                                  fragment.type_condition.name)},
                     fragment.location);
  }

 private:
  bool is_fine() {
    const NamedType* type = context().fragment_type;
    return type == nullptr || type->is_composite();
  }
};

}  // namespace

std::unique_ptr<Rule> fragments_on_composite_types(Context& context) {
  return std::make_unique<FragmentsOnCompositeTypes>(context);
}

}  // namespace syncline::graphql
