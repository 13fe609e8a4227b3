// What an operation may cost before it runs, by its text, its variables and the schema.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "graphql/execution/operation.h"

namespace syncline::engine {

// The sum of its root fields' complexities. A field's is
//
//   1 + n × (the sum of the complexities of the fields that are selected of it)
//
// where n is 1, and for a list the number of its items: what its argument `first`, `last` or
// `limit` says when that is a number above 0; else what the field around it says, when that is no
// list itself (a connection's `items` or `edges`); else `list_factor`. Fields of one response key
// count once, what @skip leaves out does not, and of an abstract type's objects the costliest
// counts. A field of introspection is 1: it has limits of its own.
//
// SIZE_MAX stands for more than that. Fails as the operation itself would, or when it selects too
// much to be looked at (limits::graphql_selections_max).
Result<std::size_t> complexity(const graphql::Operation& operation, std::size_t list_factor);

}  // namespace syncline::engine
