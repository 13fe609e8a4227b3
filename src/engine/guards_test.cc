// What an operation may not do, for the server and for one API.
#include <gtest/gtest.h>

#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto echo = R"({"version":"2018-05-29","payload":$util.toJson($ctx.args.text)})";
constexpr auto give = "$util.toJson($ctx.result)";

ApiText small_api(JsonObject tags = {}) {
  ApiText text(
      "type Query { hello(text: String): String posts(first: Int): [Post] } "
      "type Post { name: String posts: [Post] }");
  text.unit("Query.hello", "none", echo, give);
  text.api.settings = JsonObject{{"tags", std::move(tags)}};
  return text;
}

std::string repeated(std::size_t count, std::string_view before, std::string_view after) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += before;
    text += std::to_string(i);
    text += after;
  }
  return text;
}

// The only error of a body.
std::string message(const Reply& reply) {
  const auto body = *parse_json(reply.body);
  const auto& errors = body.at("errors").as_array();
  EXPECT_EQ(errors.size(), 1U);
  return std::string(*find_string(errors.front(), "message"));
}

std::string aliases(std::size_t count) { return "{" + repeated(count, " a", ": hello") + " }"; }
std::string deep_aliases(std::size_t count) {
  return "{ posts {" + repeated(count, " a", ": name") + " } }";
}

TEST(Guards, LimitTheAliasesOfRootFields) {
  House house(small_api());
  EXPECT_EQ(house.execute(aliases(limits::graphql_root_aliases_max)).outcome, Outcome::complete);
  const auto reply = house.execute(aliases(limits::graphql_root_aliases_max + 1));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.body.starts_with(R"({"data":null,"errors":[{"path":null,)")) << reply.body;
  EXPECT_EQ(message(reply),
            "Validation error of type MaxRootAliasesReached: The operation has more than 500 "
            "aliases of root fields");
}

TEST(Guards, LimitTheAliasesOfADocument) {
  House house(small_api());
  EXPECT_EQ(house.execute(deep_aliases(limits::graphql_aliases_max)).outcome, Outcome::complete);
  EXPECT_EQ(message(house.execute(deep_aliases(limits::graphql_aliases_max + 1))),
            "Validation error of type MaxAliasesReached: The document has more than 2000 aliases");
}

TEST(Guards, LimitTheDirectivesOfOnePlace) {
  House house(small_api());
  const auto directives = [](std::size_t count) {
    return "{ hello" + repeated(count, " @unknown", "") + " }";
  };
  // At the limit each of them is looked at.
  EXPECT_NE(house.body(directives(limits::graphql_directives_max)).find("UnknownDirective"),
            std::string::npos);
  EXPECT_EQ(message(house.execute(directives(limits::graphql_directives_max + 1))),
            "Validation error of type MaxDirectivesReached: The document has more than 50 "
            "directives at one place");
}

TEST(Guards, AreTheServersWhereTheApiHasNone) {
  House house(small_api());
  Engine engine(house.rooms, house.bus, house.clock, {.aliases_max = 2});
  auto request = house.request;
  request.query = aliases(3);
  EXPECT_EQ(House::wait_for(engine.execute(request)).outcome, Outcome::refused);
  request.query = aliases(2);
  EXPECT_EQ(House::wait_for(engine.execute(request)).outcome, Outcome::complete);
}

TEST(Guards, AreTheApisWhereItHasSome) {
  House strict(small_api({{"syncline:rootAliasLimit", "2"}}));
  EXPECT_EQ(strict.execute(aliases(2)).outcome, Outcome::complete);
  EXPECT_EQ(strict.execute(aliases(3)).outcome, Outcome::refused);
  House free(small_api({{"syncline:rootAliasLimit", "0"}}));
  EXPECT_EQ(free.execute(aliases(600)).outcome, Outcome::complete);
}

TEST(Guards, HoldForADocumentThatWasReadBeforeTheyWere) {
  House house(small_api());
  EXPECT_EQ(house.execute(aliases(3)).outcome, Outcome::complete);
  house.request.api = catalog::compile(small_api({{"syncline:aliasLimit", "2"}}).api,
                                       catalog::UnboundSubscriptions::bind, house.api.get());
  EXPECT_EQ(house.execute(aliases(3)).outcome, Outcome::refused);
  EXPECT_EQ(house.engine.document_cache().hits, 1U);
}

