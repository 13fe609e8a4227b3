#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "io/server.h"
#include "io/server_fixture.h"

namespace syncline::io {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds long_enough(patience_ms);

TEST(ServerStop, ClosesWebSocketsWith1001) {
  TestServer server;
  const auto client = WebSocketClient::connect({.url = "ws" + server.url("/").substr(4)});
  ASSERT_TRUE(client.has_value());
  EXPECT_EQ((*client)->receive(patience_ms), "hello");
  Result<std::string> end;
  std::thread reader([&] { end = (*client)->receive(patience_ms); });
  server.server->stop(long_enough);
  reader.join();
  ASSERT_FALSE(end.has_value());
  EXPECT_EQ(end.error().detail.at("code"), 1001);
  EXPECT_EQ(server.journal.next(), "closed 1001");
  EXPECT_EQ(server.server->connections(), 0U);
}

TEST(ServerStop, ClosesIdleConnectionsAtOnce) {
  TestServer server;
  RawPeer peer(server);
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  peer.read_until("GET / ");
  const auto begin = std::chrono::steady_clock::now();
  server.server->stop(long_enough);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, long_enough);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(ServerStop, LetsRequestsInFlightFinish) {
  std::atomic<bool> asked = false;
  std::atomic<bool> go_on = false;
  const auto respond = [&](Loop& loop, HttpRequest) -> Task<HttpResponse> {
    asked = true;
    while (!go_on) co_await boost::asio::post(loop.context(), boost::asio::use_awaitable);
    co_return HttpResponse{.body = "finished"};
  };
  TestServer server(respond, {}, {}, 1);
  RawPeer peer(server);
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  while (!asked) std::this_thread::yield();
  std::thread stopper([&] { server.server->stop(long_enough); });
  std::string answer;
  std::thread reader([&] {
    answer = peer.read_to_end();
    peer.end_sending();
  });
  // New connections are refused once the loop, the only one, stops: then the request may go on.
  while (WebSocketClient::connect({.url = "ws" + server.url("/").substr(4)})) continue;
  go_on = true;
  reader.join();
  stopper.join();
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK")) << answer;
  EXPECT_NE(answer.find("connection: close"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("finished"));
}

TEST(ServerStop, CutsWhatDoesNotEndInTime) {
  std::atomic<bool> asked = false;
  TestServer server([&](Loop& loop, HttpRequest) -> Task<HttpResponse> {
    boost::asio::steady_timer never(loop.context(), std::chrono::hours(1));
    asked = true;
    co_await never.async_wait(boost::asio::use_awaitable);
    co_return HttpResponse{};
  });
  RawPeer peer(server);
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  while (!asked) std::this_thread::yield();
  server.server->stop(milliseconds(10));
  EXPECT_EQ(server.server->connections(), 0U);
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(ServerStop, CutsAPeerThatDoesNotAnswerItsClose) {
  TestServer server;
  RawPeer peer(server);
  peer.send(
      "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  peer.read_until("hello");
  server.server->stop(milliseconds(10));
  EXPECT_EQ(server.journal.next(), "closed 1001");
  EXPECT_EQ(server.journal.next(), "destroyed");
  EXPECT_TRUE(peer.read_to_end().starts_with("\x88"));
}

TEST(ServerStop, MayBeCalledTwiceAndWithoutConnections) {
  TestServer server;
  server.server->stop(long_enough);
  server.server->stop(long_enough);
}

TEST(ServerStop, WorksWhenTheLoopsHaveStoppedBefore) {
  TestServer server;
  RawPeer peer(server);
  peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  peer.read_until("GET / ");
  server.loops.stop();
  server.server.reset();
}

}  // namespace
}  // namespace syncline::io
