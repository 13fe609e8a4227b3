// Specification 5.5.1.4 Fragments Must Be Used: an operation leads to each, perhaps by others.
#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class NoUnusedFragments final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition&) override { spreads_ = &of_operations_; }
  void fragment(const FragmentDefinition& fragment) override {
    spreads_ = &of_fragments_[fragment.name];
  }
  void spread(const FragmentSpread& spread) override { spreads_->insert(spread.name); }

  void leave_document(const Document& document) override {
    std::unordered_set<std::string_view> used;
    std::vector<const Names*> open{&of_operations_};
    while (!open.empty()) {
      const Names& names = *open.back();
      open.pop_back();
      for (const std::string_view name : names) {
        if (used.insert(name).second) open.push_back(&of_fragments_[name]);
      }
    }
    for (const Definition& definition : document.definitions) {
      const auto* fragment = std::get_if<FragmentDefinition>(&definition);
      if (fragment == nullptr || used.contains(fragment->name)) continue;
      context().report("UnusedFragment",
                       {fmt::format("Unused fragment {}", fragment->name),
                        fmt::format("Fragment \"{}\" is never used.", fragment->name)},
                       fragment->location);
    }
  }

 private:
  using Names = std::unordered_set<std::string_view>;
  Names of_operations_;
  std::unordered_map<std::string_view, Names> of_fragments_;
  Names* spreads_ = &of_operations_;
};

}  // namespace

std::unique_ptr<Rule> no_unused_fragments(Context& context) {
  return std::make_unique<NoUnusedFragments>(context);
}

}  // namespace syncline::graphql
