#include "io/websocket_connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include "io/server_fixture.h"

namespace syncline::io {
namespace {

// A connection whose other end is a local socket, which keeps the borders between writes unless it
// is a SOCK_STREAM, on a loop that the test turns itself.
struct WebSocketConnectionTest : testing::Test {
  struct Handler final : WebSocketHandler {
    explicit Handler(WebSocketConnectionTest& test) : test_(test) {}
    void opened(WebSocket& opened) override {
      test_.socket = &opened;
      fail_if(test_.fails_when_opened);
    }
    void message(WebSocket&, std::string_view text) override {
      test_.messages.emplace_back(text);
      fail_if(text == "fail");
    }
    void closed(std::uint16_t code) override {
      test_.socket = nullptr;
      test_.closed_with = code;
      fail_if(test_.fails_when_closed);
    }
    static void fail_if(bool fails) {
      if (fails) std::ignore = std::string().at(1);  // throws
    }
    WebSocketConnectionTest& test_;
  };

  Loop loop{0};
  std::shared_ptr<ServerShared> shared = std::make_shared<ServerShared>();
  std::shared_ptr<ServerLoop> server;
  int peer = -1;
  WebSocket* socket = nullptr;
  std::vector<std::string> messages;
  int closed_with = 0;
  bool fails_when_opened = false;
  bool fails_when_closed = false;

  ~WebSocketConnectionTest() override { ::close(peer); }

  void open(int type = SOCK_SEQPACKET) {
    std::array<int, 2> pair{};
    ASSERT_EQ(::socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, pair.data()), 0);
    peer = pair[1];
    server = std::make_shared<ServerLoop>(loop, shared);
    Socket ours(loop.context().get_executor());
    ours.assign(Tcp::v4(), pair[0]);
    Transport transport(std::move(ours), Channel(pair[0]), OpenSocket(shared->open_sockets));
    std::make_shared<WebSocketConnection>(server, std::move(transport),
                                          std::make_unique<Handler>(*this))
        ->start("101", "");
    if (!fails_when_opened) EXPECT_EQ(next_write(), "101");
  }

