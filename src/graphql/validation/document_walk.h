// Shows a document to the rules, part by part, and keeps the context where the walk stands.
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "graphql/validation/rule.h"

namespace syncline::graphql {

class DocumentWalk {
 public:
  DocumentWalk(Context& context, const std::vector<std::unique_ptr<Rule>>& rules);

  void walk(const Document& document);

 private:
  void operation(const OperationDefinition& operation);
  void fragment(const FragmentDefinition& fragment);
  void variable_definition(const VariableDefinition& definition);
  void selections(const SelectionSet& set, const NamedType* type);
  void selection(const Field& field);
  void selection(const InlineFragment& fragment);
  void selection(const FragmentSpread& spread);
  void follow(const FragmentDefinition& fragment);
  void directives(const std::vector<Directive>& directives, std::string_view place);
  void arguments(const std::vector<Argument>& arguments,
                 const std::vector<InputField>* definitions);
  void value(const Value& value, const Expected& expected);

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
  std::unordered_set<const FragmentDefinition*> followed_;  // in the current operation
  std::size_t depth_ = 0;
};

}  // namespace syncline::graphql
