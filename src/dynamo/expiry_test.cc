#include "dynamo/expiry.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "dynamo/row_keys.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr std::int64_t now_s = 1'700'000'000;  // of a TestDatabase
constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[)"
    R"({"AttributeName":"id","AttributeType":"S"},{"AttributeName":"t","AttributeType":"N"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_t",)"
    R"("KeySchema":[{"AttributeName":"t","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}]})";

class Expiry : public testing::Test {
 protected:
  Expiry() { EXPECT_TRUE(database_.call("CreateTable", make_table).has_value()); }

  void put(std::string_view id, std::string_view second) {
    const JsonObject item{{"id", {{"S", id}}}, {"t", {{"N", second}}}};
    const auto done = database_.call("PutItem", JsonObject{{"TableName", "one"}, {"Item", item}});
    EXPECT_TRUE(done.has_value());
  }
  void put(std::string_view id, std::int64_t second) { put(id, std::to_string(second)); }
  void set(bool enabled) {
    const JsonObject specification{{"AttributeName", "t"}, {"Enabled", enabled}};
    const auto done = database_.call(
        "UpdateTimeToLive",
        JsonObject{{"TableName", "one"}, {"TimeToLiveSpecification", specification}});
    EXPECT_TRUE(done.has_value());
  }
  std::string status() {
    const auto answer = database_.call("DescribeTimeToLive", R"({"TableName":"one"})");
    return std::string(answer->at("TimeToLiveDescription").at("TimeToLiveStatus").as_string());
  }
  bool is_there(std::string_view id) {
    const JsonObject key{{"id", {{"S", id}}}};
    const auto answer = database_.call("GetItem", JsonObject{{"TableName", "one"}, {"Key", key}});
    return answer->get_object().contains("Item");
  }
  int rows(std::string_view keyspace) {
    int count = 0;
    auto cursor = database_.store->cursor(keyspace);
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++count;
    return count;
  }

  TestDatabase database_;
};

