// A Schema as SDL: what GetIntrospectionSchema answers, and what build_schema takes back.
#pragma once

#include <string>

#include "graphql/type/schema.h"

namespace syncline::graphql {

struct PrintSchemaOptions {
  // Directives where the SDL had them (`includeDirectives` of the API). @deprecated, @oneOf and
  // @specifiedBy are always printed: clients need them.
  bool directives = true;
};

// The schema definition, the directives that the SDL defines, then the types in the SDL's order.
// What is predeclared is left out.
std::string print_schema(const Schema& schema, const PrintSchemaOptions& options = {});

}  // namespace syncline::graphql
