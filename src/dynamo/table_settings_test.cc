#include "dynamo/table_settings.h"

#include <gtest/gtest.h>

#include "dynamo/database.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

TEST(TableSettings, AnOldRecordHasNone) {
  const auto table = decode_table(
      R"({"name":"old","id":"i","number":3,"key":[{"name":"a","type":"S"}],)"
      R"("attributes":[{"name":"a","type":"S"}],"indexes":[],"onDemand":true,"throughput":[0,0],)"
      R"("created":5000,"protected":false,"class":"","tags":[]})");
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->settings.empty());
  EXPECT_EQ(to_json(describe_backups(*table)),
            R"({"ContinuousBackupsStatus":"ENABLED","PointInTimeRecoveryDescription":)"
            R"({"PointInTimeRecoveryStatus":"DISABLED"}})");
  auto description = describe(*table, {}, {});
  EXPECT_EQ(description["BillingModeSummary"].at("LastUpdateToPayPerRequestDateTime").as_double(),
            5);
}

TEST(TableSettings, StayWhenTheStoreIsOpenedAgain) {
  TestDatabase database;
  const auto made = database.call(
      "CreateTable", R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
                     R"("SSESpecification":{"Enabled":true,"KMSMasterKeyId":"k"},)"
                     R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                     R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})");
  ASSERT_TRUE(made);
  ASSERT_TRUE(database.call("UpdateContinuousBackups",
                            R"({"TableName":"one","PointInTimeRecoverySpecification":)"
                            R"({"PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":9}})"));
  const auto table = database.text("DescribeTable", R"({"TableName":"one"})");
  const auto backups = database.text("DescribeContinuousBackups", R"({"TableName":"one"})");
  EXPECT_TRUE(table.contains("key/k")) << table;
  EXPECT_TRUE(backups.contains(R"("RecoveryPeriodInDays":9)")) << backups;
  database.reopen();
  EXPECT_EQ(database.text("DescribeTable", R"({"TableName":"one"})"), table);
  EXPECT_EQ(database.text("DescribeContinuousBackups", R"({"TableName":"one"})"), backups);
}

TEST(TableSettings, DecreasesAreCountedForTheirDay) {
  Table table;
  table.throughput = {10, 10};
  const auto decrease = [&](std::int64_t at) {
    const Table before = table;
    --table.throughput.read;
    note_changes(before, at, table);
    auto description = describe(table, {}, {});
    return description["ProvisionedThroughput"].at("NumberOfDecreasesToday").to_number<int>();
  };
  constexpr std::int64_t day = 24 * 60 * 60 * 1000;
  EXPECT_EQ(decrease(5 * day), 1);
  EXPECT_EQ(decrease(6 * day - 1), 2);
  EXPECT_EQ(decrease(6 * day), 1);
}

TEST(TableSettings, AnIndexMadeAgainHasOnlyItsOwn) {
  Table table;
  keep_index_settings({{"WarmThroughput", JsonObject{{"ReadUnitsPerSecond", 5}}}}, "idx", table);
  JsonObject description;
  describe_index_settings(table, "idx", description);
  EXPECT_EQ(to_json(description),
            R"({"WarmThroughput":{"ReadUnitsPerSecond":5,"Status":"ACTIVE"}})");
  keep_index_settings({}, "idx", table);
  description.clear();
  describe_index_settings(table, "idx", description);
  EXPECT_TRUE(description.empty());
}

}  // namespace
}  // namespace syncline::dynamo
