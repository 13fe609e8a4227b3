// POST and GET /graphql and /graphql/{apiId}: one GraphQL operation over HTTP (AppSync developer
// guide, "Using GraphQL"; appsync-service 3), also as the GraphQL over HTTP specification has it.
#include <utility>

#include "base/parse_json.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/carried_headers.h"
#include "edge/endpoint.h"
#include "edge/graphql_request.h"
#include "edge/media_type.h"
#include "script/program.h"

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
  for (const std::string_view name : {"variables", "extensions"}) {
    const auto text = request.parameter(name);
    // What does not parse is kept as text, and refused as any value that is not an object.
    if (text && !text->empty()) body[name] = parse_json(*text).value_or(Json(*text));
  }
  return read_graphql_request(Json(std::move(body)));
}

Result<void> admit(Rooms& rooms, const io::HttpRequest& request, engine::Request& admitted) {
  const auto snapshot = rooms.catalog.snapshot();
  const auth::Credentials credentials{.headers = request.headers, .peer = request.peer};
  TRY(const auto named, api_of_address(*snapshot, request));
  TRY(admitted.api, choose_api(*snapshot, named, credentials));
  TRY(admitted.identity, auth::authenticate(credentials, *admitted.api, rooms.clock));
  return {};
}

// Any type will do, as on AppSync, whose own samples send application/graphql with JSON in it; none
// will not (GraphQL over HTTP, "POST"). That a body is missing is said in AppSync's words.
bool lacks_content_type(const io::HttpRequest& request) {
  return !request.body.empty() && request.headers.get("content-type").value_or("").empty();
}

// Few scripts look at the headers, so they become JSON when one does.
script::Shared shown_headers(io::Headers headers) {
  return script::Shared::made_by([headers = std::move(headers)] {
    return std::make_shared<const Json>(request_headers(headers));
  });
}

Result<void> read_request(Rooms& rooms, io::HttpRequest& request, engine::Request& read) {
  const bool get = request.method == "GET";
  TRY(admit(rooms, request, read));
  TRY(auto operation, get ? read_parameters(request) : parse_graphql_request(request.body));
  read.query = std::move(operation.query);
  read.operation_name = std::move(operation.operation_name);
  read.variables = std::move(operation.variables);
  read.headers = shown_headers(std::move(request.headers));
  read.mutations = !get;
  return {};
}

// The GraphQL type says that the answer is this server's, and no proxy's: an error's too.
void set_type(io::HttpResponse& response, MediaType type) {
  if (type == MediaType::graphql_response) response.content_type = graphql_response_type;
}

io::HttpResponse as(MediaType type, io::HttpResponse response) {
  set_type(response, type);
  return response;
}

io::HttpResponse answer(MediaType type, engine::Reply&& reply) {
  auto response = reply_answer(std::move(reply));
  if (response.status == 405) response.headers.emplace_back("allow", "POST");
  set_type(response, type);
  return response;
}

Task<io::HttpResponse> answer_later(MediaType type, Task<engine::Reply> reply) {
  co_return answer(type, co_await std::move(reply));
}

io::HttpAnswer respond(Rooms& rooms, Loop&, io::HttpRequest&& request) {
  if (request.method != "GET" && request.method != "POST") {
    return method_not_allowed(request.method, "GET, POST, OPTIONS");
  }
  const auto type = choose_media_type(request.headers);
  if (!type) {
    return status_answer(406, "NotAcceptableException",
                         "The Accept header takes neither application/json nor "
                         "application/graphql-response+json, and there is nothing else.");
  }
  if (request.method == "POST" && lacks_content_type(request)) {
    return as(*type, status_answer(415, "UnsupportedMediaTypeException",
                                   "A POST needs a Content-Type: send application/json."));
  }
  engine::Request read;
  if (auto done = read_request(rooms, request, read); !done) {
    return as(*type, error_answer(done.error()));
  }
  read.graphql_response = *type == MediaType::graphql_response;
  auto reply = rooms.engine.execute(std::move(read));
  if (auto* ready = std::get_if<engine::Reply>(&reply)) return answer(*type, std::move(*ready));
  return answer_later(*type, std::get<Task<engine::Reply>>(std::move(reply)));
}

}  // namespace

extern const Endpoint graphql;
const Endpoint graphql = {.matches = &matches, .respond = &respond};

}  // namespace syncline::edge