TEST(Guards, LimitTheComplexityOnlyWhereItIsAsked) {
  constexpr auto query = "query Q($n: Int) { posts(first: $n) { name } }";  // 1 + n
  House open(small_api());
  EXPECT_EQ(open.execute(query, JsonObject{{"n", 1'000'000}}).outcome, Outcome::complete);
  House house(small_api({{"syncline:complexityLimit", "21"}}));
  EXPECT_EQ(house.execute(query, JsonObject{{"n", 20}}).outcome, Outcome::complete);
  EXPECT_EQ(message(house.execute(query, JsonObject{{"n", 21}})),
            "Validation error of type MaxComplexityReached: The operation has a complexity of 22, "
            "which is more than 21");
}

TEST(Guards, LimitTheComplexityByTheApisOwnFactor) {
  House house(
      small_api({{"syncline:complexityLimit", "21"}, {"syncline:complexityListFactor", "20"}}));
  EXPECT_EQ(house.execute("{ posts { name } }").outcome, Outcome::complete);
  EXPECT_EQ(house.execute("{ posts { name } hello }").outcome, Outcome::refused);
}

TEST(Guards, HoldForSubscriptions) {
  auto text = small_api({{"syncline:aliasLimit", "1"}});
  text.api.schema +=
      " type Mutation { say: Post } type Subscription { said: Post "
      "@aws_subscribe(mutations: [\"say\"]) }";
  House house(text);
  EXPECT_TRUE(house.subscribe("subscription { said { a: name } }"));
  const auto refused = house.subscribe("subscription { said { a: name b: name } }");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("MaxAliasesReached"), std::string::npos);
}

TEST(Guards, LimitTheTimeOfAnExecution) {
  auto text = small_api({{"syncline:timeLimit", "1"}});
  text.unit("Query.hello", "none",
            "#foreach($i in [1..1000])#set($x = $i * $i)#end"
            R"({"version":"2018-05-29","payload":$x})",
            give);
  House house(text);
  const auto reply = house.execute(aliases(400));
  EXPECT_EQ(reply.outcome, Outcome::partial);
  EXPECT_NE(reply.body.find(R"("a399":null)"), std::string::npos);
  EXPECT_NE(reply.body.find(R"("errorType":"ExecutionTimeout")"), std::string::npos);
}

TEST(Guards, ATagThatCannotBeReadStopsTheApi) {
  House house(small_api({{"syncline:aliasLimit", "lots"}}));
  const auto reply = house.execute("{ hello }");
  EXPECT_EQ(reply.status, 502);
  EXPECT_EQ(reply.error_type, "ApiConfigurationException");
  EXPECT_EQ(message(reply), "The tag 'syncline:aliasLimit' of this API must be a whole number.");
}

TEST(Wording, IsTheReferencesWhereItIsAsked) {
  House house(small_api({{"syncline:validationWording", "reference"}}));
  EXPECT_EQ(message(house.execute("{ nothing }")),
            R"(Cannot query field "nothing" on type "Query".)");
  EXPECT_EQ(message(house.execute(aliases(501))),
            "The operation has more than 500 aliases of root fields.");
}

TEST(Wording, IsTheServersWhereTheApiSaysNothing) {
  House house(small_api());
  Engine engine(house.rooms, house.bus, house.clock, {.wording = graphql::Wording::reference});
  auto request = house.request;
  request.query = "{ nothing }";
  EXPECT_EQ(message(House::wait_for(engine.execute(request))),
            R"(Cannot query field "nothing" on type "Query".)");
}

TEST(Wording, OfIntrospectionThatIsOff) {
  auto text = small_api({{"syncline:validationWording", "reference"}});
  text.api.settings.as_object()["introspectionConfig"] = "DISABLED";
  EXPECT_EQ(message(House(text).execute("{ __schema { queryType { name } } }")),
            R"(Cannot query field "__schema" on type "Query".)");
}

TEST(GraphqlResponses, HaveNoDataWhereNothingRan) {
  House house(small_api());
  house.request.graphql_response = true;
  for (const std::string query :
       {"{", "{ nothing }", "query Q($n: Int!) { hello }", "mutation { x }"}) {
    const auto reply = house.execute(query);
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_TRUE(reply.body.starts_with(R"({"errors":[)")) << reply.body;
  }
  EXPECT_EQ(house.execute("{ hello }").status, 200);
}

}  // namespace
}  // namespace syncline::engine
