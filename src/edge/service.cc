// Routes what arrives to the endpoints and dialects.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/compress.h"
#include "edge/dialect.h"
#include "edge/endpoint.h"
#include "edge/refusal.h"
#include "edge/request_ids.h"
#include "edge/subprotocol.h"

namespace syncline::edge {
namespace {

const Endpoint* find_endpoint(const io::HttpRequest& request) {
  const auto table = endpoints_table();
  const auto found =
      std::ranges::find_if(table, [&](const Endpoint* row) { return row->matches(request); });
  return found == table.end() ? nullptr : *found;
}

io::HttpResponse unknown_path(std::string_view path) {
  return error_answer({.kind = ErrorKind::not_found,
                       .type = "NotFoundException",
                       .message = "Nothing is at '" + std::string(path) +
                                  "'. There are /graphql, /graphql/{apiId}, /graphql/realtime, "
                                  "/graphql/{apiId}/realtime, /healthz and /readyz.",
                       .detail = nullptr});
}

io::HttpAnswer route(Rooms& rooms, Loop& loop, io::HttpRequest&& request) {
  const auto* endpoint = find_endpoint(request);
  if (endpoint == nullptr) return unknown_path(request.path);
  if (request.method == "OPTIONS") return preflight_answer(request);
  return endpoint->respond(rooms, loop, std::move(request));
}

// What is on each answer; the answer is ready.
void complete(io::HttpAnswer& answer, const RequestId& request_id, bool gzip) {
  add_common_headers(std::get<io::HttpResponse>(answer), request_id);
  compress(answer, gzip);
}

Task<io::HttpResponse> complete_later(Task<io::HttpResponse> task, RequestId request_id,
                                      bool gzip) {
  io::HttpAnswer answer = co_await std::move(task);
  complete(answer, request_id, gzip);
  if (auto* ready = std::get_if<io::HttpResponse>(&answer)) co_return std::move(*ready);
  co_return co_await std::get<Task<io::HttpResponse>>(std::move(answer));
}

// What a library throws ends in io, which answers it, as anything else of its own, with the same
// headers.
io::HttpAnswer respond(Rooms& rooms, Loop& loop, io::HttpRequest&& request,
                       const RequestId& request_id) {
  const bool gzip = accepts_gzip(request.headers);
  auto answer = route(rooms, loop, std::move(request));
  if (auto* later = std::get_if<Task<io::HttpResponse>>(&answer)) {
    return complete_later(std::move(*later), request_id, gzip);
  }
  complete(answer, request_id, gzip);
  return answer;
}

io::UpgradeAnswer refused(io::HttpResponse refusal) {
  add_common_headers(refusal, RequestId::random());
  io::UpgradeAnswer answer;
  answer.refusal = std::move(refusal);
  return answer;
}

// AppSync opens the connection and says what is wrong with the sub-protocol (appsync-service 5.4).
io::UpgradeAnswer wrong_subprotocol(std::string message) {
  io::UpgradeAnswer answer;
  answer.handler = refuse_connection({.type = "",
                                      .message = std::move(message),
                                      .error_code = 400,
                                      .close_code = io::close_code::protocol_error});
  return answer;
}

io::UpgradeAnswer accept(const Dialect& dialect, Rooms& rooms, Ticker& ticker,
                         const io::HttpRequest& request) {
  auto handler = dialect.accept(rooms, ticker, request);
  if (!handler) return refused(error_answer(handler.error()));
  io::UpgradeAnswer answer;
  answer.handler = *std::move(handler);
  answer.subprotocol = dialect.subprotocol;
  return answer;
}

io::UpgradeAnswer upgrade(Rooms& rooms, Ticker& ticker, const io::HttpRequest& request) {
  if (!parse_graphql_path(request.path)) return refused(unknown_path(request.path));
  const auto offered = offered_protocols(request.headers);
  for (const auto& protocol : offered) {  // the client's order is its preference
    for (const auto* dialect : dialects_table()) {
      if (dialect->subprotocol == protocol) return accept(*dialect, rooms, ticker, request);
    }
  }
  return wrong_subprotocol(offered.empty() ? "NoProtocolError" : "SubProtocolNotSupportedError");
}

}  // namespace

io::Service make_service(Rooms& rooms) {
  auto tickers = std::make_shared<Tickers>();
  auto ids = std::make_shared<RequestIds>();
  io::Service service;
  service.respond = [&rooms, ids](Loop& loop, io::HttpRequest&& request) {
    return respond(rooms, loop, std::move(request), ids->next(loop));
  };
  service.upgrade = [&rooms, tickers](Loop& loop, const io::HttpRequest& request) {
    return upgrade(rooms, tickers->of(loop), request);
  };
  service.decorate = [](io::HttpResponse& response) {
    add_common_headers(response, RequestId::random());
  };
  return service;
}

}  // namespace syncline::edge
