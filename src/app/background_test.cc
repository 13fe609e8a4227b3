#include "app/background.h"

#include <gtest/gtest.h>

#include "dynamo/test_database.h"

namespace syncline::app {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";
constexpr auto make_index =
    R"({"TableName":"one","AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
    R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"by_id",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("Projection":{"ProjectionType":"ALL"}}}]})";

bool is_filled(dynamo::TestDatabase& database) {
  return database.text("DescribeTable", R"({"TableName":"one"})")
      .contains(R"("IndexStatus":"ACTIVE")");
}

TEST(Background, DoesWhatThereIsAndLooksAgain) {
  dynamo::TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_table).has_value());
  Loop loop(0);
  Background background(loop, *database.database, std::chrono::milliseconds(0));
  background.start();
  for (int turn = 0; turn < 20; ++turn) loop.context().run_one();  // there is nothing yet
  ASSERT_TRUE(database.call("UpdateTable", make_index).has_value());
  while (!is_filled(database)) loop.context().run_one();
}

}  // namespace
}  // namespace syncline::app
