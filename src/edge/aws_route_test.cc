#include "edge/aws_route.h"

#include <gtest/gtest.h>

#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::request;
using fixture::with_header;

std::string scoped(std::string_view service) {
  return "AWS4-HMAC-SHA256 Credential=k/20300101/eu-west-1/" + std::string(service) +
         "/aws4_request, SignedHeaders=host, Signature=0";
}

io::HttpRequest at_host(std::string host, std::string path = "/") {
  auto made = request("POST", std::move(path));
  made.headers = {};
  made.headers.add("host", host);
  return made;
}

TEST(AwsRoute, TheScopeSaysItFirst) {
  for (const auto* service : {"dynamodb", "sts", "appsync"}) {
    EXPECT_EQ(aws_service_of(with_header(request("POST", "/"), "authorization", scoped(service))),
              service);
  }
  const auto both =
      with_header(with_header(request("POST", "/aws/iam/"), "authorization", scoped("sts")),
                  "x-amz-target", "DynamoDB_20120810.ListTables");
  EXPECT_EQ(aws_service_of(both), "sts");
}

TEST(AwsRoute, TheScopeMayStandInTheQuery) {
  EXPECT_EQ(aws_service_of(request("GET", "/?X-Amz-Credential=k%2F1%2Fr%2Fsts%2Faws4_request")),
            "sts");
}

TEST(AwsRoute, ThenTheTarget) {
  for (const auto* target : {"DynamoDB_20120810.ListTables", "DynamoDBStreams_20120810.X"}) {
    EXPECT_EQ(aws_service_of(with_header(request("POST", "/"), "x-amz-target", target)),
              "dynamodb");
  }
  EXPECT_EQ(aws_service_of(with_header(request("POST", "/"), "x-amz-target", "Other.Do")),
            std::nullopt);
  // Some clients sign for no service when they do not know the host.
  EXPECT_EQ(
      aws_service_of(with_header(with_header(request("POST", "/"), "authorization", scoped("")),
                                 "x-amz-target", "DynamoDB_20120810.ListTables")),
      "dynamodb");
}

TEST(AwsRoute, ThenThePath) {
  EXPECT_EQ(aws_service_of(request("POST", "/aws/dynamodb/")), "dynamodb");
  EXPECT_EQ(aws_service_of(request("POST", "/aws/dynamodb")), "dynamodb");
  EXPECT_EQ(aws_service_of(request("POST", "/aws/lambda/2015-03-31/functions")), "lambda");
  EXPECT_EQ(aws_service_of(request("POST", "/aws/")), std::nullopt);
}

TEST(AwsRoute, ThenTheHost) {
  EXPECT_EQ(aws_service_of(at_host("dynamodb.eu-west-1.amazonaws.com")), "dynamodb");
  EXPECT_EQ(aws_service_of(at_host("DynamoDB.localhost:4000")), "dynamodb");
  EXPECT_EQ(aws_service_of(at_host("streams.dynamodb.us-east-1.amazonaws.com")), "dynamodb");
  EXPECT_EQ(aws_service_of(at_host("notdynamodb.eu-west-1.amazonaws.com")), std::nullopt);
  EXPECT_EQ(aws_service_of(at_host("dynamodb")), std::nullopt);
}

TEST(AwsRoute, ThenTheContentType) {
  const auto of = [](const char* type) {
    return aws_service_of(with_header(request("POST", "/"), "content-type", type));
  };
  EXPECT_EQ(of("application/x-amz-json-1.0"), "dynamodb");
  EXPECT_EQ(of("application/X-Amz-JSON-1.0; charset=utf-8"), "dynamodb");
  EXPECT_EQ(of("application/x-amz-json-1.1"), std::nullopt);
}

TEST(AwsRoute, OtherPathsAreNobodysElse) {
  auto made = with_header(at_host("dynamodb.eu-west-1.amazonaws.com", "/graphql"), "authorization",
                          scoped("dynamodb"));
  EXPECT_EQ(aws_service_of(made), std::nullopt);
  EXPECT_EQ(aws_service_of(request("GET", "/")), std::nullopt);
  EXPECT_EQ(aws_service_of(with_header(request("POST", "/"), "authorization", "Bearer x")),
            std::nullopt);
}

TEST(AwsRoute, KnowsTheRegion) {
  EXPECT_EQ(aws_region_of(at_host("dynamodb.eu-west-1.amazonaws.com")), "eu-west-1");
  EXPECT_EQ(aws_region_of(at_host("streams.dynamodb.us-east-2.amazonaws.com")), "us-east-2");
  EXPECT_EQ(aws_region_of(at_host("dynamodb.localhost:4000")), "");
  EXPECT_EQ(aws_region_of(with_header(request("GET", "/"), "authorization", scoped("dynamodb"))),
            "eu-west-1");
  EXPECT_EQ(aws_region_of(at_host("dynamodb.<b>.amazonaws.com")), "");
}

}  // namespace
}  // namespace syncline::edge
