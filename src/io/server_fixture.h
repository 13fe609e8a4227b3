// For tests: a server on loopback, and a peer that sends it any bytes.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "io/client.h"
#include "io/frame.h"
#include "io/server.h"

namespace syncline::io {

// A test waits this long for what must come; only a test that fails uses it up.
inline constexpr long patience_ms = 20'000;

// What handlers tell to a test in another thread.
class Journal {
 public:
  void add(std::string line) {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
    changed_.notify_all();
  }
  std::string next() {
    std::unique_lock lock(mutex_);
    const auto time = std::chrono::milliseconds(patience_ms);
    if (!changed_.wait_for(lock, time, [&] { return !lines_.empty(); })) return "nothing came";
    auto line = std::move(lines_.front());
    lines_.pop_front();
    return line;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> lines_;
};

// Answers each message with the same text. Some texts are commands.
class EchoHandler final : public WebSocketHandler {
 public:
  explicit EchoHandler(Journal& journal) : journal_(journal) {}
  ~EchoHandler() override { journal_.add("destroyed"); }
  void opened(WebSocket& socket) override {
    socket.send("", std::make_shared<const std::string>("hello"));
  }
  void message(WebSocket& socket, std::string_view text) override {
    if (text == "close") return socket.close(4001, "as you wish");
    if (text == "close twice") {
      socket.close(4002, "first");
      socket.send("never seen", nullptr);
      return socket.close(4003, "second");
    }
    if (text == "long") {
      socket.send("", std::make_shared<const std::string>(1'000'000, 'x'));
    }
    socket.send(std::string(text), nullptr);
  }
  void closed(std::uint16_t code) override { journal_.add("closed " + std::to_string(code)); }

 private:
  Journal& journal_;
};

inline Task<HttpResponse> echo_request(Loop&, HttpRequest request) {
  HttpResponse response{.content_type = "text/plain"};
  response.body = request.method + " " + request.path + " " + request.body;
  if (request.path == "/large") response.body = std::string(3'000'000, 'x');
  if (request.path == "/peer") response.body = request.peer + (request.secure ? " tls" : " plain");
  co_return response;
}

inline Service echo_service(Journal& journal) {
  Service service;
  service.respond = echo_request;
  service.upgrade = [&journal](Loop&, const HttpRequest& request) {
    UpgradeAnswer answer;
    if (request.path == "/refused") {
      answer.refusal = {.status = 403, .content_type = "text/plain", .body = "no"};
      return answer;
    }
    answer.handler = std::make_unique<EchoHandler>(journal);
    if (request.headers.get("sec-websocket-protocol")) answer.subprotocol = "echo";
    return answer;
  };
  return service;
}

class TestServer {
 public:
  explicit TestServer(ServerLimits limits = {}, std::optional<TlsFiles> tls = {})
      : TestServer(nullptr, limits, std::move(tls)) {}
  explicit TestServer(decltype(Service::respond) respond, ServerLimits limits = {},
                      std::optional<TlsFiles> tls = {}) {
    ServerConfig config{.port = 0, .tls_port = std::nullopt, .limits = limits};
    if (tls) {
      config.tls_port = 0;
      config.tls = *tls;
    }
    auto service = echo_service(journal);
    if (respond) service.respond = std::move(respond);
    auto listening = Server::listen(loops, config, std::move(service));
    if (!listening) ADD_FAILURE() << listening.error().message;
    server = std::move(*listening);
    loops.start();
  }
  ~TestServer() {
    server.reset();
    loops.stop();
  }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server->port()) + path;
  }

  Journal journal;
  Loops loops{2};
  std::unique_ptr<Server> server;
};

// Sends and receives bytes as they are.
class RawPeer {
 public:
  explicit RawPeer(const TestServer& server) : RawPeer(server.server->port()) {}
  static RawPeer of(int descriptor) { return RawPeer(Connected{descriptor}); }
  explicit RawPeer(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    be_patient();
  }
  ~RawPeer() { ::close(descriptor_); }
  RawPeer(const RawPeer&) = delete;
  RawPeer& operator=(const RawPeer&) = delete;

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;  // the server has closed: what it said tells the test why
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void end_sending() { ::shutdown(descriptor_, SHUT_WR); }

  // Everything up to and with `mark`, or up to the end when that comes first.
  std::string read_until(std::string_view mark) {
    while (received_.find(mark) == std::string::npos && receive()) continue;
    const auto found = received_.find(mark);
    return take(found == std::string::npos ? received_.size() : found + mark.size());
  }
  std::string read(std::size_t bytes) {
    while (received_.size() < bytes && receive()) continue;
    return take(std::min(bytes, received_.size()));
  }
  std::string read_to_end() {
    while (receive()) continue;
    return take(received_.size());
  }

 private:
  struct Connected {
    int descriptor;
  };
  explicit RawPeer(Connected connected) : descriptor_(connected.descriptor) { be_patient(); }
  void be_patient() {
    const timeval patience{.tv_sec = patience_ms / 1000, .tv_usec = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  bool receive() {
    std::array<char, 16 * 1024> buffer{};
    const auto bytes = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (bytes <= 0) return false;
    received_.append(buffer.data(), static_cast<std::size_t>(bytes));
    return true;
  }
  std::string take(std::size_t bytes) {
    auto taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }

  int descriptor_;
  std::string received_;
};

}  // namespace syncline::io
