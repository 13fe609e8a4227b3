#include "engine/engine.h"

#include <gtest/gtest.h>

#include "base/log.h"
#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto echo = R"({"version":"2018-05-29","payload":$util.toJson($ctx.args.text)})";
constexpr auto give = "$util.toJson($ctx.result)";

ApiText small_api() {
  ApiText text(R"(
    type Query { hello(text: String, times: Int!): String  user: User }
    type User { name: String  friend: User }
    type Mutation { say(text: String): String }
    type Subscription { said: String @aws_subscribe(mutations: ["say"]) }
  )");
  text.unit("Query.hello", "none", echo, give);
  text.unit("Query.user", "none",
            R"({"version":"2018-05-29","payload":{"name":"Ann","friend":{"name":"Bob"}}})", give);
  return text;
}

TEST(Engine, AnswersAQuery) {
  House house(small_api());
  const auto reply = house.execute(R"({ hello(text: "hi", times: 1) })");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.error_type, "");
  EXPECT_EQ(reply.body, R"({"data":{"hello":"hi"}})");
}

TEST(Engine, TakesVariables) {
  House house(small_api());
  EXPECT_EQ(house.body("query Q($t: String) { hello(text: $t, times: 1) }", JsonObject{{"t", "x"}}),
            R"({"data":{"hello":"x"}})");
}

TEST(Engine, ReadsFieldsWithoutAResolverFromTheirParent) {
  House house(small_api());
  EXPECT_EQ(house.body("{ user { friend { n: name } } }"),
            R"({"data":{"user":{"friend":{"n":"Bob"}}}})");
}

TEST(Engine, GivesNullForARootFieldWithoutAResolver) {
  House house(small_api());
  EXPECT_EQ(house.body("mutation { say }"), R"({"data":{"say":null}})");
}

TEST(Engine, ChoosesTheNamedOperation) {
  House house(small_api());
  EXPECT_EQ(house.body("query A { user { name } } query B { __typename }", nullptr, "B"),
            R"({"data":{"__typename":"Query"}})");
}

TEST(Engine, RefusesSeveralOperationsWithoutAName) {
  House house(small_api());
  const auto reply = house.execute("query A { __typename } query B { __typename }");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.error_type, "BadRequestException");
  EXPECT_EQ(
      reply.body,
      R"({"errors":[{"errorType":"BadRequestException","message":"Missing operation name."}]})");
}

TEST(Engine, RefusesAnUnknownOperation) {
  House house(small_api());
  const auto reply = house.execute("query A { __typename }", nullptr, "B");
  EXPECT_EQ(reply.status, 400);
  EXPECT_NE(reply.body.find("Unknown operation named 'B'."), std::string::npos);
}

TEST(Engine, RefusesWhatIsNotGraphQL) {
  House house(small_api());
  const auto reply = house.execute("meow meow");
  EXPECT_EQ(reply.status, 200);  // GraphQL over HTTP, "application/json"
  EXPECT_EQ(reply.error_type, "MalformedHttpRequestException");
  EXPECT_TRUE(reply.body.starts_with(R"({"errors":[{"errorType":"MalformedHttpRequestException",)"
                                     R"("message":"Unable to parse GraphQL query.)"))
      << reply.body;
}

TEST(Engine, SaysWhichFieldDoesNotExistAsAppSyncDoes) {
  House house(small_api());
  const auto reply = house.execute("{badfield}");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"data":null,"errors":[{"path":null,)"
                        R"("locations":[{"line":1,"column":2,"sourceName":null}],)"
                        R"("message":"Validation error of type FieldUndefined: )"
                        R"(Field 'badfield' in type 'Query' is undefined @ 'badfield'"}]})");
}

TEST(Engine, SaysWhichVariableIsMissing) {
  House house(small_api());
  const auto reply = house.execute("query Q($n: Int!) { hello(times: $n) }", JsonObject{});
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body,
            R"({"data":null,"errors":[{"path":null,)"
            R"("locations":[{"line":1,"column":9,"sourceName":null}],)"
            R"("message":"Variable 'n' has coerced Null value for NonNull type 'Int!'"}]})");
}

TEST(Engine, RefusesSubscriptions) {
  House house(small_api());
  const auto reply = house.execute("subscription { said }");
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.error_type, "UnsupportedOperation");
}

