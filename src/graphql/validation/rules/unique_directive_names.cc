// Specification 5.7.3 Directives Are Unique per Location, unless defined as repeatable.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueDirectiveNames final : public Rule {
 public:
  using Rule::Rule;

  void directives(const List<Directive>& all, std::string_view place) override {
    if (all.size() < 2) return;
    std::unordered_set<std::string_view> names;
    for (const Directive& directive : all) {
      if (names.insert(directive.name).second) continue;
      const DirectiveType* definition = context().schema().directive(directive.name);
      if (definition == nullptr || definition->repeatable) continue;
      context().report(
          "DuplicateDirectiveName",
          {fmt::format("Non repeatable directives must be uniquely named within a location. The "
                       "directive '{}' used on a '{}' is not unique.",
                       directive.name, node_name(place)),
           fmt::format("The directive \"@{}\" can only be used once at this location.",
                       directive.name)},
          directive.location);
    }
  }

 private:
  // As graphql-java calls the node that stands at the place.
  static std::string_view node_name(std::string_view place) {
    if (place == "FIELD") return "Field";
    if (place == "FRAGMENT_DEFINITION") return "FragmentDefinition";
    if (place == "FRAGMENT_SPREAD") return "FragmentSpread";
    if (place == "INLINE_FRAGMENT") return "InlineFragment";
    if (place == "VARIABLE_DEFINITION") return "VariableDefinition";
    return "OperationDefinition";
  }
};

}  // namespace

std::unique_ptr<Rule> unique_directive_names(Context& context) {
  return std::make_unique<UniqueDirectiveNames>(context);
}

}  // namespace syncline::graphql
