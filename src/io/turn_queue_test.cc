#include "io/turn_queue.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace syncline::io {
namespace {

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

std::string text(const TurnQueue& queue, const TurnQueue::Chain& chain) {
  std::string out(chain.bytes(), '\0');
  queue.copy(chain, out);
  return out;
}

TEST(TurnQueue, GivesEachConnectionItsMessagesInOrder) {
  TurnQueue queue;
  TurnQueue::Chain one;
  TurnQueue::Chain two;
  const auto event = shared("event");
  queue.push_text(one, "1:", event, "}");
  queue.push_text(two, "2:", event, "}");
  queue.push_text(one, "alone", nullptr, {});
  queue.push_text(two, "", shared("other"), {});
  EXPECT_EQ(text(queue, one),
            "\x81\x08"
            "1:event}\x81\x05"
            "alone");
  EXPECT_EQ(text(queue, two),
            "\x81\x08"
            "2:event}\x81\x05"
            "other");
}

TEST(TurnQueue, HasNothingForAConnectionThatSentNothing) {
  const TurnQueue queue;
  const TurnQueue::Chain chain;
  EXPECT_TRUE(chain.empty());
  EXPECT_EQ(text(queue, chain), "");
}

TEST(TurnQueue, HoldsAPayloadOnceForAllThatSendItOneAfterTheOther) {
  TurnQueue queue;
  std::vector<TurnQueue::Chain> chains(100);
  const auto event = shared("event");
  for (auto& chain : chains) queue.push_text(chain, "", event, {});
  EXPECT_EQ(event.use_count(), 2);
  queue.clear();
  EXPECT_EQ(event.use_count(), 1);
}

TEST(TurnQueue, MovesMessagesToAnOutboxInOrder) {
  TurnQueue queue;
  TurnQueue::Chain chain;
  const auto event = shared("event");
  queue.push_text(chain, "1:", event, "}");
  queue.push_text(chain, "2:", event, "}");
  const auto expected = text(queue, chain);
  Outbox outbox;
  queue.move(chain, outbox);
  EXPECT_TRUE(chain.empty());
  std::string out(outbox.bytes(), '\0');
  outbox.copy(out);
  EXPECT_EQ(out, expected);
  queue.clear();
  outbox.consume(1);
  EXPECT_EQ(event.use_count(), 3);  // the outbox has its own hold on it, once a message
}

TEST(TurnQueue, SaysWhenItIsFull) {
  TurnQueue queue;
  EXPECT_TRUE(queue.has_room_for(limits::websocket_turn_bytes_max));
  EXPECT_FALSE(queue.has_room_for(limits::websocket_turn_bytes_max + 1));
}

}  // namespace
}  // namespace syncline::io
