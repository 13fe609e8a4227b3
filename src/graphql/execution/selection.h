// What a resolver may know about the selections below its field (AppSync: "Context reference",
// ctx.info), and the same selections applied to a value.
#pragma once

#include <cstddef>
#include <string>

#include "base/limits.h"
#include "graphql/execution/execute.h"

namespace syncline::graphql {

// What the lists and texts of one execution take together, and what one filtered value takes:
// fragments and aliases make much of a short document and a small value. Where a list or a text
// does not fit, `*complete` is false: a resolver that would see it should be a field error instead.
inline constexpr std::size_t selection_bytes_max = limits::graphql_text_bytes_max / 16;

// ctx.info.selectionSetList: paths such as "author/name", each after that of its parent. An aliased
// field stands under its alias, fragments are flattened, and under an interface or a union only
// what belongs to that type itself is listed. Ends with the last path that fits.
JsonArray selection_set_list(const FieldCall& call, bool* complete = nullptr);

// ctx.info.selectionSetGraphQL: the selections printed, fragment spreads by name; "" for a leaf,
// and when it does not fit.
std::string selection_set_graphql(const FieldCall& call, bool* complete = nullptr);

// The members of `value` that the field's selections ask for, by response key; absent ones are
// null, as is what comes after selection_bytes_max. For errors[].data: resolvers do not run, and
// nothing here is an error.
Json filter_by_selection(const Json& value, const FieldCall& call);

}  // namespace syncline::graphql
