// AppSync's real-time protocol, sub-protocol "graphql-ws" (AppSync developer guide, "Building a
// real-time WebSocket client"; appsync-service 5). Not Apollo's protocol of the same name.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/limits.h"
#include "base/log.h"
#include "base/parse_json.h"
#include "edge/answer.h"
#include "edge/api_choice.h"
#include "edge/carried_headers.h"
#include "edge/dialect.h"
#include "edge/graphql_request.h"
#include "edge/refusal.h"
#include "edge/session.h"

namespace syncline::edge {
namespace {

std::unexpected<Error> unauthorized(std::string message) {
  return fail(ErrorKind::unauthenticated, "UnauthorizedException", std::move(message));
}

// The host in AppSync's header object is that of the API. Behind our own address it is often a name
// that we do not know, which says nothing; one that names another API of ours is refused.
Result<void> check_host(const catalog::Snapshot& snapshot, const JsonObject& headers,
                        std::string_view api_id) {
  const auto named = api_of_host(snapshot, header_text(headers, "host"));
  if (named.empty() || named == api_id) return {};
  return unauthorized("You are not authorized to make this call.");
}

// `message` with the member "id" after its opening brace.
std::string with_id(std::string_view id, std::string_view rest) {
  std::string message = R"({"id":)";
  message.reserve(id.size() + rest.size() + 10);
  append_json_string(message, id);
  message += rest;
  return message;
}

class AppSyncConnection final : public io::WebSocketHandler, public Session::Voice {
 public:
  AppSyncConnection(Rooms& rooms, Ticker& ticker, std::string api_id, const JsonObject& headers,
                    std::string peer)
      : rooms_(rooms),
        api_id_(std::move(api_id)),
        headers_(to_json(headers)),
        peer_(std::move(peer)),
        beat_(ticker, [this] { on_beat(); }) {
    headers_.shrink_to_fit();
  }

  void opened(io::WebSocket& socket) override {
    session_.emplace(rooms_, socket, *this);
    beat_.set(limits::connection_timeout);
  }
  void message(io::WebSocket& socket, std::string_view text) override;
  void closed(std::uint16_t code) override;

  void started(std::string_view id) override;
  void failed(std::string_view id, const Error& error) override;
  void answered(std::string_view, engine::Reply) override {}  // subscriptions only
  [[nodiscard]] std::string event_head(std::string_view id) const override;

 private:
  void on_init();
  void on_beat();
  void on_start(const Json& message);
  void on_stop(const Json& message);
  void start(std::string id, const Json& message);
  [[nodiscard]] Result<engine::Request> admit(const Json& message) const;
  void say_unsupported(std::string_view what);
  void say_errors(std::string_view id, const Json& errors);
  void say_not_started(std::string_view id, Session::Start reason);

