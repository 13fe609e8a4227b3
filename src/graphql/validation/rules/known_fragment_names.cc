// Specification 5.5.2.1 Fragment Spread Target Defined.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class KnownFragmentNames final : public Rule {
 public:
  using Rule::Rule;

  void spread(const FragmentSpread& spread) override {
    if (context().fragment(spread.name) != nullptr) return;
    context().report("UndefinedFragment",
                     {fmt::format("Undefined fragment {}", spread.name),
                      fmt::format("Unknown fragment \"{}\".", spread.name)},
                     spread.location);
  }
};

}  // namespace

std::unique_ptr<Rule> known_fragment_names(Context& context) {
  return std::make_unique<KnownFragmentNames>(context);
}

}  // namespace syncline::graphql
