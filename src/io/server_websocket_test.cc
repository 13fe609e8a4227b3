#include <gtest/gtest.h>

#include <thread>

#include "io/server.h"
#include "io/server_fixture.h"

namespace syncline::io {
namespace {

using std::chrono::milliseconds;

std::unique_ptr<WebSocketClient> connect(const TestServer& server,
                                         std::vector<std::string> subprotocols = {}) {
  auto url = "ws" + server.url("/socket").substr(4);
  auto client = WebSocketClient::connect({.url = url, .subprotocols = std::move(subprotocols)});
  if (!client) ADD_FAILURE() << client.error().message;
  EXPECT_EQ((*client)->receive(patience_ms), "hello");
  return std::move(*client);
}

// A peer that has opened a WebSocket and read the greeting, and may now send anything.
struct RawWebSocket : RawPeer {
  explicit RawWebSocket(const TestServer& server) : RawPeer(server) {
    send(
        "GET /socket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    EXPECT_TRUE(read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
    EXPECT_EQ(read(7), "\x81\x05hello");
  }
};

std::string masked(unsigned char first, std::string_view payload) {
  std::string out;
  append_masked_frame(out, Opcode::text, payload, {1, 2, 3, 4});
  out[0] = static_cast<char>(first);
  return out;
}

std::string close_frame(std::uint16_t code, std::string_view reason) {
  const auto payload = close_payload(code, reason);
  std::string out;
  append_frame_header(out, Opcode::close, payload.size());
  return out + payload;
}

// What the server says, and tells its handler, about these bytes of a client.
void expect_close(const std::string& bytes, std::uint16_t code, ServerLimits limits = {}) {
  TestServer server(limits);
  RawWebSocket peer(server);
  peer.send(bytes);
  const auto answer = peer.read_to_end();
  ASSERT_GE(answer.size(), 4U);
  EXPECT_EQ(answer.substr(0, 1), "\x88");
  EXPECT_EQ(answer.substr(2, 2), close_payload(code, ""));
  peer.end_sending();
  EXPECT_EQ(server.journal.next(), "closed " + std::to_string(code));
  EXPECT_EQ(server.journal.next(), "destroyed");
  connect(server);  // the server goes on
}

TEST(WebSocketServer, EchoesMessages) {
  TestServer server;
  const auto client = connect(server);
  for (const std::size_t size : {0, 1, 125, 126, 65535, 65536, 500'000}) {
    const std::string text(size, 'x');
    ASSERT_TRUE(client->send(text));
    EXPECT_EQ(client->receive(patience_ms), text);
  }
}

TEST(WebSocketServer, NamesTheChosenSubprotocol) {
  TestServer server;
  EXPECT_EQ(connect(server, {"other", "echo"})->subprotocol(), "echo");
  EXPECT_EQ(connect(server)->subprotocol(), "");
}

TEST(WebSocketServer, SendsARefusalAsHttp) {
  TestServer server;
  const auto client = WebSocketClient::connect({.url = "ws" + server.url("/refused").substr(4)});
  ASSERT_FALSE(client.has_value());
  EXPECT_EQ(client.error().type, "HandshakeError");
  EXPECT_EQ(client.error().detail.at("status"), 403);
  EXPECT_EQ(client.error().detail.at("body"), "no");
}

TEST(WebSocketServer, RefusesOtherVersionsWith426) {
  TestServer server;
  RawPeer peer(server);
  peer.send(
      "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  const auto header = peer.read_until("\r\n\r\n");
  EXPECT_TRUE(header.starts_with("HTTP/1.1 426 "));
  EXPECT_NE(header.find("sec-websocket-version: 13"), std::string::npos);
}

TEST(WebSocketServer, TakesFramesThatComeRightBehindTheHandshake) {
  TestServer server;
  RawPeer peer(server);
  peer.send(
      "GET /socket HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n" +
      masked(0x81, "early"));
  peer.read_until("\r\n\r\n");
  EXPECT_EQ(peer.read(14),
            "\x81\x05hello\x81\x05"
            "early");
}

TEST(WebSocketServer, EchoesFragmentsAsOneMessage) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x01, "one ") + masked(0x89, "p") + masked(0x80, "two"));
  EXPECT_EQ(peer.read(12), "\x8A\x01p\x81\x07one two");
}

TEST(WebSocketServer, TakesFramesByteByByte) {
  TestServer server;
  RawWebSocket peer(server);
  for (const char byte : masked(0x81, "slow")) peer.send({&byte, 1});
  EXPECT_EQ(peer.read(6), "\x81\x04slow");
}

TEST(WebSocketServer, AnswersPings) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x89, "are you there?"));
  EXPECT_EQ(peer.read(16),
            "\x8A\x0E"
            "are you there?");
}

TEST(WebSocketServer, IgnoresPongsThatNobodyAskedFor) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x8A, "x") + masked(0x81, "y"));
  EXPECT_EQ(peer.read(3), "\x81\x01y");
}

TEST(WebSocketServer, AnswersACloseWithTheSameCode) {
  expect_close(masked(0x88, close_payload(4321, "bye")), 4321);
}

