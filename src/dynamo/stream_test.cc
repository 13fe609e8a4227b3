// Streams of tables: their records, their order, their age, and who waits for them.
#include "dynamo/stream.h"

#include <gtest/gtest.h>

#include <map>

#include "base/limits.h"
#include "dynamo/stream_record.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
    R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})";
constexpr auto end_stream = R"({"TableName":"one","StreamSpecification":{"StreamEnabled":false}})";
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

class StreamTest : public testing::Test {
 protected:
  StreamTest() {
    const auto made = database_.call("CreateTable", make_table);
    arn_ = made->at("TableDescription").at("LatestStreamArn").as_string();
  }

  void put(std::string_view id, std::string_view value) {
    const JsonObject item{{"id", {{"S", id}}}, {"v", {{"S", value}}}};
    EXPECT_EQ(database_.text("PutItem",
                             syncline::to_json(JsonObject{{"TableName", "one"}, {"Item", item}})),
              "{}");
  }
  std::string iterator(std::string_view type) {
    const auto described = database_.call("DescribeStream", JsonObject{{"StreamArn", arn_}});
    const auto& shard = described->at("StreamDescription").at("Shards").at(0).at("ShardId");
    const auto answer = database_.call(
        "GetShardIterator", {{"StreamArn", arn_}, {"ShardId", shard}, {"ShardIteratorType", type}});
    return std::string(answer->at("ShardIterator").as_string());
  }
  Json records(const std::string& from) {
    auto answer = database_.call("GetRecords", JsonObject{{"ShardIterator", from}});
    return answer ? *answer : Json(answer.error().type);
  }
  // "id=value" of each record's new image.
  static std::vector<std::string> told(const Json& answer) {
    std::vector<std::string> out;
    for (const auto& record : answer.at("Records").as_array()) {
      const auto& image = record.at("dynamodb").at("NewImage");
      out.push_back(std::string(image.at("id").at("S").as_string()) + "=" +
                    std::string(image.at("v").at("S").as_string()));
    }
    return out;
  }
  std::size_t rows(std::string_view keyspace) {
    std::size_t count = 0;
    auto cursor = database_.store->cursor(keyspace);
    for (cursor.seek(""); cursor.valid(); cursor.next()) ++count;
    return count;
  }

  TestDatabase database_;
  std::string arn_;
};
using Told = std::vector<std::string>;

TEST_F(StreamTest, GoesOnAfterARestart) {
  put("a", "1");
  const auto from = iterator("TRIM_HORIZON");
  database_.reopen();
  put("a", "2");
  database_.clock.advance(-day_ms);  // a clock that was set back numbers no record anew
  database_.reopen();
  put("a", "3");
  EXPECT_EQ(told(records(from)), (Told{"a=1", "a=2", "a=3"}));
}

