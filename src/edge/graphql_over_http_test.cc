// What the GraphQL over HTTP specification says of requests and answers, beside AppSync's own
// words.
#include <gtest/gtest.h>

#include "edge/edge_fixture.h"
#include "edge/media_type.h"

namespace syncline::edge {
namespace {

using fixture::ask;
using fixture::header;
using fixture::Node;
using fixture::post;
using fixture::with_header;

constexpr std::string_view graphql_type = "application/graphql-response+json";

io::HttpRequest accepting(std::string_view type, std::string_view query) {
  return with_header(post(to_json(JsonObject{{"query", query}})), "accept", std::string(type));
}

io::HttpResponse answer(std::string_view type, std::string_view query) {
  Node node;
  return *ask(node, accepting(type, query));
}

TEST(GraphqlOverHttp, AnswersWithTheGraphQLTypeWhoPrefersIt) {
  const auto response = answer(graphql_type, "{ hello }");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, graphql_response_type);
  EXPECT_EQ(response.body, R"({"data":{"hello":"world"}})");
}

TEST(GraphqlOverHttp, AnswersLaterWithTheGraphQLTypeToo) {
  const auto response = answer(graphql_type, "{ slow }");
  EXPECT_EQ(response.content_type, graphql_response_type);
  EXPECT_EQ(response.body, R"({"data":{"slow":"slow"}})");
}

TEST(GraphqlOverHttp, AnswersPartialDataWith200) {
  const auto response = answer(graphql_type, "{ hello broken }");
  EXPECT_EQ(response.status, 200);
  EXPECT_TRUE(response.body.starts_with(R"({"data":{"hello":"world","broken":null},"errors":[)"));
}

TEST(GraphqlOverHttp, WhatDidNotRunHasNoDataAndStatus400) {
  for (const auto* query : {"{", "{ nothing }", "query Q($x: Int!) { hello }",
                            "query A { hello } "
                            "query B { hello }",
                            "subscription { onMessage { id } }"}) {
    const auto response = answer(graphql_type, query);
    EXPECT_EQ(response.status, 400) << query;
    EXPECT_EQ(response.content_type, graphql_response_type) << query;
    EXPECT_TRUE(response.body.starts_with(R"({"errors":[{)")) << query << response.body;
  }
}

TEST(GraphqlOverHttp, WhatDidNotRunIs200AsJson) {
  const auto unparsable = answer("application/json", "{");
  EXPECT_EQ(unparsable.status, 200);
  EXPECT_EQ(unparsable.content_type, "");
  EXPECT_TRUE(
      unparsable.body.starts_with(R"({"errors":[{"errorType":"MalformedHttpRequestException",)"
                                  R"("message":"Unable to parse GraphQL query.)"))
      << unparsable.body;
  for (const auto* query : {"{ nothing }", "query Q($x: Int!) { seen(name: $x) }"}) {
    const auto response = answer("application/json", query);
    EXPECT_EQ(response.status, 200) << query;
    EXPECT_TRUE(response.body.starts_with(R"({"data":null,"errors":[{)")) << query;
  }
}

TEST(GraphqlOverHttp, GivesErrorsOfTheRequestTheTypeToo) {
  Node node;
  const auto malformed = ask(node, with_header(post("{"), "accept", std::string(graphql_type)));
  EXPECT_EQ(malformed->status, 400);
  EXPECT_EQ(malformed->content_type, graphql_response_type);
  const auto unknown = ask(node, with_header(fixture::request("POST", "/graphql", "{}"), "accept",
                                             std::string(graphql_type)));
  EXPECT_EQ(unknown->status, 401);
  EXPECT_EQ(unknown->content_type, graphql_response_type);
}

TEST(GraphqlOverHttp, RefusesWhoTakesNeitherType) {
  for (const auto* type : {"text/html", "text/event-stream", "*/*;q=0"}) {
    const auto response = answer(type, "{ hello }");
    EXPECT_EQ(response.status, 406) << type;
    EXPECT_EQ(header(response, "x-amzn-ErrorType"), "NotAcceptableException");
    EXPECT_EQ(response.content_type, "");
  }
}

TEST(GraphqlOverHttp, TakesAnyContentTypeButNone) {
  Node node;
  for (const auto* type : {"application/json", "application/graphql", "text/plain;charset=UTF-8",
                           "application/x-www-form-urlencoded"}) {
    auto request = fixture::request("POST", "/graphql");
    request.body = R"({"query":"{ hello }"})";
    request.headers.add("x-api-key", fixture::key);
    request.headers.add("content-type", type);
    EXPECT_EQ(ask(node, std::move(request))->body, R"({"data":{"hello":"world"}})") << type;
  }
  auto untyped = fixture::request("POST", "/graphql");
  untyped.body = R"({"query":"{ hello }"})";
  untyped.headers.add("x-api-key", fixture::key);
  EXPECT_EQ(ask(node, untyped)->status, 415);
  EXPECT_EQ(header(*ask(node, untyped), "x-amzn-ErrorType"), "UnsupportedMediaTypeException");
  untyped.headers.add("content-type", "");
  EXPECT_EQ(ask(node, untyped)->status, 415);
}

TEST(GraphqlOverHttp, SaysInAppSyncsWordsThatABodyIsMissing) {
  Node node;
  const auto response = ask(node, post(""));
  EXPECT_EQ(response->status, 400);
  EXPECT_NE(response->body.find("Request body is empty."), std::string::npos);
}

TEST(GraphqlOverHttp, RefusesExtensionsThatAreNoObject) {
  Node node;
  EXPECT_EQ(ask(node, post(R"({"query":"{ hello }","extensions":[1]})"))->status, 400);
  EXPECT_EQ(ask(node, post(R"({"query":"{ hello }","extensions":{"a":1}})"))->status, 200);
  const auto get = [&](std::string_view extensions) {
    const auto target = "/graphql?query=%7Bhello%7D&extensions=" + std::string(extensions);
    auto request = fixture::request("GET", target);
    request.headers.add("x-api-key", fixture::key);
    return ask(node, std::move(request))->status;
  };
  EXPECT_EQ(get("7"), 400);
  EXPECT_EQ(get("%7B"), 400);
  EXPECT_EQ(get("%7B%7D"), 200);
  EXPECT_EQ(get("null"), 200);
  EXPECT_EQ(get(""), 200);
}

}  // namespace
}  // namespace syncline::edge
