// What a syntax tree costs while it is kept.
#pragma once

#include <cstddef>

#include "graphql/language/ast.h"

namespace syncline::engine {

struct DocumentWeight {
  std::size_t tokens = 0;  // about as many as it was written with
  std::size_t bytes = 0;   // of memory: nodes, texts, and what the allocator adds to each
};

// Of the executable definitions; others cannot be in a document that is valid.
DocumentWeight weigh(const graphql::Document& document);

}  // namespace syncline::engine
