// The fields __typename, __schema and __type (specification 4): what a schema says about itself.
#pragma once

#include "graphql/execution/walk.h"

namespace syncline::graphql {

// Completes the meta field at `place` from the operation's schema. Ready, unless it takes longer
// than the execution's turn. With
// Operation::introspection off, __schema and __type are field errors wherever they stand.
Completing introspect(Walk& walk, Place place);

}  // namespace syncline::graphql
