// Shows a document to the rules, part by part, and keeps the context where the walk stands. Each
// definition is walked once for the rules; what a fragment does with variables is gathered once
// before, and shown again within each operation that spreads it, however deep.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "graphql/validation/rule.h"

namespace syncline::graphql {

class DocumentWalk {
 public:
  DocumentWalk(Context& context, const std::vector<std::unique_ptr<Rule>>& rules);

  void walk(const Document& document);

  // How many gathered uses and spreads were looked at again for operations.
  [[nodiscard]] std::size_t replayed() const { return replayed_; }

 private:
  // What a fragment does that matters to the operation that spreads it, in the document's order.
  struct Gathered;
  struct Use {
    const Variable* variable = nullptr;  // null: another fragment is spread
    Gathered* fragment = nullptr;        // that one
    Location location;
    Expected expected;
    const PathStep* place = nullptr;
    std::size_t kind = 0;      // the same for the same variable at places of one type
    std::vector<Use> repeats;  // of the same variable where the same is expected
  };
  struct Gathered {  // of one fragment
    std::vector<Use> uses;
    bool leads_to_variable = false;
    std::size_t followed = 0;  // the number of the operation that followed it last
  };

  void operation(const OperationDefinition& operation);
  void fragment(const FragmentDefinition& fragment);
  void variable_definition(const VariableDefinition& definition);
  void gather(const FragmentDefinition& fragment);
  void gathered(Use use);
  std::size_t kind_of(const Variable& variable, const Expected& expected);
  void forget_what_leads_nowhere();
  void selections(const SelectionSet& set, const NamedType* type);
  void selection(const Field& field);
  void selection(const InlineFragment& fragment);
  void selection(const FragmentSpread& spread);
  void follow(Gathered& fragment);
  // False when the current operation has followed it already.
  bool begin_following(Gathered& fragment) const;
  void directives(const List<Directive>& directives, std::string_view place);
  void arguments(const List<Argument>& arguments, const std::vector<InputField>* definitions);
  void value(const Value& value, const Expected& expected);
  void object(const ObjectValue& object, const NamedType* type);
  void variable(const Variable& variable, Location location, const Expected& expected);
  void replay(const Use& use);

  template <class... Parts, class... Arguments>
  void show(void (Rule::*part)(Parts...), const Arguments&... arguments) {
    for (Rule* rule : *active_) (rule->*part)(arguments...);
  }

  Context& context_;
  std::vector<Rule*> all_;
  std::vector<Rule*> following_;
  std::vector<Rule*> others_;
  const std::vector<Rule*>* active_ = &all_;
  bool in_operation_ = false;
  // Found by its definition once, while the document is walked: operations that follow fragments
  // over and over go from one to the next.
  std::unordered_map<const FragmentDefinition*, Gathered> gathered_;
  std::vector<Use>* gathering_ = nullptr;  // set while a fragment is: nothing is shown then
  std::unordered_map<std::string, std::size_t> known_uses_;  // while gathering
  std::unordered_map<std::string, std::size_t> kinds_;
  std::vector<std::size_t> right_;  // by kind: the number of the operation where it was right last
  std::size_t operations_ = 0;
  std::size_t replayed_ = 0;
};

}  // namespace syncline::graphql
