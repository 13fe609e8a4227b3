// For tests: a server on loopback.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "io/client.h"
#include "io/frame.h"
#include "io/raw_peer_fixture.h"
#include "io/server.h"

namespace syncline::io {

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

inline Task<HttpResponse> answer_later(Loop& loop, HttpResponse response) {
  co_await boost::asio::post(loop.context(), boost::asio::use_awaitable);
  co_return response;
}

inline HttpAnswer echo_request(Loop& loop, HttpRequest request) {
  HttpResponse response{.content_type = "text/plain"};
  response.body = request.method + " " + request.path + " " + request.body;
  if (request.path == "/large") response.body = std::string(3'000'000, 'x');
  if (request.path == "/peer") response.body = request.peer + (request.secure ? " tls" : " plain");
  if (request.path.starts_with("/later")) return answer_later(loop, std::move(response));
  return response;
}

inline Service echo_service(Journal& journal) {
  Service service;
  service.respond = echo_request;
  service.decorate = [](HttpResponse& response) {
    response.headers.emplace_back("x-common", "yes");
  };
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
                      std::optional<TlsFiles> tls = {}, std::size_t loop_count = 2)
      : loops(loop_count) {
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
  Loops loops;
  std::unique_ptr<Server> server;
};

inline RawPeer::RawPeer(const TestServer& server) : RawPeer(server.server->port()) {}

}  // namespace syncline::io