TEST(Engine, SaysThatThereIsNoSchema) {
  House house(ApiText(""));
  const auto reply = house.execute("{ hello }");
  EXPECT_EQ(reply.status, 502);
  EXPECT_EQ(reply.body, R"({"errors":[{"errorType":"GraphQLSchemaException",)"
                        R"("message":"No schema definition exists."}]})");
}

TEST(Engine, HidesIntrospectionWhereItIsDisabled) {
  auto text = small_api();
  text.api.settings = JsonObject{{"introspectionConfig", "DISABLED"}};
  House house(text);
  EXPECT_NE(house.body("{ __schema { types { name } } }")
                .find("Field '__schema' in type 'Query' is undefined @ '__schema'"),
            std::string::npos);
  EXPECT_EQ(house.body("{ __typename }"), R"({"data":{"__typename":"Query"}})");
}

TEST(Engine, LimitsTheDepthAsTheApiSays) {
  auto text = small_api();
  text.api.settings = JsonObject{{"queryDepthLimit", 2}};
  House house(text);
  EXPECT_EQ(house.body("{ user { name } }"), R"({"data":{"user":{"name":"Ann"}}})");
  const auto body = house.body("{ user { name friend { name } } }");
  EXPECT_TRUE(body.starts_with(R"({"data":{"user":{"name":"Ann","friend":{"name":null}}},)"));
  EXPECT_NE(body.find(R"("errorType":"QueryDepthLimitReached")"), std::string::npos);
}

TEST(Engine, LimitsTheResolversAsTheApiSays) {
  auto text = small_api();
  text.api.settings = JsonObject{{"resolverCountLimit", 1}};
  House house(text);
  const auto body =
      house.body(R"({ a: hello(text: "a", times: 1) b: hello(text: "b", times: 1) })");
  EXPECT_TRUE(body.starts_with(R"({"data":{"a":"a","b":null},"errors":[{"path":["b"])")) << body;
  EXPECT_NE(body.find("ResolverExecutionLimitReached"), std::string::npos);
}

// A library that breaks its word: std::vector throws.
class BrokenBus final : public hub::Bus {
 public:
  void publish(std::shared_ptr<const hub::Event> event) override { events_.at(1) = event; }

 private:
  std::vector<std::shared_ptr<const hub::Event>> events_;
};

TEST(Engine, AnswersAnExceptionWithAnInternalFailure) {
  auto text = small_api();
  text.unit("Mutation.say", "none", echo, give);
  House house(text);
  BrokenBus bus;
  Engine engine(house.rooms, bus, house.clock);
  auto request = house.request;
  request.query = R"(mutation { say(text: "x") })";
  set_log_level(LogLevel::off);
  const auto reply = House::wait_for(engine.execute(request));
  set_log_level(LogLevel::info);
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.error_type, "InternalFailure");
}

TEST(Engine, AnswersAnExceptionInATaskWithAnInternalFailure) {
  auto text = small_api();
  text.unit("Mutation.say", "table",
            R"({"version":"2018-05-29","operation":"GetItem","key":{"id":{"S":"1"}}})", R"("x")");
  House house(text);
  BrokenBus bus;
  Engine engine(house.rooms, bus, house.clock);
  auto request = house.request;
  request.query = "mutation { say }";
  set_log_level(LogLevel::off);
  auto answer = engine.execute(request);
  ASSERT_TRUE(std::holds_alternative<Task<Reply>>(answer));
  const auto reply = House::wait_for(std::move(answer));
  set_log_level(LogLevel::info);
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.error_type, "InternalFailure");
}

TEST(Engine, UsesTheSameDocumentAgain) {
  House house(small_api());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(house.body("query Q($t: String) { hello(text: $t, times: 1) }",
                         JsonObject{{"t", std::to_string(i)}}),
              R"({"data":{"hello":")" + std::to_string(i) + R"("}})");
  }
  EXPECT_EQ(house.engine.document_cache().misses, 1U);
  EXPECT_EQ(house.engine.document_cache().hits, 2U);
}

