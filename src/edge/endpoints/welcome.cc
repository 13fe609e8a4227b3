// GET /: a few lines for a person who opens the address in a browser.
#include "edge/answer.h"
#include "edge/endpoint.h"

namespace syncline::edge {
namespace {

constexpr std::string_view text =
    "Syncline: a GraphQL server whose subscriptions reach those who asked.\n"
    "\n"
    "POST /graphql            a query or mutation: {\"query\", \"variables\", \"operationName\"}\n"
    "GET  /graphql?query=...  a query\n"
    "     /graphql/realtime   WebSocket: graphql-ws (AppSync) or graphql-transport-ws\n"
    "     /graphql/{apiId}[/realtime]   the same, when there are several APIs\n"
    "GET  /healthz, /readyz   whether the server is there\n"
    "POST /                   DynamoDB's API: aws --endpoint-url http://localhost:4000 dynamodb "
    "list-tables\n"
    "\n"
    "Send the API's key in the header x-api-key.\n";

bool matches(const io::HttpRequest& request) { return request.path == "/"; }

io::HttpAnswer respond(Rooms&, Loop&, io::HttpRequest&& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    return method_not_allowed(request.method, "GET, HEAD, OPTIONS");
  }
  return text_answer(200, std::string(text));
}

}  // namespace

extern const Endpoint welcome;
const Endpoint welcome = {.matches = &matches, .respond = &respond};

}  // namespace syncline::edge
