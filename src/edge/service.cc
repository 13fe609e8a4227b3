// Routes what arrives to the endpoints and dialects.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/aws_route.h"
#include "edge/compress.h"
#include "edge/dialect.h"
#include "edge/dynamodb_answer.h"
#include "edge/endpoint.h"
#include "edge/refusal.h"
#include "edge/request_ids.h"
#include "edge/subprotocol.h"

namespace syncline::edge {
namespace {

const Endpoint* find_endpoint(const io::HttpRequest& request) {
  const auto table = endpoints_table();
  const auto service = aws_service_of(request);
  const auto found = std::ranges::find_if(table, [&](const Endpoint* row) {
    if (service) return row->service == *service;
    return row->service.empty() && row->matches(request);
  });
  return found == table.end() ? nullptr : *found;
}

io::HttpResponse unknown_service(std::string_view service) {
  return error_answer({.kind = ErrorKind::not_found,
                       .type = "NotFoundException",
                       .message = "The AWS service '" + std::string(service) +
                                  "' is not served here. There is dynamodb.",
                       .detail = nullptr});
}

io::HttpResponse unknown_path(std::string_view path) {
  return error_answer({.kind = ErrorKind::not_found,
                       .type = "NotFoundException",
                       .message = "Nothing is at '" + std::string(path) +
                                  "'. There are /graphql, /graphql/{apiId}, /graphql/realtime, "
                                  "/graphql/{apiId}/realtime, /healthz and /readyz, and "
                                  "DynamoDB's API at /.",
                       .detail = nullptr});
}

io::HttpAnswer nothing_there(const io::HttpRequest& request) {
  const auto service = aws_service_of(request);
  return service ? unknown_service(*service) : unknown_path(request.path);
}

io::HttpAnswer route(const Endpoint* endpoint, Rooms& rooms, Loop& loop,
                     io::HttpRequest&& request) {
  if (endpoint == nullptr) return nothing_there(request);
  if (request.method == "OPTIONS" && endpoint->service.empty()) return preflight_answer(request);
  return endpoint->respond(rooms, loop, std::move(request));
}

// What is on each answer of a manner, once the answer is ready.
struct AppsyncEnd {
  RequestId id;
  bool gzip;

  void operator()(io::HttpAnswer& answer) const {
    add_common_headers(std::get<io::HttpResponse>(answer), id);
    compress(answer, gzip);
  }
};

// Not compressed: clients do not ask for it, and the checksum is that of the bytes as sent.
struct DynamodbEnd {
  LongRequestId id;

  void operator()(io::HttpAnswer& answer) const {
    add_dynamodb_headers(std::get<io::HttpResponse>(answer), id);
  }
};

template <class End>
Task<io::HttpResponse> complete_later(Task<io::HttpResponse> task, End end) {
  io::HttpAnswer answer = co_await std::move(task);
  end(answer);
  if (auto* ready = std::get_if<io::HttpResponse>(&answer)) co_return std::move(*ready);
  co_return co_await std::get<Task<io::HttpResponse>>(std::move(answer));
}

// What a library throws ends in io, which answers it, as anything else of its own, with the same
// headers as AppSync's.
template <class End>
io::HttpAnswer complete(io::HttpAnswer answer, const End& end) {
  if (auto* later = std::get_if<Task<io::HttpResponse>>(&answer)) {
    return complete_later(std::move(*later), end);
  }
  end(answer);
  return answer;
}

io::HttpAnswer respond(Rooms& rooms, Loop& loop, io::HttpRequest&& request, RequestIds& ids) {
  const auto* endpoint = find_endpoint(request);
  if (endpoint != nullptr && endpoint->manner == Manner::dynamodb) {
    return complete(route(endpoint, rooms, loop, std::move(request)),
                    DynamodbEnd{ids.next_long(loop)});
  }
  const AppsyncEnd end{ids.next(loop), accepts_gzip(request.headers)};
  return complete(route(endpoint, rooms, loop, std::move(request)), end);
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
    return respond(rooms, loop, std::move(request), *ids);
  };
  service.body_bytes_max = [](const io::HttpRequest& request) {
    const auto* endpoint = find_endpoint(request);
    return endpoint == nullptr ? limits::http_body_bytes_max : endpoint->body_bytes_max;
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
