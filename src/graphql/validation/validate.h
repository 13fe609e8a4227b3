// Whether a document may run on a schema (specification section 5): one rule a file in rules/, in
// the order of rules.cc.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

// In whose words a violation is told: AppSync's, which are graphql-java's, or those of the
// reference implementation, graphql-js 16 (without its guesses at what was meant). What is a
// violation, and where, is the same.
enum class Wording : std::uint8_t { appsync, reference };

struct Violation {
  std::string rule;     // graphql-java's name, which AppSync prints: "FieldUndefined"
  std::string message;  // without AppSync's prefix: "Field 'x' in type 'Query' is undefined"
  // Names of the fragment and of the fields down to the place, as graphql-java has them (so no
  // aliases); may be empty.
  std::vector<std::string> path;
  std::vector<Location> locations;
};

// Empty when the document is valid. At most limits::graphql_violations_max: the last then says so,
// with the rule "MaxValidationErrorsReached". The document must be within the parser's limits. One
// with more than limits::graphql_operations_max operations is refused without being looked at.
std::vector<Violation> validate(const Schema& schema, const Document& document,
                                Wording wording = Wording::appsync);

// Of a violation in AppSync's words:
// "Validation error of type FieldUndefined: Field 'x' in type 'Query' is undefined @ 'x'"
std::string appsync_message(const Violation& violation);

}  // namespace syncline::graphql
