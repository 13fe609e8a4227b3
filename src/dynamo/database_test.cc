#include "dynamo/database.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <set>

#include "base/limits.h"
#include "base/loop.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_counters =
    R"({"TableName":"counters","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";

constexpr auto make_grouped =
    R"({"TableName":"counters","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"AttributeDefinitions":[)"
    R"({"AttributeName":"id","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexes":[{"IndexName":"by_g",)"
    R"("KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}]})";

std::string put_of_size(std::size_t bytes) {
  const std::size_t rest = bytes - std::string_view("idav").size();
  return R"({"TableName":"counters","Item":{"id":{"S":"a"},"v":{"S":")" + std::string(rest, 'x') +
         R"("}}})";
}

TEST(Database, TakesItemsOfFourHundredKilobytes) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  EXPECT_EQ(database.text("PutItem", put_of_size(limits::item_bytes_max)), "{}");
  EXPECT_EQ(database.text("PutItem", put_of_size(limits::item_bytes_max + 1)),
            "ValidationException: Item size has exceeded the maximum allowed size");
  EXPECT_EQ(database.text("UpdateItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}},)"
                                        R"("UpdateExpression":"SET w = :v",)"
                                        R"("ExpressionAttributeValues":{":v":{"S":""}}})"),
            "ValidationException: Item size to update has exceeded the maximum allowed size");
}

TEST(Database, RefusesAnUpdateThatNestsTooDeep) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  std::string inner = R"({"S":"x"})";
  for (int i = 0; i < 31; ++i) inner = R"({"M":{"a":)" + inner + "}}";
  const auto set = [&](std::string_view path) {
    return database.text("UpdateItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}},)"
                                       R"("UpdateExpression":"SET )" +
                                           std::string(path) +
                                           R"( = :v","ExpressionAttributeValues":{":v":)" + inner +
                                           "}}");
  };
  EXPECT_EQ(set("m"), "{}");
  EXPECT_EQ(set("m.b"), "ValidationException: Nesting Levels have exceeded supported limits");
}

TEST(Database, EndsAPageAtOneMegabyte) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  for (const auto* id : {"1", "2", "3", "4", "5"}) {
    const auto put = R"({"TableName":"counters","Item":{"id":{"S":")" + std::string(id) +
                     R"("},"v":{"S":")" + std::string(300'000, 'x') + R"("}}})";
    ASSERT_TRUE(database.call("PutItem", put).has_value());
  }
  auto page = database.call("Scan", R"({"TableName":"counters","ProjectionExpression":"id"})");
  EXPECT_EQ(page->at("Count").to_number<int>(), 4);  // the fourth passes the limit
  JsonObject next{{"TableName", "counters"}, {"ExclusiveStartKey", page->at("LastEvaluatedKey")}};
  page = database.call("Scan", next);
  EXPECT_EQ(page->at("Count").to_number<int>(), 1);
  EXPECT_FALSE(page->get_object().contains("LastEvaluatedKey"));
}

TEST(Database, LeavesKeysUnprocessedBeyondSixteenMegabytes) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  JsonArray keys;
  for (int i = 0; i < 50; ++i) {
    const auto id = R"({"S":")" + std::to_string(i) + R"("})";
    ASSERT_TRUE(database
                    .call("PutItem", R"({"TableName":"counters","Item":{"id":)" + id +
                                         R"(,"v":{"S":")" + std::string(400'000, 'x') + R"("}}})")
                    .has_value());
    keys.push_back(JsonObject{{"id", parse_json(id).value()}});
  }
  const JsonObject of_table{{"Keys", keys}, {"ConsistentRead", true}};
  const auto answer =
      database.call("BatchGetItem", JsonObject{{"RequestItems", {{"counters", of_table}}}});
  const auto& rest = answer->at("UnprocessedKeys").at("counters");
  EXPECT_EQ(
      answer->at("Responses").at("counters").as_array().size() + rest.at("Keys").as_array().size(),
      50U);
  EXPECT_EQ(rest.at("Keys").as_array().size(), 8U);  // 42 items pass 16 MB
  EXPECT_TRUE(rest.at("ConsistentRead").as_bool());
}

