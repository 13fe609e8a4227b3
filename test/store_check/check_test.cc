// The checker finds what it is for.
#include "store_check/check.h"

#include <gtest/gtest.h>

#include "dynamo/row_keys.h"
#include "dynamo/stream_record.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[)"
    R"({"AttributeName":"id","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g",)"
    R"("KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";

class StoreCheckTest : public testing::Test {
 protected:
  StoreCheckTest() {
    EXPECT_TRUE(database_.call("CreateTable", make_table).has_value());
    for (const auto* id : {"a", "b", "a", "c"}) {
      const JsonObject item{
          {"id", {{"S", id}}}, {"g", {{"S", id}}}, {"n", {{"N", std::to_string(next_++)}}}};
      EXPECT_TRUE(database_.call("PutItem", {{"TableName", "one"}, {"Item", item}}).has_value());
    }
    EXPECT_TRUE(
        database_.call("DeleteItem", R"({"TableName":"one","Key":{"id":{"S":"c"}}})").has_value());
  }

  Checked check() { return check_store(*database_.store).value(); }
  void erase(std::string_view keyspace, std::string_view key) {
    store::Batch batch;
    batch.erase(keyspace, key);
    EXPECT_TRUE(database_.store->commit_and_wait(std::move(batch)).has_value());
  }
  void put(std::string_view keyspace, std::string_view key, std::string_view value) {
    store::Batch batch;
    batch.put(keyspace, key, value);
    EXPECT_TRUE(database_.store->commit_and_wait(std::move(batch)).has_value());
  }
  std::pair<std::string, std::string> first(std::string_view keyspace) {
    auto cursor = database_.store->cursor(keyspace);
    cursor.seek("");
    return {std::string(cursor.key()), std::string(cursor.value())};
  }
  // Whether a fault holds the words.
  bool says(std::string_view words) {
    const auto checked = check();
    return std::ranges::any_of(checked.faults,
                               [&](const auto& one) { return one.contains(words); });
  }

  TestDatabase database_;
  int next_ = 1;
};

TEST_F(StoreCheckTest, FindsNothingInAStoreThatAgrees) {
  const auto checked = check();
  EXPECT_TRUE(checked.faults.empty()) << checked.faults.front();
  EXPECT_EQ(checked.items, 2U);
  EXPECT_EQ(checked.index_rows, 2U);
  EXPECT_EQ(checked.records, 5U);
  EXPECT_EQ(checked.folded, 1U);
}

TEST_F(StoreCheckTest, FindsAnItemThatIsGone) {
  erase(item_keyspace, first(item_keyspace).first);
  EXPECT_TRUE(says("a row without an item"));
  EXPECT_TRUE(says("1 rows of"));
  EXPECT_TRUE(says("the table not"));
}

TEST_F(StoreCheckTest, FindsAnIndexRowThatIsGoneOrAnothers) {
  const auto key = first(index_keyspace).first;
  erase(index_keyspace, key);
  EXPECT_TRUE(says("one/by_g: no row for"));
  put(index_keyspace, key, first(index_keyspace).second);  // the other item's
  EXPECT_TRUE(says("one/by_g: the row"));
}

TEST_F(StoreCheckTest, FindsARecordThatIsGone) {
  erase(record_keyspace, first(record_keyspace).first);
  EXPECT_TRUE(says("a record's old image"));
}

TEST_F(StoreCheckTest, FindsRowsThatBelongToNothing) {
  put(item_keyspace, std::string(8, '\1') + "x", "x");
  put(record_keyspace, record_key(99, 1), "x");
  EXPECT_TRUE(says("an item belongs to the number 72340172838076673"));
  EXPECT_TRUE(says("a record belongs to the number 99"));
}

TEST_F(StoreCheckTest, FindsAnItemInAnothersPlace) {
  const auto [key, value] = first(item_keyspace);
  put(item_keyspace, key.substr(0, 9) + "x", value);
  EXPECT_TRUE(says("stands in another's place"));
}

TEST_F(StoreCheckTest, FailsWhereItCannotRead) {
  put(item_keyspace, first(item_keyspace).first, "x");
  EXPECT_FALSE(check_store(*database_.store).has_value());
}

}  // namespace
}  // namespace syncline::dynamo
