// Specification 5.2.4.1 Single Root Field: one, and not an introspection field.
#include <fmt/format.h>

#include <unordered_set>
#include <vector>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class SingleSubscriptionField final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition& operation) override {
    if (operation.operation != OperationType::subscription) return;
    const Roots roots = root_fields(operation.selection_set);
    const std::string name = operation.name.empty() ? "" : fmt::format(" '{}'", operation.name);
    if (roots.keys.size() > 1) {
      context().report(
          "SubscriptionMultipleRootFields",
          fmt::format("Subscription operation{} must have exactly one root field", name),
          operation.location);
    }
    if (roots.introspection != nullptr) {
      context().report("SubscriptionIntrospectionRootField",
                       fmt::format("Subscription operation{} root field '{}' cannot be an "
                                   "introspection field",
                                   name, roots.introspection->name),
                       roots.introspection->location);
    }
  }

 private:
  struct Roots {
    std::unordered_set<std::string_view> keys;
    const Field* introspection = nullptr;
  };

  // With a list of what is still to do, as fragments may nest deeper than a stack is.
  Roots root_fields(const SelectionSet& set) {
    Roots roots;
    std::vector<const SelectionSet*> open{&set};
    std::unordered_set<std::string_view> spread;
    while (!open.empty()) {
      const SelectionSet& current = *open.back();
      open.pop_back();
      for (const Selection& selection : current.selections) {
        if (const auto* field = std::get_if<Field>(&selection)) {
          roots.keys.insert(field->response_key());
          if (field->name.starts_with("__")) roots.introspection = field;
        } else if (const auto* fragment = std::get_if<InlineFragment>(&selection)) {
          open.push_back(&fragment->selection_set);
        } else {
          const std::string& name = std::get<FragmentSpread>(selection).name;
          const FragmentDefinition* target = context().fragment(name);
          if (target != nullptr && spread.insert(name).second) {
            open.push_back(&target->selection_set);
          }
        }
      }
    }
    return roots;
  }
};

}  // namespace

std::unique_ptr<Rule> single_subscription_field(Context& context) {
  return std::make_unique<SingleSubscriptionField>(context);
}

}  // namespace syncline::graphql
