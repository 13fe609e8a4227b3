// Specification 5.7.1 Directives Are Defined, 5.7.2 Directives Are in Valid Locations.
#include <fmt/format.h>

#include <algorithm>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class KnownDirectives final : public Rule {
 public:
  using Rule::Rule;

  void directive(const Directive& directive, std::string_view place) override {
    const DirectiveType* definition = context().directive;
    if (definition == nullptr) {
      context().report("UnknownDirective",
                       {fmt::format("Unknown directive {}", directive.name),
                        fmt::format("Unknown directive \"@{}\".", directive.name)},
                       directive.location);
    } else if (std::ranges::find(definition->locations, place) == definition->locations.end()) {
      context().report(
          "MisplacedDirective",
          {fmt::format("Directive {} not allowed here", directive.name),
           fmt::format("Directive \"@{}\" may not be used on {}.", directive.name, place)},
          directive.location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> known_directives(Context& context) {
  return std::make_unique<KnownDirectives>(context);
}

}  // namespace syncline::graphql
