// POST and GET /graphql and /graphql/{apiId}: one GraphQL operation over HTTP (AppSync developer
// guide, "Using GraphQL"; appsync-service 3).
#include <utility>

#include "base/parse_json.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/carried_headers.h"
#include "edge/endpoint.h"
#include "edge/graphql_request.h"

namespace syncline::edge {
namespace {

bool matches(const io::HttpRequest& request) {
  const auto path = parse_graphql_path(request.path);
  return path && !path->realtime;
}

Result<GraphqlRequest> read_parameters(const io::HttpRequest& request) {
  JsonObject body;
  if (const auto query = request.parameter("query")) body["query"] = *query;
  if (const auto name = request.parameter("operationName"); name && !name->empty()) {
    body["operationName"] = *name;
  }
  if (const auto variables = request.parameter("variables"); variables && !variables->empty()) {
    // What does not parse is kept as text, and refused as any value that is not an object.
    body["variables"] = parse_json(*variables).value_or(Json(*variables));
  }
  return read_graphql_request(Json(std::move(body)));
}

Result<engine::Request> admit(Rooms& rooms, const io::HttpRequest& request) {
  const auto snapshot = rooms.catalog.snapshot();
  auth::Credentials credentials{.headers = request_headers(request.headers), .peer = request.peer};
  TRY(const auto named, api_of_address(*snapshot, request));
  TRY(auto api, choose_api(*snapshot, named, credentials));
  TRY(auto identity, auth::authenticate(credentials, *api, rooms.clock));
  engine::Request admitted;
  admitted.api = std::move(api);
  admitted.headers = std::move(credentials.headers);
  admitted.identity = std::move(identity);
  return admitted;
}

io::HttpResponse answer(engine::Reply reply) {
  const bool refused = reply.status == 405;
  auto response = reply_answer(std::move(reply));
  if (refused) response.headers.emplace_back("allow", "POST");
  return response;
}

Task<io::HttpResponse> answer_later(Task<engine::Reply> reply) {
  co_return answer(co_await std::move(reply));
}

io::HttpAnswer respond(Rooms& rooms, Loop&, io::HttpRequest request) {
  const bool get = request.method == "GET";
  if (!get && request.method != "POST") {
    return method_not_allowed(request.method, "GET, POST, OPTIONS");
  }
  auto admitted = admit(rooms, request);
  if (!admitted) return error_answer(admitted.error());
  auto operation = get ? read_parameters(request) : parse_graphql_request(request.body);
  if (!operation) return error_answer(operation.error());
  admitted->query = std::move(operation->query);
  admitted->operation_name = std::move(operation->operation_name);
  admitted->variables = std::move(operation->variables);
  admitted->mutations = !get;
  auto reply = rooms.engine.execute(*std::move(admitted));
  if (auto* ready = std::get_if<engine::Reply>(&reply)) return answer(std::move(*ready));
  return answer_later(std::get<Task<engine::Reply>>(std::move(reply)));
}

}  // namespace

extern const Endpoint graphql;
const Endpoint graphql = {.matches = &matches, .respond = &respond};

}  // namespace syncline::edge
