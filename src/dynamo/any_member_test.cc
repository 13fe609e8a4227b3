// Whatever stands in whichever member of a request, declared or not: an answer or an error that
// says what is wrong, never a crash and never an error of ours.
#include <gtest/gtest.h>

#include <vector>

#include "dynamo/operation.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

struct Base {
  std::string_view operation;
  std::string_view input;
};
// A request of each operation that works, with something in each list and map.
constexpr Base bases[] = {
    {"GetItem", R"({"TableName":"one","Key":{"id":{"S":"a"}}})"},
    {"PutItem", R"({"TableName":"one","Item":{"id":{"S":"a"}}})"},
    {"DeleteItem", R"({"TableName":"one","Key":{"id":{"S":"a"}}})"},
    {"UpdateItem", R"({"TableName":"one","Key":{"id":{"S":"a"}}})"},
    {"Query", R"({"TableName":"one","KeyConditions":{"id":{"ComparisonOperator":"EQ",)"
              R"("AttributeValueList":[{"S":"a"}]}}})"},
    {"Scan", R"({"TableName":"one"})"},
    {"BatchGetItem", R"({"RequestItems":{"one":{"Keys":[{"id":{"S":"a"}}]}}})"},
    {"BatchWriteItem", R"({"RequestItems":{"one":[{"PutRequest":{"Item":{"id":{"S":"a"}}}}]}})"},
    {"TransactGetItems",
     R"({"TransactItems":[{"Get":{"TableName":"one","Key":{"id":{"S":"a"}}}}]})"},
    {"TransactWriteItems",
     R"({"TransactItems":[{"Put":{"TableName":"one","Item":{"id":{"S":"a"}}}}]})"},
    {"TransactWriteItems",
     R"({"TransactItems":[{"Update":{"TableName":"one","Key":{"id":{"S":"a"}},)"
     R"("UpdateExpression":"REMOVE a"}}]})"},
    {"CreateTable", R"({"TableName":"new","BillingMode":"PAY_PER_REQUEST",)"
                    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
                    R"("GlobalSecondaryIndexes":[{"IndexName":"idx",)"
                    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                    R"("Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["x"]}}],)"
                    R"("Tags":[{"Key":"k","Value":"v"}]})"},
    {"UpdateTable", R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST"})"},
    {"DescribeTable", R"({"TableName":"one"})"},
    {"DeleteTable", R"({"TableName":"new"})"},
    {"ListTables", R"({"Limit":3})"},
    {"TagResource", R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/one",)"
                    R"("Tags":[{"Key":"k","Value":"v"}]})"},
    {"UntagResource", R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/one",)"
                      R"("TagKeys":["k"]})"},
    {"ListTagsOfResource",
     R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/one"})"},
    {"GetResourcePolicy", R"({"ResourceArn":"arn:aws:dynamodb:us-east-1:000000000000:table/one"})"},
    {"DescribeContinuousBackups", R"({"TableName":"one"})"},
    {"UpdateContinuousBackups", R"({"TableName":"one","PointInTimeRecoverySpecification":{)"
                                R"("PointInTimeRecoveryEnabled":true,"RecoveryPeriodInDays":3}})"},
    {"DescribeContributorInsights", R"({"TableName":"one"})"},
    {"DescribeKinesisStreamingDestination", R"({"TableName":"one"})"},
    {"DescribeTableReplicaAutoScaling", R"({"TableName":"one"})"},
    {"DescribeLimits", "{}"},
    {"DescribeEndpoints", "{}"},
    {"ExecuteStatement",
     R"({"Statement":"SELECT * FROM one WHERE id = ?","Parameters":[{"S":"a"}],"Limit":1})"},
    {"ExecuteStatement", R"({"Statement":"UPDATE one SET n = ? WHERE id = 'a'",)"
                         R"("Parameters":[{"S":"a"}]})"},
    {"BatchExecuteStatement", R"({"Statements":[{"Statement":"INSERT INTO one VALUE {'id': ?}",)"
                              R"("Parameters":[{"S":"a"}]}]})"},
    {"ExecuteTransaction", R"({"TransactStatements":[{"Statement":"DELETE FROM one WHERE id = ?",)"
                           R"("Parameters":[{"S":"a"}]}]})"},
};

constexpr std::string_view members[] = {"AttributeDefinitions",
                                        "AttributeUpdates",
                                        "AttributesToGet",
                                        "ClientRequestToken",
                                        "ConditionExpression",
                                        "ConditionalOperator",
                                        "ConsistentRead",
                                        "ExclusiveStartKey",
                                        "Expected",
                                        "ExpressionAttributeNames",
                                        "ExpressionAttributeValues",
                                        "FilterExpression",
                                        "IndexName",
                                        "KeyConditionExpression",
                                        "KeyConditions",
                                        "Limit",
                                        "LocalSecondaryIndexes",
                                        "NextToken",
                                        "OnDemandThroughput",
                                        "Parameters",
                                        "ProjectionExpression",
                                        "ProvisionedThroughput",
                                        "QueryFilter",
                                        "ReturnConsumedCapacity",
                                        "ReturnItemCollectionMetrics",
                                        "ReturnValues",
                                        "ReturnValuesOnConditionCheckFailure",
                                        "SSESpecification",
                                        "ScanFilter",
                                        "ScanIndexForward",
                                        "Segment",
                                        "Select",
                                        "StreamSpecification",
                                        "Tags",
                                        "TotalSegments",
                                        "UpdateExpression",
                                        "WarmThroughput"};

const std::vector<Json>& contents() {
  static const std::vector<Json> all{nullptr,
                                     true,
                                     7,
                                     "x",
                                     JsonArray{},
                                     JsonArray{nullptr},
                                     JsonArray{7},
                                     JsonObject{},
                                     JsonObject{{"x", nullptr}},
                                     JsonObject{{"id", JsonObject{{"S", "a"}}}},
                                     JsonObject{{"#a", "a"}, {":a", JsonObject{{"N", "1"}}}}};
  return all;
}

class AnyMember : public testing::Test {
 protected:
  // Puts each content in place of `part`, which is somewhere in the request, and of each member
  // that it has or could have.
  void try_all(std::string_view operation, const Json& request, Json& part) {
    const auto kept = part;
    for (const auto& content : contents()) {
      part = content;
      if (request.is_object()) call(operation, request);
    }
    part = kept;
    if (auto* list = part.if_array()) {
      for (auto& element : *list) try_all(operation, request, element);
    }
    auto* object = part.if_object();
    if (object == nullptr) return;
    for (auto& member : *object) try_all(operation, request, member.value());
    for (const auto name : members) {
      if (object->contains(name)) continue;
      for (const auto& content : contents()) {
        (*object)[name] = content;
        call(operation, request);
      }
      object->erase(name);
    }
  }

 private:
  void call(std::string_view operation, const Json& request) {
    const auto answer = database_.call(operation, request.get_object());
    const bool ours = !answer && answer.error().kind == ErrorKind::internal;
    EXPECT_FALSE(ours) << operation << " " << to_json(request) << answer.error().message;
    if (++calls_ % 100 != 0) return;
    database_.call("CreateTable",
                   R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
                   R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
                   R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})");
  }

  TestDatabase database_;
  int calls_ = 99;  // the first makes the table
};

TEST_F(AnyMember, MayHoldAnything) {
  for (const auto& base : bases) {
    auto request = parse_json(base.input).value();
    try_all(base.operation, request, request);
  }
}

}  // namespace
}  // namespace syncline::dynamo
