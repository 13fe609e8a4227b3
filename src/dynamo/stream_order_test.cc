// Writers on several loops, and one who reads their stream meanwhile: it sees every change once, in
// an order in which the changes of each item follow each other.
#include <gtest/gtest.h>

#include <atomic>
#include <map>

#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr int writers = 8;
constexpr int writes_of_writer = 60;
constexpr int keys = 3;

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})";

// Adds one to each key in turn; every fifth time to two of them at once.
Task<void> count(Database& database, int first) {
  const auto update = [](int key) {
    return JsonObject{{"TableName", "one"},
                      {"Key", {{"id", {{"S", std::to_string(key % keys)}}}}},
                      {"UpdateExpression", "ADD n :one"},
                      {"ExpressionAttributeValues", {{":one", {{"N", "1"}}}}}};
  };
  for (int i = 0; i < writes_of_writer; ++i) {
    JsonObject input = update(first + i);
    std::string_view operation = "UpdateItem";
    if (i % 5 == 0) {
      const JsonArray both{JsonObject{{"Update", update(first + i)}},
                           JsonObject{{"Update", update(first + i + 1)}}};
      input = {{"TransactItems", both}};
      operation = "TransactWriteItems";
    }
    const auto written = co_await database.call(operation, input);
    EXPECT_TRUE(written.has_value());
  }
}

struct Seen {
  std::map<std::string, int> counts;
  std::string last;  // sequence number
  int records = 0;
};

void see(const Json& record, Seen& seen) {
  const auto& change = record.at("dynamodb");
  const std::string number(change.at("SequenceNumber").as_string());
  EXPECT_GT(number, seen.last);
  seen.last = number;
  const auto& image = change.at("NewImage");
  const std::string key(image.at("id").at("S").as_string());
  EXPECT_EQ(image.at("n").at("N").as_string(), std::to_string(++seen.counts[key]));
  ++seen.records;
}

Task<void> follow(Database& database, std::string arn, int wanted, Seen& seen) {
  std::optional<std::uint64_t> from;
  while (seen.records < wanted) {
    const auto tail = co_await database.tail(arn, from);
    if (!tail) co_return;
    for (const auto& record : tail->records) see(record, seen);
    from = tail->next;
  }
}

Task<void> counted(Task<void> work, std::atomic<int>& left) {
  co_await std::move(work);
  if (--left == 0) left.notify_one();
}

TEST(StreamOrder, AReaderSeesEveryChangeOnceAndInOrder) {
  Loops loops(4);  // outlives the store, which posts to it
  TestDatabase database;
  const auto made = database.call("CreateTable", make_table);
  const std::string arn(made->at("TableDescription").at("LatestStreamArn").as_string());
  constexpr int wanted = writers * (writes_of_writer + writes_of_writer / 5);
  Seen seen;
  std::atomic<int> left = writers + 1;
  loops.at(3).spawn(counted(follow(*database.database, arn, wanted, seen), left));
  for (int i = 0; i < writers; ++i) {
    loops.at(static_cast<std::size_t>(i) % 3).spawn(counted(count(*database.database, i), left));
  }
  loops.start();
  for (int open = left; open > 0; open = left) left.wait(open);
  loops.stop();
  EXPECT_EQ(seen.records, wanted);
  const auto rest = database.tail(arn, std::nullopt);  // all of it again
  ASSERT_TRUE(rest.has_value());
  EXPECT_EQ(rest->records.size(), static_cast<std::size_t>(wanted));
}

}  // namespace
}  // namespace syncline::dynamo
