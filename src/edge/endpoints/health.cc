// GET /healthz and /readyz, for whoever supervises the process. Sockets are opened only once every
// room is built, so who can ask is answered yes.
#include "edge/answer.h"
#include "edge/endpoint.h"

namespace syncline::edge {
namespace {

bool matches(const io::HttpRequest& request) {
  return request.path == "/healthz" || request.path == "/readyz";
}

io::HttpAnswer respond(Rooms& rooms, Loop&, io::HttpRequest&& request) {
  if (request.method != "GET" && request.method != "HEAD") {
    return method_not_allowed(request.method, "GET, HEAD, OPTIONS");
  }
  io::HttpResponse response;
  if (request.path == "/healthz") {
    response.body = R"({"status":"ok"})";
  } else {
    const auto apis = rooms.catalog.snapshot()->by_id.size();
    response.body = R"({"status":"ready","apis":)" + std::to_string(apis) + "}";
  }
  return response;
}

}  // namespace

extern const Endpoint health;
const Endpoint health = {.matches = &matches, .respond = &respond};

}  // namespace syncline::edge
