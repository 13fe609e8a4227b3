// The protocol "graphql-transport-ws" (graphql-ws, PROTOCOL.md: "GraphQL over WebSocket Protocol"),
// for every operation type. Close codes 44xx are the protocol's own.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/limits.h"
#include "base/parse_json.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/carried_headers.h"
#include "edge/dialect.h"
#include "edge/graphql_request.h"
#include "edge/session.h"

namespace syncline::edge {
namespace {

constexpr std::uint16_t bad_request = 4400;
constexpr std::uint16_t unauthorized = 4401;  // subscribe before the ack
constexpr std::uint16_t forbidden = 4403;
constexpr std::uint16_t initialisation_timeout = 4408;
constexpr std::uint16_t subscriber_already_exists = 4409;
constexpr std::uint16_t too_many_initialisations = 4429;

bool is_absent(const Json* member) { return member == nullptr || member->is_null(); }

std::string operation_message(std::string_view id, std::string_view type, std::string_view rest) {
  std::string message = R"({"id":)";
  message.reserve(id.size() + type.size() + rest.size() + 20);
  append_json_string(message, id);
  message += R"(,"type":")";
  message += type;
  message += '"';
  message += rest;
  return message;
}

// The errors of a reply whose request failed before a field ran, for an `error` message.
std::optional<Json> request_errors(const engine::Reply& reply) {
  if (reply.outcome != engine::Outcome::refused) return std::nullopt;
  const auto body = parse_json(reply.body);
  const auto* errors = body ? find_member(*body, "errors") : nullptr;
  if (errors == nullptr || !errors->is_array()) return std::nullopt;
  return *errors;
}

class TransportConnection final : public io::WebSocketHandler, public Session::Voice {
 public:
  TransportConnection(Rooms& rooms, Ticker& ticker, std::string api_id, const JsonObject& headers,
                      std::string peer)
      : rooms_(rooms),
        api_id_(std::move(api_id)),
        headers_(to_json(headers)),
        peer_(std::move(peer)),
        deadline_(ticker, [this] { on_deadline(); }) {
    headers_.shrink_to_fit();
  }

  void opened(io::WebSocket& socket) override {
    session_.emplace(rooms_, socket, *this);
    deadline_.set(limits::connection_init_time_max);
  }
  void message(io::WebSocket& socket, std::string_view text) override;
  void closed(std::uint16_t code) override;

  void started(std::string_view) override {}  // the protocol has no word for it
  void failed(std::string_view id, const Error& error) override;
  void answered(std::string_view id, engine::Reply reply) override;
  [[nodiscard]] std::string event_head(std::string_view id) const override {
    return operation_message(id, "next", R"(,"payload":)");
  }

 private:
  void on_deadline();
  void on_init(const Json& message);
  void on_ping(const Json& message);
  void on_pong(const Json& message);
  void on_subscribe(const Json& message);
  void on_complete(const Json& message);
  void run(std::string id, GraphqlRequest operation);
  Result<void> connect(const Json* payload);
  [[nodiscard]] Result<engine::Request> admit(GraphqlRequest operation) const;
  void say_error(std::string_view id, const Json& errors);
  void invalid(std::string_view why) { session_->close(bad_request, why); }