TEST(Engine, ReadsADocumentOnceWhateverItsOperationIs) {
  auto text = small_api();
  text.unit("Mutation.say", "none", echo, give);
  House house(text);
  for (const auto* query : {"{ user { name } }", "mutation { say }", "subscription { said }"}) {
    const auto before = house.engine.document_cache().misses;
    auto request = house.request;
    request.query = query;
    House::wait_for(house.engine.start(request));
    EXPECT_EQ(house.engine.document_cache().misses, before + 1) << query;
    EXPECT_EQ(house.engine.document_cache().hits, 0U) << query;
  }
}

// What a request of one text is answered, which must be there at once.
Reply ready_reply(House& house, const std::string& query) {
  auto request = house.request;
  request.query = query;
  auto answer = house.engine.execute(std::move(request));
  CHECK(std::holds_alternative<Reply>(answer));
  return std::get<Reply>(std::move(answer));
}

TEST(Engine, NeedsNoTaskWhenAllIsReady) {
  auto text = small_api();
  text.unit("Mutation.say", "none", echo, give);
  text.api.functions["f"] = {.id = "f",
                             .name = "f",
                             .data_source = "none",
                             .request_template = std::string(echo),
                             .response_template = std::string(give)};
  text.pipeline("User.name", "{}", {"f", "f"}, R"("piped")");
  House house(text);
  EXPECT_EQ(ready_reply(house, R"({ hello(text: "hi", times: 1) })").body,
            R"({"data":{"hello":"hi"}})");
  EXPECT_EQ(ready_reply(house, "{ user { name friend { name } } }").body,
            R"({"data":{"user":{"name":"piped","friend":{"name":"piped"}}}})");
  EXPECT_EQ(ready_reply(house, R"(mutation { a: say(text: "1") b: say(text: "2") })").body,
            R"({"data":{"a":"1","b":"2"}})");
  EXPECT_EQ(ready_reply(house, "meow").status, 200);
  EXPECT_EQ(ready_reply(house, "{ nothing }").status, 200);
}

TEST(Engine, NeedsNoTaskForASubscriptionThatIsReady) {
  House house(small_api());
  auto request = house.request;
  request.query = "subscription { said }";
  const auto answer = house.engine.start(request);
  ASSERT_TRUE(std::holds_alternative<Engine::Started>(answer));
  const auto& interest = std::get<Subscribed>(std::get<Engine::Started>(answer));
  ASSERT_TRUE(interest.has_value());
  EXPECT_EQ(interest->field, "said");
}

TEST(Engine, StartsAnyOperation) {
  House house(small_api());
  auto request = house.request;
  request.query = R"({ hello(text: "hi", times: 1) })";
  const auto reply = House::wait_for(house.engine.start(request));
  EXPECT_EQ(std::get<Reply>(reply).body, R"({"data":{"hello":"hi"}})");
  request.query = "meow";
  EXPECT_EQ(std::get<Reply>(House::wait_for(house.engine.start(request))).outcome,
            Outcome::refused);
}

TEST(Engine, RefusesAMutationThatTheCarrierIsNotFor) {
  auto text = small_api();
  text.unit("Mutation.say", "none", echo, give);
  House house(text);
  house.request.mutations = false;
  const auto reply =
      house.execute(R"(query A { user { name } } mutation B { say(text: "x") })", nullptr, "B");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.error_type, "MethodNotAllowedException");
  EXPECT_TRUE(house.bus.events.empty());
  EXPECT_EQ(house.execute("{ user { name } }").status, 200);
}

TEST(Engine, HidesIntrospectionBelowTheRootToo) {
  auto text = small_api();
  text.api.schema = "type Query { again: Query }";
  text.api.resolvers.clear();
  text.unit("Query.again", "none", R"({"version":"2018-05-29","payload":{}})", give);
  EXPECT_NE(House(text)
                .body("{ again { ...F } } fragment F on Query { __schema { queryType { name"
                      " } } }")
                .find(R"("queryType")"),
            std::string::npos);
  text.api.settings = JsonObject{{"introspectionConfig", "DISABLED"}};
  const auto hidden = House(text).body(
      "{ again { ...F } } fragment F on Query { __schema { queryType { name } } }");
  EXPECT_EQ(hidden.find(R"("queryType")"), std::string::npos) << hidden;
}

}  // namespace
}  // namespace syncline::engine
