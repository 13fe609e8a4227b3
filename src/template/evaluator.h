// The evaluator behind scope.h, seen by the files that hold the functions.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "base/limits.h"
#include "template/scope.h"

namespace syncline::cloudformation {

// Of one resource, or of all conditions; ours: no template that says it without functions could be
// as large as an eighth of it.
inline constexpr std::size_t made_bytes_max = 8 * limits::cloudformation_template_bytes_max;

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

  // To be called before a function makes so much. Fails when all of them together have made more
  // than `made_bytes_max`: a short template could ask for any amount.
  Result<void> spend(std::size_t bytes, int line);
  Result<void> spend_on(const Node& node, int line);  // a copy of it

  [[nodiscard]] const Scope& scope() const { return scope_; }

 private:
  const Scope& scope_;
  std::set<std::string>& needs_;
  std::size_t made_bytes_ = 0;
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