TEST(Database, GivesEachItemToExactlyOneSegmentOfAParallelScan) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  for (int i = 0; i < 200; ++i) {
    ASSERT_TRUE(database
                    .call("PutItem", R"({"TableName":"counters","Item":{"id":{"S":")" +
                                         std::to_string(i) + R"("}}})")
                    .has_value());
  }
  std::set<std::string> seen;
  for (int segment = 0; segment < 7; ++segment) {
    const auto page = database.call(
        "Scan", JsonObject{{"TableName", "counters"}, {"Segment", segment}, {"TotalSegments", 7}});
    const auto& items = page->at("Items").as_array();
    EXPECT_GT(items.size(), 8U);  // about equal: 28 each
    for (const auto& item : items) EXPECT_TRUE(seen.insert(to_json(item)).second);
  }
  EXPECT_EQ(seen.size(), 200U);
}

TEST(Database, RefusesAStartKeyOfAnotherSegment) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  int refused = 0;
  for (int segment = 0; segment < 2; ++segment) {
    const JsonObject scan{{"TableName", "counters"},
                          {"Segment", segment},
                          {"TotalSegments", 2},
                          {"ExclusiveStartKey", {{"id", {{"S", "a"}}}}}};
    const auto page = database.call("Scan", scan);
    if (page) continue;
    ++refused;
    EXPECT_EQ(page.error().message,
              "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
              "ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: " +
                  std::to_string(segment));
  }
  EXPECT_EQ(refused, 1);
}

TEST(Database, ForgetsATokenAfterTenMinutes) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  const auto add = [&] {
    return database.text("TransactWriteItems",
                         R"({"ClientRequestToken":"t","TransactItems":[{"Update":{)"
                         R"("TableName":"counters","Key":{"id":{"S":"a"}},)"
                         R"("UpdateExpression":"ADD n :v",)"
                         R"("ExpressionAttributeValues":{":v":{"N":"1"}}}}]})");
  };
  const auto count = [&] {
    return database.text("GetItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}},)"
                                    R"("ProjectionExpression":"n"})");
  };
  EXPECT_EQ(add(), "{}");
  database.clock.advance(599'999);
  database.reopen();
  EXPECT_EQ(add(), "{}");
  EXPECT_EQ(count(), R"({"Item":{"n":{"N":"1"}}})");
  database.clock.advance(1);
  EXPECT_EQ(add(), "{}");
  EXPECT_EQ(count(), R"({"Item":{"n":{"N":"2"}}})");
}

