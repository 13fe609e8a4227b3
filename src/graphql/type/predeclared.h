// What every schema has before a line of its own SDL is read: the directives of the specification
// and of AppSync, and introspection's types.
#pragma once

#include "graphql/language/ast.h"

namespace syncline::graphql {

// The name of the type that carries __typename, __schema and __type; it is in no schema.
inline constexpr const char* meta_fields_type = "__MetaFields";

Document predeclared_definitions();

}  // namespace syncline::graphql
