// DynamoDB's endpoint where it is more than an answer to one request; test/conformance/
// dynamodb_http has the rest.
#include <gtest/gtest.h>

#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::ask_and_wait;
using fixture::header;
using fixture::Node;

io::HttpRequest call(std::string_view operation, std::string body) {
  io::HttpRequest made;
  made.method = "POST";
  made.target = made.path = "/";
  made.body = std::move(body);
  made.headers.add("host", "localhost:4000");
  made.headers.add("content-type", "application/x-amz-json-1.0");
  made.headers.add("x-amz-target", "DynamoDB_20120810." + std::string(operation));
  made.headers.add("x-amz-date", "20300101T000000Z");
  made.headers.add("authorization",
                   "AWS4-HMAC-SHA256 Credential=k/20300101/us-east-1/dynamodb/aws4_request, "
                   "SignedHeaders=host, Signature=0");
  return made;
}

constexpr std::string_view create =
    R"({"TableName":"people","BillingMode":"PAY_PER_REQUEST",)"
    R"("Tags":[{"Key":"a tag whose key is longer than what stands in place","Value":"v"}],)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";

// A request's JSON stands in memory that goes with it; what a table keeps of it must not.
TEST(DynamodbEndpoint, KeepsNothingInTheMemoryOfARequest) {
  Node node;
  EXPECT_EQ(ask_and_wait(node, call("CreateTable", std::string(create))).status, 200);
  const std::string arn = "arn:aws:dynamodb:us-east-1:000000000000:table/people";
  EXPECT_EQ(
      ask_and_wait(node, call("TagResource", R"({"ResourceArn":")" + arn +
                                                 R"(","Tags":[{"Key":"another","Value":"v"}]})"))
          .status,
      200);
  for (int i = 0; i < 60; ++i) {  // the table is copied with its tags each time
    const auto key = "\"key " + std::to_string(i) + "\"";
    EXPECT_EQ(ask_and_wait(node, call("PutItem",
                                      R"({"TableName":"people","Item":{"id":{"S":)" + key + "}}}"))
                  .status,
              200);
    EXPECT_EQ(ask_and_wait(node, call("UntagResource", R"({"ResourceArn":")" + arn +
                                                           R"(","TagKeys":[)" + key + "]}"))
                  .status,
              200);
  }
  const auto described = ask_and_wait(node, call("DescribeTable", R"({"TableName":"people"})"));
  EXPECT_NE(described.body.find(R"("TableName":"people")"), std::string::npos);
}

TEST(DynamodbEndpoint, TakesLongerBodiesThanOthers) {
  Node node;
  EXPECT_EQ(node.service.body_bytes_max(call("PutItem", "")), 16U * 1024 * 1024);
  EXPECT_EQ(node.service.body_bytes_max(fixture::request("POST", "/graphql")), 1024U * 1024);
  EXPECT_EQ(node.service.body_bytes_max(fixture::request("POST", "/nowhere")), 1024U * 1024);
  const auto item = R"({"TableName":"people","Item":{"id":{"S":"1"},"t":{"S":")" +
                    std::string(2'000'000, 'x') + R"("}}})";
  const auto answer = ask_and_wait(node, call("PutItem", item));
  EXPECT_EQ(answer.status, 400);
  EXPECT_NE(answer.body.find("Item size has exceeded the maximum allowed size"), std::string::npos);
}

TEST(DynamodbEndpoint, ATimeOfAWholeSecondIsWrittenOut) {
  Node node;  // its clock stands at 1,700,000,000 s
  EXPECT_EQ(ask_and_wait(node, call("CreateTable", std::string(create))).status, 200);
  const auto described = ask_and_wait(node, call("DescribeTable", R"({"TableName":"people"})"));
  EXPECT_NE(described.body.find(R"("CreationDateTime":1700000000,)"), std::string::npos)
      << described.body;
}

TEST(DynamodbEndpoint, GivesEachRequestAnIdOfItsOwn) {
  Node node;
  const auto one = ask_and_wait(node, call("ListTables", "{}"));
  const auto other = ask_and_wait(node, call("ListTables", "{}"));
  EXPECT_EQ(header(one, "x-amzn-RequestId").size(), 52U);
  EXPECT_NE(header(one, "x-amzn-RequestId"), header(other, "x-amzn-RequestId"));
}

// The store takes nothing more once it is finished, as when the server stops.
TEST(DynamodbEndpoint, AWriteThatComesTooLateMayBeTriedAgain) {
  Node node;
  EXPECT_EQ(ask_and_wait(node, call("CreateTable", std::string(create))).status, 200);
  node.store->finish();
  const auto late =
      ask_and_wait(node, call("PutItem", R"({"TableName":"people","Item":{"id":{"S":"1"}}})"));
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(header(late, "x-amzn-ErrorType"), "ServiceUnavailable");
}

}  // namespace
}  // namespace syncline::edge
