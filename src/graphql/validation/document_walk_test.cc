#include "graphql/validation/document_walk.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"

namespace syncline::graphql {
namespace {

struct Walked {
  std::vector<Violation> violations;
  std::size_t replayed = 0;
};

Walked walked(std::string_view query) {
  const auto schema = build_schema("type Query { f(a: Int, b: String): Int self: Query }").value();
  const Document document = parse(query).value();
  Context context(*schema, document);
  const auto rules = make_rules(context);
  DocumentWalk walk(context, rules);
  walk.walk(document);
  return {context.take(), walk.replayed()};
}

std::string operations(std::size_t count, std::string_view variables, std::string_view body) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text +=
        "query Q" + std::to_string(i) + std::string(variables) + " { " + std::string(body) + " } ";
  }
  return text;
}

TEST(DocumentWalk, LooksAtAFragmentOnceHoweverManyOperationsSpreadIt) {
  std::string fragment = "fragment F on Query {";
  for (int i = 0; i < 900; ++i) fragment += " f" + std::to_string(i) + ": f(a: $x)";
  const Walked done =
      walked(operations(limits::graphql_operations_max, "($x: Int)", "...F") + fragment + " }");
  EXPECT_TRUE(done.violations.empty());
  EXPECT_EQ(done.replayed, limits::graphql_operations_max);  // $x as an Int, in each
}

TEST(DocumentWalk, LooksAtASpreadOnceHoweverOftenItStands) {
  std::string text = operations(100, "($x: Int)", "...A ...A self { ...A ...B }");
  text += "fragment A on Query { ";
  for (int i = 0; i < 500; ++i) text += "...B self { ...B } ";
  const Walked done = walked(text + "} fragment B on Query { f(a: $x) }");
  EXPECT_TRUE(done.violations.empty());
  EXPECT_EQ(done.replayed, 200u);  // in each operation B's spread and $x
}

TEST(DocumentWalk, DoesNotFollowFragmentsThatLeadToNoVariable) {
  std::string text = operations(100, "($x: Int)", "...Plain ...Used");
  text += "fragment Plain on Query { ...A ...B } fragment A on Query { ...B self { ...B } } ";
  text += "fragment B on Query { y: f } ";
  const Walked done = walked(
      text + "fragment Used on Query { ...Plain ...Deep } fragment Deep on Query { f(a: $x) }");
  EXPECT_TRUE(done.violations.empty());
  EXPECT_EQ(done.replayed, 200u);  // in each operation Deep's spread and $x
}

TEST(DocumentWalk, FollowsFragmentsDeeperThanSelectionsMayNest) {
  std::string text = "query ($x: String) { ...F0 } ";
  for (int i = 0; i < 1'000; ++i) {
    text += "fragment F" + std::to_string(i) + " on Query { ...F" + std::to_string(i + 1) + " } ";
  }
  const Walked done = walked(text + "fragment F1000 on Query { f(a: $x) }");
  ASSERT_EQ(done.violations.size(), 1u);
  EXPECT_EQ(done.violations[0].rule, "VariableTypeMismatch");
  EXPECT_EQ(done.violations[0].path.size(), 1'002u);
}

TEST(DocumentWalk, SeesAFragmentThatIsMetFirstWhereSelectionsNestDeepest) {
  std::string open;
  std::string close;
  for (std::size_t i = 2; i < limits::graphql_depth_max; ++i) {
    open += "... { ";
    close += " }";
  }
  const std::string text = "{ ... @include(if: false) { " + open + "...F" + close +
                           " } ...F } fragment F on Query { f(a: $x) }";
  const Walked done = walked(text);
  ASSERT_EQ(done.violations.size(), 1u);
  EXPECT_EQ(done.violations[0].rule, "UndefinedVariable");
}

}  // namespace
}  // namespace syncline::graphql
