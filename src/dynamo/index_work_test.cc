// Indexes that come and go while their table serves.
#include "dynamo/index_work.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>

#include "base/limits.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";
constexpr auto make_index =
    R"({"TableName":"one","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_g",)"
    R"("KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}}]})";
constexpr auto drop_index =
    R"({"TableName":"one","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"by_g"}}]})";

JsonObject item(int number, std::string_view group) {
  const JsonObject made{{"id", {{"S", std::to_string(number)}}}, {"g", {{"S", group}}}};
  return {{"TableName", "one"}, {"Item", made}};
}

class IndexWork : public testing::Test {
 protected:
  IndexWork() {
    EXPECT_TRUE(database_.call("CreateTable", make_table).has_value());
    for (int i = 0; i < 250; ++i) put(i, i % 2 == 0 ? "even" : "odd");
  }

  void put(int number, std::string_view group) {
    EXPECT_TRUE(database_.call("PutItem", item(number, group)).has_value());
  }
  Json table() { return database_.call("DescribeTable", R"({"TableName":"one"})")->at("Table"); }
  Json index() { return table().at("GlobalSecondaryIndexes").at(0); }
  std::string status() { return std::string(index().at("IndexStatus").as_string()); }

  // The ids of a group, in the index.
  std::set<int> ids(std::string_view group) {
    JsonObject query{{"TableName", "one"},
                     {"IndexName", "by_g"},
                     {"KeyConditionExpression", "g = :g"},
                     {"ExpressionAttributeValues", {{":g", {{"S", group}}}}}};
    std::set<int> found;
    const auto page = database_.call("Query", query);
    EXPECT_TRUE(page.has_value());
    for (const auto& one : page->at("Items").as_array()) {
      EXPECT_TRUE(found.insert(std::stoi(std::string(one.at("id").at("S").as_string()))).second);
    }
    return found;
  }
  std::size_t rows(std::string_view keyspace) {
    std::size_t count = 0;
    auto cursor = database_.store->cursor(keyspace);
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++count;
    return count;
  }

  TestDatabase database_;
};

TEST_F(IndexWork, FillsAnIndexWithTheItemsThatWereThere) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  EXPECT_EQ(status(), "CREATING");
  EXPECT_EQ(table().at("TableStatus").as_string(), "UPDATING");
  EXPECT_FALSE(index().at("Backfilling").as_bool());
  ASSERT_TRUE(database_.work_once().value());
  EXPECT_EQ(table().at("TableStatus").as_string(), "ACTIVE");
  EXPECT_TRUE(index().at("Backfilling").as_bool());
  database_.work();
  EXPECT_EQ(status(), "ACTIVE");
  EXPECT_FALSE(index().as_object().contains("Backfilling"));
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 250);
  EXPECT_EQ(ids("even").size(), 125U);
  EXPECT_EQ(ids("odd").size(), 125U);
  EXPECT_EQ(rows("dynamo.filling"), 0U);
}

TEST_F(IndexWork, TakesAPieceOfTheItemsAtATime) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  ASSERT_TRUE(database_.work_once().value());
  EXPECT_EQ(rows("dynamo.index"), 0U);
  ASSERT_TRUE(database_.work_once().value());
  EXPECT_EQ(rows("dynamo.index"), limits::background_rows_max);
  EXPECT_EQ(index().at("ItemCount").to_number<std::size_t>(), limits::background_rows_max);
}

