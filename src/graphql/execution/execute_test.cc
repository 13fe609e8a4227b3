#include "graphql/execution/execute.h"

#include <gtest/gtest.h>

#include "graphql/execution/try_out.h"
#include "graphql/execution/walk.h"

namespace syncline::graphql {
namespace {

constexpr std::string_view sdl = R"(
  type Query { post(id: ID = "9"): Post posts: [Post] node: Node }
  type Post { id: ID! title: String author: Author }
  type Author { name: String! }
  type Node { next: Node left: Node right: Node text: String }
)";

std::string field_name(const FieldCall& call) {
  return call.parent_type.name + "." + call.field.name;
}

TEST(Walk, IsReadyAtOnceWhenNoResolverGivesATask) {
  const Operation operation = operation_of(sdl, "{ post { id author { name } } }");
  const Json root = {{"post", {{"id", "1"}, {"author", {{"name", "Ann"}}}}}};
  const FieldResolver resolver = from_root(root);
  Walk walk(operation, &resolver);
  const auto fields = walk.collector().root();
  const Completing completing = walk.run_fields(**fields, nullptr, nullptr, false);
  ASSERT_TRUE(std::holds_alternative<Completed>(completing));
  EXPECT_EQ(to_json(*std::get<Completed>(completing)),
            R"({"post":{"id":"1","author":{"name":"Ann"}}})");
}

TEST(Walk, MakesATaskOnlyOfWhatWaits) {
  const Operation operation = operation_of(sdl, "{ post { id } node { text } }");
  const FieldResolver resolver = [](const FieldCall& call) -> std::optional<FieldValue> {
    if (field_name(call) == "Query.post") return later({JsonObject{{"id", "1"}}, {}});
    if (field_name(call) == "Query.node") return Resolved{JsonObject{{"text", "t"}}, {}};
    return std::nullopt;
  };
  Walk walk(operation, &resolver);
  const auto fields = walk.collector().root();
  const NamedType& query = *operation.schema->query;
  const Json no_source(nullptr);
  const auto waits = walk.run_field((*fields)->fields[0], query, no_source, nullptr);
  const auto ready = walk.run_field((*fields)->fields[1], query, no_source, nullptr);
  EXPECT_TRUE(std::holds_alternative<Task<Completed>>(waits));
  EXPECT_TRUE(std::holds_alternative<Completed>(ready));
}

TEST(Execute, ShowsTheResolverItsField) {
  const Operation operation =
      operation_of(sdl, "{ posts { t: title } posts { t: title } post { author { name } } }");
  std::vector<std::string> seen;
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    seen.push_back(field_name(call) + " " + to_string(call.path) + " " + to_json(call.source) +
                   " " + to_json(call.arguments) + " " + std::to_string(call.nodes.size()));
    if (field_name(call) == "Query.posts") {
      return Resolved{JsonArray{JsonObject{{"title", "a"}}}, {}};
    }
    return std::nullopt;
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(to_json(response.data), R"({"posts":[{"t":"a"}],"post":null})");
  EXPECT_EQ(seen, (std::vector<std::string>{
                      "Query.posts /posts null {} 2",
                      R"(Post.title /posts[0]/t {"title":"a"} {} 2)",
                      R"(Query.post /post null {"id":"9"} 1)",
                  }));
}

TEST(Execute, GivesErrorsThePlaceOfTheirField) {
  const Operation operation = operation_of(sdl, "{ posts { title } }");
  const FieldResolver resolver = [](const FieldCall& call) -> std::optional<FieldValue> {
    if (field_name(call) == "Query.posts") {
      return Resolved{JsonArray{JsonObject{}}, {}};
    }
    FieldError placed;
    placed.message = "placed";
    placed.path = {"elsewhere"};
    placed.locations = {{7, 7}};
    FieldError bare;
    bare.message = "bare";
    bare.resolver = true;
    return Resolved{nullptr, {placed, bare}};
  };
  const Response response = run(operation, resolver);
  ASSERT_EQ(response.errors.size(), 2u);
  EXPECT_EQ(response.errors[0].path, (Path{"elsewhere"}));
  EXPECT_EQ(response.errors[0].locations, (std::vector<Location>{{7, 7}}));
  EXPECT_EQ(response.errors[1].path, (Path{"posts", std::int64_t{0}, "title"}));
  EXPECT_EQ(response.errors[1].locations, (std::vector<Location>{{1, 11}}));
  EXPECT_TRUE(response.errors[1].resolver);
}

TEST(Execute, LetsATaskUseWhatItsCallReferredTo) {
  const Operation operation = operation_of(sdl, "{ posts { author { name } } }");
  const FieldResolver resolver = [](const FieldCall& call) -> std::optional<FieldValue> {
    const auto answer = [](FieldCall kept) -> Task<Resolved> {
      co_await later({});
      if (kept.source.is_null()) {
        co_return Resolved{JsonArray{JsonObject{{"title", "a"}}, JsonObject{{"title", "b"}}}, {}};
      }
      const std::string title(kept.source.at("title").as_string());
      co_return Resolved{JsonObject{{"name", title + to_string(kept.path)}}, {}};
    };
    if (call.field.name == "name") return std::nullopt;
    return answer(call);
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(to_json(response.data), R"({"posts":[{"author":{"name":"a/posts[0]/author"}},)"
                                    R"({"author":{"name":"b/posts[1]/author"}}]})");
}

TEST(Execute, NeverStartsATaskAboveTheLimitOfResolvers) {
  Operation operation = operation_of(sdl, "{ a: post { id } b: post { id } c: post { id } }");
  operation.resolvers_max = 2;
  int started = 0;
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "id") return std::nullopt;
    return [](int& count) -> Task<Resolved> {
      ++count;
      co_return Resolved{JsonObject{{"id", "1"}}, {}};
    }(started);
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(started, 2);
  EXPECT_EQ(to_json(response.data), R"({"a":{"id":"1"},"b":{"id":"1"},"c":null})");
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].message, "Resolver invocation limit reached");
  EXPECT_EQ(response.errors[0].type, Json("ResolverExecutionLimitReached"));
}

