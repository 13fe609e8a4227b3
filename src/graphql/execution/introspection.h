// The fields __typename, __schema and __type (specification 4): what a schema says about itself.
#pragma once

#include "graphql/execution/walk.h"

namespace syncline::graphql {

// Completes the meta field at `place` from the operation's schema. Always ready.
Completed introspect(Walk& walk, Place place);

}  // namespace syncline::graphql