TEST(WebSocketServer, AnswersACloseWithoutCode) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x88, ""));
  EXPECT_EQ(peer.read_to_end(), std::string("\x88\x00", 2));
  EXPECT_EQ(server.journal.next(), "closed 1005");
}

TEST(WebSocketServer, TellsItsHandlerWhenThePeerJustGoes) {
  TestServer server;
  {
    RawWebSocket peer(server);
  }
  EXPECT_EQ(server.journal.next(), "closed 1006");
  EXPECT_EQ(server.journal.next(), "destroyed");
}

TEST(WebSocketServer, ClosesWithTheCodeOfItsHandler) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x81, "close"));
  const auto expected = close_frame(4001, "as you wish");
  EXPECT_EQ(peer.read(expected.size()), expected);
  peer.send(masked(0x88, close_payload(4001, "")));
  EXPECT_EQ(peer.read_to_end(), "");
  EXPECT_EQ(server.journal.next(), "closed 4001");
}

TEST(WebSocketServer, SendsNothingAfterItsClose) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x81, "close twice") + masked(0x81, "too late") + masked(0x88, ""));
  EXPECT_EQ(peer.read_to_end(), close_frame(4002, "first"));
  EXPECT_EQ(server.journal.next(), "closed 4002");
}

TEST(WebSocketServer, DoesNotWaitForeverForThePeersClose) {
  TestServer server({.close_time_max = milliseconds(20)});
  RawWebSocket peer(server);
  peer.send(masked(0x81, "close"));
  EXPECT_EQ(peer.read_to_end(), close_frame(4001, "as you wish"));
  EXPECT_EQ(server.journal.next(), "closed 4001");
}

TEST(WebSocketServer, Closes1002ForAFrameWithoutMask) { expect_close("\x81\x02hi", 1002); }
TEST(WebSocketServer, Closes1002ForGarbage) { expect_close("\xF7\xFF\x10garbage", 1002); }
TEST(WebSocketServer, Closes1003ForBinary) { expect_close(masked(0x82, "x"), 1003); }
TEST(WebSocketServer, Closes1007ForBadUtf8) { expect_close(masked(0x81, "\xC3("), 1007); }
TEST(WebSocketServer, Closes1009ForALongMessage) {
  expect_close(masked(0x81, std::string(11, 'x')), 1009, {.message_bytes_max = 10});
}
TEST(WebSocketServer, Closes1009EvenWhileTheMessageIsStillBeingSent) {
  TestServer server;
  RawWebSocket peer(server);
  std::thread sender([&] { peer.send(masked(0x81, std::string(8'000'000, 'x'))); });
  EXPECT_EQ(peer.read(4).substr(2), close_payload(1009, ""));
  sender.join();
}

TEST(WebSocketServer, AsksASilentPeerAndGoesOnWhenItAnswers) {
  TestServer server({.ping_interval = milliseconds(20)});
  RawWebSocket peer(server);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(peer.read(2), std::string("\x89\x00", 2));
    peer.send(masked(0x8A, ""));
  }
  EXPECT_EQ(server.server->connections(), 1U);
}

TEST(WebSocketServer, FindsAHalfOpenSocketByItsSilence) {
  TestServer server({.ping_interval = milliseconds(20), .pong_time_max = milliseconds(20)});
  RawWebSocket peer(server);  // answers no ping
  EXPECT_EQ(peer.read_to_end(), std::string("\x89\x00", 2));
  EXPECT_EQ(server.journal.next(), "closed 1006");
  EXPECT_EQ(server.journal.next(), "destroyed");
}

TEST(WebSocketServer, ClosesAPeerThatReadsTooSlowly) {
  TestServer server({.outbox_bytes_max = 2'000'000, .close_time_max = milliseconds(50)});
  RawWebSocket peer(server);
  for (int i = 0; i < 20; ++i) peer.send(masked(0x81, "long"));
  EXPECT_EQ(server.journal.next(), "closed 1013");
}

TEST(WebSocketServer, WritesALargeMessageToASlowReader) {
  TestServer server;
  RawWebSocket peer(server);
  peer.send(masked(0x81, "long"));
  const std::size_t expected = 10 + 1'000'000 + 2 + 4;
  EXPECT_EQ(peer.read(expected).substr(10 + 1'000'000), "\x81\x04long");
}

TEST(WebSocketServer, SurvivesAFloodOfPingsThatNobodyReads) {
  TestServer server({.outbox_bytes_max = 100'000});
  {
    RawWebSocket peer(server);
    std::string pings;
    for (int i = 0; i < 1000; ++i) pings += masked(0x89, std::string(125, 'p'));
    std::thread sender([&] {
      for (int i = 0; i < 100; ++i) peer.send(pings);
    });
    peer.read(1'000'000);
    sender.join();
    EXPECT_EQ(server.server->connections(), 1U);
  }
  EXPECT_EQ(server.journal.next(), "closed 1006");
}

}  // namespace
}  // namespace syncline::io
