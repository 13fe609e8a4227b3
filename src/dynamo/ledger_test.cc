// What becomes of writes and counts when the store refuses some of them, and after a restart.
#include "dynamo/ledger.h"

#include <gtest/gtest.h>

#include <atomic>

#include "base/limits.h"
#include "base/loop.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[)"
    R"({"AttributeName":"id","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g",)"
    R"("KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"KEYS_ONLY"}}]})";

JsonObject put(std::string_view id, std::size_t bytes) {
  const JsonObject item{
      {"id", {{"S", id}}}, {"g", {{"S", "x"}}}, {"v", {{"S", std::string(bytes, 'x')}}}};
  return {{"TableName", "one"}, {"Item", item}};
}

// Lets the store commit nothing until it is told to: writes pile up in its queue.
class HeldStore {
 public:
  explicit HeldStore(store::Store& store) {
    store.commit({}, [state = state_](Result<void>) {
      state->holding = true;
      state->holding.notify_one();
      state->released.wait(false);
    });
    state_->holding.wait(false);
  }
  ~HeldStore() { release(); }
  HeldStore(const HeldStore&) = delete;
  HeldStore& operator=(const HeldStore&) = delete;

  void release() {
    state_->released = true;
    state_->released.notify_one();
  }

 private:
  struct State {
    std::atomic<bool> holding = false, released = false;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();  // the call-back's too
};

class HeldDatabase {
 public:
  HeldDatabase() {
    EXPECT_TRUE(database_.call("CreateTable", make_table).has_value());
    hold_.emplace(*database_.store);
  }
  // Leaves room for so many bytes in the queue.
  void fill_queue(std::size_t room) {
    store::Batch filler;
    filler.put("filler", "k", std::string(limits::store_queue_bytes_max - room, 'x'));
    database_.store->commit(std::move(filler), [](Result<void>) {});
  }
  // Queues a write; its outcome stands in `result` once the database runs.
  void start(const JsonObject& input, std::optional<Result<Json>>& result,
             std::string_view operation = "PutItem") {
    loop_.spawn(keep_result(database_.database->call(operation, input), result));
    loop_.context().poll();
  }
  void run() {
    hold_->release();
    loop_.context().restart();
    loop_.context().run();
  }

  TestDatabase& database() { return database_; }
  std::string counts() {
    const auto answer = database_.call("DescribeTable", R"({"TableName":"one"})").value();
    const auto& table = answer.at("Table");
    const auto& index = table.at("GlobalSecondaryIndexes").at(0);
    return to_json(JsonArray{table.at("ItemCount"), table.at("TableSizeBytes"),
                             index.at("ItemCount"), index.at("IndexSizeBytes")});
  }

