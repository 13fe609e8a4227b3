// /graphql/realtime and /graphql/{apiId}/realtime without an upgrade: the address of WebSockets.
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/endpoint.h"

namespace syncline::edge {
namespace {

bool matches(const io::HttpRequest& request) {
  const auto path = parse_graphql_path(request.path);
  return path && path->realtime;
}

io::HttpAnswer respond(Rooms&, Loop&, io::HttpRequest&&) {
  auto response = error_answer(
      {.kind = ErrorKind::invalid,
       .type = "BadRequestException",
       .message = "This address is for WebSockets: upgrade with the sub-protocol graphql-ws or "
                  "graphql-transport-ws.",
       .detail = nullptr});
  response.status = 426;  // RFC 9110 15.5.22, which asks for the Upgrade field
  response.headers.emplace_back("upgrade", "websocket");
  return response;
}

}  // namespace

extern const Endpoint realtime;
const Endpoint realtime = {.matches = &matches, .respond = &respond};

}  // namespace syncline::edge