TEST(Database, ErasesOldTokensOnceInAPeriod) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  const auto add = [&](std::string_view token) {
    return database.text("TransactWriteItems",
                         R"({"ClientRequestToken":")" + std::string(token) +
                             R"(","TransactItems":[{"Put":{"TableName":"counters",)"
                             R"("Item":{"id":{"S":"a"}}}}]})");
  };
  const auto stored = [&] {
    int rows = 0;
    auto cursor = database.store->cursor("dynamo.token");
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++rows;
    return rows;
  };
  EXPECT_EQ(add("first"), "{}");
  store::Batch old;
  old.put("dynamo.token", "00000000000000000007old", "0 0");
  ASSERT_TRUE(database.store->commit_and_wait(std::move(old)).has_value());
  EXPECT_EQ(add("second"), "{}");
  EXPECT_EQ(stored(), 3);  // the second looked for nothing to erase
  database.clock.advance(600'000);
  EXPECT_EQ(add("third"), "{}");
  EXPECT_EQ(stored(), 3);  // the old one is gone
  database.clock.advance(600'000);
  EXPECT_EQ(add("fourth"), "{}");
  EXPECT_EQ(stored(), 2);
}

TEST(Database, NamesItsRegionAndAccountInArns) {
  TestDatabase database;
  database.database =
      Database::open(*database.store, database.clock, {"eu-west-1", "123456789012"}).value();
  const auto made = database.call("CreateTable", make_counters);
  EXPECT_EQ(made->at("TableDescription").at("TableArn"),
            "arn:aws:dynamodb:eu-west-1:123456789012:table/counters");
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dynamo-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(Database, HasItsTablesAndItemsWhenItIsOpenedAgain) {
  TemporaryFolder folder;
  const auto open = [&] {
    return std::make_unique<TestDatabase>(
        store::Store::open(folder.path(), store::Durability::fsync).value());
  };
  std::string described;
  {
    auto database = open();
    ASSERT_TRUE(database->call("CreateTable", make_counters).has_value());
    ASSERT_TRUE(database->call("PutItem", R"({"TableName":"counters","Item":{"id":{"S":"a"}}})"));
    described = database->text("DescribeTable", R"({"TableName":"counters"})");
  }
  auto database = open();
  EXPECT_EQ(database->text("DescribeTable", R"({"TableName":"counters"})"), described);
  EXPECT_TRUE(described.contains(R"("ItemCount":1)"));
  EXPECT_EQ(database->text("GetItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}}})"),
            R"({"Item":{"id":{"S":"a"}}})");
}

TEST(Database, NeverGivesANewTableTheRowsOfADeletedOne) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  ASSERT_TRUE(database.call("PutItem", R"({"TableName":"counters","Item":{"id":{"S":"a"}}})"));
  ASSERT_TRUE(database.call("DeleteTable", R"({"TableName":"counters"})").has_value());
  database.reopen();
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  EXPECT_EQ(database.text("Scan", R"({"TableName":"counters"})"),
            R"({"Count":0,"ScannedCount":0,"Items":[]})");
}

TEST(Database, ReportsAStoredItemThatIsDamaged) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  ASSERT_TRUE(database.call("PutItem", R"({"TableName":"counters","Item":{"id":{"S":"a"}}})"));
  auto cursor = database.store->cursor("dynamo.item");
  cursor.seek("");
  store::Batch damage;
  damage.put("dynamo.item", cursor.key(), "rubbish");
  ASSERT_TRUE(database.store->commit_and_wait(std::move(damage)).has_value());
  EXPECT_EQ(database.text("GetItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}}})"),
            "InternalServerError: a stored item is damaged");
}

// Work that several loops do at once, until all of it is done. Made before the database, whose
// store posts to the loops until it is gone.
class Workers {
 public:
  Workers(std::size_t loops, int tasks) : loops_(loops), left_(tasks) {}

  void spawn(int task, Task<void> work) {
    loops_.at(static_cast<std::size_t>(task) % loops_.size()).spawn(counted(std::move(work)));
  }
  void run() {
    loops_.start();
    for (int left = left_; left > 0; left = left_) left_.wait(left);
    loops_.stop();
  }

 private:
  Task<void> counted(Task<void> work) {
    co_await std::move(work);
    if (--left_ == 0) left_.notify_one();
  }

  Loops loops_;
  std::atomic<int> left_;
};

// Reads the counter and writes the next number on condition that nobody was faster; again until it
// succeeds.
Task<void> increment(Database& database, int times, std::atomic<int>& conflicts) {
  const JsonObject key{{"id", {{"S", "a"}}}};
  while (times > 0) {
    const JsonObject get{{"TableName", "counters"}, {"Key", key}};
    const auto read = co_await database.call("GetItem", get);
    const auto count = std::stoi(std::string(read->at("Item").at("n").at("N").as_string()));
    const JsonObject values{{":old", {{"N", std::to_string(count)}}},
                            {":new", {{"N", std::to_string(count + 1)}}}};
    const JsonObject update{{"TableName", "counters"},
                            {"Key", key},
                            {"UpdateExpression", "SET n = :new"},
                            {"ConditionExpression", "n = :old"},
                            {"ExpressionAttributeValues", values}};
    const auto written = co_await database.call("UpdateItem", update);
    if (written) {
      --times;
    } else {
      EXPECT_EQ(written.error().type, "ConditionalCheckFailedException");
      ++conflicts;
    }
  }
}

TEST(Concurrency, LosesNoConditionalIncrement) {
  constexpr int tasks = 12;
  Workers workers(3, tasks);
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  ASSERT_TRUE(database.call("PutItem",
                            R"({"TableName":"counters","Item":{"id":{"S":"a"},"n":{"N":"0"}}})"));
  std::atomic<int> conflicts = 0;
  for (int i = 0; i < tasks; ++i) {
    workers.spawn(i, increment(*database.database, 20, conflicts));
  }
  workers.run();
  EXPECT_EQ(database.text("GetItem", R"({"TableName":"counters","Key":{"id":{"S":"a"}}})"),
            R"({"Item":{"id":{"S":"a"},"n":{"N":"240"}}})");
  EXPECT_GT(conflicts, 0);  // or the test has shown nothing
}

Task<void> transfer(Database& database, int from, int to, int times) {
  const auto move = [](int account, const char* amount) {
    return JsonObject{{"Update",
                       {{"TableName", "counters"},
                        {"Key", {{"id", {{"S", std::to_string(account)}}}}},
                        {"UpdateExpression", "ADD n :v"},
                        {"ExpressionAttributeValues", {{":v", {{"N", amount}}}}}}}};
  };
  const JsonObject input{{"TransactItems", {move(from, "-1"), move(to, "1")}}};
  for (; times > 0; --times) {
    const auto done = co_await database.call("TransactWriteItems", input);
    EXPECT_TRUE(done.has_value());
  }
}

int number_of(const Json& item) { return std::stoi(std::string(item.at("n").at("N").as_string())); }

// All three accounts at once: whoever moves what, they sum up to nothing.
Task<void> read_accounts(Database& database, int times, std::atomic<int>& changes) {
  JsonArray gets;
  for (const auto* id : {"0", "1", "2"}) {
    const JsonObject key{{"id", {{"S", id}}}};
    gets.push_back(JsonObject{{"Get", {{"TableName", "counters"}, {"Key", key}}}});
  }
  const JsonObject input{{"TransactItems", gets}};
  Json before;
  for (; times > 0; --times) {
    const auto answer = co_await database.call("TransactGetItems", input);
    int sum = 0;
    for (const auto& response : answer->at("Responses").as_array()) {
      if (const auto* item = find_member(response, "Item")) sum += number_of(*item);
    }
    EXPECT_EQ(sum, 0);
    if (*answer != before) ++changes;
    before = *answer;
    const JsonObject other{{"TableName", "counters"}, {"Item", {{"id", {{"S", "reader"}}}}}};
    co_await database.call("PutItem", other);  // gives its loop to the writers
    co_await database.call("DeleteItem",
                           JsonObject{{"TableName", "counters"}, {"Key", other.at("Item")}});
  }
}

TEST(Concurrency, TransactionsOverCrossedItemsNeitherBlockNorTear) {
  Workers workers(3, 8);
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_counters).has_value());
  std::atomic<int> changes = 0;
  for (int i = 0; i < 6; ++i) {
    workers.spawn(i, transfer(*database.database, i % 3, (i + 1 + i / 3) % 3, 40));
  }
  workers.spawn(6, read_accounts(*database.database, 40, changes));
  workers.spawn(7, read_accounts(*database.database, 40, changes));
  workers.run();
  EXPECT_GT(changes, 2);  // or the readers have seen nothing
  const auto page = database.call("Scan", R"({"TableName":"counters"})");
  int sum = 0;
  for (const auto& item : page->at("Items").as_array()) sum += number_of(item);
  EXPECT_EQ(sum, 0);
}

