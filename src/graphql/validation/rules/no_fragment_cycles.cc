// Specification 5.5.2.2 Fragment Spreads Must Not Form Cycles.
#include <fmt/format.h>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class NoFragmentCycles final : public Rule {
 public:
  using Rule::Rule;

  // Each fragment is gone into once, whoever leads to it: each cycle is told once, by the first of
  // its fragments. A depth first search with a stack of its own, as fragments may nest deeper than
  // the program's is.
  void fragment(const FragmentDefinition& fragment) override {
    enter(fragment);
    while (!steps_.empty() && !context().full()) {
      Step& step = steps_.back();
      if (step.next == step.spreads.size()) {
        on_the_way_.erase(step.fragment);
        steps_.pop_back();
        continue;
      }
      const FragmentDefinition* target = context().fragment(step.spreads[step.next++]->name);
      if (target == nullptr) continue;
      if (const auto found = on_the_way_.find(target); found != on_the_way_.end()) {
        context().report("FragmentCycle",
                         {"Fragment cycles not allowed", reference_text(found->second)},
                         spreads_from(found->second));
      } else {
        enter(*target);
      }
    }
  }

 private:
  struct Step {
    const FragmentDefinition* fragment;
    std::vector<const FragmentSpread*> spreads;  // all in it, at any depth of its selections
    std::size_t next = 0;
  };

  void enter(const FragmentDefinition& fragment) {
    if (!entered_.insert(&fragment).second) return;
    on_the_way_.emplace(&fragment, steps_.size());
    gather(fragment.selection_set, steps_.emplace_back(&fragment).spreads);
  }

  // Where the spreads stand that lead around the cycle.
  std::vector<Location> spreads_from(std::size_t first) const {
    std::vector<Location> locations;
    for (std::size_t i = first; i < steps_.size(); ++i) {
      locations.push_back(steps_[i].spreads[steps_[i].next - 1]->location);
    }
    return locations;
  }

  std::string reference_text(std::size_t first) const {
    std::string text =
        fmt::format("Cannot spread fragment \"{}\" within itself", steps_[first].fragment->name);
    std::string_view separator = " via ";
    for (std::size_t i = first + 1; i < steps_.size(); ++i) {
      text += fmt::format("{}\"{}\"", std::exchange(separator, ", "), steps_[i].fragment->name);
    }
    return text + ".";
  }

  static void gather(const SelectionSet& set, std::vector<const FragmentSpread*>& out) {
    for (const Selection& selection : set.selections) {
      if (const auto* spread = get_if<FragmentSpread>(selection)) {
        out.push_back(spread);
      } else if (const auto* inline_fragment = get_if<InlineFragment>(selection)) {
        gather(inline_fragment->selection_set, out);
      } else {
        gather(std::get<const Field*>(selection)->selection_set, out);
      }
    }
  }

  std::vector<Step> steps_;
  std::unordered_map<const FragmentDefinition*, std::size_t> on_the_way_;
  std::unordered_set<const FragmentDefinition*> entered_;
};

}  // namespace

std::unique_ptr<Rule> no_fragment_cycles(Context& context) {
  return std::make_unique<NoFragmentCycles>(context);
}

}  // namespace syncline::graphql
