// Whether a document may run on a schema (specification section 5): one rule a file in rules/, in
// the order of rules.cc.
#pragma once

#include <string>
#include <vector>

#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

struct Violation {
  std::string rule;     // graphql-java's name, which AppSync prints: "FieldUndefined"
  std::string message;  // without the prefix: "Field 'x' in type 'Query' is undefined"
  // Names of the fragment and of the fields down to the place, as graphql-java has them (so no
  // aliases); may be empty.
  std::vector<std::string> path;
  std::vector<Location> locations;
};

// Empty when the document is valid. At most limits::graphql_violations_max: the last then says so,
// with the rule "MaxValidationErrorsReached". The document must be within the parser's limits.
std::vector<Violation> validate(const Schema& schema, const Document& document);

// "Validation error of type FieldUndefined: Field 'x' in type 'Query' is undefined @ 'x'"
std::string appsync_message(const Violation& violation);

}  // namespace syncline::graphql
