// Routes what arrives to the endpoints and dialects.
#include <algorithm>
#include <utility>

#include "base/log.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/dialect.h"
#include "edge/endpoint.h"
#include "edge/refusal.h"
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

Task<io::HttpResponse> route(Rooms& rooms, Loop& loop, io::HttpRequest request) {
  const auto* endpoint = find_endpoint(request);
  if (endpoint == nullptr) co_return unknown_path(request.path);
  if (request.method == "OPTIONS") co_return preflight_answer(request);
  co_return co_await endpoint->respond(rooms, loop, std::move(request));
}

// What a library throws ends here. The caller learns nothing of it but the request id.
Task<io::HttpResponse> guarded_route(Rooms& rooms, Loop& loop, io::HttpRequest request) {
  try {
    co_return co_await route(rooms, loop, std::move(request));
  } catch (const std::exception& exception) {
    log_error("a request failed unexpectedly: {}", exception.what());
  }
  co_return internal_failure();
}

Task<io::HttpResponse> respond(Rooms& rooms, Loop& loop, io::HttpRequest request) {
  auto response = co_await guarded_route(rooms, loop, std::move(request));
  add_common_headers(response);
  co_return response;
}

io::UpgradeAnswer refused(io::HttpResponse refusal) {
  add_common_headers(refusal);
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

io::UpgradeAnswer guarded_upgrade(Rooms& rooms, Ticker& ticker, const io::HttpRequest& request) {
  try {
    return upgrade(rooms, ticker, request);
  } catch (const std::exception& exception) {
    log_error("an upgrade failed unexpectedly: {}", exception.what());
  }
  return refused(internal_failure());
}

}  // namespace

io::Service make_service(Rooms& rooms) {
  auto tickers = std::make_shared<Tickers>();
  return {
      .respond = [&rooms](
                     Loop& loop,
                     io::HttpRequest request) { return respond(rooms, loop, std::move(request)); },
      .upgrade =
          [&rooms, tickers](Loop& loop, const io::HttpRequest& request) {
            return guarded_upgrade(rooms, tickers->of(loop), request);
          },
  };
}

}  // namespace syncline::edge