// Each of these changes an item that has its row already, and one that has not.
TEST_F(IndexWork, KeepsUpWithWritesWhileItFills) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  ASSERT_TRUE(database_.work_once().value());
  std::set<int> even, odd;
  for (int i = 0; i < 250; ++i) (i % 2 == 0 ? even : odd).insert(i);
  for (int i = 0; i < 250; ++i) {
    if (i % 60 == 0) EXPECT_TRUE(database_.work_once().has_value());
    const auto id = std::to_string(i);
    if (i % 5 == 0) {
      const JsonObject key{{"TableName", "one"}, {"Key", {{"id", {{"S", id}}}}}};
      ASSERT_TRUE(database_.call("DeleteItem", key).has_value());
      even.erase(i);
      odd.erase(i);
    } else if (i % 5 == 1) {
      put(i, "even");
      even.insert(i);
      odd.erase(i);
    } else if (i % 5 == 2) {
      put(1000 + i, "odd");
      odd.insert(1000 + i);
    } else if (i % 5 == 3) {
      const auto update = R"({"TableName":"one","Key":{"id":{"S":")" + id +
                          R"("}},"UpdateExpression":"SET v = :v",)"
                          R"("ExpressionAttributeValues":{":v":{"N":"1"}}})";
      ASSERT_TRUE(database_.call("UpdateItem", update).has_value());
    }
  }
  database_.work();
  EXPECT_EQ(ids("even"), even);
  EXPECT_EQ(ids("odd"), odd);
  EXPECT_EQ(index().at("ItemCount").to_number<std::size_t>(), even.size() + odd.size());
  EXPECT_EQ(index().at("IndexSizeBytes"), table().at("TableSizeBytes"));
  EXPECT_EQ(rows("dynamo.index"), rows("dynamo.item"));
}

TEST_F(IndexWork, GoesOnAfterARestart) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.reopen();
  EXPECT_EQ(status(), "CREATING");
  for (int step = 0; step < 3; ++step) {
    ASSERT_TRUE(database_.work_once().value());
    database_.reopen();
  }
  EXPECT_EQ(rows("dynamo.index"), 2 * limits::background_rows_max);  // none twice, none anew
  database_.work();
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 250);
  EXPECT_EQ(ids("even").size(), 125U);
  database_.reopen();
  EXPECT_EQ(status(), "ACTIVE");
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 250);
}

TEST_F(IndexWork, LeavesOutItemsWhoseKeysItCannotHold) {
  const auto put_text = [&](std::string_view group) {
    return database_.text("PutItem", R"({"TableName":"one","Item":{"id":{"S":"999"},"g":)" +
                                         std::string(group) + "}}");
  };
  EXPECT_EQ(put_text(R"({"N":"1"})"), "{}");
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.work();
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 250);
  EXPECT_EQ(rows("dynamo.item"), 251U);
  EXPECT_NE(put_text(R"({"N":"2"})"), "{}");
  EXPECT_EQ(put_text(R"({"S":"even"})"), "{}");
  EXPECT_EQ(ids("even").size(), 126U);
}

TEST_F(IndexWork, LeavesOutAnItemThatIsDamaged) {
  auto cursor = database_.store->cursor("dynamo.item");
  cursor.seek("");
  store::Batch damage;
  damage.put("dynamo.item", cursor.key(), "rubbish");
  ASSERT_TRUE(database_.store->commit_and_wait(std::move(damage)).has_value());
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.work();
  EXPECT_EQ(status(), "ACTIVE");
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 249);
}

TEST_F(IndexWork, ErasesAnIndexAndItsCounts) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.work();
  ASSERT_TRUE(database_.call("UpdateTable", drop_index).has_value());
  EXPECT_EQ(status(), "DELETING");
  EXPECT_EQ(table().at("TableStatus").as_string(), "UPDATING");
  put(1, "even");
  EXPECT_EQ(rows("dynamo.index"), 250U);  // as it was
  database_.reopen();
  EXPECT_EQ(status(), "DELETING");
  database_.work();
  EXPECT_FALSE(table().as_object().contains("GlobalSecondaryIndexes"));
  EXPECT_EQ(table().at("AttributeDefinitions").as_array().size(), 1U);
  EXPECT_EQ(rows("dynamo.index"), 0U);
  put(2, "even");
  put(3, "even");  // with the sum of what was before
  EXPECT_EQ(rows("dynamo.index"), 0U);
  // The format, a number, and the table's own three: each ends with a byte below 0x80.
  const auto counts = *database_.store->get("dynamo.count", "1").value();
  EXPECT_EQ(std::ranges::count_if(counts, [](char byte) { return (byte & 0x80) == 0; }), 5);
}

