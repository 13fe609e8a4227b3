// A GraphQL request as every carrier has it: {"query", "operationName", "variables", "extensions"}.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"

namespace syncline::edge {

struct GraphqlRequest {
  std::string query;
  std::string operation_name;  // empty: not given
  Json variables;              // an object or null
};

// Fails with kind `invalid`, type "MalformedHttpRequestException" and AppSync's message where it
// has one (appsync-service 3.4); other members are passed over.
Result<GraphqlRequest> read_graphql_request(Json body);
Result<GraphqlRequest> parse_graphql_request(std::string_view body);  // JSON text

}  // namespace syncline::edge