TEST(Execute, SaysToAResolverThatItMustNotRunAboveTheLimit) {
  Operation operation = operation_of(sdl, "{ a: post { id } b: post { id } c: post { id } }");
  operation.resolvers_max = 2;
  std::vector<bool> over;
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "id") return std::nullopt;
    over.push_back(call.over_limit);
    return Resolved{JsonObject{{"id", "1"}}, {}};
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(over, (std::vector<bool>{false, false, true}));
  EXPECT_EQ(to_json(response.data), R"({"a":{"id":"1"},"b":{"id":"1"},"c":null})");
}

TEST(Execute, RefusesDataThatIsSelectedTooDeeply) {
  Json data(nullptr);
  for (std::size_t i = 0; i < 2 * limits::graphql_depth_max; ++i) {
    data = JsonObject{{"next", std::move(data)}};
  }
  const Json root = JsonObject{{"node", std::move(data)}};
  const Operation operation =
      operation_of(sdl, "{ node { ...F } } fragment F on Node { next { ...F } }");
  const Response response = run(operation, from_root(root));
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].type, Json("QueryDepthLimitReached"));
  EXPECT_EQ(response.errors[0].path.size(), limits::graphql_depth_max);
}

TEST(Execute, EndsADocumentThatGrowsWithoutBound) {
  const Operation operation =
      operation_of(sdl, "{ node { ...F } } fragment F on Node { left { ...F } right { ...F } }");
  const FieldResolver resolver = [](const FieldCall&) -> std::optional<FieldValue> {
    return Resolved{JsonObject{}, {}};
  };
  Operation bounded = operation;
  bounded.resolvers_max = 5'000;
  const Response response = run(bounded, resolver);
  EXPECT_FALSE(response.errors.empty());
}

TEST(Execute, EndsASelectionThatGrowsWithoutBound) {
  Operation operation =
      operation_of(sdl, "{ node { ...F } } fragment F on Node { left { ...F } right { ...F } }");
  operation.resolvers_max = 1'000'000;
  const FieldResolver resolver = [](const FieldCall&) -> std::optional<FieldValue> {
    return Resolved{JsonObject{}, {}};
  };
  const Response response = run(operation, resolver);
  EXPECT_EQ(response.errors.size(), limits::graphql_errors_max + 1);
}

