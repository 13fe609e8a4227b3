#include "io/http_connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>

#include "io/http_fixture.h"

namespace syncline::io {
namespace {

// A connection whose other end is a local socket, on a loop that the test turns itself.
struct HttpConnectionTest : testing::Test {
  Loop loop{0};
  std::shared_ptr<ServerShared> shared = std::make_shared<ServerShared>();
  std::shared_ptr<ServerLoop> server;
  std::optional<RawPeer> peer;
  int ours = -1;
  int theirs = -1;
  boost::asio::steady_timer late{loop.context(), std::chrono::hours(1)};  // "/late" waits for it

  void SetUp() override {
    shared->service.respond = [this](Loop&, HttpRequest request) -> HttpAnswer {
      HttpResponse response{.body = request.path};
      if (request.path == "/large") response.body = std::string(3'000'000, 'x');
      if (request.path != "/late") return response;
      return [](boost::asio::steady_timer& timer) -> Task<HttpResponse> {
        co_await timer.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
        co_return HttpResponse{.body = "late"};
      }(late);
    };
    std::array<int, 2> pair{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
    peer.emplace(RawPeer::Connected{pair[1]});
    theirs = pair[1];
    ours = pair[0];
    server = std::make_shared<ServerLoop>(loop, shared);
    Socket socket(loop.context().get_executor());
    socket.assign(Tcp::v4(), ours);
    Transport transport(std::move(socket), Channel(ours), OpenSocket(shared->open_sockets));
    std::make_shared<HttpConnection>(server, std::move(transport), "test")->start();
  }
  void turn() { loop.context().poll(); }
  void answer_late() {
    late.cancel();
    turn();
  }
  void say(std::string_view bytes) {
    peer->send(bytes);
    turn();
  }
  // What has come until now.
  std::string heard() { return peer->read_to_end(); }
  // The server has sent its last byte, and all before it was heard.
  bool is_over() {
    char byte = 0;
    return ::recv(theirs, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
  }
  std::size_t connections() { return shared->open_sockets.count(); }
  // Until our socket takes no more.
  std::size_t fill() {
    const std::string junk(4096, '-');
    std::size_t all = 0;
    for (;;) {
      const auto sent = ::send(ours, junk.data(), junk.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent <= 0) return all;
      all += static_cast<std::size_t>(sent);
    }
  }
};

constexpr std::string_view expecting =
    "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";

TEST_F(HttpConnectionTest, EndsWhenItCannotTellToContinue) {
  fill();
  say(expecting);
  EXPECT_EQ(connections(), 0U);
}

TEST_F(HttpConnectionTest, TellsToContinueOnce) {
  say(expecting);
  EXPECT_EQ(heard(), "HTTP/1.1 100 Continue\r\n\r\n");
  say("o");
  say("k");
  EXPECT_TRUE(heard().ends_with("\r\n\r\n/"));
}

TEST_F(HttpConnectionTest, WritesTheRestWhenThePeerReadsAndThenGoesOn) {
  say(get("/large") + get("/next"));
  std::string all;
  int reads = 0;
  for (auto next = heard(); !next.empty(); next = heard(), ++reads) {
    all += next;
    turn();
  }
  EXPECT_GT(reads, 2);  // the socket did not take it at once
  EXPECT_GT(all.size(), 3'000'000U);
  EXPECT_TRUE(all.ends_with("\r\n\r\n/next"));
  say(get("/again"));
  EXPECT_TRUE(heard().ends_with("/again"));
}

TEST_F(HttpConnectionTest, WaitsForSpaceBeforeAReadyAndBehindALateAnswer) {
  const auto junk = fill();
  say(get("/1") + get("/late") + get("/3"));
  EXPECT_EQ(heard().size(), junk);
  turn();
  EXPECT_TRUE(heard().ends_with("\r\n\r\n/1"));
  fill();
  answer_late();
  heard();
  turn();
  const auto rest = heard();
  EXPECT_NE(rest.find("\r\n\r\nlateHTTP/1.1 200 OK"), std::string::npos);
  EXPECT_TRUE(rest.ends_with("\r\n\r\n/3"));
}

TEST_F(HttpConnectionTest, ClosesBehindALateAnswerWhenTheServerStops) {
  say(get("/late") + get("/not answered"));
  server->stop();
  answer_late();
  const auto all = heard();
  EXPECT_NE(all.find("connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(all.ends_with("\r\n\r\nlate"));
  EXPECT_TRUE(is_over());
  peer->end_sending();
  turn();
  EXPECT_EQ(connections(), 0U);
}

// The header has gone out and says that the connection stays.
TEST_F(HttpConnectionTest, ClosesBehindAnAnswerThatIsBeingWrittenWhenTheServerStops) {
  say(get("/large"));
  server->stop();
  for (auto next = heard(); !next.empty(); next = heard()) turn();
  EXPECT_TRUE(is_over());
  peer->end_sending();
  turn();
  EXPECT_EQ(connections(), 0U);
}

TEST_F(HttpConnectionTest, AnswersNothingMoreBehindTheTurnInWhichTheServerStops) {
  std::string all;
  for (std::size_t i = 0; i < limits::http_answers_per_turn_max + 2; ++i) all += get("/x");
  peer->send(all);
  loop.context().run_one();  // a turn's answers
  server->stop();
  turn();
  const auto answers = heard();
  EXPECT_NE(answers.find("connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(answers.ends_with("\r\n\r\n/x"));
}

TEST_F(HttpConnectionTest, EndsWhenItIsCutWhileItsAnswerIsAwaited) {
  say(get("/late"));
  server->cut();
  EXPECT_EQ(connections(), 0U);
  answer_late();
  EXPECT_EQ(heard(), "");
}

TEST_F(HttpConnectionTest, AnswersASlowRequestWith408) {
  shared->limits.header_time_max = std::chrono::milliseconds(10);
  say("GET / HT");
  while (connections() > 0) {
    loop.context().run_one();
    const auto all = heard();
    if (all.empty()) continue;
    EXPECT_TRUE(all.starts_with("HTTP/1.1 408 "));
    peer->end_sending();
  }
}

}  // namespace
}  // namespace syncline::io
