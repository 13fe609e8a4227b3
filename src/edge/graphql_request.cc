#include "edge/graphql_request.h"

#include <utility>
#include <variant>

#include "base/parse_json.h"
#include "graphql/language/parser.h"

namespace syncline::edge {
namespace {

std::unexpected<Error> malformed(std::string message) {
  return fail(ErrorKind::invalid, "MalformedHttpRequestException", std::move(message));
}

std::unexpected<Error> unparsable() { return malformed("Unable to parse GraphQL query."); }

}  // namespace

Result<GraphqlRequest> read_graphql_request(const Json& body) {
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
  const auto* variables = find_member(body, "variables");
  if (variables != nullptr && !variables->is_null()) {
    if (!variables->is_object()) return malformed("The variables must be an object.");
    request.variables = *variables;
  }
  return request;
}

Result<GraphqlRequest> parse_graphql_request(std::string_view body) {
  if (body.empty()) return malformed("Request body is empty.");
  const auto json = parse_json(body);
  if (!json) return unparsable();
  return read_graphql_request(*json);
}

std::optional<graphql::OperationType> operation_type(const GraphqlRequest& request) {
  const auto document = graphql::parse(request.query);
  if (!document) return std::nullopt;
  std::optional<graphql::OperationType> only;
  for (const auto& definition : document->definitions) {
    const auto* operation = std::get_if<graphql::OperationDefinition>(&definition);
    if (operation == nullptr) continue;
    if (!request.operation_name.empty()) {
      if (operation->name == request.operation_name) return operation->operation;
    } else if (only) {
      return std::nullopt;
    } else {
      only = operation->operation;
    }
  }
  return only;
}

}  // namespace syncline::edge