  Rooms& rooms_;
  std::string api_id_;
  std::string headers_;  // the upgrade's, as JSON text: smaller than a tree while idle
  std::string peer_;
  std::optional<Session> session_;
  Ticker::Alarm beat_;  // the next `ka`; before the ack, the end of patience
  int beats_left_ = static_cast<int>(limits::connection_life_max / limits::keep_alive_interval);
  bool acknowledged_ = false;
};

void AppSyncConnection::message(io::WebSocket&, std::string_view text) {
  if (session_->closed()) return;
  const auto message = parse_json(text);
  const auto* type = message ? find_string(*message, "type") : nullptr;
  if (type != nullptr && *type == "connection_init") return on_init();
  if (!acknowledged_) return;  // "ignored" (appsync-service 5.2)
  if (type != nullptr && *type == "start") return on_start(*message);
  if (type != nullptr && *type == "stop") return on_stop(*message);
  say_unsupported("unknown");
}

void AppSyncConnection::closed(std::uint16_t) {
  beat_.cancel();
  session_->stop_all();
}

void AppSyncConnection::on_init() {
  session_->say(R"({"type":"connection_ack","payload":{"connectionTimeoutMs":)" +
                std::to_string(limits::connection_timeout.count()) + "}}");
  session_->say(R"({"type":"ka"})");
  // Asking again is answered again, but does not put off what is due.
  if (!acknowledged_) beat_.set(limits::keep_alive_interval);
  acknowledged_ = true;
}

void AppSyncConnection::on_beat() {
  if (!acknowledged_) {
    session_->close(io::close_code::policy_violation, "connection_init did not come in time");
    return;
  }
  if (--beats_left_ <= 0) {
    session_->close(io::close_code::going_away, "The connection is a day old: connect again");
    return;
  }
  session_->say(R"({"type":"ka"})");
  beat_.set(limits::keep_alive_interval);
}

void AppSyncConnection::on_start(const Json& message) {
  const auto* id = find_string(message, "id");
  if (id == nullptr || id->empty() || id->size() > limits::operation_id_bytes_max) {
    return say_unsupported("unknown");
  }
  start(std::string(*id), message);
}

void AppSyncConnection::start(std::string id, const Json& message) {
  auto request = admit(message);
  if (!request) return failed(id, request.error());
  const auto outcome = session_->start(id, *std::move(request));
  if (outcome != Session::Start::begun) say_not_started(id, outcome);
}

Result<engine::Request> AppSyncConnection::admit(const Json& message) const {
  const auto* payload = find_member(message, "payload");
  const auto* data = payload == nullptr ? nullptr : find_string(*payload, "data");
  const auto* extensions = payload == nullptr ? nullptr : find_member(*payload, "extensions");
  const auto* authorization =
      extensions == nullptr ? nullptr : find_member(*extensions, "authorization");
  if (authorization == nullptr) return unauthorized("Required headers are missing.");

  JsonObject carried;
  put_headers(carried, *authorization);
  if (!has_credentials(carried)) return unauthorized("Required headers are missing.");

  const auto snapshot = rooms_.catalog.snapshot();
  TRY(check_host(*snapshot, carried, api_id_));
  const auto wire = wire_headers(carried);
  const auth::Credentials credentials{.headers = wire, .peer = peer_};
  engine::Request request;
  request.subscriptions_only = true;
  TRY(request.api, choose_api(*snapshot, api_id_, credentials));
  TRY(request.identity, auth::authenticate(credentials, *request.api, rooms_.clock));

  if (data == nullptr) {
    return fail(ErrorKind::invalid, "BadRequestException", "The payload has no data string.");
  }
  TRY(auto operation, parse_graphql_request(*data));
  request.query = std::move(operation.query);
  request.operation_name = std::move(operation.operation_name);
  request.variables = std::move(operation.variables);
  JsonObject headers;
  if (auto upgrade = parse_json(headers_)) headers = std::move(upgrade->as_object());
  put_headers(headers, *authorization);
  request.headers = std::move(headers);
  return request;
}

void AppSyncConnection::on_stop(const Json& message) {
  const auto* id = find_string(message, "id");
  if (id == nullptr) return say_unsupported("unknown");
  if (session_->stop(std::string(*id))) {
    return session_->say(with_id(*id, R"(,"type":"complete"})"));
  }
  say_errors(*id, JsonArray{{{"errorType", "UnknownOperationError"},
                             {"message", "Unknown operation id " + std::string(*id)}}});
}

void AppSyncConnection::started(std::string_view id) {
  session_->say(with_id(id, R"(,"type":"start_ack"})"));
}

void AppSyncConnection::failed(std::string_view id, const Error& error) {
  say_errors(id, error_list(error));
}

std::string AppSyncConnection::event_head(std::string_view id) const {
  return with_id(id, R"(,"type":"data","payload":)");
}

void AppSyncConnection::say_unsupported(std::string_view what) {
  const auto text = std::string(what) + " not supported through the realtime channel";
  std::string message = R"({"type":"error","payload":{"errors":)";
  append_json(message, JsonArray{{{"errorType", "UnsupportedOperation"}, {"message", text}}});
  session_->say(message + "}}");
}

void AppSyncConnection::say_errors(std::string_view id, const Json& errors) {
  auto message = with_id(id, R"(,"type":"error","payload":{"errors":)");
  append_json(message, errors);
  session_->say(message + "}}");
}

void AppSyncConnection::say_not_started(std::string_view id, Session::Start reason) {
  if (reason == Session::Start::duplicate_id) {
    return say_errors(id, JsonArray{{{"errorType", "DuplicatedOperationError"},
                                     {"message", "Duplicated operation id " + std::string(id)}}});
  }
  const auto most = std::to_string(limits::subscriptions_per_connection_max);
  // An object, not an array: that is how AppSync writes this one, and clients match on it.
  say_errors(id, {{"errorType", "MaxSubscriptionsReachedError"},
                  {"message", "Max number of " + most + " subscriptions reached"}});
}

// The connection's own credentials, before any `start`. What is wrong with them is said in a
// `connection_error` after the upgrade, as AppSync does.
Result<std::string> admit_connection(Rooms& rooms, std::string_view named,
                                     const JsonObject& headers, std::string_view peer) {
  if (!has_credentials(headers)) return unauthorized("Required headers are missing.");
  const auto snapshot = rooms.catalog.snapshot();
  const auto meant =
      named.empty() ? api_of_host(*snapshot, header_text(headers, "host")) : std::string(named);
  const auto wire = wire_headers(headers);
  const auth::Credentials credentials{.headers = wire, .peer = peer};
  TRY(const auto api, choose_api(*snapshot, meant, credentials));
  TRY(check_host(*snapshot, headers, api->definition.id));
  TRY(auth::authenticate(credentials, *api, rooms.clock));
  return api->definition.id;
}

Result<std::unique_ptr<io::WebSocketHandler>> accept(Rooms& rooms, Ticker& ticker,
                                                     const io::HttpRequest& upgrade) {
  TRY(const auto named, api_of_address(*rooms.catalog.snapshot(), upgrade));
  const auto headers = upgrade_headers(upgrade);
  if (!headers) return refuse_connection(refusal_of(headers.error()));
  auto api_id = admit_connection(rooms, named, *headers, upgrade.peer);
  if (!api_id) return refuse_connection(refusal_of(api_id.error()));
  return std::make_unique<AppSyncConnection>(rooms, ticker, *std::move(api_id), *headers,
                                             upgrade.peer);
}

}  // namespace

extern const Dialect appsync;
const Dialect appsync = {.subprotocol = "graphql-ws", .accept = &accept};

}  // namespace syncline::edge
