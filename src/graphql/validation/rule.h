// What a rule is: something that the walk shows each part of a document to, once, from the
// outside in. A rule takes the parts that it cares for, and reports to the context.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "graphql/validation/context.h"

namespace syncline::graphql {

// What the place of a value asks for; `type` is null when that is unknown.
struct Expected {
  const Type* type = nullptr;
  bool has_default = false;
  bool one_of = false;  // the only member of a @oneOf object: null is no value for it
};

class Rule {
 public:
  explicit Rule(Context& context) : context_(context) {}
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;
  virtual ~Rule() = default;

  // Rules about variables see those of a fragment within each operation that spreads it (and of
  // the fragment they see nothing else); all others see each fragment on its own, and only so.
  [[nodiscard]] virtual bool follows_spreads() const { return false; }

  virtual void document(const Document& /*document*/) {}
  virtual void leave_document(const Document& /*document*/) {}
  virtual void operation(const OperationDefinition& /*operation*/) {}
  virtual void leave_operation(const OperationDefinition& /*operation*/) {}
  virtual void variable_definition(const VariableDefinition& /*definition*/) {}
  virtual void fragment(const FragmentDefinition& /*fragment*/) {}
  virtual void type_name(const TypeName& /*type*/) {}
  virtual void field(const Field& /*field*/) {}
  virtual void inline_fragment(const InlineFragment& /*fragment*/) {}
  virtual void spread(const FragmentSpread& /*spread*/) {}
  // `place` in the words of a directive's definition, such as "FIELD".
  virtual void directives(const List<Directive>& /*all*/, std::string_view /*place*/) {}
  virtual void directive(const Directive& /*directive*/, std::string_view /*place*/) {}
  virtual void argument(const Argument& /*argument*/) {}
  virtual void object(const ObjectValue& /*object*/) {}
  virtual void variable(const Variable& /*variable*/, Location /*location*/,
                        const Expected& /*expected*/) {}

 protected:
  [[nodiscard]] Context& context() { return context_; }

 private:
  Context& context_;
};

// All rules, in the order in which each part of a document is shown to them.
std::vector<std::unique_ptr<Rule>> make_rules(Context& context);

}  // namespace syncline::graphql
