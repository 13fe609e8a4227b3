// A Schema as SDL: what GetIntrospectionSchema answers, and what build_schema takes back.
#pragma once

#include <string>

#include "graphql/type/schema.h"

namespace syncline::graphql {

struct PrintSchemaOptions {
  // AppSync's own directives where the SDL had them (`includeDirectives` of the API). @deprecated
  // and @oneOf are always printed: clients need them.
  bool directives = true;
};

// The schema definition, then the types in the SDL's order. What is predeclared is left out.
std::string print_schema(const Schema& schema, const PrintSchemaOptions& options = {});

}  // namespace syncline::graphql