TEST(Execute, LooksAtSoManySelectionsOnly) {
  std::string query = "{";
  for (int i = 0; i < 200; ++i) query += " n" + std::to_string(i) + ": node { ...F }";
  query += " } fragment F on Node {";
  for (int i = 0; i < 600; ++i) query += " t" + std::to_string(i) + ": text";
  const Json root = {{"node", JsonObject{}}};
  const Response response = run(operation_of(sdl, query + " }"), from_root(root));
  EXPECT_TRUE(response.data.at("n0").is_object());
  EXPECT_TRUE(response.data.at("n199").is_null());
  ASSERT_FALSE(response.errors.empty());
  EXPECT_EQ(response.errors.front().type, Json("SelectionLimitReached"));
}

TEST(Execute, CountsTheTextOfAResponse) {
  Operation operation = operation_of(sdl, "{ node { a: text b: text c: text } }");
  operation.text_bytes_max = 250;
  const Json root = {{"node", {{"text", std::string(100, 'x')}}}};
  const Response response = run(operation, from_root(root));
  ASSERT_EQ(response.errors.size(), 1u);
  EXPECT_EQ(response.errors[0].type, Json("ResponseSizeLimitReached"));
  EXPECT_TRUE(response.data.at("node").at("c").is_null());
  EXPECT_EQ(response.data.at("node").at("b").as_string().size(), 100u);
}

TEST(Execute, DoesNotGrowOnWithNullsWhenTheResponseIsTooLarge) {
  std::string query = "{ posts {";
  for (int i = 0; i < 50; ++i) query += " t" + std::to_string(i) + ": title";
  JsonArray posts;
  for (int i = 0; i < 1'000; ++i) posts.emplace_back(JsonObject{});
  const Json root = JsonObject{{"posts", std::move(posts)}};
  Operation operation = operation_of(sdl, query + " } }");
  operation.fields_max = 2'000;
  const Response response = run(operation, from_root(root));
  ASSERT_EQ(response.errors.size(), 1u);
  const JsonArray& shown = response.data.at("posts").as_array();
  EXPECT_EQ(shown.size(), 1'000u);
  EXPECT_TRUE(shown.front().is_object());
  EXPECT_TRUE(shown.back().is_null());
}

TEST(Execute, DoesNotRunWhenTheRootSelectionIsFaulty) {
  const Operation operation = operation_of(sdl, "{ post @include { id } }");
  const Response response = run(operation, from_root(nullptr));
  EXPECT_FALSE(response.executed);
  EXPECT_EQ(response.errors.size(), 1u);
}

TEST(Execute, WorksWithoutAResolver) {
  const Operation operation = operation_of(sdl, "{ post { id } }");
  const Response response = run(operation, FieldResolver());
  EXPECT_EQ(to_json(response.data), R"({"post":null})");
  EXPECT_TRUE(response.errors.empty());
}

TEST(Execute, CompletesManySiblingsThatWait) {
  const Operation operation = operation_of(sdl, "{ posts { id title } }");
  JsonArray posts;
  for (int i = 0; i < 500; ++i) posts.push_back(JsonObject{{"id", i}});
  const Json root = JsonObject{{"posts", std::move(posts)}};
  const FieldResolver roots = from_root(root);
  const FieldResolver resolver = [&](const FieldCall& call) -> std::optional<FieldValue> {
    if (call.field.name == "title") return later({call.source.at("id"), {}});
    return roots(call);
  };
  Operation wide = operation;
  wide.resolvers_max = 1'000;
  const Response response = run(wide, resolver);
  EXPECT_TRUE(response.errors.empty());
  EXPECT_EQ(response.data.at("posts").as_array().size(), 500u);
  EXPECT_EQ(to_json(response.data.at("posts").at(499)), R"({"id":"499","title":"499"})");
}

}  // namespace
}  // namespace syncline::graphql
