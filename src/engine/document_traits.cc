#include "engine/document_traits.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "base/limits.h"

namespace syncline::engine {
namespace {

using graphql::Field;
using graphql::FragmentDefinition;
using graphql::FragmentSpread;
using graphql::InlineFragment;
using graphql::OperationDefinition;
using graphql::SelectionSet;

// Counts what stands anywhere. The parser bounds the depth.
class Census {
 public:
  explicit Census(DocumentTraits& traits) : traits_(traits) {}

  void look_at(const graphql::Definition& definition) {
    if (const auto* operation = std::get_if<OperationDefinition>(&definition)) {
      count(operation->directives);
      for (const auto& variable : operation->variables) count(variable.directives);
      look_below(operation->selection_set);
    } else if (const auto* fragment = std::get_if<FragmentDefinition>(&definition)) {
      count(fragment->directives);
      look_below(fragment->selection_set);
    }
  }

 private:
  void look_below(const SelectionSet& set) {
    for (const auto& selection : set.selections) {
      std::visit([this](const auto* node) { look_at(*node); }, selection);
    }
  }
  void look_at(const Field& field) {
    if (!field.alias.empty()) ++traits_.aliases;
    count(field.directives);
    look_below(field.selection_set);
  }
  void look_at(const FragmentSpread& spread) { count(spread.directives); }
  void look_at(const InlineFragment& fragment) {
    count(fragment.directives);
    look_below(fragment.selection_set);
  }
  void count(const graphql::List<graphql::Directive>& directives) {
    traits_.directives = std::max(traits_.directives, directives.size());
  }

  DocumentTraits& traits_;
};

struct Roots {
  std::size_t aliases = 0;
  bool introspection_only = true;
};

// What stands at the root of operations: each fragment is looked at once.
class RootCensus {
 public:
  explicit RootCensus(const graphql::Document& document) {
    for (const auto& definition : document.definitions) {
      const auto* fragment = std::get_if<FragmentDefinition>(&definition);
      if (fragment != nullptr) fragments_.emplace(fragment->name, fragment);
    }
  }

  Roots of(const SelectionSet& set, std::size_t depth) {
    Roots roots;
    // Deeper ones, execution refuses.
    if (depth > limits::graphql_depth_max) return roots;
    for (const auto& selection : set.selections) {
      if (const auto* field = graphql::get_if<Field>(selection)) {
        add(roots, {field->alias.empty() ? 0U : 1U, field->name.starts_with("__")});
      } else if (const auto* fragment = graphql::get_if<InlineFragment>(selection)) {
        add(roots, of(fragment->selection_set, depth + 1));
      } else {
        add(roots, of(std::get<const FragmentSpread*>(selection)->name, depth + 1));
      }
    }
    return roots;
  }

 private:
  Roots of(std::string_view name, std::size_t depth) {
    // Entered before it is known: a circle, which is no valid document, ends there.
    const auto [known, added] = known_.try_emplace(name);
    const auto fragment = fragments_.find(name);
    if (!added || fragment == fragments_.end()) return known->second;
    const auto roots = of(fragment->second->selection_set, depth);
    known_[name] = roots;
    return roots;
  }

  // Spreads of spreads double: enough is enough.
  static void add(Roots& roots, const Roots& more) {
    constexpr std::size_t enough = 1'000'000;
    roots.aliases = std::min(enough, roots.aliases + more.aliases);
    roots.introspection_only = roots.introspection_only && more.introspection_only;
  }

  std::unordered_map<std::string_view, const FragmentDefinition*> fragments_;
  std::unordered_map<std::string_view, Roots> known_;
};

}  // namespace

DocumentTraits inspect(const graphql::Document& document) {
  DocumentTraits traits;
  Census census(traits);
  RootCensus roots(document);
  for (const auto& definition : document.definitions) {
    census.look_at(definition);
    const auto* operation = std::get_if<OperationDefinition>(&definition);
    if (operation == nullptr) continue;
    const auto root = roots.of(operation->selection_set, 0);
    traits.root_aliases = std::max(traits.root_aliases, root.aliases);
    traits.introspection_only = traits.introspection_only && root.introspection_only;
  }
  return traits;
}

}  // namespace syncline::engine
