// `syncline listen`: a subscription over graphql-transport-ws, one line of JSON an event. Connects
// again, after 0.25 s doubling up to 8 s, until ctrl-c, until nobody reads what it prints, or until
// a fault that trying again cannot mend.
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "app/commands.h"
#include "app/signals.h"
#include "base/parse_json.h"
#include "io/client.h"

namespace syncline::app {
namespace {

using std::chrono::milliseconds;

constexpr auto retry_first = milliseconds(250);
constexpr auto retry_most = milliseconds(8'000);
constexpr auto poll_time = milliseconds(100);  // how long ctrl-c may wait for what is quiet

// Whether somebody may still read standard output: the reader of a pipe may be gone long before
// there is something to write.
bool is_output_read() {
  pollfd output{STDOUT_FILENO, 0, 0};
  return ::poll(&output, 1, 0) <= 0 || (output.revents & (POLLERR | POLLHUP)) == 0;
}

// A member of the error's detail that is a number, or 0.
std::uint64_t number_at(const Error& error, std::string_view name) {
  const auto* found = find_member(error.detail, name);
  if (found == nullptr) return 0;
  if (found->is_uint64()) return found->get_uint64();
  return found->is_int64() && found->get_int64() > 0
             ? static_cast<std::uint64_t>(found->get_int64())
             : 0;
}

// Whether connecting again would end in the same way.
bool is_hopeless(const Error& error) {
  if (error.kind == ErrorKind::invalid || error.type == "CertificateError") return true;
  // RFC 9110 15.5: a fault of the request, but for those that pass with time.
  const auto status = number_at(error, "status");
  if (status != 0) return status < 500 && status != 408 && status != 429;
  // PROTOCOL.md of graphql-ws: 4408 is a time-out, the others say that the client is wrong.
  const auto code = number_at(error, "code");
  return code >= 4400 && code < 4500 && code != 4408;
}

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
      if (ending == Ending::refused) return 1;
      if (ending == Ending::done || ended()) return 0;
      if (heard_) pause = retry_first;
      std::fprintf(stderr, "syncline: %s; trying again\n", why_.c_str());
      if (rest(pause)) return 0;
      pause = std::min(pause * 2, retry_most);
    }
  }

 private:
  // ctrl-c, or nobody reads any more. Once true it stays so: a signal is told only once.
  bool ended() {
    ended_ = ended_ || signals_.wait_for(milliseconds(0)) || !is_output_read();
    return ended_;
  }

  // Lets the time pass; true when it was cut short.
  bool rest(milliseconds time) {
    for (; time.count() > 0 && !ended(); time -= poll_time) {
      ended_ = signals_.wait_for(std::min(time, poll_time));
    }
    return ended();
  }

  // One connection, from its handshake to its end.
  Ending connection() {
    io::WebSocketClient::Options options;
    options.url = "ws" + command_.target.url.substr(4);  // http → ws, https → wss
    options.subprotocols = {"graphql-transport-ws"};
    options.ca_file = command_.target.ca_file;
    options.stopped = [this] { return ended(); };
    options.silence_max = milliseconds(std::llround(command_.silence_seconds * 1000));
    auto connected = io::WebSocketClient::connect(options);
    if (!connected) return failed(connected.error());
    auto& socket = **connected;
    if (const auto sent = socket.send(hello()); !sent) return lost(sent.error().message);
    while (!ended()) {
      const auto text = socket.receive(poll_time.count());
      if (!text && text.error().type == "Timeout") continue;
      if (!text) return failed(text.error());
      if (const auto ending = message(socket, *text)) {
        socket.close();
        return *ending;
      }
    }
    socket.close();
    return Ending::done;
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
    const auto line = to_json(payload) + "\n";
    // Flushed: a pipe's reader wants it now.
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size() ||
        std::fflush(stdout) != 0) {
      if (errno == EPIPE) return Ending::done;  // `| head -1` has what it wanted
      return refused(std::string("cannot write to standard output: ") + std::strerror(errno));
    }
    ++events_;
    if (command_.count != 0 && events_ == command_.count) return Ending::done;
    return std::nullopt;
  }

  std::optional<Ending> after(const Result<void>& sent) {
    if (!sent) return lost(sent.error().message);
    return std::nullopt;
  }

  Ending failed(const Error& error) {
    return is_hopeless(error) ? refused(error.message) : lost(error.message);
  }

  static Ending refused(const std::string& why) {
    std::fprintf(stderr, "syncline: %s\n", why.c_str());
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
  bool ended_ = false;
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
