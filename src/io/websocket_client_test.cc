#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <thread>

#include "io/client.h"
#include "io/handshake.h"
#include "io/server_fixture.h"

namespace syncline::io {
namespace {

std::unique_ptr<WebSocketClient> connect(const TestServer& server) {
  auto client = WebSocketClient::connect({.url = "ws" + server.url("/socket").substr(4)});
  if (!client) ADD_FAILURE() << client.error().message;
  EXPECT_EQ((*client)->receive(patience_ms), "hello");
  return std::move(*client);
}

// A server that says what a test wants it to say, to one client.
class ScriptedServer {
 public:
  using Script = std::function<void(RawPeer& client, const std::string& request)>;
  explicit ScriptedServer(Script script) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, script = std::move(script)] {
      RawPeer client = RawPeer::of(::accept(listener_, nullptr, nullptr));
      const auto request = client.read_until("\r\n\r\n");
      script(client, request);
    });
  }
  ~ScriptedServer() {
    thread_.join();
    ::close(listener_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  std::string url() const { return "ws://127.0.0.1:" + std::to_string(port_) + "/a?b"; }

  static std::string accept(const std::string& request) {
    constexpr std::string_view field = "Sec-WebSocket-Key: ";
    const auto at = request.find(field) + field.size();
    HttpRequest handshake;
    handshake.headers.add("sec-websocket-key", request.substr(at, request.find('\r', at) - at));
    return switching_protocols(handshake, "");
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

std::string server_frame(Opcode opcode, std::string_view payload) {
  std::string out;
  append_frame_header(out, opcode, payload.size());
  return out.append(payload);
}

// The error of a client whose server answers the handshake with these bytes and ends.
Error handshake_error(const std::string& answer) {
  ScriptedServer server([&](RawPeer& client, const std::string&) { client.send(answer); });
  const auto client = WebSocketClient::connect({.url = server.url()});
  EXPECT_FALSE(client.has_value());
  return client ? Error{} : client.error();
}

TEST(WebSocketClient, SendsAHandshake) {
  std::string seen;
  {
    ScriptedServer server([&](RawPeer& client, const std::string& request) {
      seen = request;
      client.send(ScriptedServer::accept(request));
    });
    const auto client =
        WebSocketClient::connect({.url = server.url(), .headers = {{"X-Mine", "yes"}}});
    EXPECT_TRUE(client.has_value());
  }
  EXPECT_TRUE(seen.starts_with("GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:"));
  EXPECT_NE(seen.find("X-Mine: yes\r\n"), std::string::npos);
}

TEST(WebSocketClient, OffersItsSubprotocolsAndNamesTheChosenOne) {
  TestServer server;
  const auto url = "ws" + server.url("/socket").substr(4);
  const auto chosen = WebSocketClient::connect({.url = url, .subprotocols = {"other", "echo"}});
  EXPECT_EQ((*chosen)->subprotocol(), "echo");
  const auto foreign = WebSocketClient::connect({.url = url, .subprotocols = {"other"}});
  ASSERT_FALSE(foreign.has_value());  // the test's server chooses "echo" all the same
  EXPECT_EQ(foreign.error().type, "HandshakeError");
}

TEST(WebSocketClient, AnswersPings) {
  FrameEvent::Kind kind{};
  std::string payload;
  ScriptedServer server([&](RawPeer& client, const std::string& request) {
    client.send(ScriptedServer::accept(request) + server_frame(Opcode::ping, "there?"));
    auto answer = client.read(2 + 4 + 6);
    FrameReader reader(FrameReader::Peer::client, 100);
    std::span<char> input(answer);
    const auto event = reader.next(input);
    kind = event.kind;
    payload = event.payload;
    client.send(server_frame(Opcode::text, "after"));
  });
  const auto client = WebSocketClient::connect({.url = server.url()});
  ASSERT_TRUE(client.has_value());
  EXPECT_EQ((*client)->receive(patience_ms), "after");
  EXPECT_EQ(kind, FrameEvent::Kind::pong);
  EXPECT_EQ(payload, "there?");
}

TEST(WebSocketClient, RefusesMaskedFramesOfAServer) {
  ScriptedServer server([](RawPeer& client, const std::string& request) {
    std::string frame;
    append_masked_frame(frame, Opcode::text, "x", {1, 2, 3, 4});
    client.send(ScriptedServer::accept(request) + frame);
    client.read_to_end();
  });
  auto client = WebSocketClient::connect({.url = server.url()});
  const auto end = (*client)->receive(patience_ms);
  EXPECT_EQ(end.error().detail.at("code"), 1002);
  client->reset();
}

TEST(WebSocketClient, RefusesAWrongAcceptKey) {
  EXPECT_EQ(handshake_error(switching_protocols(HttpRequest{}, "")).type, "HandshakeError");
}

TEST(WebSocketClient, RefusesAnswersThatAreNoHandshake) {
  const auto ok = handshake_error("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_EQ(ok.detail.at("status"), 200);
  const auto refused = handshake_error("HTTP/1.1 401 No\r\n\r\nuntil the end");
  EXPECT_EQ(refused.detail.at("body"), "until the end");
  EXPECT_EQ(handshake_error("garbage\r\n\r\n").type, "HandshakeError");
  EXPECT_EQ(handshake_error("").type, "HandshakeError");
}

TEST(WebSocketClient, SaysThatNothingCameInTime) {
  TestServer server;
  const auto client = connect(server);
  EXPECT_EQ(client->receive(1).error().type, "Timeout");
  ASSERT_TRUE(client->send("still here"));
  EXPECT_EQ(client->receive(patience_ms), "still here");
}

TEST(WebSocketClient, GivesUpAHandshakeWhenItIsStopped) {
  // A server that takes the connection and says nothing, with and without TLS.
  for (const char* scheme : {"ws", "wss"}) {
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(::bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(::listen(listener, 1), 0);
    ASSERT_EQ(::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
    WebSocketClient::Options options;
    options.url = std::string(scheme) + "://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    options.timeout_ms = patience_ms;
    int asked = 0;
    options.stopped = [&] { return ++asked == 4; };
    const auto client = WebSocketClient::connect(options);
    ASSERT_FALSE(client.has_value());
    EXPECT_EQ(client.error().type, "Stopped") << client.error().message;
    EXPECT_EQ(asked, 4);
    ::close(listener);
  }
}

TEST(WebSocketClient, TakesAPingForASignOfLifeAndTellsSilence) {
  std::promise<void> heard_nothing;
  ScriptedServer server([&](RawPeer& client, const std::string& request) {
    client.send(ScriptedServer::accept(request) + server_frame(Opcode::ping, "there?"));
    heard_nothing.get_future().wait_for(std::chrono::milliseconds(patience_ms));
  });
  const auto client =
      WebSocketClient::connect({.url = server.url(), .silence_max = std::chrono::milliseconds(50)});
  ASSERT_TRUE(client.has_value());
  EXPECT_EQ((*client)->receive(1).error().type, "Timeout");
  const auto silent = (*client)->receive(patience_ms);
  heard_nothing.set_value();
  ASSERT_FALSE(silent.has_value());
  EXPECT_EQ(silent.error().type, "Silent");
  EXPECT_NE(silent.error().message.find("nothing was heard"), std::string::npos);
}

TEST(WebSocketClient, TellsTheCodeOfAClose) {
  TestServer server;
  const auto client = connect(server);
  ASSERT_TRUE(client->send("close"));
  const auto end = client->receive(patience_ms);
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().type, "Closed");
  EXPECT_EQ(end.error().detail.at("code"), 4001);
  EXPECT_EQ(end.error().detail.at("reason"), "as you wish");
}

TEST(WebSocketClient, Closes) {
  TestServer server;
  const auto client = connect(server);
  client->close(4444);
  EXPECT_EQ(server.journal.next(), "closed 4444");
  EXPECT_EQ(client->receive(patience_ms).error().detail.at("code"), 4444);
  EXPECT_FALSE(client->send("too late").has_value());
}

TEST(WebSocketClient, IsUnblockedByShutDown) {
  TestServer server;
  const auto client = connect(server);
  Result<std::string> received;
  std::thread reader([&] { received = client->receive(patience_ms); });
  client->shut_down();
  reader.join();
  ASSERT_FALSE(received.has_value());
  EXPECT_NE(received.error().type, "Timeout");
}

TEST(WebSocketClient, ReadsAndWritesInTwoThreads) {
  TestServer server;
  const auto client = connect(server);
  constexpr int count = 2000;
  std::thread writer([&] {
    for (int i = 0; i < count; ++i) ASSERT_TRUE(client->send(std::to_string(i)));
  });
  for (int i = 0; i < count; ++i) EXPECT_EQ(client->receive(patience_ms), std::to_string(i));
  writer.join();
}

TEST(WebSocketClient, SaysWhyItCannotConnect) {
  const auto refused = WebSocketClient::connect({.url = "ws://127.0.0.1:1/"});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_NE(refused.error().message.find("127.0.0.1 port 1"), std::string::npos);
}

}  // namespace
}  // namespace syncline::io
