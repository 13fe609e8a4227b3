#include "engine/introspection_cache.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/engine_fixture.h"
#include "graphql/language/parser.h"

namespace syncline::engine {
namespace {

// An operation of a document of its own.
struct Asked {
  Asked() {
    operation.document = std::make_shared<const graphql::Document>(*graphql::parse("{ a }"));
    operation.definition =
        &std::get<graphql::OperationDefinition>(operation.document->definitions.front());
  }
  void keep(IntrospectionCache& cache, std::string body) const {
    cache.insert(operation.document, operation.definition, std::move(body));
  }
  [[nodiscard]] std::string found(IntrospectionCache& cache) const {
    const auto body = cache.find(operation);
    return body == nullptr ? "none" : *body;
  }
  graphql::Operation operation;
};

TEST(IntrospectionCache, FindsTheAnswerOfAnOperation) {
  IntrospectionCache cache;
  const Asked one;
  const Asked other;
  EXPECT_EQ(one.found(cache), "none");
  one.keep(cache, "body");
  EXPECT_EQ(one.found(cache), "body");
  EXPECT_EQ(other.found(cache), "none");
  EXPECT_EQ(cache.use().hits, 1U);
  EXPECT_EQ(cache.use().misses, 2U);
  EXPECT_EQ(cache.use().entries, 1U);
  EXPECT_EQ(cache.use().bytes, 4U);
}

TEST(IntrospectionCache, KeepsOneAnswerOfAnOperation) {
  IntrospectionCache cache;
  const Asked one;
  one.keep(cache, "body");
  one.keep(cache, "body");
  EXPECT_EQ(cache.use().entries, 1U);
  EXPECT_EQ(cache.use().bytes, 4U);
}

TEST(IntrospectionCache, ForgetsTheAnswersOfADocumentThatIsGone) {
  IntrospectionCache cache;
  const Asked stays;
  {
    const Asked gone;
    gone.keep(cache, "body");
    graphql::Operation same_place;
    same_place.definition = gone.operation.definition;
    EXPECT_NE(cache.find(same_place), nullptr);
  }
  stays.keep(cache, "stays");
  EXPECT_EQ(cache.use().entries, 1U);
  EXPECT_EQ(cache.use().bytes, 5U);
}

TEST(IntrospectionCache, HoldsNoMoreEntriesThanItsLimit) {
  IntrospectionCache cache({.entries_max = 2});
  const std::vector<Asked> asked(3);
  asked[0].keep(cache, "0");
  asked[1].keep(cache, "1");
  EXPECT_EQ(asked[0].found(cache), "0");
  asked[2].keep(cache, "2");
  EXPECT_EQ(asked[0].found(cache), "0");  // it was used
  EXPECT_EQ(asked[1].found(cache), "none");
  EXPECT_EQ(asked[2].found(cache), "2");
}

TEST(IntrospectionCache, HoldsNoMoreBytesThanItsLimit) {
  IntrospectionCache cache({.bytes_max = 10});
  const std::vector<Asked> asked(3);
  asked[0].keep(cache, std::string(11, 'x'));
  EXPECT_EQ(cache.use().entries, 0U);
  asked[0].keep(cache, std::string(10, 'x'));
  EXPECT_EQ(cache.use().entries, 1U);
  asked[1].keep(cache, "y");
  EXPECT_EQ(asked[0].found(cache), "none");
  EXPECT_EQ(asked[1].found(cache), "y");
  EXPECT_EQ(cache.use().bytes, 1U);
}

ApiText small_api(std::string type = "String") {
  ApiText text("type Query { a: " + type + " }");
  text.unit("Query.a", "none", R"({"version":"2018-05-29","payload":"x"})",
            "$util.toJson($ctx.result)");
  return text;
}

constexpr auto query = R"({ __type(name: "Query") { fields { name type { name } } } })";

TEST(IntrospectionAnswers, AreMadeOnceForASchema) {
  House house(small_api());
  const auto first = house.body(query);
  EXPECT_EQ(house.engine.introspection_cache().entries, 1U);
  EXPECT_EQ(house.execute(query).outcome, Outcome::complete);
  EXPECT_EQ(house.body(query), first);
  EXPECT_EQ(house.engine.introspection_cache().hits, 2U);
  // Another API, or the same with another schema.
  auto changed = small_api("Int");
  house.request.api = catalog::compile(changed.api, catalog::UnboundSubscriptions::bind);
  EXPECT_NE(house.body(query), first);
  EXPECT_NE(house.body(query).find(R"("Int")"), std::string::npos);
}

TEST(IntrospectionAnswers, AreNotKeptWhereTheyMayDiffer) {
  House house(small_api());
  house.body("{ a }");
  house.body("{ __typename a }");
  house.body("query Q($n: String!) { __type(name: $n) { name } }", JsonObject{{"n", "Query"}});
  EXPECT_EQ(house.engine.introspection_cache().misses, 0U);
  EXPECT_EQ(house.engine.introspection_cache().entries, 0U);
}

TEST(IntrospectionAnswers, OfTwoOperationsAreKeptApart) {
  House house(small_api());
  const auto both = R"(query A { __typename } query B { b: __typename })";
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(house.body(both, nullptr, "A"), R"({"data":{"__typename":"Query"}})");
    EXPECT_EQ(house.body(both, nullptr, "B"), R"({"data":{"b":"Query"}})");
  }
  EXPECT_EQ(house.engine.introspection_cache().hits, 2U);
}

TEST(IntrospectionAnswers, AreNotGivenOnceIntrospectionIsOff) {
  House house(small_api());
  house.body(query);
  auto off = small_api();
  off.api.settings = JsonObject{{"introspectionConfig", "DISABLED"}};
  house.request.api =
      catalog::compile(off.api, catalog::UnboundSubscriptions::bind, house.api.get());
  ASSERT_EQ(house.request.api->schema, house.api->schema);
  EXPECT_NE(house.body(query).find("FieldUndefined"), std::string::npos);
}

}  // namespace
}  // namespace syncline::engine