TEST_F(StreamTest, GivesNoMoreThanAMegabyteAtOnce) {
  const std::string large(limits::item_bytes_max - 1'000, 'x');
  for (const auto* id : {"a", "b", "c"}) put(id, large);
  auto page = records(iterator("TRIM_HORIZON"));
  EXPECT_EQ(page.at("Records").as_array().size(), 2U);
  page = records(std::string(page.at("NextShardIterator").as_string()));
  EXPECT_EQ(page.at("Records").as_array().size(), 1U);
}

TEST_F(StreamTest, GivesOneRecordHoweverLarge) {
  const std::string large(limits::item_bytes_max - 1'000, 'x');
  put("a", large);
  put("a", large + "y");
  put("a", large + "z");
  auto page = records(iterator("TRIM_HORIZON"));
  for (int size : {2, 1}) {  // both images of a change are nearly a megabyte
    EXPECT_LE(page.at("Records").as_array().size(), static_cast<std::size_t>(size));
    EXPECT_GE(page.at("Records").as_array().size(), 1U);
    page = records(std::string(page.at("NextShardIterator").as_string()));
  }
}

TEST_F(StreamTest, GivesAThousandRecordsAtOnce) {
  for (std::size_t i = 0; i <= limits::stream_records_max; ++i) put("a", std::to_string(i));
  auto page = records(iterator("TRIM_HORIZON"));
  EXPECT_EQ(page.at("Records").as_array().size(), limits::stream_records_max);
  page = records(std::string(page.at("NextShardIterator").as_string()));
  EXPECT_EQ(told(page), Told{"a=1000"});
}

TEST_F(StreamTest, WhoReadsASilentStreamForDaysMissesNothing) {
  put("a", "1");
  auto page = records(iterator("TRIM_HORIZON"));
  for (int hours = 0; hours < 50; ++hours) {
    for (int quarters = 0; quarters < 5; ++quarters) {
      page = records(std::string(page.at("NextShardIterator").as_string()));
      ASSERT_TRUE(page.is_object()) << page.as_string();
      database_.clock.advance(12 * minute_ms);
    }
    ASSERT_TRUE(database_.trim_streams().has_value());
  }
  put("a", "2");
  EXPECT_EQ(told(records(std::string(page.at("NextShardIterator").as_string()))), Told{"a=2"});
}

TEST_F(StreamTest, ErasesWhatIsTooOldToBeRead) {
  put("a", "1");
  database_.clock.advance(day_ms);
  put("a", "2");
  ASSERT_TRUE(database_.trim_streams().has_value());
  EXPECT_EQ(rows(record_keyspace), 2U);  // a reader who is behind must be told so
  constexpr std::chrono::milliseconds delay = limits::stream_trim_delay;
  database_.clock.advance(delay.count() + 1);
  ASSERT_TRUE(database_.trim_streams().has_value());
  EXPECT_EQ(rows(record_keyspace), 1U);
  EXPECT_EQ(told(records(iterator("TRIM_HORIZON"))), Told{"a=2"});
  EXPECT_EQ(database_.text("UpdateTable", end_stream).substr(0, 9), R"({"TableDe)");
  database_.clock.advance(day_ms + delay.count() + 1);
  ASSERT_TRUE(database_.trim_streams().has_value());
  EXPECT_EQ(rows(record_keyspace), 0U);
  EXPECT_EQ(rows("dynamo.streams"), 0U);
}

TEST_F(StreamTest, ATableOfAnEarlierVersionHasNoStream) {
  auto stored = database_.store->get("dynamo.table", "one").value().value();
  const auto at = stored.find(R"(,"stream":{)");
  ASSERT_NE(at, std::string::npos);
  stored.erase(at, stored.find('}', at) + 1 - at);
  store::Batch batch;
  batch.put("dynamo.table", "one", stored);
  ASSERT_TRUE(database_.store->commit_and_wait(std::move(batch)).has_value());
  database_.reopen();
  const auto described = database_.call("DescribeTable", R"({"TableName":"one"})");
  ASSERT_TRUE(described.has_value());
  EXPECT_FALSE(described->at("Table").as_object().contains("LatestStreamArn"));
}

TEST_F(StreamTest, SaysThatTheServiceDeletedAnItemThatExpired) {
  const auto item = item_from_json({{"id", {{"S", "a"}}}}).value();
  Table table{.key = {{"id", Type::string}, std::nullopt}};
  const RowChange change{std::make_shared<const Table>(table), item, std::nullopt, true};
  const auto record = decode_record(encode_record(change, View::keys_only));
  ASSERT_TRUE(record.has_value());
  const auto json = describe(*record, Stream{.number = 7}, first_sequence_at(1'000), "us-east-1");
  EXPECT_EQ(syncline::to_json(json.at("userIdentity")),
            R"({"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"})");
  EXPECT_EQ(json.at("eventName"), "REMOVE");
  EXPECT_EQ(json.at("eventID").as_string().size(), 32U);
}

TEST_F(StreamTest, RefusesRecordsThatAreDamaged) {
  const auto item = item_from_json({{"id", {{"S", "a"}}}}).value();
  Table table{.key = {{"id", Type::string}, std::nullopt}};
  const RowChange change{std::make_shared<const Table>(table), std::nullopt, item};
  const auto bytes = encode_record(change, View::new_image);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_record(bytes.substr(0, length)).has_value()) << length;
  }
  for (std::size_t at = 0; at < 2; ++at) {
    auto damaged = bytes;
    damaged[at] = '\x7F';
    EXPECT_FALSE(decode_record(damaged).has_value()) << at;
  }
  EXPECT_FALSE(decode_record(bytes + "x").has_value());
  store::Batch batch;
  batch.put(record_keyspace, record_key(2, first_sequence_at(database_.clock.now_ms())), "x");
  ASSERT_TRUE(database_.store->commit_and_wait(std::move(batch)).has_value());
  EXPECT_EQ(records(iterator("TRIM_HORIZON")), Json("InternalServerError"));
}

TEST_F(StreamTest, RefusesAStreamWhoseRowIsDamaged) {
  const std::string key = std::string("one") + '\0' + arn_.substr(arn_.rfind('/') + 1);
  for (const auto* rubbish : {"rubbish", "{}", R"({"number":"x"})"}) {
    store::Batch batch;
    batch.put("dynamo.streams", key, rubbish);
    ASSERT_TRUE(database_.store->commit_and_wait(std::move(batch)).has_value());
    const auto answer = database_.call("DescribeStream", JsonObject{{"StreamArn", arn_}});
    EXPECT_FALSE(answer.has_value()) << rubbish;
  }
}

// What waits on a loop of its own for what another writes.
class Tailing {
 public:
  Tailing(TestDatabase& database, std::string arn, std::optional<std::uint64_t> from) {
    loop_.spawn(keep_result(database.database->tail(std::move(arn), from), result_));
    poll();
  }
  void poll() {
    loop_.context().restart();
    loop_.context().poll();
  }
  std::optional<Result<Tail>> result() {
    poll();
    return result_;
  }

 private:
  Loop loop_{0};
  std::optional<Result<Tail>> result_;
};

TEST_F(StreamTest, ATailWaitsForTheNextRecord) {
  Tailing tailing(database_, arn_, std::nullopt);
  EXPECT_FALSE(tailing.result().has_value());
  put("a", "1");
  const auto tail = tailing.result();
  ASSERT_TRUE(tail && *tail);
  EXPECT_EQ((*tail)->records.size(), 1U);
  EXPECT_FALSE((*tail)->ended);
  put("a", "2");
  const auto more = database_.tail(arn_, (*tail)->next);  // it is there already
  ASSERT_TRUE(more.has_value());
  EXPECT_EQ(more->records.size(), 1U);
  EXPECT_EQ(more->next, database_.database->tail_end(arn_).value());
}

TEST_F(StreamTest, ATailEndsWithItsStream) {
  put("a", "1");
  const auto end = database_.database->tail_end(arn_).value();
  Tailing tailing(database_, arn_, end);
  EXPECT_FALSE(tailing.result().has_value());
  EXPECT_TRUE(database_.call("UpdateTable", end_stream).has_value());
  const auto tail = tailing.result();
  ASSERT_TRUE(tail && *tail);
  EXPECT_TRUE((*tail)->ended);
  EXPECT_TRUE((*tail)->records.empty());
  const auto all = database_.tail(arn_, std::nullopt);
  EXPECT_TRUE(all && all->ended && all->records.size() == 1);
}

TEST_F(StreamTest, ATailEndsWithItsTable) {
  Tailing tailing(database_, arn_, std::nullopt);
  EXPECT_FALSE(tailing.result().has_value());
  EXPECT_TRUE(database_.call("DeleteTable", R"({"TableName":"one"})").has_value());
  const auto tail = tailing.result();
  EXPECT_TRUE(tail && *tail && (*tail)->ended);
}

TEST_F(StreamTest, ATailIsRefusedWhatThereIsNot) {
  EXPECT_EQ(database_.tail("x", std::nullopt).error().type, "ValidationException");
  EXPECT_EQ(database_.tail(arn_ + "0", std::nullopt).error().type, "ResourceNotFoundException");
  put("a", "1");
  database_.clock.advance(day_ms + 1);
  EXPECT_EQ(database_.tail(arn_, first_sequence_at(0)).error().type, "TrimmedDataAccessException");
}

TEST_F(StreamTest, ATailThatWaitsMayOutliveItsDatabase) {
  Tailing tailing(database_, arn_, std::nullopt);
  EXPECT_FALSE(tailing.result().has_value());
  database_.reopen();
  EXPECT_FALSE(tailing.result().has_value());
}

}  // namespace
}  // namespace syncline::dynamo
