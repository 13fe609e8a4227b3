// A GraphQL request as every carrier has it: {"query", "operationName", "variables"}.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "graphql/language/ast.h"

namespace syncline::edge {

struct GraphqlRequest {
  std::string query;
  std::string operation_name;  // empty: not given
  Json variables;              // an object or null
};

// Fails with kind `invalid`, type "MalformedHttpRequestException" and AppSync's message where it
// has one (appsync-service 3.4); other members are passed over.
Result<GraphqlRequest> read_graphql_request(const Json& body);
Result<GraphqlRequest> parse_graphql_request(std::string_view body);  // JSON text

// The type of the operation that would run; nothing when the document does not parse or none is
// chosen, which the engine has the better words for.
std::optional<graphql::OperationType> operation_type(const GraphqlRequest& request);

}  // namespace syncline::edge