TEST_F(IndexWork, NeverGivesANewIndexTheRowsOfADeletedOne) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.work();
  ASSERT_TRUE(database_.call("UpdateTable", drop_index).has_value());
  database_.work();
  put(0, "odd");
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  database_.work();
  EXPECT_EQ(ids("even").size(), 124U);
  EXPECT_EQ(ids("odd").size(), 126U);
  EXPECT_EQ(index().at("ItemCount").to_number<int>(), 250);
}

TEST_F(IndexWork, AnIndexMayBeDeletedWhileItFills) {
  ASSERT_TRUE(database_.call("UpdateTable", make_index).has_value());
  ASSERT_TRUE(database_.work_once().value());
  ASSERT_TRUE(database_.work_once().value());
  ASSERT_TRUE(database_.call("UpdateTable", drop_index).has_value());
  database_.work();
  EXPECT_FALSE(table().as_object().contains("GlobalSecondaryIndexes"));
  EXPECT_EQ(rows("dynamo.index"), 0U);
  EXPECT_EQ(rows("dynamo.filling"), 0U);
}

TEST_F(IndexWork, HasNothingToDoForATableAtRest) { EXPECT_FALSE(database_.work_once().value()); }

// Changes items until the index is there, and a little longer.
Task<void> write_on(Database& database, int first, const std::atomic<bool>& done) {
  for (int turn = 0; turn < 400 || !done; ++turn) {
    const int number = first + turn % 40;
    const auto group = std::to_string(turn % 3);
    const auto written = co_await database.call("PutItem", item(number, group));
    EXPECT_TRUE(written.has_value());
    if (turn % 7 != 0) continue;
    const JsonObject key{{"TableName", "one"}, {"Key", {{"id", {{"S", std::to_string(number)}}}}}};
    EXPECT_TRUE((co_await database.call("DeleteItem", key)).has_value());
  }
}

Task<void> make_and_fill(Database& database, std::atomic<bool>& done) {
  const auto input = parse_json(make_index).value();
  EXPECT_TRUE((co_await database.call("UpdateTable", input.as_object())).has_value());
  bool more = true;
  while (more) {
    const auto step = co_await database.work();
    EXPECT_TRUE(step.has_value());
    more = step.value_or(false);
  }
  done = true;
}

Task<void> counted(Task<void> work, std::atomic<int>& left) {
  co_await std::move(work);
  if (--left == 0) left.notify_one();
}

// Whoever writes when: in the end the index has the row of each item, and no other.
TEST_F(IndexWork, MissesNoWriteThatIsUnderWayWhenAnIndexComes) {
  for (int round = 0; round < 8; ++round) {
    std::atomic<bool> done = false;
    std::atomic<int> left = 4;
    Loops loops(3);
    auto& database = *database_.database;
    for (int writer = 0; writer < 3; ++writer) {
      loops.at(static_cast<std::size_t>(writer))
          .spawn(counted(write_on(database, writer * 100, done), left));
    }
    loops.at(2).spawn(counted(make_and_fill(database, done), left));
    loops.start();
    for (int now = left; now > 0; now = left) left.wait(now);
    loops.stop();
    database_.work();
    ASSERT_EQ(status(), "ACTIVE");
    EXPECT_EQ(rows("dynamo.index"), rows("dynamo.item"));
    EXPECT_EQ(index().at("ItemCount"), table().at("ItemCount"));
    EXPECT_EQ(index().at("IndexSizeBytes"), table().at("TableSizeBytes"));
    ASSERT_TRUE(database_.call("UpdateTable", drop_index).has_value());
    database_.work();
    EXPECT_EQ(rows("dynamo.index"), 0U);
  }
}

}  // namespace
}  // namespace syncline::dynamo
