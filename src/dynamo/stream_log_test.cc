#include "dynamo/stream_log.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "dynamo/stream.h"

namespace syncline::dynamo {
namespace {

StreamLog::Wake note_in(std::vector<bool>& woken) {
  return [&woken](bool may_wait) { woken.push_back(may_wait); };
}

TEST(StreamLog, NumbersChangesByTimeAndNeverTwice) {
  StreamLog log;
  log.open(1, 0);
  log.open(2, 0);
  store::Batch batch;
  const auto first = first_sequence_at(5);
  EXPECT_EQ(log.add(batch, {{1, "a"}, {2, "b"}, {1, "c"}}, 5),
            (StreamLog::Marks{{1, first + 2}, {2, first + 1}}));
  EXPECT_EQ(log.add(batch, {{1, "d"}}, 4), (StreamLog::Marks{{1, first + 3}}));
  EXPECT_EQ(log.add(batch, {{1, "e"}}, 6), (StreamLog::Marks{{1, first_sequence_at(6)}}));
  log.open(3, first_sequence_at(9));  // as it stands in the store
  EXPECT_EQ(log.add(batch, {{1, "f"}}, 7), (StreamLog::Marks{{1, first_sequence_at(9) + 1}}));
}

TEST(StreamLog, RecordsNothingInAStreamThatEnds) {
  StreamLog log;
  log.open(1, 0);
  store::Batch batch;
  log.pause(1);
  EXPECT_TRUE(log.add(batch, {{1, "a"}, {2, "b"}}, 5).empty());
  EXPECT_TRUE(batch.empty());
  log.resume(1);
  EXPECT_EQ(log.add(batch, {{1, "a"}}, 5).size(), 1U);
  log.close(1);
  EXPECT_TRUE(log.add(batch, {{1, "a"}}, 5).empty());
}

TEST(StreamLog, WakesWhoWaitsForWhatIsStored) {
  StreamLog log;
  log.open(1, 7);
  std::vector<bool> woken;
  log.wait(1, 7, note_in(woken));  // it is there
  EXPECT_EQ(woken.size(), 1U);
  log.wait(1, 8, note_in(woken));
  log.wait(1, 9, note_in(woken));
  log.stored({{1, 8}});
  EXPECT_EQ(woken.size(), 2U);
  log.stored({{2, 9}});
  EXPECT_EQ(woken.size(), 2U);
  log.close(1);
  EXPECT_EQ(woken.size(), 3U);
  log.wait(1, 9, note_in(woken));  // nothing will come
  EXPECT_EQ(woken, std::vector<bool>(4, true));
}

TEST(StreamLog, LetsSoManyWaitAndNoMore) {
  StreamLog log;
  log.open(1, 0);
  std::vector<bool> woken;
  for (std::size_t i = 0; i < limits::stream_tails_max; ++i) log.wait(1, 1, note_in(woken));
  EXPECT_TRUE(woken.empty());
  log.wait(1, 1, note_in(woken));
  EXPECT_EQ(woken, std::vector<bool>{false});
  log.stored({{1, 1}});
  EXPECT_EQ(woken.size(), limits::stream_tails_max + 1);
}

}  // namespace
}  // namespace syncline::dynamo
