#include "edge/dynamodb_answer.h"

#include <gtest/gtest.h>

#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::header;

std::string body_of(ErrorKind kind, std::string type, std::string message, Json detail = nullptr) {
  return dynamodb_error(JsonType::amz_json,
                        {kind, std::move(type), std::move(message), std::move(detail)})
      .body;
}

TEST(DynamodbAnswer, IsOfTheRequestsType) {
  const Json output = JsonObject{{"a", 1}};
  const auto own = dynamodb_answer(JsonType::amz_json, output);
  EXPECT_EQ(own.status, 200);
  EXPECT_EQ(own.content_type, "application/x-amz-json-1.0");
  EXPECT_EQ(own.body, R"({"a":1})");
  EXPECT_EQ(dynamodb_answer(JsonType::plain, output).content_type, "application/json");
  EXPECT_EQ(dynamodb_answer(JsonType::plain, JsonObject()).body, "{}");
  EXPECT_EQ(dynamodb_answer(JsonType::plain, Json()).body, "");
}

TEST(DynamodbError, BeginsWithItsTypeAndItsNameSpace) {
  EXPECT_EQ(body_of(ErrorKind::invalid, "ValidationException", "no"),
            R"({"__type":"com.amazon.coral.validate#ValidationException","message":"no"})");
  EXPECT_EQ(body_of(ErrorKind::not_found, "ResourceNotFoundException", "no"),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",)"
            R"("message":"no"})");
  EXPECT_EQ(body_of(ErrorKind::exhausted, "ThrottlingException", "no"),
            R"({"__type":"com.amazon.coral.availability#ThrottlingException","message":"no"})");
  EXPECT_EQ(body_of(ErrorKind::unauthenticated, "MissingAuthenticationTokenException", "no"),
            R"({"__type":"com.amazon.coral.service#MissingAuthenticationTokenException",)"
            R"("message":"no"})");
}

TEST(DynamodbError, SomeWriteMessageWithACapital) {
  for (const std::string type :
       {"SerializationException", "AccessDeniedException", "TransactionCanceledException",
        "IdempotentParameterMismatchException", "TransactionInProgressException"}) {
    EXPECT_NE(body_of(ErrorKind::invalid, type, "no").find(R"(,"Message":"no"})"),
              std::string::npos)
        << type;
  }
}

TEST(DynamodbError, HasNoMessageWhenThereIsNone) {
  EXPECT_EQ(body_of(ErrorKind::invalid, "SerializationException", ""),
            R"({"__type":"com.amazon.coral.service#SerializationException"})");
}

TEST(DynamodbError, HasItsDetailBesideTheMessage) {
  EXPECT_EQ(body_of(ErrorKind::conflict, "ConditionalCheckFailedException", "failed",
                    JsonObject{{"Item", JsonObject{{"a", JsonObject{{"S", "1"}}}}}}),
            R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",)"
            R"("message":"failed","Item":{"a":{"S":"1"}}})");
}

TEST(DynamodbError, FaultsOfTheClientAreAll400) {
  for (const auto kind :
       {ErrorKind::invalid, ErrorKind::not_found, ErrorKind::conflict, ErrorKind::exhausted,
        ErrorKind::unauthenticated, ErrorKind::forbidden, ErrorKind::unsupported}) {
    const auto response = dynamodb_error(JsonType::plain, {kind, "Any", "no", nullptr});
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(header(response, "x-amzn-ErrorType"), "Any");
  }
  EXPECT_EQ(
      dynamodb_error(JsonType::plain, {ErrorKind::unavailable, "ServiceUnavailable", "no"}).status,
      503);
}

TEST(DynamodbError, AnInternalFailureGivesNothingAway) {
  const auto response = dynamodb_error(
      JsonType::amz_json,
      {ErrorKind::internal, "Secret", "the disk is on fire", JsonObject{{"path", "/secret"}}});
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(header(response, "x-amzn-ErrorType"), "InternalServerError");
  EXPECT_EQ(response.body,
            R"({"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError",)"
            R"("message":"The request processing has failed because of an unknown error, )"
            R"(exception or failure."})");
}

TEST(DynamodbAnswer, HasAnIdAndTheChecksumOfItsBody) {
  auto response = dynamodb_not_found();
  EXPECT_EQ(response.status, 404);
  add_dynamodb_headers(response, LongRequestId(std::string(33, '\0')));
  EXPECT_EQ(header(response, "x-amzn-RequestId"), std::string(52, '0'));
  EXPECT_EQ(header(response, "x-amz-crc32"), "3552371480");
  EXPECT_EQ(header(response, "access-control-allow-origin"), "*");
  EXPECT_TRUE(response.lines.ends_with("\r\n"));
}

}  // namespace
}  // namespace syncline::edge
