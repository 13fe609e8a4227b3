#include "edge/refusal.h"

#include <utility>

#include "base/json.h"
#include "edge/answer.h"
#include "engine/failure.h"

namespace syncline::edge {
namespace {

class RefusedConnection final : public io::WebSocketHandler {
 public:
  explicit RefusedConnection(Refusal refusal) : refusal_(std::move(refusal)) {}

  void opened(io::WebSocket& socket) override {
    socket.send(connection_error(refusal_), nullptr);
    socket.close(refusal_.close_code, refusal_.type.empty() ? refusal_.message : refusal_.type);
  }
  void message(io::WebSocket&, std::string_view) override {}  // already closing
  void closed(std::uint16_t) override {}

 private:
  Refusal refusal_;
};

}  // namespace

std::unique_ptr<io::WebSocketHandler> refuse_connection(Refusal refusal) {
  return std::make_unique<RefusedConnection>(std::move(refusal));
}

Refusal refusal_of(const Error& error) {
  if (error.kind == ErrorKind::internal) {
    return {.type = std::string(engine::internal_failure_type),
            .message = std::string(engine::internal_failure_message),
            .error_code = 500,
            .close_code = io::close_code::internal_error};
  }
  return {.type = error.type, .message = error.message, .error_code = http_status(error.kind)};
}

std::string connection_error(const Refusal& refusal) {
  JsonObject error;
  if (!refusal.type.empty()) error["errorType"] = refusal.type;
  error["message"] = refusal.message;
  error["errorCode"] = refusal.error_code;
  std::string message = R"({"payload":{"errors":[)";
  append_json(message, error);
  message += R"(]},"type":"connection_error"})";
  return message;
}

}  // namespace syncline::edge