TEST_F(Expiry, DeletesAnItemWhenItsSecondHasPassed) {
  set(true);
  database_.work();
  put("a", now_s + 10);
  EXPECT_EQ(rows("dynamo.expiry"), 1);
  database_.clock.advance(10'000);
  database_.work();
  EXPECT_TRUE(is_there("a"));
  database_.clock.advance(1'000);
  EXPECT_TRUE(is_there("a"));  // until somebody looks
  database_.work();
  EXPECT_FALSE(is_there("a"));
  for (const auto* keyspace : {"dynamo.item", "dynamo.index", "dynamo.expiry"}) {
    EXPECT_EQ(rows(keyspace), 0) << keyspace;
  }
  EXPECT_TRUE(
      database_.text("DescribeTable", R"({"TableName":"one"})").contains(R"("ItemCount":0)"));
}

TEST_F(Expiry, GivesRowsToItemsThatWereThereBefore) {
  for (int i = 0; i < 250; ++i) put(std::to_string(i), now_s - 1);
  put("later", now_s + 100);
  set(true);
  EXPECT_EQ(status(), "ENABLING");
  database_.reopen();
  for (int step = 0; step < 2; ++step) {
    ASSERT_TRUE(database_.work_once().value());
    EXPECT_EQ(status(), "ENABLING");
    database_.reopen();
  }
  EXPECT_EQ(rows("dynamo.expiry"), static_cast<int>(limits::background_rows_max));
  put("meanwhile", now_s + 200);
  database_.work();
  EXPECT_EQ(status(), "ENABLED");
  EXPECT_EQ(rows("dynamo.item"), 2);
  EXPECT_EQ(rows("dynamo.expiry"), 2);
  EXPECT_EQ(rows("dynamo.filling"), 0);
  database_.reopen();
  database_.clock.advance(101'000);
  database_.work();
  EXPECT_FALSE(is_there("later"));
  EXPECT_TRUE(is_there("meanwhile"));
}

TEST_F(Expiry, FollowsTheItem) {
  set(true);
  database_.work();
  put("a", now_s + 10);
  put("a", now_s + 20);
  EXPECT_EQ(rows("dynamo.expiry"), 1);
  database_.clock.advance(11'000);
  database_.work();
  EXPECT_TRUE(is_there("a"));
  EXPECT_EQ(database_.text("UpdateItem", R"({"TableName":"one","Key":{"id":{"S":"a"}},)"
                                         R"("UpdateExpression":"REMOVE t"})"),
            "{}");
  EXPECT_EQ(rows("dynamo.expiry"), 0);
  database_.clock.advance(100'000);
  database_.work();
  EXPECT_TRUE(is_there("a"));
}

TEST_F(Expiry, KeepsWhatExpiredTooLongAgo) {
  set(true);
  database_.work();
  constexpr auto age =
      std::chrono::duration_cast<std::chrono::seconds>(limits::expiry_age_max).count();
  put("old", now_s - age - 1);
  put("young", now_s - age);
  database_.work();
  EXPECT_TRUE(is_there("old"));
  EXPECT_FALSE(is_there("young"));
}

TEST_F(Expiry, IsErasedWhenItIsDisabled) {
  set(true);
  database_.work();
  put("a", now_s + 10);
  set(false);
  EXPECT_EQ(status(), "DISABLING");
  put("b", now_s + 10);
  database_.reopen();
  database_.clock.advance(11'000);
  database_.work();
  EXPECT_EQ(status(), "DISABLED");
  EXPECT_EQ(rows("dynamo.expiry"), 0);
  EXPECT_TRUE(is_there("a"));
  set(true);
  database_.work();
  EXPECT_EQ(status(), "ENABLED");
  EXPECT_FALSE(is_there("a"));
}

TEST_F(Expiry, GoesWithItsTable) {
  set(true);
  database_.work();
  put("a", now_s + 10);
  EXPECT_TRUE(database_.call("DeleteTable", R"({"TableName":"one"})").has_value());
  EXPECT_EQ(rows("dynamo.expiry"), 0);
}

TEST_F(Expiry, DeletesManyInSteps) {
  set(true);
  database_.work();
  for (int i = 0; i < 150; ++i) put(std::to_string(i), now_s - 100 + i % 3);
  EXPECT_TRUE(database_.work_once().value());
  EXPECT_EQ(rows("dynamo.item"), 150 - static_cast<int>(limits::background_rows_max));
  database_.work();
  EXPECT_EQ(rows("dynamo.item"), 0);
  EXPECT_FALSE(database_.work_once().value());
}

TEST_F(Expiry, LeavesAnItemThatIsDamaged) {
  set(true);
  database_.work();
  put("a", now_s - 10);
  auto cursor = database_.store->cursor("dynamo.item");
  cursor.seek("");
  store::Batch damage;
  damage.put("dynamo.item", cursor.key(), "rubbish");
  ASSERT_TRUE(database_.store->commit_and_wait(std::move(damage)).has_value());
  put("b", now_s - 5);
  database_.work();
  EXPECT_FALSE(is_there("b"));
  EXPECT_EQ(rows("dynamo.item"), 1);
}

TEST(ExpiryOf, TakesWholeSecondsOfNumbers) {
  Table table;
  table.time_to_live = TimeToLive{"t", TimeToLiveStatus::enabled};
  const auto of = [&](std::string_view text) {
    const auto item = item_from_json(parse_json(text).value().get_object()).value();
    return expiry_of(table, item);
  };
  EXPECT_EQ(of(R"({"t":{"N":"12"}})"), 12U);
  EXPECT_EQ(of(R"({"t":{"N":"12.9"}})"), 12U);
  EXPECT_EQ(of(R"({"t":{"N":"12e3"}})"), 12'000U);
  EXPECT_EQ(of(R"({"t":{"N":"0"}})"), 0U);
  for (const auto* other : {R"({"t":{"N":"-1"}})", R"({"t":{"N":"1e30"}})", R"({"t":{"S":"1"}})",
                            R"({"t":{"NS":["1"]}})", R"({"u":{"N":"1"}})"}) {
    EXPECT_EQ(of(other), std::nullopt) << other;
  }
  table.time_to_live->status = TimeToLiveStatus::disabling;
  EXPECT_EQ(of(R"({"t":{"N":"12"}})"), std::nullopt);
  table.time_to_live.reset();
  EXPECT_EQ(of(R"({"t":{"N":"12"}})"), std::nullopt);
}

TEST(ExpiryRow, NamesTheItemsRow) {
  Table table;
  table.number = 5;
  table.key.hash = {"id", Type::string};
  table.time_to_live = TimeToLive{"t", TimeToLiveStatus::enabled};
  const auto item =
      item_from_json(parse_json(R"({"id":{"S":"a"},"t":{"N":"7"}})").value().get_object()).value();
  const auto key = expiry_row_key(table, item);
  ASSERT_TRUE(key.has_value());
  EXPECT_EQ(item_row_of_expiry(*key), item_row_key(table, item));
  EXPECT_LT(*key, expiry_begin(table, 8));
  EXPECT_GT(*key, expiry_begin(table, 7));
}

}  // namespace
}  // namespace syncline::dynamo
