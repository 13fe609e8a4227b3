#include "engine/document_traits.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"
#include "graphql/language/parser.h"

namespace syncline::engine {
namespace {

DocumentTraits traits(std::string_view text) { return inspect(*graphql::parse(text)); }

TEST(DocumentTraits, CountsAliasesWhereverTheyStand) {
  const auto found = traits(R"(
    query A { a: x { b: y ... { c: z } ...F } x }
    fragment F on X { d: y }
    mutation B { e: x }
  )");
  EXPECT_EQ(found.aliases, 5U);
  EXPECT_EQ(found.root_aliases, 1U);
}

TEST(DocumentTraits, CountsRootAliasesOfTheOperationThatHasTheMost) {
  const auto found = traits(R"(
    query A { a: x }
    query B { a: x b: x ... @skip(if: false) { c: x ...F } }
    fragment F on Query { d: x e: x { f: y } }
  )");
  EXPECT_EQ(found.root_aliases, 5U);
}

TEST(DocumentTraits, CountsAFragmentAsOftenAsItIsSpread) {
  EXPECT_EQ(traits("{ ...F ...F } fragment F on Query { a: x }").root_aliases, 2U);
}

TEST(DocumentTraits, SurvivesSpreadsThatDoubleAndCircles) {
  std::string text = "{ ...F0 }";
  for (int i = 0; i < 100; ++i) {
    const auto next = "...F" + std::to_string(i + 1);
    text += " fragment F" + std::to_string(i) + " on Q { " + next + " " + next + " }";
  }
  const auto found = traits(text + " fragment F100 on Q { a: x }");
  EXPECT_GE(found.root_aliases, limits::graphql_root_aliases_max * 100);
  EXPECT_EQ(traits("{ ...F } fragment F on Q { a: x ...F }").root_aliases, 1U);
  EXPECT_EQ(traits("{ ...Nowhere }").root_aliases, 0U);
}

TEST(DocumentTraits, CountsDirectivesAtOnePlace) {
  EXPECT_EQ(traits("{ x }").directives, 0U);
  EXPECT_EQ(traits("{ x @a @b y @c }").directives, 2U);
  EXPECT_EQ(traits("query @a @b @c { x @d }").directives, 3U);
  EXPECT_EQ(traits("query ($v: Int @a @b) { x }").directives, 2U);
  EXPECT_EQ(traits("{ ... @a @b { x @c @d @e } }").directives, 3U);
  EXPECT_EQ(traits("{ ...F @a @b } fragment F on Q @c @d @e { x }").directives, 3U);
}

TEST(DocumentTraits, TellsIntrospectionFromTheRest) {
  for (const auto* only :
       {"{ __typename }", "{ a: __schema { types { name } } }",
        "{ ...F } fragment F on Query { ... { __type(name: \"A\") { name } } }"}) {
    EXPECT_TRUE(traits(only).introspection_only) << only;
  }
  for (const auto* more : {"{ x }", "{ __typename x }", "{ ...F } fragment F on Query { x }",
                           "{ __typename ... { x } }", "query A { __typename } query B { x }"}) {
    EXPECT_FALSE(traits(more).introspection_only) << more;
  }
}

}  // namespace
}  // namespace syncline::engine
