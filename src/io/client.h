// The client's side, for the command line and for tests: HTTP through libcurl, WebSocket with our
// own framing.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/http.h"

namespace syncline::io {

struct ClientRequest {
  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string ca_file;  // trusted beside the system's; may be empty
  long timeout_ms = 30'000;
};

// Blocks the calling thread. A transport failure is `unavailable` or `timeout`; any HTTP status is
// a success. The header names of the response are in lower case.
Result<HttpResponse> http_request(const ClientRequest& request);

// A WebSocket client that blocks. One thread reads; send and shut_down may come from another.
class WebSocketClient {
  struct State;

 public:
  struct Options {
    std::string url;  // ws:// or wss://
    std::vector<std::string> subprotocols;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string ca_file;
    long timeout_ms = 15'000;  // for the handshake
    // Asked each 100 ms until the handshake is over: yes ends it with type "Stopped". May be empty.
    std::function<bool()> stopped;
    // Any byte from the server is a sign of life, pings too. After so long without one, receive()
    // fails with type "Silent". 0: silence is no fault.
    std::chrono::milliseconds silence_max{0};
  };
  // An HTTP answer that is no handshake is of type "HandshakeError", its detail {"status","body"};
  // a certificate that is not trusted is a "CertificateError".
  static Result<std::unique_ptr<WebSocketClient>> connect(const Options& options);
  explicit WebSocketClient(std::unique_ptr<State> state);  // use the function above
  ~WebSocketClient();

  [[nodiscard]] const std::string& subprotocol() const;
  Result<void> send(std::string_view text);
  // The next text message. Answers pings itself. An error of type "Closed" carries
  // {"code","reason"} in its detail; "Timeout" when no message came in time.
  Result<std::string> receive(long timeout_ms);
  void close(unsigned short code = 1000);
  void shut_down();  // unblocks a receive in another thread

 private:
  std::unique_ptr<State> state_;
};

}  // namespace syncline::io
