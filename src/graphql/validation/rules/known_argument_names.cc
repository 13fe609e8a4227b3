// Specification 5.4.1 Argument Names, of fields and directives.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class KnownArgumentNames final : public Rule {
 public:
  using Rule::Rule;

  void argument(const Argument& argument) override {
    if (context().argument != nullptr) return;
    if (context().directive != nullptr) {
      context().report("UnknownDirective",
                       {fmt::format("Unknown directive argument {}", argument.name),
                        fmt::format("Unknown argument \"{}\" on directive \"@{}\".", argument.name,
                                    context().directive->name)},
                       argument.location);
    } else if (context().field != nullptr) {
      context().report("UnknownArgument",
                       {fmt::format("Unknown field argument {}", argument.name),
                        fmt::format("Unknown argument \"{}\" on field \"{}.{}\".", argument.name,
                                    context().parent_type->name, context().field->name)},
                       argument.location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> known_argument_names(Context& context) {
  return std::make_unique<KnownArgumentNames>(context);
}

}  // namespace syncline::graphql