constexpr auto make_ranked =
    R"({"TableName":"counters","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
    R"({"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},)"
    R"({"AttributeName":"s","AttributeType":"S"},{"AttributeName":"n","AttributeType":"N"}],)"
    R"("LocalSecondaryIndexes":[{"IndexName":"by_n","KeySchema":[)"
    R"({"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"n","KeyType":"RANGE"}],)"
    R"("Projection":{"ProjectionType":"KEYS_ONLY"}}]})";

// Gives the two items new ranks, each the other's, until there are no readers.
Task<void> swap_ranks(Database& database, const std::atomic<int>& readers) {
  for (int turn = 0; readers > 0; ++turn) {
    const auto put = [&](const char* sort, int rank) {
      const JsonObject item{{"id", {{"S", "a"}}},
                            {"s", {{"S", sort}}},
                            {"n", {{"N", std::to_string(rank)}}},
                            {"copy", {{"N", std::to_string(rank)}}}};
      return JsonObject{{"Put", {{"TableName", "counters"}, {"Item", item}}}};
    };
    const JsonObject input{{"TransactItems", {put("x", turn % 2), put("y", 1 - turn % 2)}}};
    const auto done = co_await database.call("TransactWriteItems", input);
    EXPECT_TRUE(done.has_value());
  }
}

