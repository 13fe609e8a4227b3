// What a resolver may know about the selections below its field (AppSync: "Context reference",
// ctx.info), and the same selections applied to a value.
#pragma once

#include <string>

#include "graphql/execution/execute.h"

namespace syncline::graphql {

// ctx.info.selectionSetList: paths such as "author/name", each after that of its parent. An aliased
// field stands under its alias, fragments are flattened, and under an interface or a union only
// what belongs to that type itself is listed.
JsonArray selection_set_list(const FieldCall& call);

// ctx.info.selectionSetGraphQL: the selections printed, fragment spreads by name; "" for a leaf.
std::string selection_set_graphql(const FieldCall& call);

// The members of `value` that the field's selections ask for, by response key; absent ones are
// null. For errors[].data: resolvers do not run, and nothing here is an error.
Json filter_by_selection(const Json& value, const FieldCall& call);

}  // namespace syncline::graphql
