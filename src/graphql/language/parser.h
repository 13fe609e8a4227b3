// Text to syntax tree (specification section 2; appendix B).
#pragma once

#include <cstddef>
#include <string_view>

#include "base/limits.h"
#include "base/result.h"
#include "graphql/language/ast.h"

namespace syncline::graphql {

struct ParseLimits {
  std::size_t tokens_max = limits::graphql_tokens_max;
  std::size_t depth_max = limits::graphql_depth_max;  // nesting of sets, values and types
};

// A fault is an Error of kind `invalid`, type "GraphQLSyntaxError"; detail is
// {"line":…,"column":…}. Never throws, never recurses deeper than the limit. What comes back needs
// the text no longer.
Result<Document> parse(std::string_view text, const ParseLimits& limits = {});

// One value or one type alone, for default values and for tests.
Result<LoneValue> parse_value(std::string_view text, const ParseLimits& limits = {});
Result<LoneType> parse_type(std::string_view text);

}  // namespace syncline::graphql
