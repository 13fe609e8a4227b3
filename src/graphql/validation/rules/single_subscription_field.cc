// Specification 5.2.4.1 Single Root Field: one, always there, and not an introspection field.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

// What a selection set says of the root fields, without the fragments that it spreads.
struct Part {
  std::vector<std::string_view> keys;     // distinct; two are enough
  const Field* introspection = nullptr;   // the last
  std::vector<std::string> conditional;   // what @skip or @include stands on
  std::vector<Location> locations;        // of those
  std::vector<struct Fragment*> spreads;  // distinct, of those that are defined
};

struct Fragment {
  const FragmentDefinition* definition = nullptr;
  std::optional<Part> part;  // when it was looked into
  std::size_t met = 0;       // the number of the operation that met it last
};

class SingleSubscriptionField final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition& operation) override {
    if (operation.operation != OperationType::subscription) return;
    const Part roots = root_fields(operation.selection_set);
    const std::string name = operation.name.empty() ? "" : fmt::format(" '{}'", operation.name);
    const std::string reference = operation.name.empty()
                                      ? "Anonymous Subscription"
                                      : fmt::format("Subscription \"{}\"", operation.name);
    if (roots.keys.size() > 1) {
      context().report(
          "SubscriptionMultipleRootFields",
          {fmt::format("Subscription operation{} must have exactly one root field", name),
           reference + " must select only one top level field."},
          operation.location);
    }
    if (roots.introspection != nullptr) {
      context().report("SubscriptionIntrospectionRootField",
                       {fmt::format("Subscription operation{} root field '{}' cannot be an "
                                    "introspection field",
                                    name, roots.introspection->name),
                        reference + " must not select an introspection top level field."},
                       roots.introspection->location);
    }
    for (std::size_t i = 0; i < roots.conditional.size() && !context().full(); ++i) {
      context().report("ForbidSkipAndIncludeOnSubscriptionRoot",
                       {fmt::format("Subscription operation{} {} must not use @skip nor @include "
                                    "directives in top level selection",
                                    name, roots.conditional[i]),
                        reference + " must not use `@skip` or `@include` directives in the top "
                                    "level selection."},
                       roots.locations[i]);
    }
  }

 private:
  // Each fragment is looked into once for all operations. With a list of what is still to do, as
  // fragments may nest deeper than a stack is.
  Part root_fields(const SelectionSet& set) {
    ++operations_;
    Part roots = read(set);
    std::vector<Fragment*> open;
    const auto meet = [&](const std::vector<Fragment*>& spreads) {
      for (Fragment* fragment : spreads) {
        if (std::exchange(fragment->met, operations_) != operations_) open.push_back(fragment);
      }
    };
    meet(roots.spreads);
    for (std::size_t next = 0; next < open.size(); ++next) {
      Fragment& fragment = *open[next];
      if (!fragment.part) fragment.part = read(fragment.definition->selection_set);
      const Part& part = *fragment.part;
      for (const std::string_view key : part.keys) add_key(roots, key);
      if (part.introspection != nullptr) roots.introspection = part.introspection;
      append(roots.conditional, part.conditional);
      append(roots.locations, part.locations);
      meet(part.spreads);
    }
    return roots;
  }

  template <class T>
  static void append(std::vector<T>& to, const std::vector<T>& from) {
    if (to.size() < limits::graphql_violations_max) to.insert(to.end(), from.begin(), from.end());
  }

  static void add_key(Part& part, std::string_view key) {
    if (part.keys.size() > 1 || (part.keys.size() == 1 && part.keys.front() == key)) return;
    part.keys.push_back(key);
  }

  Part read(const SelectionSet& set) {
    Part part;
    std::unordered_set<const Fragment*> spread;
    read(set, part, spread);
    return part;
  }

  void read(const SelectionSet& set, Part& part, std::unordered_set<const Fragment*>& spread) {
    for (const Selection& selection : set.selections) {
      if (const auto* field = get_if<Field>(selection)) {
        add_key(part, field->response_key());
        if (field->name.starts_with("__")) part.introspection = field;
        note(part, *field, "root field", field->name);
      } else if (const auto* inline_fragment = get_if<InlineFragment>(selection)) {
        note(part, *inline_fragment, "inline fragment", "");
        read(inline_fragment->selection_set, part, spread);
      } else {
        const auto& named = *std::get<const FragmentSpread*>(selection);
        note(part, named, "fragment", named.name);
        Fragment* fragment = find(named.name);
        if (fragment != nullptr && spread.insert(fragment).second) part.spreads.push_back(fragment);
      }
    }
  }

  Fragment* find(std::string_view name) {
    const FragmentDefinition* definition = context().fragment(name);
    if (definition == nullptr) return nullptr;
    Fragment& fragment = fragments_[definition];
    fragment.definition = definition;
    return &fragment;
  }

  // Specification (September 2025) 5.2.4.1, CollectSubscriptionFields: no selection may be left
  // out.
  template <class Node>
  static void note(Part& part, const Node& node, std::string_view what, std::string_view name) {
    if (part.conditional.size() >= limits::graphql_violations_max) return;
    for (const Directive& directive : node.directives) {
      if (directive.name != "skip" && directive.name != "include") continue;
      part.conditional.push_back(name.empty() ? std::string(what)
                                              : fmt::format("{} '{}'", what, name));
      part.locations.push_back(node.location);
      return;
    }
  }

  std::unordered_map<const FragmentDefinition*, Fragment> fragments_;
  std::size_t operations_ = 0;
};

}  // namespace

std::unique_ptr<Rule> single_subscription_field(Context& context) {
  return std::make_unique<SingleSubscriptionField>(context);
}

}  // namespace syncline::graphql
