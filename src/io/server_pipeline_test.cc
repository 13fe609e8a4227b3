// Several requests of one client at once, and several clients: order, fairness, limits.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/steady_timer.hpp>
#include <thread>

#include "base/limits.h"
#include "io/http_fixture.h"

namespace syncline::io {
namespace {

using std::chrono::milliseconds;

TEST(Pipeline, AnswersLateAndReadyRequestsInOrder) {
  TestServer server;
  RawPeer peer(server);
  const std::vector<std::string> paths = {"/later/1", "/2", "/3", "/later/4", "/later/5", "/6"};
  std::string all;
  for (const auto& path : paths) all += get(path);
  for (int round = 0; round < 2; ++round) {
    peer.send(all);
    for (const auto& path : paths) EXPECT_EQ(read_answer(peer).body, "GET " + path + " ");
  }
}

TEST(Pipeline, DoesNotHoldReadyAnswersBackForALateOne) {
  std::atomic<bool> go_on = false;
  TestServer server([&](Loop& loop, HttpRequest request) -> HttpAnswer {
    if (request.path == "/ready") return HttpResponse{.body = "ready"};
    return [](Loop& on, std::atomic<bool>& end) -> Task<HttpResponse> {
      while (!end) co_await boost::asio::post(on.context(), boost::asio::use_awaitable);
      co_return HttpResponse{.body = "late"};
    }(loop, go_on);
  });
  RawPeer peer(server);
  peer.send(get("/ready") + get("/late") + get("/ready"));
  EXPECT_EQ(read_answer(peer).body, "ready");
  go_on = true;
  EXPECT_EQ(read_answer(peer).body, "late");
  EXPECT_EQ(read_answer(peer).body, "ready");
}

// On one loop, what a second client asks is answered among the first one's thousand requests.
TEST(Pipeline, GivesOthersTheirTurn) {
  constexpr int requests = 1000;
  std::atomic<int> answered = 0;
  std::atomic<int> answered_before_second = requests;
  std::atomic<bool> second_has_asked = false;
  const auto respond = [&](Loop&, HttpRequest request) -> HttpAnswer {
    if (request.path == "/second") answered_before_second = answered.load();
    if (request.path == "/first" && ++answered == 1) {
      while (!second_has_asked) std::this_thread::yield();
    }
    return HttpResponse{.body = request.path};
  };
  TestServer server(respond, {}, {}, 1);
  RawPeer first(server);
  RawPeer second(server);
  second.send(get("/accepted"));
  EXPECT_EQ(read_answer(second).body, "/accepted");
  std::string all;
  for (int i = 0; i < requests; ++i) all += get("/first");
  first.send(all);
  second.send(get("/second"));
  second_has_asked = true;
  EXPECT_EQ(read_answer(second).body, "/second");
  EXPECT_LT(answered_before_second, requests);
  for (int i = 0; i < requests; ++i) ASSERT_EQ(read_answer(first).body, "/first");
}

TEST(Pipeline, AnswersWhatWasAskedBeforeAnUpgrade) {
  TestServer server;
  RawPeer peer(server);
  peer.send(get("/1") + get("/later/2") + get("/3") + websocket_handshake("/socket"));
  for (const std::string path : {"/1", "/later/2", "/3"}) {
    EXPECT_EQ(read_answer(peer).body, "GET " + path + " ");
  }
  EXPECT_TRUE(peer.read_until("\r\n\r\n").starts_with("HTTP/1.1 101 "));
  EXPECT_EQ(peer.read(7), "\x81\x05hello");
}

TEST(Pipeline, AnswersAFaultBehindGoodRequests) {
  TestServer server;
  RawPeer peer(server);
  peer.send(get("/1") + get("/2") + "nonsense\r\n\r\n" + get("/3"));
  EXPECT_EQ(read_answer(peer).body, "GET /1 ");
  EXPECT_EQ(read_answer(peer).body, "GET /2 ");
  EXPECT_TRUE(read_answer(peer).status.starts_with("HTTP/1.1 400"));
  EXPECT_EQ(peer.read_to_end(), "");
}

TEST(Pipeline, SurvivesAClientThatGoesWhileItsAnswerIsAwaited) {
  std::atomic<bool> asked = false;
  std::atomic<bool> go_on = false;
  TestServer server([&](Loop& loop, HttpRequest) -> Task<HttpResponse> {
    asked = true;
    while (!go_on) co_await boost::asio::post(loop.context(), boost::asio::use_awaitable);
    co_return HttpResponse{.body = std::string(1'000'000, 'x')};
  });
  {
    RawPeer peer(server);
    peer.send(get("/"));
    while (!asked) std::this_thread::yield();
  }
  go_on = true;
  while (server.server->connections() > 0) std::this_thread::yield();
  RawPeer next(server);
  next.send(get("/"));
  EXPECT_EQ(read_answer(next).body.size(), 1'000'000U);
}

TEST(Connections, BeyondTheirLimitWaitUntilOthersEnd) {
  TestServer server({.connections_max = 2});
  auto first = std::make_unique<RawPeer>(server);
  RawPeer second(server);
  first->send(get("/1"));
  second.send(get("/2"));
  EXPECT_EQ(read_answer(*first).body, "GET /1 ");
  EXPECT_EQ(read_answer(second).body, "GET /2 ");
  RawPeer third(server);
  third.send(get("/3"));
  second.send(get("/later/2"));
  EXPECT_EQ(read_answer(second).body, "GET /later/2 ");
  EXPECT_EQ(server.server->connections(), 2U);
  first.reset();
  EXPECT_EQ(read_answer(third).body, "GET /3 ");
  EXPECT_EQ(server.server->connections(), 2U);
}

// Of as many files as the process may open, some are kept for the store.
TEST(Connections, AreNeverAsManyAsTheProcessMayOpenFiles) {
  constexpr std::size_t fit = 70;
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &usual), 0);
  rlimit tight = usual;
  tight.rlim_cur = limits::open_files_kept + fit;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &tight), 0);
  TestServer server;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &usual), 0);
  std::vector<std::unique_ptr<RawPeer>> peers;
  for (std::size_t i = 0; i < fit; ++i) {
    peers.push_back(std::make_unique<RawPeer>(server));
    peers.back()->send(get("/1"));
    EXPECT_EQ(read_answer(*peers.back()).body, "GET /1 ");
  }
  RawPeer last(server);
  last.send(get("/last"));
  peers.front()->send(get("/later"));
  EXPECT_EQ(read_answer(*peers.front()).body, "GET /later ");
  EXPECT_EQ(server.server->connections(), fit);
  peers.pop_back();
  EXPECT_EQ(read_answer(last).body, "GET /last ");
}

}  // namespace
}  // namespace syncline::io
