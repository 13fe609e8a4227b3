#include "graphql/type/print_schema.h"

#include <gtest/gtest.h>

#include "graphql/type/test_schema.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl =
    R"("""
The whole.
"""
schema {
  query: Query
  mutation: Mutation
  subscription: Subscription
}

type Query @aws_iam @aws_cognito_user_pools(cognito_groups: ["a", "b"]) {
  node(
    """
    Which.
    """
    id: ID! = "1"
    e: [Color!] = [RED]
    i: In = {a: 1}
  ): Node @aws_api_key
  pet: Pet
}

interface Node {
  id: ID!
}

type Cat implements Node {
  id: ID!
  born: AWSDate @deprecated(reason: "Ask not.")
}

union Pet = Cat

enum Color {
  RED
  GREEN @deprecated(reason: "No longer supported")
}

input In {
  a: Int
  b: AWSJSON = "{\"x\": [1]}"
}

input One @oneOf {
  a: Int
  b: Int
}

type Mutation {
  add: Cat
}

type Subscription {
  added: Cat @aws_subscribe(mutations: ["add"])
}
)";

TEST(PrintSchema, WritesWhatWasRead) { EXPECT_EQ(print_schema(*test_schema(sdl)), sdl); }

TEST(PrintSchema, WritesWhatBuildsTheSameSchema) {
  const auto first = print_schema(*test_schema(
      "type Query { a(x: I = {n: {}}): Int } input I { n: I s: String = \"\"\"b\n c\"\"\" } "
      "extend type Query { b: Int }"));
  EXPECT_EQ(print_schema(*test_schema(first)), first);
}

TEST(PrintSchema, WritesDefaultsAsTheyWereWritten) {
  const auto schema = test_schema(
      "type Query { f(a: In = {b: \"x\"}, c: [Int] = 1, d: Float = 1): Int } "
      "input In { a: Int = 3, b: String }");
  const auto printed = print_schema(*schema);
  EXPECT_NE(printed.find("f(a: In = {b: \"x\"}, c: [Int] = 1, d: Float = 1): Int"),
            std::string::npos)
      << printed;
}

TEST(PrintSchema, LeavesAppSyncsDirectivesOutWhenAsked) {
  const auto text = print_schema(*test_schema(sdl), {.directives = false});
  EXPECT_EQ(text.find("aws_"), std::string::npos);
  EXPECT_NE(text.find("@deprecated(reason: \"Ask not.\")"), std::string::npos);
  EXPECT_NE(text.find("@oneOf"), std::string::npos);
}

TEST(PrintSchema, LeavesOutWhatIsPredeclared) {
  const auto text = print_schema(*test_schema("type Query { a: AWSDate }"));
  EXPECT_EQ(text, "schema {\n  query: Query\n}\n\ntype Query {\n  a: AWSDate\n}\n");
}

}  // namespace
}  // namespace syncline::graphql
