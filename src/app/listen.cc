// `syncline listen`: a subscription over graphql-transport-ws, one line of JSON an event. Connects
// again, after 0.25 s doubling up to 8 s, until ctrl-c or a fault that trying again cannot mend.
#include <algorithm>
#include <cstdio>

#include "app/commands.h"
#include "app/signals.h"
#include "base/parse_json.h"
#include "io/client.h"

namespace syncline::app {
namespace {

constexpr auto retry_first = std::chrono::milliseconds(250);
constexpr auto retry_most = std::chrono::milliseconds(8'000);
constexpr long poll_ms = 100;  // how long ctrl-c may wait for a quiet subscription

enum class Ending : unsigned char { done, lost, refused };

class Listener {
 public:
  Listener(const ListenCommand& command, Json variables, StopSignals& signals)
      : command_(command), variables_(std::move(variables)), signals_(signals) {}

  int run() {
    auto pause = retry_first;
    while (true) {
      heard_ = false;
      const auto ending = connection();
      if (ending == Ending::done) return 0;
      if (ending == Ending::refused) return 1;
      if (heard_) pause = retry_first;
      std::fprintf(stderr, "syncline: %s; trying again\n", why_.c_str());
      if (signals_.wait_for(pause)) return 0;
      pause = std::min(pause * 2, retry_most);
    }
  }

 private:
  // One connection, from its handshake to its end.
  Ending connection() {
    io::WebSocketClient::Options options;
    options.url = "ws" + command_.target.url.substr(4);  // http → ws, https → wss
    options.subprotocols = {"graphql-transport-ws"};
    options.ca_file = command_.target.ca_file;
    auto connected = io::WebSocketClient::connect(options);
    if (!connected) return lost(connected.error().message);
    auto& socket = **connected;
    if (const auto sent = socket.send(hello()); !sent) return lost(sent.error().message);
    while (true) {
      if (signals_.wait_for(std::chrono::milliseconds(0))) {
        socket.close();
        return Ending::done;
      }
      const auto text = socket.receive(poll_ms);
      if (!text && text.error().type == "Timeout") continue;
      if (!text) return closed(text.error());
      if (const auto ending = message(socket, *text)) {
        socket.close();
        return *ending;
      }
    }
  }

  std::string hello() const {
    JsonObject payload;
    if (!command_.target.api_key.empty()) payload["x-api-key"] = command_.target.api_key;
    return to_json(JsonObject{{"type", "connection_init"}, {"payload", std::move(payload)}});
  }

  std::string subscribe() const {
    JsonObject payload{{"query", command_.target.document}, {"variables", variables_}};
    if (!command_.target.operation.empty()) payload["operationName"] = command_.target.operation;
    return to_json(JsonObject{{"id", "1"}, {"type", "subscribe"}, {"payload", std::move(payload)}});
  }

  std::optional<Ending> message(io::WebSocketClient& socket, std::string_view text) {
    const auto parsed = parse_json(text);
    const auto* type = parsed ? find_string(*parsed, "type") : nullptr;
    if (type == nullptr) return lost("the server sent what is no message of the protocol");
    if (*type == "connection_ack") return after(socket.send(subscribe()));
    if (*type == "ping") return after(socket.send(R"({"type":"pong"})"));
    const auto* payload = find_member(*parsed, "payload");
    if (*type == "next" && payload != nullptr) return event(*payload);
    if (*type == "error") {
      std::fprintf(stderr, "%s\n", payload == nullptr ? "error" : to_json(*payload).c_str());
      return Ending::refused;
    }
    if (*type == "complete") return Ending::done;
    return std::nullopt;
  }

  std::optional<Ending> event(const Json& payload) {
    heard_ = true;
    std::printf("%s\n", to_json(payload).c_str());
    std::fflush(stdout);  // a pipe's reader wants it now
    ++events_;
    if (command_.count != 0 && events_ == command_.count) return Ending::done;
    return std::nullopt;
  }

  std::optional<Ending> after(const Result<void>& sent) {
    if (!sent) return lost(sent.error().message);
    return std::nullopt;
  }

  Ending closed(const Error& error) {
    const auto* code = find_member(error.detail, "code");
    const bool hopeless = code != nullptr && code->is_uint64() && code->get_uint64() >= 4400 &&
                          code->get_uint64() < 4500;
    if (!hopeless) return lost(error.message);
    std::fprintf(stderr, "syncline: %s\n", error.message.c_str());
    return Ending::refused;
  }

  Ending lost(std::string why) {
    why_ = std::move(why);
    return Ending::lost;
  }

  const ListenCommand& command_;
  Json variables_;
  StopSignals& signals_;
  std::string why_;
  std::size_t events_ = 0;
  bool heard_ = false;
};

}  // namespace

int run_listen(const ListenCommand& command) {
  StopSignals signals;
  auto variables = parse_json(command.target.variables);
  if (!variables || !variables->is_object()) {
    std::fprintf(stderr, "syncline: --variables takes a JSON object\n");
    return 2;
  }
  if (!command.target.url.starts_with("http")) {
    std::fprintf(stderr, "syncline: --url takes an http or https URL\n");
    return 2;
  }
  return Listener(command, *std::move(variables), signals).run();
}

}  // namespace syncline::app
