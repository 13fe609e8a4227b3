// What a document has much of, or nothing but.
#pragma once

#include <cstddef>

#include "graphql/language/ast.h"

namespace syncline::engine {

struct DocumentTraits {
  std::size_t aliases = 0;  // fields with an alias
  // Of them, those at the root of the operation that has the most; a fragment's count as often as
  // it is spread there.
  std::size_t root_aliases = 0;
  std::size_t directives = 0;  // at the place that has the most
  // No operation asks for a field that is not introspection's.
  bool introspection_only = true;
};

// Of its operations and fragments. Any document that parses; it need not be valid.
DocumentTraits inspect(const graphql::Document& document);

}  // namespace syncline::engine
