#include "template/dynamodb_change.h"

#include <gtest/gtest.h>

#include "base/parse_json.h"

namespace syncline::cloudformation {
namespace {

JsonObject object(std::string_view text) {
  const auto parsed = parse_json(text);
  EXPECT_TRUE(parsed) << text;
  return parsed->get_object();
}

std::vector<std::string> changes(std::string_view before, std::string_view now) {
  std::vector<std::string> out;
  for (const JsonObject& input : table_changes("t", object(before), object(now))) {
    out.push_back(to_json(input));
  }
  return out;
}

using Texts = std::vector<std::string>;

TEST(DynamodbChange, NothingChangesNothing) {
  EXPECT_TRUE(
      changes(R"({"BillingMode":"PROVISIONED"})", R"({"BillingMode":"PROVISIONED"})").empty());
}

TEST(DynamodbChange, TableSettingsGoInOneCall) {
  EXPECT_EQ(changes(R"({"BillingMode":"PROVISIONED"})",
                    R"({"BillingMode":"PAY_PER_REQUEST","TableClass":"STANDARD"})"),
            Texts{R"({"TableName":"t","BillingMode":"PAY_PER_REQUEST","TableClass":"STANDARD"})"});
}

TEST(DynamodbChange, AStreamIsEndedBeforeItsViewChanges) {
  const auto* keys =
      R"({"StreamSpecification":{"StreamViewType":"KEYS_ONLY","StreamEnabled":true}})";
  // Members may stand in another order than the table describes them.
  const auto* same =
      R"({"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}})";
  const auto* images =
      R"({"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})";
  const std::string begin = R"({"TableName":"t","StreamSpecification":{"StreamEnabled":true,)"
                            R"("StreamViewType":"NEW_IMAGE"}})";
  const std::string end = R"({"TableName":"t","StreamSpecification":{"StreamEnabled":false}})";
  EXPECT_TRUE(changes(keys, same).empty());
  EXPECT_EQ(changes("{}", images), Texts{begin});
  EXPECT_EQ(changes(keys, "{}"), Texts{end});
  EXPECT_EQ(changes(keys, images), (Texts{end, begin}));
}

TEST(DynamodbChange, IndexesGoOneByOneAndOldOnesFirst) {
  EXPECT_EQ(
      changes(R"({"GlobalSecondaryIndexes":[{"IndexName":"a"},{"IndexName":"b"}]})",
              R"({"AttributeDefinitions":[],
                        "GlobalSecondaryIndexes":[{"IndexName":"b"},{"IndexName":"c"}]})"),
      (Texts{R"({"TableName":"t","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"a"}}]})",
             R"({"TableName":"t","AttributeDefinitions":[],)"
             R"("GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"c"}}]})"}));
}

TEST(DynamodbChange, AnIndexWithANewKeyIsMadeAnew) {
  EXPECT_EQ(changes(R"({"GlobalSecondaryIndexes":[{"IndexName":"a","KeySchema":[1]}]})",
                    R"({"GlobalSecondaryIndexes":[{"IndexName":"a","KeySchema":[2]}]})")
                .size(),
            2U);
}

TEST(DynamodbChange, AnIndexesThroughputChangesInPlace) {
  EXPECT_EQ(changes(R"({"GlobalSecondaryIndexes":[{"IndexName":"a","ProvisionedThroughput":1}]})",
                    R"({"GlobalSecondaryIndexes":[{"IndexName":"a","ProvisionedThroughput":2}]})"),
            Texts{R"({"TableName":"t","GlobalSecondaryIndexUpdates":)"
                  R"([{"Update":{"IndexName":"a","ProvisionedThroughput":2}}]})"});
}

TEST(DynamodbChange, AnIndexWithoutThroughputKeepsWhatItHas) {
  EXPECT_TRUE(changes(R"({"GlobalSecondaryIndexes":[{"IndexName":"a","ProvisionedThroughput":1}]})",
                      R"({"GlobalSecondaryIndexes":[{"IndexName":"a"}]})")
                  .empty());
}

TEST(DynamodbChange, ATableThatLeavesOnDemandTakesItsIndexesAlong) {
  EXPECT_EQ(changes(R"({"BillingMode":"PAY_PER_REQUEST","ProvisionedThroughput":0,)"
                    R"("GlobalSecondaryIndexes":[{"IndexName":"a","ProvisionedThroughput":0}]})",
                    R"({"BillingMode":"PROVISIONED","ProvisionedThroughput":5,)"
                    R"("GlobalSecondaryIndexes":[{"IndexName":"a","ProvisionedThroughput":2}]})"),
            Texts{R"({"TableName":"t","BillingMode":"PROVISIONED","ProvisionedThroughput":5,)"
                  R"("GlobalSecondaryIndexUpdates":)"
                  R"([{"Update":{"IndexName":"a","ProvisionedThroughput":2}}]})"});
}

TEST(DynamodbChange, TagsArePutAndTakenAway) {
  const auto found =
      tag_changes(object(R"({"Tags":[{"Key":"a","Value":"1"},{"Key":"b","Value":"2"}]})"),
                  object(R"({"Tags":[{"Key":"b","Value":"3"}]})"));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].operation, "UntagResource");
  EXPECT_EQ(to_json(found[0].input), R"({"TagKeys":["a"]})");
  EXPECT_EQ(found[1].operation, "TagResource");
  EXPECT_EQ(to_json(found[1].input), R"({"Tags":[{"Key":"b","Value":"3"}]})");
}

}  // namespace
}  // namespace syncline::cloudformation
