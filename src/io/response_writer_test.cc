#include "io/response_writer.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

TEST(EncodeResponse, WritesStatusFieldsAndBody) {
  HttpResponse response{.status = 201, .content_type = "text/plain", .body = "hello"};
  response.headers.emplace_back("x-one", "1");
  EXPECT_EQ(encode_response(response, {}),
            "HTTP/1.1 201 Created\r\ncontent-type: text/plain\r\nx-one: 1\r\n"
            "content-length: 5\r\n\r\nhello");
}

TEST(EncodeResponse, WritesPreparedLinesBehindTheOtherFields) {
  HttpResponse response{.status = 204, .lines = "x-two: 2\r\nx-three: 3\r\n"};
  response.headers.emplace_back("x-one", "1");
  EXPECT_EQ(encode_response(response, {}),
            "HTTP/1.1 204 No Content\r\nx-one: 1\r\nx-two: 2\r\nx-three: 3\r\n\r\n");
}

TEST(EncodeResponse, IsJsonUnlessItSaysOtherwise) {
  EXPECT_EQ(encode_response({.body = "{}"}, {}),
            "HTTP/1.1 200 OK\r\ncontent-type: application/json;charset=UTF-8\r\n"
            "content-length: 2\r\n\r\n{}");
}

TEST(EncodeResponse, HasTheDateOfItsForm) {
  EXPECT_EQ(encode_response({.status = 204}, {.date = "today"}),
            "HTTP/1.1 204 No Content\r\ndate: today\r\n\r\n");
}

TEST(AppendResponse, GoesOnBehindWhatIsThere) {
  std::string out = "before";
  append_response(out, {.status = 204}, {});
  EXPECT_EQ(out, "beforeHTTP/1.1 204 No Content\r\n\r\n");
}

TEST(HttpDate, IsThatOfTheSpecification) {  // RFC 9110 5.6.7
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

TEST(EncodeResponse, LeavesTheBodyOutForHeadButKeepsItsLength) {
  const auto bytes = encode_response({.body = "hello"}, {.with_body = false});
  EXPECT_NE(bytes.find("content-length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(bytes.ends_with("\r\n\r\n"));
}

TEST(EncodeResponse, HasNeitherBodyNorLengthWhereHttpForbidsThem) {
  EXPECT_EQ(encode_response({.status = 204, .body = "x"}, {}), "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(encode_response({.status = 304, .body = "x"}, {}), "HTTP/1.1 304 Not Modified\r\n\r\n");
}

TEST(EncodeResponse, SaysWhetherTheConnectionStays) {
  const HttpResponse response{.status = 204};
  EXPECT_NE(encode_response(response, {.keep_alive = false}).find("connection: close"),
            std::string::npos);
  EXPECT_NE(encode_response(response, {.http_1_0 = true}).find("connection: keep-alive"),
            std::string::npos);
}

TEST(EncodeResponse, LeavesOutFieldsThatWouldBeginOthers) {
  HttpResponse response;
  response.headers.emplace_back("x-bad", "1\r\nset-cookie: evil");
  response.headers.emplace_back("x\nbad", "1");
  response.headers.emplace_back("x-good", "2");
  const auto bytes = encode_response(response, {});
  EXPECT_EQ(bytes.find("evil"), std::string::npos);
  EXPECT_EQ(bytes.find("bad"), std::string::npos);
  EXPECT_NE(bytes.find("x-good: 2"), std::string::npos);
}

TEST(FaultResponse, HasTheErrorsOfAGraphqlAnswer) {
  const auto response = fault_response({413, "TooLarge", "more than \"x\""});
  EXPECT_EQ(response.status, 413);
  EXPECT_EQ(response.body, R"({"errors":[{"errorType":"TooLarge","message":"more than \"x\""}]})");
}

}  // namespace
}  // namespace syncline::io
