#include "edge/graphql_request.h"

#include <array>
#include <utility>

#include "base/parse_json.h"

namespace syncline::edge {
namespace {

std::unexpected<Error> malformed(std::string message) {
  return fail(ErrorKind::invalid, "MalformedHttpRequestException", std::move(message));
}

std::unexpected<Error> unparsable() { return malformed("Unable to parse GraphQL query."); }

}  // namespace

Result<GraphqlRequest> read_graphql_request(Json body) {
  if (body.is_array() && !body.get_array().empty()) {
    return malformed("A batch of operations is not supported: send one operation a request.");
  }
  const auto* query = find_string(body, "query");
  if (query == nullptr || query->empty()) return unparsable();
  GraphqlRequest request{.query = std::string(*query), .operation_name = {}, .variables = nullptr};

  const auto* name = find_member(body, "operationName");
  if (name != nullptr && !name->is_null()) {
    if (!name->is_string()) return malformed("The operationName must be a string.");
    request.operation_name = std::string_view(name->get_string());
  }
  auto* variables = body.get_object().if_contains("variables");
  if (variables != nullptr && !variables->is_null()) {
    if (!variables->is_object()) return malformed("The variables must be an object.");
    request.variables = std::move(*variables);
  }
  // Nothing in them is read, but they are what clients extend the protocol with (GraphQL over HTTP,
  // "Request Parameters").
  const auto* extensions = body.get_object().if_contains("extensions");
  if (extensions != nullptr && !extensions->is_null() && !extensions->is_object()) {
    return malformed("The extensions must be an object.");
  }
  return request;
}

Result<GraphqlRequest> parse_graphql_request(std::string_view body) {
  if (body.empty()) return malformed("Request body is empty.");
  // Texts and variables are copied out of it, so it can stand in memory that is given up at once:
  // of most bodies that is what is here.
  std::array<unsigned char, 4096> first;  // NOLINT: written before it is read
  JsonArena memory(first.data(), first.size());
  auto json = parse_json(body, &memory);
  if (!json) return unparsable();
  return read_graphql_request(*std::move(json));
}

}  // namespace syncline::edge