  // What one write of the connection contained; empty when there was none.
  std::string next_write() {
    loop.context().poll();
    std::string bytes(200'000, '\0');
    const auto size = ::recv(peer, bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
  }
  void receive(Opcode opcode, std::string_view payload) {
    std::string frame;
    append_masked_frame(frame, opcode, payload, {9, 8, 7, 6});
    ASSERT_EQ(::send(peer, frame.data(), frame.size(), 0), static_cast<ssize_t>(frame.size()));
    loop.context().poll();
  }
  // Fills the socket until the connection has to wait.
  void block() {
    const auto payload = std::make_shared<const std::string>(10'000, 'x');
    for (int i = 0; i < 1000; ++i) socket->send("", payload);
    loop.context().poll();
  }
  std::string drain() {
    std::string all;
    for (auto next = next_write(); !next.empty(); next = next_write()) all += next;
    return all;
  }
};

std::shared_ptr<const std::string> text(std::string_view value) {
  return std::make_shared<const std::string>(value);
}

TEST_F(WebSocketConnectionTest, WritesWhatIsSentInOneTurnAtOnce) {
  open();
  std::string expected;
  const auto payload = text("payload");
  for (int i = 0; i < 100; ++i) {
    socket->send("head" + std::to_string(i), payload, "}");
    append_frame_header(expected, Opcode::text, 4 + std::to_string(i).size() + 7 + 1);
    expected += "head" + std::to_string(i) + "payload}";
  }
  EXPECT_EQ(next_write(), expected);
  EXPECT_EQ(next_write(), "");
}

TEST_F(WebSocketConnectionTest, WritesLargeMessagesOfOneTurnAtOnce) {
  open();
  const auto payload = text(std::string(20'000, 'x'));
  for (int i = 0; i < 3; ++i) socket->send("h", payload);
  EXPECT_EQ(next_write().size(), 3U * (4 + 1 + 20'000));
  EXPECT_EQ(payload.use_count(), 1);
}

TEST_F(WebSocketConnectionTest, WritesOnceForEachTurn) {
  open();
  socket->send("", text("a"));
  EXPECT_EQ(next_write(),
            "\x81\x01"
            "a");
  socket->send("", text("b"));
  EXPECT_EQ(next_write(),
            "\x81\x01"
            "b");
}

TEST_F(WebSocketConnectionTest, WritesAnswersOfOneTurnWithTheMessagesOfThatTurn) {
  open();
  std::string frames;
  append_masked_frame(frames, Opcode::ping, "1", {1, 1, 1, 1});
  append_masked_frame(frames, Opcode::ping, "2", {1, 1, 1, 1});
  ASSERT_GT(::send(peer, frames.data(), frames.size(), 0), 0);
  EXPECT_EQ(next_write(),
            "\x8A\x01"
            "1\x8A\x01"
            "2");
}

TEST_F(WebSocketConnectionTest, AnswersOnlyTheLatestPingWhileItCannotWrite) {
  shared->limits.outbox_bytes_max = 100'000'000;
  open(SOCK_STREAM);
  block();
  for (int i = 0; i < 10; ++i) receive(Opcode::ping, std::to_string(i));
  const auto all = drain();
  EXPECT_TRUE(
      all.ends_with("x\x8A\x01"
                    "9"));
  EXPECT_EQ(all.size(), 1000U * 10'004 + 3);
}

TEST_F(WebSocketConnectionTest, ClosesWhenTooMuchIsQueued) {
  shared->limits.outbox_bytes_max = 50'000;
  open();
  for (int i = 0; i < 10; ++i) socket->send("", text(std::string(10'000, 'x')));
  const auto close = close_payload(close_code::try_again_later, "too slow");
  EXPECT_EQ(next_write(), "\x88\x0A" + close);
  receive(Opcode::close, close);
  EXPECT_EQ(closed_with, close_code::try_again_later);
}

TEST_F(WebSocketConnectionTest, FinishesTheMessageThatHasBegunBeforeItCloses) {
  shared->limits.outbox_bytes_max = 20'000'000;
  open(SOCK_STREAM);
  block();
  for (int i = 0; i < 2000; ++i) socket->send("", text(std::string(10'000, 'y')));
  const auto all = drain();
  const auto close = close_payload(close_code::try_again_later, "too slow");
  EXPECT_TRUE(all.ends_with("x\x88\x0A" + close));
  EXPECT_EQ((all.size() - close.size() - 2) % 10'004, 0U);
}

TEST_F(WebSocketConnectionTest, OpensEvenWhenTheFirstMessageIsTooMuch) {
  shared->limits.outbox_bytes_max = 10;
  open();  // reads "101", although the limit is only a little more
  socket->send("", text("more than the limit"));
  EXPECT_TRUE(next_write().starts_with("\x88"));
}

TEST_F(WebSocketConnectionTest, IgnoresMessagesAfterItsClose) {
  open();
  socket->close(4000, "");
  receive(Opcode::text, "late");
  EXPECT_TRUE(messages.empty());
}

TEST_F(WebSocketConnectionTest, TellsTheHandlerOnlyAfterSendAndCloseHaveReturned) {
  open();
  ::close(peer);
  peer = -1;
  socket->send("", text("to nobody"));
  EXPECT_EQ(closed_with, 0);
  loop.context().poll();
  EXPECT_EQ(closed_with, abnormal_close);
  EXPECT_EQ(shared->open_sockets.count(), 0U);
}

std::string failure_frame() {
  return "\x88\x13" + close_payload(close_code::internal_error, "the server failed");
}

TEST_F(WebSocketConnectionTest, ClosesWhenItsHandlerThrowsInAMessage) {
  open();
  receive(Opcode::text, "fail");
  EXPECT_EQ(next_write(), failure_frame());
  receive(Opcode::close, close_payload(close_code::internal_error, ""));
  EXPECT_EQ(closed_with, close_code::internal_error);
  EXPECT_EQ(messages.size(), 1U);
}

TEST_F(WebSocketConnectionTest, ClosesWhenItsHandlerThrowsAtTheStart) {
  fails_when_opened = true;
  open();
  EXPECT_EQ(next_write(), "101" + failure_frame());
}

TEST_F(WebSocketConnectionTest, EndsWhenItsHandlerThrowsAtTheEnd) {
  fails_when_closed = true;
  open();
  receive(Opcode::close, close_payload(close_code::normal, ""));
  EXPECT_EQ(closed_with, close_code::normal);
  EXPECT_EQ(shared->open_sockets.count(), 0U);
}

TEST_F(WebSocketConnectionTest, SendsPingsAndFindsThatNobodyAnswers) {
  shared->limits.ping_interval = std::chrono::milliseconds(20);
  shared->limits.pong_time_max = std::chrono::milliseconds(20);
  open();
  while (closed_with == 0) loop.context().run_one();
  EXPECT_EQ(closed_with, abnormal_close);
  EXPECT_EQ(next_write(), std::string("\x89\x00", 2));
}

TEST_F(WebSocketConnectionTest, IsSmallWhileIdle) { EXPECT_LE(sizeof(WebSocketConnection), 512U); }

}  // namespace
}  // namespace syncline::io