  Rooms& rooms_;
  std::string api_id_;   // empty until `connection_init`, unless the address names it
  std::string headers_;  // of the upgrade and of connection_init, as JSON text
  std::string peer_;
  std::optional<Session> session_;
  Ticker::Alarm deadline_;  // of the init, then of the connection's life
  bool initialised_ = false;
};

void TransportConnection::message(io::WebSocket&, std::string_view text) {
  if (session_->closed()) return;
  const auto message = parse_json(text);
  const auto* type = message ? find_string(*message, "type") : nullptr;
  if (type == nullptr) return invalid("Invalid message: not a JSON object with a type");
  if (*type == "connection_init") return on_init(*message);
  if (*type == "ping") return on_ping(*message);
  if (*type == "pong") return on_pong(*message);
  if (*type == "subscribe") return on_subscribe(*message);
  if (*type == "complete") return on_complete(*message);
  invalid("Invalid message: unknown type '" + std::string(*type) + "'");
}

void TransportConnection::closed(std::uint16_t) {
  deadline_.cancel();
  session_->stop_all();
}

void TransportConnection::on_deadline() {
  if (initialised_) {
    session_->close(io::close_code::going_away, "The connection is a day old: connect again");
  } else {
    session_->close(initialisation_timeout, "Connection initialisation timeout");
  }
}

void TransportConnection::on_init(const Json& message) {
  if (initialised_) {
    return session_->close(too_many_initialisations, "Too many initialisation requests");
  }
  const auto* payload = find_member(message, "payload");
  if (!is_absent(payload) && !payload->is_object()) {
    return invalid("Invalid message: the payload of connection_init is not an object");
  }
  // What it holds is kept for the connection's life: no larger than a request's headers may be.
  if (!is_absent(payload) && to_json(*payload).size() > limits::http_header_bytes_max) {
    return invalid("Invalid message: the payload of connection_init is too large");
  }
  if (const auto connected = connect(payload); !connected) {
    return session_->close(forbidden, "Forbidden: " + connected.error().message);
  }
  initialised_ = true;
  deadline_.set(limits::connection_life_max);
  session_->say(R"({"type":"connection_ack"})");
}

// Credentials stand in connection_init, at its top or in its `headers`, since browsers cannot set
// the headers of an upgrade; those of the upgrade count where it has none.
Result<void> TransportConnection::connect(const Json* payload) {
  JsonObject headers;
  if (auto upgrade = parse_json(headers_)) headers = std::move(upgrade->as_object());
  if (payload != nullptr) {
    put_headers(headers, *payload);
    const auto* nested = find_member(*payload, "headers");
    if (nested != nullptr) put_headers(headers, *nested);
  }
  const auto wire = wire_headers(headers);
  const auth::Credentials credentials{.headers = wire, .peer = peer_};
  const auto snapshot = rooms_.catalog.snapshot();
  TRY(const auto api, choose_api(*snapshot, api_id_, credentials));
  TRY(auth::authenticate(credentials, *api, rooms_.clock));
  api_id_ = api->definition.id;
  headers_ = to_json(headers);
  headers_.shrink_to_fit();
  return {};
}

void TransportConnection::on_ping(const Json& message) {
  const auto* payload = find_member(message, "payload");
  if (is_absent(payload)) return session_->say(R"({"type":"pong"})");
  if (!payload->is_object())
    return invalid("Invalid message: the payload of ping is not an object");
  std::string pong = R"({"type":"pong","payload":)";
  append_json(pong, *payload);
  session_->say(pong + "}");
}

void TransportConnection::on_pong(const Json& message) {
  const auto* payload = find_member(message, "payload");
  if (is_absent(payload) || payload->is_object()) return;  // a life sign
  invalid("Invalid message: the payload of pong is not an object");
}

void TransportConnection::on_subscribe(const Json& message) {
  const auto* id = find_string(message, "id");
  if (id == nullptr || id->empty() || id->size() > limits::operation_id_bytes_max) {
    return invalid("Invalid message: subscribe needs an id of 1 to " +
                   std::to_string(limits::operation_id_bytes_max) + " bytes");
  }
  const auto* payload = find_member(message, "payload");
  if (payload == nullptr || find_string(*payload, "query") == nullptr) {
    return invalid("Invalid message: subscribe needs a payload with a query");
  }
  const auto* extensions = find_member(*payload, "extensions");
  if (!is_absent(extensions) && !extensions->is_object()) {
    return invalid("Invalid message: the extensions are not an object");
  }
  if (!initialised_) return session_->close(unauthorized, "Unauthorized");
  if (session_->running(std::string(*id))) {
    return session_->close(subscriber_already_exists,
                           "Subscriber for " + std::string(*id) + " already exists");
  }
  auto operation = read_graphql_request(*payload);
  if (!operation) {
    const bool empty = find_string(*payload, "query")->empty();
    if (!empty) return invalid("Invalid message: " + operation.error().message);
    return failed(*id, operation.error());
  }
  run(std::string(*id), *std::move(operation));
}

void TransportConnection::run(std::string id, GraphqlRequest operation) {
  auto request = admit(std::move(operation));
  if (!request) return failed(id, request.error());
  if (session_->start(id, *std::move(request)) != Session::Start::too_many) return;
  const auto most = std::to_string(limits::subscriptions_per_connection_max);
  say_error(id, JsonArray{{{"errorType", "MaxSubscriptionsReachedError"},
                           {"message", "Max number of " + most + " subscriptions reached"}}});
}

// Who may connect may not for ever: a key that was removed since starts nothing new.
Result<engine::Request> TransportConnection::admit(GraphqlRequest operation) const {
  JsonObject headers;
  if (auto kept = parse_json(headers_)) headers = std::move(kept->as_object());
  const auto wire = wire_headers(headers);
  const auth::Credentials credentials{.headers = wire, .peer = peer_};
  engine::Request request;
  TRY(request.api, choose_api(*rooms_.catalog.snapshot(), api_id_, credentials));
  TRY(request.identity, auth::authenticate(credentials, *request.api, rooms_.clock));
  request.query = std::move(operation.query);
  request.operation_name = std::move(operation.operation_name);
  request.variables = std::move(operation.variables);
  request.headers = std::move(headers);
  return request;
}

void TransportConnection::on_complete(const Json& message) {
  const auto* id = find_string(message, "id");
  if (id == nullptr) return invalid("Invalid message: complete needs an id");
  session_->stop(std::string(*id));  // one that is already over is no error
}

void TransportConnection::failed(std::string_view id, const Error& error) {
  say_error(id, error_list(error));
}

void TransportConnection::answered(std::string_view id, engine::Reply reply) {
  if (const auto errors = request_errors(reply)) return say_error(id, *errors);
  session_->say_event(id, std::move(reply.body));
  session_->say(operation_message(id, "complete", "}"));
}

void TransportConnection::say_error(std::string_view id, const Json& errors) {
  auto message = operation_message(id, "error", R"(,"payload":)");
  append_json(message, errors);
  session_->say(message + "}");
}

Result<std::unique_ptr<io::WebSocketHandler>> accept(Rooms& rooms, Ticker& ticker,
                                                     const io::HttpRequest& upgrade) {
  TRY(auto named, api_of_address(*rooms.catalog.snapshot(), upgrade));
  TRY(const auto headers, upgrade_headers(upgrade));
  return std::make_unique<TransportConnection>(rooms, ticker, std::move(named), headers,
                                               upgrade.peer);
}

}  // namespace

extern const Dialect graphql_transport_ws;
const Dialect graphql_transport_ws = {.subprotocol = "graphql-transport-ws", .accept = &accept};

}  // namespace syncline::edge