// The rows of the index lack `copy`, which must come from the same moment as they.
Task<void> read_ranks(Database& database, int times, std::atomic<int>& readers) {
  const JsonObject query{{"TableName", "counters"},
                         {"IndexName", "by_n"},
                         {"Select", "ALL_ATTRIBUTES"},
                         {"KeyConditionExpression", "id = :id"},
                         {"ExpressionAttributeValues", {{":id", {{"S", "a"}}}}}};
  for (; times > 0; --times) {
    const auto page = co_await database.call("Query", query);
    int rank = 0;
    for (const auto& item : page->at("Items").as_array()) {
      EXPECT_EQ(item.at("copy").at("N").as_string(), std::to_string(rank++));
    }
  }
  --readers;
}

TEST(Concurrency, APageOfALocalIndexFetchesItemsOfItsOwnMoment) {
  Workers workers(3, 3);
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_ranked).has_value());
  std::atomic<int> readers = 2;
  workers.spawn(0, swap_ranks(*database.database, readers));
  workers.spawn(1, read_ranks(*database.database, 2'000, readers));
  workers.spawn(2, read_ranks(*database.database, 2'000, readers));
  workers.run();
}

// Writes until the table is gone; then the only error is that it is not there.
Task<void> write_until_gone(Database& database, std::atomic<int>& written) {
  for (int i = 0;; ++i) {
    const JsonObject item{{"id", {{"S", std::to_string(i)}}}, {"g", {{"S", "all"}}}};
    const JsonObject put{{"TableName", "counters"}, {"Item", item}};
    const auto done = co_await database.call("PutItem", put);
    if (!done) {
      EXPECT_EQ(done.error().type, "ResourceNotFoundException");
      co_return;
    }
    ++written;
  }
}

Task<void> delete_table(Database& database, std::atomic<int>& written) {
  const JsonObject table{{"TableName", "counters"}};
  while (written < 20) co_await database.call("DescribeTable", table);
  EXPECT_TRUE((co_await database.call("DeleteTable", table)).has_value());
}

TEST(Concurrency, LeavesNoRowOfATableThatIsDeletedUnderWrites) {
  Workers workers(3, 3);
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_grouped).has_value());
  std::atomic<int> written = 0;
  workers.spawn(0, write_until_gone(*database.database, written));
  workers.spawn(1, write_until_gone(*database.database, written));
  workers.spawn(2, delete_table(*database.database, written));
  workers.run();
  for (const auto* keyspace : {"dynamo.item", "dynamo.index", "dynamo.count", "dynamo.table"}) {
    auto cursor = database.store->cursor(keyspace);
    cursor.seek("");
    EXPECT_FALSE(cursor.valid()) << keyspace;
  }
}

Task<void> create_tables(Database& database, int first, int count) {
  for (int i = first; i < first + count; ++i) {
    auto input = parse_json(make_counters).value().get_object();
    input["TableName"] = "table" + std::to_string(i);
    EXPECT_TRUE((co_await database.call("CreateTable", input)).has_value());
  }
}

TEST(Concurrency, StoresTheNumbersOfNewTablesInTheirOrder) {
  constexpr int tasks = 12;
  Workers workers(3, tasks);
  TestDatabase database;
  for (int i = 0; i < tasks; ++i) {
    workers.spawn(i, create_tables(*database.database, i * 5, 5));
  }
  workers.run();
  EXPECT_EQ(database.store->get("dynamo.next", "").value(), std::to_string(tasks * 5 + 1));
}

}  // namespace
}  // namespace syncline::dynamo
