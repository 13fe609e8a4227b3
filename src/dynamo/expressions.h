// The expressions of one request, parsed, checked and resolved together, since they share their
// placeholders.
#pragma once

#include <list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dynamo/expression/node.h"
#include "dynamo/expression/placeholders.h"
#include "dynamo/expression/selection.h"

namespace syncline::dynamo {

// Which members an operation takes: its expressions, in the order in which DynamoDB lists them in
// messages, and the older parameters that may not stand beside them.
struct ExpressionMembers {
  std::span<const std::string_view> expressions;
  std::span<const std::string_view> others;
};

// Whether the members that are there go together. First of all checks of content.
Result<void> check_expression_members(const JsonObject& input, const ExpressionMembers& members);

struct Expressions {
  Placeholders placeholders;  // the trees point into it,
  std::list<Value> literals;  // and those made of older parameters into this
  std::optional<Update> update;
  std::optional<Node> condition, key_condition, filter;
  std::optional<std::vector<Path>> projection;

  // Of the expressions that are there, among those that the operation declared: any other member
  // has not been checked, and is not looked at. Every placeholder must be used.
  static Result<Expressions> read(const JsonObject& input,
                                  std::span<const std::string_view> declared);

  // The projection expression, if there is one.
  [[nodiscard]] std::optional<Selection> selection() const;
};

}  // namespace syncline::dynamo
