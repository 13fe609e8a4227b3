#include "graphql/execution/collect_fields.h"

#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { node: Node }
  interface Node { id: ID }
  type A implements Node { id: ID a: Int }
  type B implements Node { id: ID b: Int }
)";

std::vector<std::string_view> keys(const CollectedFields& fields) {
  std::vector<std::string_view> out;
  for (const CollectedField& field : fields.fields) out.push_back(field.key);
  return out;
}

TEST(FieldCollector, CollectsOnceForEachObjectType) {
  const Operation operation = operation_of(sdl, "{ node { id ... on A { a } ... on B { b } } }");
  FieldCollector collector(operation);
  auto root = collector.root();
  ASSERT_TRUE(root);
  CollectedField& node = (*root)->fields.front();
  const auto of_a = collector.below(node, *operation.schema->type("A"));
  const auto of_b = collector.below(node, *operation.schema->type("B"));
  ASSERT_TRUE(of_a && of_b);
  EXPECT_EQ(keys(**of_a), (std::vector<std::string_view>{"id", "a"}));
  EXPECT_EQ(keys(**of_b), (std::vector<std::string_view>{"id", "b"}));
  EXPECT_EQ(*collector.below(node, *operation.schema->type("A")), *of_a);
}

TEST(FieldCollector, TakesOnlyWhatAllObjectsOfAnInterfaceHave) {
  const Operation operation =
      operation_of(sdl, "{ node { ... on A { a } ... on Node { id } __typename } }");
  FieldCollector collector(operation);
  auto root = collector.root();
  const auto fields = collector.below((*root)->fields.front(), *operation.schema->type("Node"));
  ASSERT_TRUE(fields);
  EXPECT_EQ(keys(**fields), (std::vector<std::string_view>{"id", "__typename"}));
}

TEST(FieldCollector, KeepsAllNodesOfAField) {
  const Operation operation =
      operation_of(sdl, "{ node { id } ...F node { id } } fragment F on Query { node { id } }");
  FieldCollector collector(operation);
  const auto root = collector.root();
  ASSERT_TRUE(root);
  ASSERT_EQ((*root)->fields.size(), 1u);
  EXPECT_EQ((*root)->fields.front().nodes.size(), 3u);
}

TEST(FieldCollector, RemembersThatACollectionFailed) {
  const Operation operation = operation_of(sdl, "{ node { id @skip(if: 3) } }");
  FieldCollector collector(operation);
  auto root = collector.root();
  ASSERT_TRUE(root);
  CollectedField& node = (*root)->fields.front();
  const NamedType& type = *operation.schema->type("A");
  EXPECT_FALSE(collector.below(node, type));
  const auto again = collector.below(node, type);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().type, "ArgumentError");
}

TEST(FieldCollector, RefusesFragmentsThatNestTooDeeply) {
  std::string query = "{ ...F0 }";
  for (std::size_t i = 0; i <= limits::graphql_depth_max; ++i) {
    query += " fragment F" + std::to_string(i) + " on Query { ...F" + std::to_string(i + 1) + " }";
  }
  const Operation operation = operation_of(sdl, query);
  const auto root = FieldCollector(operation).root();
  ASSERT_FALSE(root);
  EXPECT_EQ(root.error().type, "QueryDepthLimitReached");
}

}  // namespace
}  // namespace syncline::graphql
