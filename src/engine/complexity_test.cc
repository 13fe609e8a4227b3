#include "engine/complexity.h"

#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"

namespace syncline::engine {
namespace {

constexpr std::string_view schema = R"(
  type Query {
    one: Post
    posts(first: Int, last: Int, limit: Int): [Post!]!
    page(limit: Int = 20): Page
    names(limit: Int): [String]
    named: Named
    matrix(first: Int): [[Post]]
  }
  type Post implements Named { name: String author: Named comments(first: Int): [Comment] }
  type Comment implements Named { name: String post: Post }
  interface Named { name: String }
  type Page { items: [Post] nextToken: String again: Page }
)";

Result<std::size_t> measure(std::string_view query, JsonObject variables = {}) {
  auto document = std::make_shared<const graphql::Document>(*graphql::parse(query));
  auto operation = graphql::prepare(*graphql::build_schema(schema), document, "", variables);
  return complexity(*operation, 10);
}

std::size_t cost(std::string_view query, JsonObject variables = {}) {
  return measure(query, std::move(variables)).value_or(0);
}

TEST(Complexity, CountsEachField) {
  EXPECT_EQ(cost("{ one { name } }"), 2U);
  EXPECT_EQ(cost("{ one { name author { name } } a: one { name } }"), 6U);
}

TEST(Complexity, MultipliesListsByWhatTheyAreAskedFor) {
  EXPECT_EQ(cost("{ posts(first: 3) { name } }"), 1 + 3 * 1U);
  EXPECT_EQ(cost("{ posts(last: 4) { name } }"), 1 + 4 * 1U);
  EXPECT_EQ(cost("{ posts(limit: 5) { name author { name } } }"), 1 + 5 * 3U);
  EXPECT_EQ(cost("query ($n: Int) { posts(first: $n) { name } }", {{"n", 7}}), 1 + 7 * 1U);
}

TEST(Complexity, MultipliesOtherListsByTheFactor) {
  for (const auto* arguments : {"", "(first: null)", "(first: 0)", "(limit: -5)"}) {
    EXPECT_EQ(cost("{ posts" + std::string(arguments) + " { name } }"), 1 + 10 * 1U) << arguments;
  }
  EXPECT_EQ(cost("query ($n: Int) { posts(first: $n) { name } }"), 1 + 10 * 1U);
}

TEST(Complexity, NestedListsMultiply) {
  EXPECT_EQ(cost("{ posts(first: 3) { comments(first: 4) { name } } }"), 1 + 3 * (1 + 4 * 1U));
  EXPECT_EQ(cost("{ matrix(first: 2) { name } }"), 1 + 2 * 1U);
}

TEST(Complexity, AConnectionSaysHowManyItsListHas) {
  EXPECT_EQ(cost("{ page(limit: 3) { items { name } nextToken } }"), 1 + (1 + 3 * 1U) + 1);
  EXPECT_EQ(cost("{ page { items { name } } }"), 1 + (1 + 20 * 1U));  // by the argument's default
  EXPECT_EQ(cost("{ page(limit: 3) { again { items { name } } } }"), 1 + (1 + (1 + 10 * 1U)));
  EXPECT_EQ(cost("{ posts(first: 3) { comments { name } } }"), 1 + 3 * (1 + 10 * 1U));
}

TEST(Complexity, AListOfLeavesIsOneField) { EXPECT_EQ(cost("{ names(limit: 100) }"), 1U); }

TEST(Complexity, CountsFieldsOfOneKeyOnce) {
  EXPECT_EQ(cost("{ one { name } ...F one { name } } fragment F on Query { one { name } }"), 2U);
}

TEST(Complexity, LeavesOutWhatIsSkipped) {
  EXPECT_EQ(
      cost("query ($s: Boolean!) { one { name } a: one @skip(if: $s) { name } }", {{"s", true}}),
      2U);
}

TEST(Complexity, TakesTheCostliestOfAnAbstractTypesObjects) {
  EXPECT_EQ(cost("{ named { name ... on Post { comments(first: 3) { name } } "
                 "... on Comment { post { name } } } }"),
            1 + (1 + (1 + 3 * 1U)));
}

TEST(Complexity, CountsIntrospectionOnce) {
  EXPECT_EQ(cost("{ __schema { types { fields { name } } } one { __typename } }"), 3U);
}

TEST(Complexity, FailsWhereThereIsTooMuchToLookAt) {
  std::string types = "type Query { node: Node } interface Node { node: Node }";
  for (int i = 0; i < 20; ++i) {
    types += " type T" + std::to_string(i) + " implements Node { node: Node }";
  }
  const auto cost_of = [&](std::string_view query) {
    auto document = std::make_shared<const graphql::Document>(*graphql::parse(query));
    auto operation = graphql::prepare(*graphql::build_schema(types), document, "", JsonObject());
    return complexity(*operation, 10);
  };
  EXPECT_EQ(cost_of("{ node { node { node { __typename } } } }"), 4U);
  EXPECT_FALSE(cost_of("{ node { node { node { node { node { __typename } } } } } }"));
}

TEST(Complexity, EndsAtTheLargestNumber) {
  std::string query = "{ posts(first: 2000000000) { ";
  for (int i = 0; i < 8; ++i) query += "comments(first: 2000000000) { post { ";
  query += "name";
  for (int i = 0; i < 8; ++i) query += " } }";
  EXPECT_EQ(cost(query + " } }"), std::numeric_limits<std::size_t>::max());
}

}  // namespace
}  // namespace syncline::engine
