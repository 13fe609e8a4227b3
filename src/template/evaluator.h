// The evaluator behind scope.h, seen by the files that hold the functions.
#pragma once

#include <set>
#include <string>

#include "template/scope.h"

namespace syncline::cloudformation {

class Evaluator {
 public:
  Evaluator(const Scope& scope, std::set<std::string>& needs) : scope_(scope), needs_(needs) {}

  Result<Node> evaluate(const Node& node);
  // An argument that must come out as text (perhaps not known yet), or as a list.
  Result<Node> evaluate_text(const Node& node, std::string_view function);
  Result<Node> evaluate_list(const Node& node, std::string_view function);

  // What the name of a parameter or resource stands for, and an attribute of a resource.
  Result<Node> reference(const std::string& name, int line);
  Result<Node> attribute(const std::string& resource, const std::string& name, int line);

  [[nodiscard]] const Scope& scope() const { return scope_; }

 private:
  const Scope& scope_;
  std::set<std::string>& needs_;
};

struct Intrinsic {
  std::string_view name;  // "Fn::Join"
  Result<Node> (*run)(Evaluator& evaluator, const Node& argument);
};

// Null when there is no such function here.
const Intrinsic* find_intrinsic(std::string_view name);

// Fn::Sub, which is a small language of its own.
Result<Node> substitute(Evaluator& evaluator, const Node& argument);

// The list that is `argument`, with `least` to `most` items.
Result<const std::vector<Node>*> arguments(const Node& argument, std::string_view function,
                                           std::size_t least, std::size_t most);

}  // namespace syncline::cloudformation
