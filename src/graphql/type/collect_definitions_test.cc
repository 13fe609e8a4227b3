#include <gtest/gtest.h>

#include <string>

#include "graphql/language/parser.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

SchemaBuild collected(const std::string& sdl) {
  SchemaBuild build;
  auto document = parse(sdl, {.tokens_max = 1'000'000});
  CHECK(document.has_value());
  build.sdl = *std::move(document);
  collect_definitions(build);
  return build;
}

TEST(CollectDefinitions, AddsTheDirectivesOfExtensionsInTheirOrder) {
  const auto build = collected(
      "type Query @a { q: Int } extend type Query @b @c extend schema @d "
      "extend type Query @e extend schema @f");
  std::string names;
  for (const auto& directive : build.definitions.back().directives) names += directive.name;
  for (const auto& directive : build.schema_definition->directives) names += directive.name;
  EXPECT_EQ(names, "abcedf");
}

// Each extension is sixteen bytes of a schema: what it takes must not grow with those before it.
TEST(CollectDefinitions, TakesNoMoreMemoryForManyExtensionsThanTheyHold) {
  constexpr std::size_t times = 10'000;
  for (const std::string one : {" extend type Query @a", " extend schema @a"}) {
    std::string sdl = "type Query { q: Int }";
    for (std::size_t i = 0; i < times; ++i) sdl += one;
    const auto build = collected(sdl);
    EXPECT_LT(build.arena.bytes(), 4 * times * sizeof(Directive)) << one;
    const auto& directives = one.contains("schema") ? build.schema_definition->directives
                                                    : build.definitions.back().directives;
    EXPECT_EQ(directives.size(), times) << one;
  }
}

}  // namespace
}  // namespace syncline::graphql
