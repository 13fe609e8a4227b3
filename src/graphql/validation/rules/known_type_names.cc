// Specification 5.5.1.2 Fragment Spread Type Existence; the same for the types of variables.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class KnownTypeNames final : public Rule {
 public:
  using Rule::Rule;

  void type_name(const TypeName& type) override {
    if (context().schema().type(type.name) != nullptr) return;
    context().report(
        "UnknownType",
        {fmt::format("Unknown type {}", type.name), fmt::format("Unknown type \"{}\".", type.name)},
        type.location);
  }
};

}  // namespace

std::unique_ptr<Rule> known_type_names(Context& context) {
  return std::make_unique<KnownTypeNames>(context);
}

}  // namespace syncline::graphql
