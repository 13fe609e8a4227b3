// Specification 5.5.2.3 Fragment Spread Is Possible: some object is of both types.
#include <fmt/format.h>

#include <algorithm>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class PossibleFragmentSpreads final : public Rule {
 public:
  using Rule::Rule;

  void inline_fragment(const InlineFragment& fragment) override {
    check(context().fragment_type, "", fragment.location);
  }

  void spread(const FragmentSpread& spread) override {
    const FragmentDefinition* fragment = context().fragment(spread.name);
    if (fragment == nullptr) return;
    check(context().schema().type(fragment->type_condition.name), spread.name, spread.location);
  }

 private:
  void check(const NamedType* type, std::string_view name, Location location) {
    const NamedType* parent = context().parent_type;
    if (type == nullptr || parent == nullptr || !type->is_composite()) return;
    if (overlap(*type, *parent)) return;
    context().report(
        "InvalidFragmentType",
        {fmt::format(
             "Fragment{} cannot be spread here as objects of type {} can never be of type {}",
             name.empty() ? "" : fmt::format(" {}", name), parent->name, type->name),
         fmt::format("Fragment {}cannot be spread here as objects of type \"{}\" can never be of "
                     "type \"{}\".",
                     name.empty() ? "" : fmt::format("\"{}\" ", name), parent->name, type->name)},
        location);
  }

  bool overlap(const NamedType& type, const NamedType& parent) {
    if (&type == &parent) return true;
    if (type.kind == TypeKind::object) return context().schema().is_possible(parent, type);
    if (parent.kind == TypeKind::object) return context().schema().is_possible(type, parent);
    return std::ranges::any_of(type.possible_types, [&](const NamedType* object) {
      return context().schema().is_possible(parent, *object);
    });
  }
};

}  // namespace

std::unique_ptr<Rule> possible_fragment_spreads(Context& context) {
  return std::make_unique<PossibleFragmentSpreads>(context);
}

}  // namespace syncline::graphql
