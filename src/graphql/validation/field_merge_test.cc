#include "graphql/validation/field_merge.h"

#include <gtest/gtest.h>

#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"

namespace syncline::graphql {
namespace {

struct Merged {
  std::vector<std::string> conflicts;
  std::size_t work = 0;
};

Merged merged(std::string_view query) {
  const auto schema = build_schema(R"(
    type Query implements Node { id: ID a: Query b: Query n(x: Int): Int node: Node list: [Query] }
    type Leaf implements Node { id: ID! a: Query text: String }
    interface Node { id: ID }
  )");
  const Document document = parse(query).value();
  Context context(*schema.value(), document);
  FieldMerge merge(context);
  merge.check(document);
  Merged out{{}, merge.work()};
  for (const Violation& violation : context.take()) out.conflicts.push_back(violation.message);
  return out;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

using Conflicts = std::vector<std::string>;

TEST(FieldMerge, NamesTheResponsePathBelowWhichFieldsWereMerged) {
  EXPECT_EQ(merged("{ a { b { x: id } } a { b { x: n } } }").conflicts,
            (Conflicts{"a/b/x: id and n are different fields"}));
  EXPECT_EQ(merged("{ a { b { x: id x: n } } }").conflicts,
            (Conflicts{"x: id and n are different fields"}));
}

TEST(FieldMerge, TellsAPairOnceThoughItMeetsInSeveralScopes) {
  EXPECT_EQ(merged("{ a { ...F } b { ...F } ...F } fragment F on Query { x: id x: n }").conflicts,
            (Conflicts{"x: id and n are different fields"}));
}

TEST(FieldMerge, KeepsFieldsApartThatNeverMeet) {
  // F meets G, and G meets H, but F and H do not.
  EXPECT_EQ(merged("{ a { ...F ...G } b { ...G ...H } } fragment F on Query { a { s: id } } "
                   "fragment G on Query { a { t: id } } fragment H on Query { a { s: n } }")
                .conflicts,
            Conflicts{});
}

TEST(FieldMerge, GoesOnBelowFieldsThatCannotBeMerged) {
  EXPECT_EQ(merged("{ x: a { y: id } x: b { y: id y: n } }").conflicts,
            (Conflicts{"x: a and b are different fields", "y: id and n are different fields"}));
}

TEST(FieldMerge, TellsValuesApartHoweverTheyAreWritten) {
  EXPECT_TRUE(merged("{ n(x: 1) n(x: 1) }").conflicts.empty());
  EXPECT_EQ(merged("{ n(x: 1) n(x: 1.0) }").conflicts.size(), 1u);
  EXPECT_EQ(merged("{ n(x: \"1\") n(x: 1) }").conflicts.size(), 1u);
  EXPECT_EQ(merged("{ n(x: [1, 2]) n(x: [12]) }").conflicts.size(), 1u);
  EXPECT_EQ(merged("{ n(x: {a: 1, b: 2}) n(x: {b: 2, a: 1}) }").conflicts.size(), 0u);
  EXPECT_EQ(merged("{ n(x: {a: {b: 1}}) n(x: {a: {}, b: 1}) }").conflicts.size(), 1u);
}

TEST(FieldMerge, SaysNothingOfWhatIsUnknown) {
  EXPECT_TRUE(merged("{ x: nothing x: nothing { a } nothing { b } ...None }").conflicts.empty());
}

// ---- Hostile documents: what counts is how much is looked at ----

TEST(FieldMerge, ComparesManyFieldsOfOneNameWithTheFirstOnly) {
  const Merged done = merged("{ " + repeated("a { id } ", 3'000) + "}");
  EXPECT_TRUE(done.conflicts.empty());
  EXPECT_LT(done.work, 10'000u);
}

TEST(FieldMerge, TellsOneOfEachKindOfConflict) {
  std::string query = "{ ";
  for (int i = 0; i < 2'000; ++i) query += "n(x: " + std::to_string(i) + ") ";
  const Merged done = merged(query + "}");
  EXPECT_EQ(done.conflicts, Conflicts{"n: fields have different arguments"});
  EXPECT_LT(done.work, 3'000u);
}

TEST(FieldMerge, MergesAFragmentOnceThoughExponentiallyManyPathsLeadToIt) {
  std::string query = "{ ...F0 } ";
  for (int i = 0; i < 500; ++i) {
    const std::string next = " { ...F" + std::to_string(i + 1) + " } ";
    query += "fragment F" + std::to_string(i) + " on Query { a" + next + "b" + next + "} ";
  }
  const Merged done = merged(query + "fragment F500 on Query { x: id x: n }");
  EXPECT_EQ(done.conflicts.size(), 1u);
  EXPECT_LT(done.work, 10'000u);
}

TEST(FieldMerge, MergesAFragmentOnceThoughManyOperationsSpreadIt) {
  std::string query;
  for (int i = 0; i < 500; ++i) query += "query Q" + std::to_string(i) + " { ...F } ";
  const Merged done = merged(query + "fragment F on Query { " + repeated("a { id } ", 2'000) + "}");
  EXPECT_LT(done.work, 10'000u);
}

TEST(FieldMerge, FollowsFragmentsDeeperThanAStackIs) {
  std::string query = "{ ...F0 } ";
  for (int i = 0; i < 1'200; ++i) {
    query +=
        "fragment F" + std::to_string(i) + " on Query { a { ...F" + std::to_string(i + 1) + " } } ";
  }
  EXPECT_TRUE(merged(query + "fragment F1200 on Query { id }").conflicts.empty());
}

TEST(FieldMerge, EndsThoughFragmentsSpreadThemselves) {
  EXPECT_TRUE(
      merged("{ ...F } fragment F on Query { a { ...F } b { ...F } ...F }").conflicts.empty());
}

TEST(FieldMerge, TellsOneOfEachKindThoughItMeetsInManyScopes) {
  std::string query = "{ ";
  for (int i = 0; i < 200; ++i) {
    const auto name = std::to_string(i);
    query += "s" + name + ": a { z" + name + ": id ...F } ";
  }
  query += "} fragment F on Query { x: id ";
  for (int i = 0; i < 500; ++i) query += "x: n(x: " + std::to_string(i) + ") x: a { id } ";
  const Merged done = merged(query + "}");
  EXPECT_EQ(done.conflicts,
            (Conflicts{"x: id and n are different fields", "x: id and a are different fields"}));
}

TEST(FieldMerge, RefusesWhatHasMoreScopesThanCanBeLookedAt) {
  // Which of the chains a path is in depends on each `a` or `b` before: every subset is a scope.
  constexpr int length = 24;
  const auto name = [](int i) { return "F" + std::to_string(i); };
  std::string query = "{ ...S0 } ";
  for (int i = 0; i < length; ++i) {
    const std::string again = i + 1 < length ? "...S" + std::to_string(i + 1) : "id";
    query += "fragment S" + std::to_string(i) + " on Query { a { " + again + " ...F0 } b { " +
             again + " } } ";
  }
  for (int i = 0; i < length; ++i) {
    const std::string next = i + 1 < length ? "..." + name(i + 1) : "id";
    query += "fragment " + name(i) + " on Query { a { " + next + " } b { " + next + " } } ";
  }
  const Merged done = merged(query);
  EXPECT_EQ(done.conflicts, Conflicts{"More than 500000 fields would have to be merged"});
  EXPECT_LT(done.work, FieldMerge::work_max * 2);
}

}  // namespace
}  // namespace syncline::graphql
