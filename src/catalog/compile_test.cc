#include <gtest/gtest.h>

#include "catalog/snapshot.h"

namespace syncline::catalog {
namespace {

constexpr auto bind = UnboundSubscriptions::bind;

Api api_with(std::string schema) { return {.id = "abc", .schema = std::move(schema)}; }

Resolver unit(std::string field, std::string request) {
  return {.type = "Query",
          .field = std::move(field),
          .data_source = "none",
          .request_template = std::move(request)};
}

const CompiledResolver* resolver_of(const CompiledApi& api, std::string_view field) {
  const auto found = api.resolvers.find(api.schema->query->field(field));
  return found != api.resolvers.end() ? &found->second : nullptr;
}

TEST(Compile, GivesResolversByField) {
  Api api = api_with("type Query { a: ID b: ID }");
  api.data_sources["none"] = {.name = "none", .type = "NONE"};
  api.resolvers["Query.a"] = unit("a", "{}");
  const auto compiled = compile(api, bind);
  ASSERT_NE(compiled->schema, nullptr);
  const auto* resolver = resolver_of(*compiled, "a");
  ASSERT_NE(resolver, nullptr);
  ASSERT_EQ(resolver->steps.size(), 1U);
  EXPECT_EQ(resolver->steps[0].source, &compiled->definition.data_sources.at("none"));
  ASSERT_TRUE(resolver->steps[0].request);
  EXPECT_NE(*resolver->steps[0].request, nullptr);
  ASSERT_TRUE(resolver->steps[0].response);
  EXPECT_EQ(*resolver->steps[0].response, nullptr);
  EXPECT_EQ(resolver_of(*compiled, "b"), nullptr);
}

TEST(Compile, KeepsTheErrorOfATemplateAtItsStep) {
  Api api = api_with("type Query { a: ID }");
  api.resolvers["Query.a"] = unit("a", "#if(");
  const auto compiled = compile(api, bind);
  const auto* resolver = resolver_of(*compiled, "a");
  ASSERT_NE(resolver, nullptr);
  ASSERT_FALSE(resolver->steps[0].request);
  EXPECT_EQ(resolver->steps[0].request.error().type, "MappingTemplate");
  EXPECT_EQ(resolver->steps[0].source, nullptr);
  EXPECT_EQ(resolver->steps[0].source_name, "none");
}

TEST(Compile, LaysAPipelineOut) {
  Api api = api_with("type Query { a: ID }");
  api.data_sources["none"] = {.name = "none", .type = "NONE"};
  api.functions["f"] = {.id = "f", .name = "f", .data_source = "none", .request_template = "{}"};
  api.resolvers["Query.a"] = {.type = "Query",
                              .field = "a",
                              .pipeline = true,
                              .functions = {"f", "gone"},
                              .response_template = "1"};
  const auto compiled = compile(api, bind);
  const auto* resolver = resolver_of(*compiled, "a");
  ASSERT_NE(resolver, nullptr);
  EXPECT_TRUE(resolver->pipeline);
  EXPECT_EQ(*resolver->before, nullptr);
  EXPECT_NE(*resolver->after, nullptr);
  ASSERT_EQ(resolver->steps.size(), 2U);
  EXPECT_TRUE(resolver->steps[0].request);
  ASSERT_FALSE(resolver->steps[1].request);
  EXPECT_EQ(resolver->steps[1].request.error().type, "NotFoundException");
}

TEST(Compile, LeavesOutResolversOfFieldsThatAreNotThere) {
  Api api = api_with("type Query { a: ID }");
  api.resolvers["Query.b"] = unit("b", "{}");
  const auto compiled = compile(api, bind);
  EXPECT_TRUE(compiled->resolvers.empty());
  EXPECT_TRUE(compiled->definition.resolvers.contains("Query.b"));
}

TEST(Compile, HasNoSchemaWhenItsTextDoesNotBuild) {
  EXPECT_EQ(compile(api_with("type Query { a: Gone }"), bind)->schema, nullptr);
  EXPECT_EQ(compile(api_with(""), bind)->schema, nullptr);
}

TEST(Compile, UsesSchemaAndProgramsOfTheEarlierVersionAgain) {
  Api api = api_with("type Query { a: ID b: ID }");
  api.resolvers["Query.a"] = unit("a", "{}");
  const auto first = compile(api, bind);
  api.resolvers["Query.b"] = unit("b", "{}");
  const auto second = compile(api, bind, first.get());
  EXPECT_EQ(second->schema, first->schema);
  const auto* a = resolver_of(*second, "a");
  const auto* b = resolver_of(*second, "b");
  ASSERT_TRUE(a != nullptr && b != nullptr);
  EXPECT_EQ(*a->steps[0].request, *b->steps[0].request);
  EXPECT_EQ(*a->steps[0].request, *resolver_of(*first, "a")->steps[0].request);
}

TEST(Compile, ANewSchemaTextGivesANewSchema) {
  const auto first = compile(api_with("type Query { a: ID }"), bind);
  const auto second = compile(api_with("type Query { b: ID }"), bind, first.get());
  ASSERT_NE(second->schema, nullptr);
  EXPECT_NE(second->schema->query->field("b"), nullptr);
}

}  // namespace
}  // namespace syncline::catalog
