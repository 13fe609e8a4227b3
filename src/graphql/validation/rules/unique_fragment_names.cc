// Specification 5.5.1.1 Fragment Name Uniqueness.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueFragmentNames final : public Rule {
 public:
  using Rule::Rule;

  void fragment(const FragmentDefinition& fragment) override {
    if (names_.insert(fragment.name).second) return;
    context().report("DuplicateFragmentName",
                     {fmt::format("There can be only one fragment named '{}'", fragment.name),
                      fmt::format("There can be only one fragment named \"{}\".", fragment.name)},
                     fragment.location);
  }

 private:
  std::unordered_set<std::string_view> names_;
};

}  // namespace

std::unique_ptr<Rule> unique_fragment_names(Context& context) {
  return std::make_unique<UniqueFragmentNames>(context);
}

}  // namespace syncline::graphql
