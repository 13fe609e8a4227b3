#include "app/suggest.h"

#include <gtest/gtest.h>

#include "graphql/type/build_schema.h"

namespace syncline::app {
namespace {

using graphql::OperationType;

// The document that is suggested for the first field of `type Query { … }`.
std::string query(const std::string& field, const std::string& types = "") {
  const auto schema = graphql::build_schema("type Query { " + field + " }\n" + types);
  if (!schema) return schema.error().message;
  return suggest(**schema, OperationType::query);
}

TEST(Suggest, WritesOneDocumentForEachRoot) {
  const auto schema = graphql::build_schema(R"(
    type Message { id: ID! content: String }
    type Query { getMessage(id: ID!): Message }
    type Mutation { addMessage(content: String!): Message other: Int }
    type Subscription { messageAdded: Message @aws_subscribe(mutations: ["addMessage"]) }
  )");
  ASSERT_TRUE(schema.has_value()) << schema.error().message;
  EXPECT_EQ(suggest(**schema, OperationType::query), R"({ getMessage(id: "1") { id content } })");
  EXPECT_EQ(suggest(**schema, OperationType::mutation),
            R"(mutation { addMessage(content: "hello") { id content } })");
  EXPECT_EQ(suggest(**schema, OperationType::subscription),
            "subscription { messageAdded { id content } }");
}

TEST(Suggest, SaysNothingForARootThatIsNotThere) {
  const auto schema = graphql::build_schema("type Query { a: Int }");
  ASSERT_TRUE(schema.has_value());
  EXPECT_EQ(suggest(**schema, OperationType::mutation), "");
  EXPECT_EQ(suggest(**schema, OperationType::query), "{ a }");
}

TEST(Suggest, GivesRequiredArgumentsOnly) {
  EXPECT_EQ(query("a(b: Int!, c: Int, d: Int! = 7, e: Boolean!): Int"), "{ a(b: 1, e: true) }");
}

TEST(Suggest, TakesAnEnumsFirstValue) {
  EXPECT_EQ(query("a(b: Color!): Color", "enum Color { RED GREEN }"), "{ a(b: RED) }");
}

TEST(Suggest, GivesARequiredListEmpty) {
  EXPECT_EQ(query("a(b: [Int!]!, c: [[String]!]!): [Int!]!"), "{ a(b: [], c: []) }");
}

TEST(Suggest, FillsInputObjectsByTheirRequiredFields) {
  EXPECT_EQ(query("a(b: In!): Int",
                  "input In { x: Int y: String! inner: Inner! again: In }\n"
                  "input Inner { at: AWSDateTime! many: [In!]! flag: Boolean! = true }"),
            R"({ a(b: {y: "hello", inner: {at: "2026-01-01T12:00:00Z", many: []}}) })");
  EXPECT_EQ(query("a(b: In!): Int", "input In { x: Int }"), "{ a(b: {}) }");
}

TEST(Suggest, ChoosesOneFieldOfAOneOf) {
  EXPECT_EQ(query("a(b: One!): Int",
                  "input One @oneOf { deep: In text: String number: Int }\n"
                  "input In { x: Int }"),
            R"({ a(b: {text: "hello"}) })");
}

TEST(Suggest, ReachesTheEndOfDeepInputObjects) {
  std::string types;
  std::string expected = R"("hello")";
  for (int i = 0; i < 8; ++i) {
    const auto inner = i == 7 ? "String" : "In" + std::to_string(i + 1);
    types += "input In" + std::to_string(i) + " { f: " + inner + "! }\n";
    expected = "{f: " + expected + "}";
  }
  EXPECT_EQ(query("a(b: In0!): Int", types), "{ a(b: " + expected + ") }");
}

TEST(Suggest, SelectsLeavesThatNeedNoArguments) {
  EXPECT_EQ(query("a: T",
                  "type T { deep: T list: [Int] need(x: Int!): Int color: Color free: Int }\n"
                  "enum Color { RED }"),
            "{ a { list color free } }");
  EXPECT_EQ(query("a: [U]", "union U = A | B type A { x: Int } type B { y: Int }"),
            "{ a { __typename } }");
  EXPECT_EQ(query("a: T", "type T { deep: T }"), "{ a { __typename } }");
}

}  // namespace
}  // namespace syncline::app
