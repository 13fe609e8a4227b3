// How one subscription wants its events to look.
#pragma once

#include <memory>

#include "graphql/execution/collect_fields.h"
#include "graphql/execution/operation.h"
#include "hub/event.h"

namespace syncline::engine {

// `root` is the operation's one root field. The shape renders {"data":…} with "errors" when there
// are any. Its key is the schema, the selections and the values of the variables in them: not the
// root field's arguments, which choose events and do not change how they look.
std::shared_ptr<const hub::Shape> make_shape(std::shared_ptr<const graphql::Operation> operation,
                                             const graphql::CollectedField& root);

}  // namespace syncline::engine
