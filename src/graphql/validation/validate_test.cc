#include "graphql/validation/validate.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { post(id: ID!, filter: Filter, sort: Sort = UP): Post find: [Result!] node: Node }
  type Subscription { added: Post }
  interface Node { id: ID! }
  type Post implements Node { id: ID! title: String next: Post }
  type Video implements Node { id: ID! length(unit: String! = "s"): Int }
  union Result = Post | Video
  input Filter { words: [String!] max: Int! = 3 inner: Filter }
  enum Sort { UP DOWN }
)";

std::vector<Violation> violations(std::string_view query) {
  const auto schema = build_schema(sdl);
  return validate(*schema.value(), parse(query).value());
}

TEST(Validate, FindsNothingWrongInAGoodDocument) {
  const auto found = violations("query Find($off: Boolean = false) @skip(if: $off) { __typename }");
  ASSERT_EQ(found.size(), 1u);  // @skip stands on no operation
  EXPECT_EQ(found[0].rule, "MisplacedDirective");

  const auto none = violations(R"(
    query Find($id: ID!, $words: [String!]!, $max: Int, $unit: String, $off: Boolean = false) {
      post(id: $id, filter: {words: $words, max: $max, inner: {words: "one"}}, sort: DOWN) {
        ...OfPost @skip(if: $off)
        next { next { __typename } }
      }
      find { ... on Post { title } ... on Video { length(unit: $unit) } ... on Node { id } }
      node { ... { id } ... on Result { ... on Video { length } } }
      __schema { types { name } }
      __type(name: "Post") { kind }
    }
    fragment OfPost on Post { id title @include(if: true) }
    subscription Added { added { ...OfPost } }
  )");
  EXPECT_TRUE(none.empty()) << appsync_message(none.front());
}

TEST(Validate, TellsOfSeveralRulesInTheOrderOfTheDocument) {
  const auto found = violations("{ post { nothing } find } query { find { id } }");
  std::vector<std::string> rules;
  for (const Violation& violation : found) rules.push_back(violation.rule);
  EXPECT_EQ(rules, (std::vector<std::string>{"MissingFieldArgument", "FieldUndefined",
                                             "SubSelectionRequired",
                                             "LoneAnonymousOperationViolation", "FieldUndefined"}));
}

TEST(Validate, SaysNothingTwiceOfWhatIsUnknown) {
  const auto found = violations("{ nothing(a: $b) { more(c: 1) @skip(if: true) { deep } } }");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].rule, "FieldUndefined");
  EXPECT_EQ(found[1].rule, "UndefinedVariable");
}

TEST(Validate, ChecksAFragmentThatNobodySpreads) {
  const auto found = violations("{ __typename } fragment F on Post { nothing }");
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].path, (std::vector<std::string>{"F", "nothing"}));
  EXPECT_EQ(appsync_message(found[1]),
            "Validation error of type UnusedFragment: Unused fragment F");
}

TEST(Validate, FollowsSpreadsForVariablesInEachOperation) {
  const auto found = violations(R"(
    query A($id: ID!) { ...F }
    query B { ...F ...F }
    fragment F on Query { ...G }
    fragment G on Query { post(id: $id) { id } }
  )");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(appsync_message(found[0]),
            "Validation error of type UndefinedVariable: Undefined variable id @ 'F/G/post'");
}

TEST(Validate, AllowsANullableVariableWhereADefaultStands) {
  EXPECT_TRUE(
      violations("query ($u: String) { find { ... on Video { length(unit: $u) } } }").empty());
  const auto found = violations("query ($i: ID) { post(id: $i) { id } }");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].message, "Variable type 'ID' doesn't match expected type 'ID!'");
}

TEST(Validate, TakesANullDefaultForNoDefault) {
  const auto found = violations("query ($i: ID = null) { post(id: $i) { id } }");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].rule, "VariableTypeMismatch");
}

TEST(Validate, StopsAtTheLimitOfViolations) {
  std::string query = "{";
  for (int i = 0; i < 500; ++i) query += " f" + std::to_string(i);
  const auto found = violations(query + " }");
  ASSERT_EQ(found.size(), limits::graphql_violations_max);
  EXPECT_EQ(found.back().rule, "MaxValidationErrorsReached");
}

TEST(Validate, SaysNoMoreThanAFewHundredKilobytesInAll) {
  const std::string name(100'000, 'n');
  std::string query = "{ " + name + " { a } node { ";
  for (int i = 0; i < 50; ++i) query += "x" + std::to_string(i) + ": " + name + " ";
  std::size_t bytes = 0;
  const auto found = violations(query + "} }");
  for (const Violation& violation : found) bytes += appsync_message(violation).size();
  EXPECT_LT(bytes, 1'000'000u);
  EXPECT_EQ(found.back().rule, "MaxValidationErrorsReached");
}

TEST(Validate, RefusesTooManyOperationsAtOnce) {
  std::string query = "{ nothing }";
  for (std::size_t i = 0; i < limits::graphql_operations_max; ++i) query += " { nothing }";
  const auto found = violations(query);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(appsync_message(found[0]),
            "Validation error of type MaxOperationsReached: The document has more than 500 "
            "operations");
}

TEST(Validate, TellsEachUseOfAVariableOnceForEachOperation) {
  const auto found = violations(R"(
    query A { ...F node { id @skip(if: $x) } }
    query B { ...G }
    fragment F on Query { ...G a: node { id @skip(if: $x) } b: node { id @skip(if: $x) } }
    fragment G on Query { node { id @skip(if: $x) } ...F }
  )");
  std::vector<std::string> places;
  for (const Violation& violation : found) {
    if (violation.rule == "UndefinedVariable") places.push_back(appsync_message(violation));
  }
  const std::string said = "Validation error of type UndefinedVariable: Undefined variable x @ ";
  EXPECT_EQ(places, (std::vector<std::string>{said + "'F/G/node/id'", said + "'F/node/id'",
                                              said + "'F/node/id'", said + "'node/id'",
                                              said + "'G/node/id'", said + "'G/F/node/id'",
                                              said + "'G/F/node/id'"}));
}

TEST(Validate, SurvivesFragmentsThatNestDeeplyOrInCycles) {
  std::string chain = "{ ...F0 }";
  for (int i = 0; i < 1'500; ++i) {
    chain += " fragment F" + std::to_string(i) + " on Query { ...F" + std::to_string(i + 1) + " }";
  }
  const auto deep = violations(chain);
  ASSERT_EQ(deep.size(), 1u);
  EXPECT_EQ(deep[0].message, "Undefined fragment F1500");

  const auto cycle =
      violations("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }");
  ASSERT_EQ(cycle.size(), 1u);
  EXPECT_EQ(cycle[0].rule, "FragmentCycle");
  EXPECT_EQ(cycle[0].locations, (std::vector<Location>{{1, 32}, {1, 61}}));
}

TEST(AppsyncMessage, LeavesOutAPathThatIsEmpty) {
  EXPECT_EQ(appsync_message({"UnknownType", "Unknown type T", {}, {}}),
            "Validation error of type UnknownType: Unknown type T");
  EXPECT_EQ(
      appsync_message({"FieldUndefined", "Field 'x' in type 'Q' is undefined", {"a", "x"}, {}}),
      "Validation error of type FieldUndefined: Field 'x' in type 'Q' is undefined @ 'a/x'");
}

}  // namespace
}  // namespace syncline::graphql
