// What every schema has before a line of its own SDL is read: the directives and scalars of
// the specification and of AppSync, and introspection's types.
#pragma once

#include <vector>

#include "graphql/language/ast.h"
#include "graphql/type/build_schema.h"
#include "graphql/type/scalars.h"

namespace syncline::graphql {

// The name of the type that carries __typename, __schema and __type. It is in no schema, and no SDL
// can refer to it: a name has no blanks.
inline constexpr const char* meta_fields_type = "meta fields";

Document predeclared_definitions(Dialect dialect);
std::vector<const Scalar*> predeclared_scalars(Dialect dialect);

}  // namespace syncline::graphql
