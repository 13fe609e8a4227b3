// The deadlines of both dialects, with the time moved by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "edge/dialect.h"
#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using namespace std::chrono_literals;
using fixture::Node;
using Messages = std::vector<std::string>;

// A connection whose ticker belongs to the test.
struct TimedConnection {
  TimedConnection(Node& node, std::string_view subprotocol)
      : ticker(node.loop()), socket(node.loop()) {
    const auto table = dialects_table();
    const auto row = std::ranges::find(table, subprotocol, &Dialect::subprotocol);
    const auto upgrade =
        fixture::with_header(fixture::upgrade("/graphql", std::string(subprotocol)), "x-api-key",
                             std::string(fixture::key));
    handler = *(*row)->accept(*node.rooms, ticker, upgrade);
    handler->opened(socket);
  }
  ~TimedConnection() { handler->closed(1000); }

  void say(std::string_view text) { handler->message(socket, text); }
  Messages heard() { return std::exchange(socket.messages, {}); }

  Ticker ticker;
  fixture::RecordingSocket socket;
  std::unique_ptr<io::WebSocketHandler> handler;
};

TEST(AppSyncDeadlines, SendsAKeepAliveEveryMinuteAfterTheAck) {
  Node node;
  TimedConnection client(node, "graphql-ws");
  client.say(R"({"type":"connection_init"})");
  EXPECT_EQ(client.heard().size(), 2U);
  client.ticker.advance(59s);
  EXPECT_EQ(client.heard(), Messages{});
  for (int minute = 0; minute < 3; ++minute) {
    client.ticker.advance(minute == 0 ? 1s : 60s);
    EXPECT_EQ(client.heard(), (Messages{R"({"type":"ka"})"}));
  }
}

TEST(AppSyncDeadlines, ClosesAConnectionThatNeverBegins) {
  Node node;
  TimedConnection client(node, "graphql-ws");
  client.ticker.advance(limits::connection_timeout);
  EXPECT_EQ(client.socket.closed_with, 1008);
  EXPECT_EQ(client.heard(), Messages{});
}

TEST(AppSyncDeadlines, ClosesAConnectionAfterADay) {
  Node node;
  TimedConnection client(node, "graphql-ws");
  client.say(R"({"type":"connection_init"})");
  constexpr auto a_day = 24h / limits::keep_alive_interval;
  for (int beat = 1; beat < a_day; ++beat) client.ticker.advance(limits::keep_alive_interval);
  EXPECT_EQ(client.socket.closed_with, 0);
  client.ticker.advance(limits::keep_alive_interval);
  EXPECT_EQ(client.socket.closed_with, 1001);
  client.heard();
  client.ticker.advance(1h);
  client.say(R"({"type":"connection_init"})");
  EXPECT_EQ(client.heard(), Messages{});
}

TEST(TransportDeadlines, ClosesWith4408WithoutAnInit) {
  Node node;
  TimedConnection client(node, "graphql-transport-ws");
  client.say(R"({"type":"ping"})");
  client.ticker.advance(limits::connection_init_time_max - 1ms);
  EXPECT_EQ(client.socket.closed_with, 0);
  client.ticker.advance(1ms);
  EXPECT_EQ(client.socket.closed_with, 4408);
  EXPECT_EQ(client.socket.close_reason, "Connection initialisation timeout");
}

TEST(TransportDeadlines, AnInitInTimeEndsTheWait) {
  Node node;
  TimedConnection client(node, "graphql-transport-ws");
  client.say(R"({"type":"connection_init"})");
  EXPECT_EQ(client.heard(), (Messages{R"({"type":"connection_ack"})"}));
  client.ticker.advance(1h);
  EXPECT_EQ(client.socket.closed_with, 0);
}

TEST(TransportDeadlines, ClosesAConnectionAfterADay) {
  Node node;
  TimedConnection client(node, "graphql-transport-ws");
  client.say(R"({"type":"connection_init"})");
  client.ticker.advance(24h);
  EXPECT_EQ(client.socket.closed_with, 1001);
}

}  // namespace
}  // namespace syncline::edge