 private:
  TestDatabase database_;
  std::optional<HeldStore> hold_;
  Loop loop_{0};
};

constexpr auto get_large = R"({"TableName":"one","Key":{"id":{"S":"large"}}})";
constexpr std::size_t room = 50'000;

TEST(Ledger, AWriteThatFindsTheQueueFullIsThrottledAndLeavesNothing) {
  HeldDatabase held;
  held.fill_queue(room);
  const auto input = put("large", 2 * room);
  std::optional<Result<Json>> large;
  held.start(input, large);
  held.run();
  ASSERT_TRUE(large && !*large);
  EXPECT_EQ(large->error().kind, ErrorKind::exhausted);
  EXPECT_EQ(large->error().type, "ThrottlingException");
  EXPECT_EQ(held.database().text("GetItem", get_large), "{}");
  EXPECT_EQ(held.counts(), "[0,0,0,0]");
  EXPECT_EQ(held.database().text("PutItem", to_json(put("large", 10))), "{}");
  EXPECT_EQ(held.counts(), "[1,20,1,9]");
}

TEST(Ledger, StoresNoCountOfAWriteThatWasRefused) {
  HeldDatabase held;
  held.fill_queue(room);
  const auto large_input = put("large", 2 * room);
  const auto small_input = put("small", 10);
  std::optional<Result<Json>> large, small;
  held.start(large_input, large);
  held.start(small_input, small);
  held.run();
  ASSERT_TRUE(large && !*large);
  ASSERT_TRUE(small && *small);
  EXPECT_EQ(held.counts(), "[1,20,1,9]");
  held.database().reopen();  // with what the store has: nothing was written since
  EXPECT_EQ(held.counts(), "[1,20,1,9]");
}

TEST(Ledger, AddsUpWritesThatWaitTogether) {
  HeldDatabase held;
  std::vector<JsonObject> inputs;
  for (int i = 0; i < 40; ++i) inputs.push_back(put(std::to_string(i / 2), 10));
  std::vector<std::optional<Result<Json>>> results(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) held.start(inputs[i], results[i]);
  held.run();
  const auto counts = held.counts();
  EXPECT_TRUE(counts.starts_with("[20,")) << counts;
  held.database().reopen();
  EXPECT_EQ(held.counts(), counts);
  // The rows of changes that are in the sum go with the next write.
  EXPECT_EQ(held.database().text("PutItem", to_json(put("0", 11))), "{}");
  int rows = 0;
  auto cursor = held.database().store->cursor("dynamo.count");
  for (cursor.seek(""); cursor.valid(); cursor.next()) ++rows;
  EXPECT_EQ(rows, 2);  // the sum, and that write
}

JsonObject set_stream(bool enabled) {
  JsonObject specification{{"StreamEnabled", enabled}};
  if (enabled) specification["StreamViewType"] = "KEYS_ONLY";
  return {{"TableName", "one"}, {"StreamSpecification", std::move(specification)}};
}

int records_in(const store::Store& store) {
  int records = 0;
  auto cursor = store.cursor("dynamo.stream");
  for (cursor.seek(""); cursor.valid(); cursor.next()) ++records;
  return records;
}

TEST(Ledger, AStreamHasNoRecordOfAWriteThatWasRefused) {
  HeldDatabase held;
  held.run();
  ASSERT_TRUE(held.database().call("UpdateTable", set_stream(true)).has_value());
  HeldStore hold(*held.database().store);
  held.fill_queue(room);
  const auto large_input = put("large", 2 * room);
  const auto small_input = put("small", 10);
  std::optional<Result<Json>> large, small;
  held.start(large_input, large);
  held.start(small_input, small);
  hold.release();
  held.run();
  ASSERT_TRUE(large && !*large);
  ASSERT_TRUE(small && *small);
  EXPECT_EQ(records_in(*held.database().store), 1);
}

TEST(Ledger, AStreamEndsHoweverBusyTheStoreIs) {
  HeldDatabase held;
  held.run();
  ASSERT_TRUE(held.database().call("UpdateTable", set_stream(true)).has_value());
  HeldStore hold(*held.database().store);
  held.fill_queue(200);  // less than what ends the stream
  const auto end_input = set_stream(false);
  const auto put_input = put("a", 1);
  std::optional<Result<Json>> ended, written;
  held.start(end_input, ended, "UpdateTable");
  hold.release();
  held.run();
  ASSERT_TRUE(ended && *ended);
  held.start(put_input, written);
  held.run();
  ASSERT_TRUE(written && *written);
  EXPECT_EQ(records_in(*held.database().store), 0);
}

TEST(Ledger, CountsOnOverARestart) {
  HeldDatabase held;
  held.run();
  for (const auto* id : {"a", "b", "c"}) {
    EXPECT_EQ(held.database().text("PutItem", to_json(put(id, 1))), "{}");
    held.database().reopen();
  }
  EXPECT_EQ(held.database().text("DeleteItem", R"({"TableName":"one","Key":{"id":{"S":"a"}}})"),
            "{}");
  held.database().reopen();
  EXPECT_EQ(held.counts(), "[2,14,2,10]");
}

TEST(Ledger, ReadsTheCountsOfEarlierVersions) {
  HeldDatabase held;
  held.run();
  store::Batch old;
  old.put("dynamo.count", "1", "[7,[0,3,300],[1,2,-20]]");
  old.put("dynamo.count", "1/00000000000000000007", "[[0,100,100]]");  // is in the sum
  old.put("dynamo.count", "1/00000000000000000008", "[[0,-1,-100],[1,0,50]]");
  ASSERT_TRUE(held.database().store->commit_and_wait(std::move(old)).has_value());
  held.database().reopen();
  EXPECT_EQ(held.counts(), "[2,200,2,30]");
  EXPECT_EQ(held.database().text("PutItem", to_json(put("a", 1))), "{}");
  held.database().reopen();
  EXPECT_EQ(held.counts(), "[3,207,3,35]");
}

TEST(Ledger, KeepsCountsOfAnySize) {
  HeldDatabase held;
  held.run();
  int number = 0;  // of the sum: beyond the rows of the turn before
  for (const auto* counts :
       {"[4611686018427387904,-4611686018427387904,0,-1]", "[64,-64,-65,63]"}) {
    number += 100;
    const auto wanted = parse_json(counts).value();
    const auto at = [&](std::size_t place) { return to_json(wanted.at(place)); };
    store::Batch old;
    old.put("dynamo.count", "1",
            "[" + std::to_string(number) + ",[0," + at(0) + "," + at(1) + "],[1," + at(2) + "," +
                at(3) + "]]");
    ASSERT_TRUE(held.database().store->commit_and_wait(std::move(old)).has_value());
    held.database().reopen();
    EXPECT_EQ(held.counts(), counts);
    // Another index's write stores the sum as it is, in today's form.
    EXPECT_EQ(held.database().text("PutItem", to_json(put("a", 1))), "{}");
    EXPECT_EQ(held.database().text("DeleteItem", R"({"TableName":"one","Key":{"id":{"S":"a"}}})"),
              "{}");
    held.database().reopen();
    EXPECT_EQ(held.counts(), counts);
  }
}

TEST(Ledger, RefusesWritesOnceTheStoreHasFinished) {
  HeldDatabase held;
  held.run();
  held.database().store->finish();
  EXPECT_EQ(held.database().text("PutItem", to_json(put("a", 1))),
            "ServiceUnavailable: The server is stopping; try again");
  EXPECT_EQ(held.database().text("DeleteTable", R"({"TableName":"one"})"),
            "ServiceUnavailable: The server is stopping; try again");
  EXPECT_EQ(held.counts(), "[0,0,0,0]");
}

TEST(Ledger, RefusesCountsThatAreDamaged) {
  HeldDatabase held;
  held.run();
  for (const std::string rubbish :
       {"rubbish", "{}", "[1,[1]]", R"([1,["a",1,1]])", "\1", "\1\x80", "\1\1\1", "\1\1\1\2\x80",
        "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"}) {
    store::Batch damage;
    damage.put("dynamo.count", "1", rubbish);
    ASSERT_TRUE(held.database().store->commit_and_wait(std::move(damage)).has_value());
    const auto opened = Database::open(*held.database().store, held.database().clock);
    ASSERT_FALSE(opened.has_value()) << rubbish;
    EXPECT_EQ(opened.error().message, "the stored counts of a table are damaged");
  }
}

}  // namespace
}  // namespace syncline::dynamo
