// For the planner: what one term of a WHERE says of one key attribute.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dynamo/expression/key_condition.h"

namespace syncline::dynamo::partiql {

// The values that the attribute may have, by `=` or IN; nothing when the term is something else.
std::optional<std::vector<const Value*>> equal_values(const Node& term, std::string_view attribute);
// The range that it may lie in, by an operator, BETWEEN or begins_with.
std::optional<KeyTerm> range_term(const Node& term, std::string_view attribute);
// Whether the term, or a part of it, is a condition on the attribute.
bool mentions(const Node& term, std::string_view attribute);
// Whether it says what the attribute is not.
bool negates(const Node& term, std::string_view attribute);

}  // namespace syncline::dynamo::partiql
