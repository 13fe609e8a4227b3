#include "io/deadlines.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

using std::chrono::milliseconds;

struct FakeConnection final : Connection {
  int passed = 0;
  void deadline_passed() override { ++passed; }
  void wind_down() override {}
  void cut() override {}
};

struct DeadlinesTest : testing::Test {
  Instant begin{milliseconds(1'000'000)};
  Deadlines deadlines{begin, milliseconds(10)};

  std::shared_ptr<FakeConnection> add(int deadline_ms) {
    auto connection = std::make_shared<FakeConnection>();
    deadlines.add(*connection);
    deadlines.set(*connection, begin + milliseconds(deadline_ms));
    return connection;
  }
  void advance_to(int ms) { deadlines.advance(begin + milliseconds(ms)); }
};

TEST_F(DeadlinesTest, TellsOnceAndNotBeforeTheTime) {
  const auto connection = add(100);
  advance_to(90);
  EXPECT_EQ(connection->passed, 0);
  advance_to(120);
  EXPECT_EQ(connection->passed, 1);
  advance_to(1000);
  EXPECT_EQ(connection->passed, 1);
}

TEST_F(DeadlinesTest, FollowsADeadlineThatMovesToLater) {
  const auto connection = add(50);
  advance_to(40);
  deadlines.set(*connection, begin + milliseconds(500));
  advance_to(490);
  EXPECT_EQ(connection->passed, 0);
  advance_to(520);
  EXPECT_EQ(connection->passed, 1);
}

TEST_F(DeadlinesTest, FollowsADeadlineThatMovesToEarlier) {
  const auto connection = add(500);
  deadlines.set(*connection, begin + milliseconds(50));
  advance_to(70);
  EXPECT_EQ(connection->passed, 1);
}

// To the tick: a deadline that moves within its slot stays, one before it does not come late.
TEST_F(DeadlinesTest, FollowsEveryMoveByLessThanATick) {
  for (int ms = 41; ms < 70; ++ms) {
    auto connection = add(70);
    const auto now = std::chrono::duration_cast<milliseconds>(deadlines.now() - begin).count();
    deadlines.set(*connection, begin + milliseconds(now + ms));
    advance_to(static_cast<int>(now) + ms - 1);
    EXPECT_EQ(connection->passed, 0) << ms;
    advance_to(static_cast<int>(now) + ms + 11);
    EXPECT_EQ(connection->passed, 1) << ms;
  }
}

TEST_F(DeadlinesTest, ForgetsAClearedDeadline) {
  const auto connection = add(50);
  deadlines.clear(*connection);
  advance_to(10'000);
  EXPECT_EQ(connection->passed, 0);
}

TEST_F(DeadlinesTest, KeepsDeadlinesBeyondTheWheel) {
  const auto connection = add(60'000);
  for (int ms = 0; ms < 60'000; ms += 500) advance_to(ms);
  EXPECT_EQ(connection->passed, 0);
  advance_to(60'020);
  EXPECT_EQ(connection->passed, 1);
}

TEST_F(DeadlinesTest, FindsEveryDeadlineAfterALongPause) {
  std::vector<std::shared_ptr<FakeConnection>> connections;
  for (int ms = 0; ms < 10'000; ms += 7) connections.push_back(add(ms));
  advance_to(1'000'000);
  for (const auto& connection : connections) EXPECT_EQ(connection->passed, 1);
}

TEST_F(DeadlinesTest, DropsConnectionsThatAreGone) {
  auto connection = add(50);
  EXPECT_EQ(deadlines.all().size(), 1U);
  connection.reset();
  EXPECT_TRUE(deadlines.all().empty());
  EXPECT_FALSE(deadlines.advance(begin + milliseconds(100)));
}

}  // namespace
}  // namespace syncline::io
