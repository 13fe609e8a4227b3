#include "edge/graphql_request.h"

#include <gtest/gtest.h>

namespace syncline::edge {
namespace {

std::string fault(std::string_view body) {
  const auto request = parse_graphql_request(body);
  if (request) return "none";
  EXPECT_EQ(request.error().type, "MalformedHttpRequestException");
  return request.error().message;
}

TEST(GraphqlRequest, ReadsItsThreeMembers) {
  const auto request = parse_graphql_request(
      R"({"query":"query A{a}","operationName":"A","variables":{"x":1},"extensions":{}})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->query, "query A{a}");
  EXPECT_EQ(request->operation_name, "A");
  EXPECT_EQ(to_json(request->variables), R"({"x":1})");
}

TEST(GraphqlRequest, TakesNullForWhatMayBeAbsent) {
  const auto request = parse_graphql_request(
      R"({"query":"{a}","operationName":null,"variables":null,"extensions":null})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->operation_name, "");
  EXPECT_TRUE(request->variables.is_null());
}

TEST(GraphqlRequest, AnEmptyBodyHasAnErrorOfItsOwn) {
  EXPECT_EQ(fault(""), "Request body is empty.");
}

TEST(GraphqlRequest, WhatHasNoQueryCannotBeParsed) {
  for (const auto* body : {"{", "nonsense", "{}", "[]", "null", "1", R"({"query":1})",
                           R"({"query":""})", R"({"query":null})", " "}) {
    EXPECT_EQ(fault(body), "Unable to parse GraphQL query.") << body;
  }
}

TEST(GraphqlRequest, RefusesABatchByName) {
  EXPECT_EQ(fault(R"([{"query":"{a}"}])"),
            "A batch of operations is not supported: send one operation a request.");
}

TEST(GraphqlRequest, RefusesMembersOfTheWrongType) {
  EXPECT_EQ(fault(R"({"query":"{a}","variables":"{}"})"), "The variables must be an object.");
  EXPECT_EQ(fault(R"({"query":"{a}","variables":[1]})"), "The variables must be an object.");
  EXPECT_EQ(fault(R"({"query":"{a}","operationName":{}})"), "The operationName must be a string.");
  for (const auto* extensions : {"1", "true", R"("text")", "[]", R"([{"a":1}])"}) {
    EXPECT_EQ(fault(std::string(R"({"query":"{a}","extensions":)") + extensions + "}"),
              "The extensions must be an object.")
        << extensions;
  }
}

TEST(GraphqlRequest, RefusesDeepNesting) {
  std::string body = R"({"query":"{a}","variables":)" + std::string(100'000, '[');
  EXPECT_EQ(fault(body), "Unable to parse GraphQL query.");
}

// The body's own memory is gone by then, whether it was small or had to grow.
TEST(GraphqlRequest, KeepsItsTextsAndVariables) {
  for (const std::size_t bytes : {1U, 100U, 4'096U, 100'000U}) {
    const std::string text(bytes, 'x');
    const Json variables = JsonObject{{text, JsonArray{text, 1.5, nullptr}}};
    const JsonObject body = {{"query", text}, {"operationName", text}, {"variables", variables}};
    const auto request = parse_graphql_request(to_json(body));
    ASSERT_TRUE(request) << bytes;
    EXPECT_EQ(request->query, text);
    EXPECT_EQ(request->operation_name, text);
    EXPECT_EQ(request->variables, variables) << bytes;
    EXPECT_TRUE(request->variables.storage()->is_equal(*boost::json::storage_ptr()));
  }
}

}  // namespace
}  // namespace syncline::edge
