// The server's sockets: one plain and one TLS port, each served by every loop (SO_REUSEPORT).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/limits.h"
#include "base/loop.h"
#include "base/result.h"
#include "base/task.h"
#include "io/http.h"
#include "io/tls.h"
#include "io/websocket.h"

namespace syncline::io {

// The answer to a WebSocket upgrade: a handler with the sub-protocol to name in the 101 (may be
// empty), or a plain HTTP response that refuses.
struct UpgradeAnswer {
  std::unique_ptr<WebSocketHandler> handler;  // null: refused
  std::string subprotocol;
  HttpResponse refusal;
};

// A ready answer costs no coroutine.
using HttpAnswer = std::variant<HttpResponse, Task<HttpResponse>>;

// What the server does with what arrives. Called on the connection's loop, from any loop.
struct Service {
  std::function<HttpAnswer(Loop&, HttpRequest&&)> respond;
  std::function<UpgradeAnswer(Loop&, const HttpRequest&)> upgrade;
  // Adds the headers of every answer to one that the server itself makes: a fault of the transport,
  // a refused handshake, an internal failure. May be empty.
  std::function<void(HttpResponse&)> decorate;
  // How long the body of a request with this header may be. Asked only when it is longer than
  // ServerLimits::body_bytes_max, which holds where this gives less. May be empty.
  BodyLimit body_bytes_max;
};

struct ServerLimits {  // a member each, so that tests can make them small
  std::size_t header_bytes_max = limits::http_header_bytes_max;
  std::size_t body_bytes_max = limits::http_body_bytes_max;
  std::size_t message_bytes_max = limits::websocket_message_bytes_max;
  std::size_t outbox_bytes_max = limits::websocket_outbox_bytes_max;
  // Open at once; more wait to be accepted. 0: as many as the process may open files, but for
  // limits::open_files_kept, which the store and clients need.
  std::size_t connections_max = 0;
  std::chrono::milliseconds header_time_max = limits::http_header_time_max;
  std::chrono::milliseconds body_time_max = limits::http_body_time_max;
  std::chrono::milliseconds idle_time_max = limits::http_idle_time_max;
  std::chrono::milliseconds ping_interval = limits::websocket_ping_interval;
  std::chrono::milliseconds pong_time_max = limits::websocket_pong_time_max;
  std::chrono::milliseconds close_time_max = limits::websocket_close_time_max;
  std::chrono::milliseconds linger_time_max = limits::http_linger_time_max;
};

struct ServerConfig {
  std::string address = "127.0.0.1";             // "localhost": that and ::1
  std::uint16_t port = 4000;                     // 0 takes a free one
  std::optional<std::uint16_t> tls_port = 4443;  // nothing: no TLS port
  TlsFiles tls;                                  // needed when tls_port is set
  ServerLimits limits;
};

// A fault of the transport is answered in HTTP's own form (400, 408, 413, 414/431, 501, 505) with a
// JSON body {"errors":[{"errorType","message"}]}, and the connection closes. Every answer has a
// Date.
class Server {
  struct State;

 public:
  // `loops` and what `service` captures must outlive the server.
  static Result<std::unique_ptr<Server>> listen(Loops& loops, ServerConfig config, Service service);
  explicit Server(std::unique_ptr<State> state);  // use the function above
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] std::optional<std::uint16_t> tls_port() const;
  [[nodiscard]] std::size_t connections() const;  // open now, on all loops

  // Stops accepting, lets requests in flight finish, closes WebSockets with 1001, and returns when
  // all are gone or `time_max` has passed. From outside the loops.
  void stop(std::chrono::milliseconds time_max);

 private:
  std::unique_ptr<State> state_;
};

}  // namespace syncline::io
