#include "engine/subscribe.h"

#include <gtest/gtest.h>

#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto schema = R"(
  type Message { id: ID room: String text: String! secret: String @aws_iam }
  type Query { q: String }
  type Mutation { send: Message }
  type Subscription {
    sent(room: String, id: ID, size: Int = 3): Message @aws_subscribe(mutations: ["send"])
    guarded(room: String): Message @aws_subscribe(mutations: ["send"])
    empty: Message @aws_subscribe(mutations: ["send"])
    signed: Message @aws_subscribe(mutations: ["send"]) @aws_iam
  }
)";

struct SubscribeHouse : House {
  SubscribeHouse() : House(make()) {}
  static ApiText make() {
    ApiText text(schema);
    text.unit("Subscription.guarded", "none",
              R"(#if($ctx.args.room != "open") $util.unauthorized() #end {"version":"2018-05-29"})",
              "null");
    text.pipeline("Subscription.empty", R"({"version":"2017-02-28","payload":{}})", {},
                  "$util.toJson($ctx.prev.result)");
    return text;
  }
};

// The arguments of the interest, as one text.
std::string arguments_of(const std::string& query, Json variables = nullptr) {
  SubscribeHouse house;
  const auto interest = house.subscribe(query, std::move(variables));
  CHECK(interest.has_value());
  std::string text;
  for (const auto& [name, value] : interest->arguments) text += name + "=" + to_json(value) + " ";
  return text;
}

std::string refusal_of(const std::string& query, Json variables = nullptr) {
  SubscribeHouse house;
  const auto interest = house.subscribe(query, std::move(variables));
  CHECK(!interest.has_value());
  return to_json(interest.error().detail);
}

TEST(Subscribe, SaysWhatToListenTo) {
  SubscribeHouse house;
  const auto interest = house.subscribe("subscription { s: sent { id } }");
  ASSERT_TRUE(interest.has_value());
  EXPECT_EQ(interest->api, "api");
  EXPECT_EQ(interest->field, "sent");
}

TEST(Subscribe, FiltersByGivenArgumentsOnly) {
  EXPECT_EQ(arguments_of("subscription { sent { id } }"), "");
  EXPECT_EQ(arguments_of(R"(subscription { sent(room: "r1", id: 7) { id } })"),
            R"(room="r1" id="7" )");
}

TEST(Subscribe, FiltersByNullThatIsWritten) {
  EXPECT_EQ(arguments_of("subscription { sent(room: null) { id } }"), "room=null ");
}

TEST(Subscribe, TakesAVariableThatWasLeftOutForAnArgumentThatWasNotGiven) {
  constexpr auto query = "subscription S($r: String, $n: Int) { sent(room: $r, size: $n) { id } }";
  EXPECT_EQ(arguments_of(query), "");
  EXPECT_EQ(arguments_of(query, JsonObject{{"r", nullptr}}), "room=null ");
  EXPECT_EQ(arguments_of(query, JsonObject{{"r", "r1"}, {"n", 2}}), R"(room="r1" size=2 )");
}

TEST(Subscribe, RunsTheResolverOfTheField) {
  SubscribeHouse house;
  EXPECT_TRUE(house.subscribe(R"(subscription { guarded(room: "open") { id } })").has_value());
  EXPECT_TRUE(house.subscribe("subscription { empty { id } }").has_value());
}

TEST(Subscribe, EndsWithTheErrorOfTheResolver) {
  EXPECT_EQ(refusal_of(R"(subscription { guarded(room: "other") { id } })"),
            R"([{"errorType":"Unauthorized",)"
            R"("message":"Not Authorized to access guarded on type Subscription"}])");
}

TEST(Subscribe, RefusesAFieldThatTheCallersModeMayNotUse) {
  EXPECT_EQ(refusal_of("subscription { signed { id } }"),
            R"([{"errorType":"Unauthorized",)"
            R"("message":"Not Authorized to access signed on type Subscription"}])");
}

TEST(Subscribe, RefusesASelectionThatTheCallersModeMayNotRead) {
  EXPECT_EQ(refusal_of("subscription { sent { id secret } }"),
            R"([{"errorType":"Unauthorized",)"
            R"("message":"Not Authorized to access secret on type Message"}])");
}

TEST(Subscribe, TellsWhatDoesNotValidate) {
  EXPECT_EQ(refusal_of("subscription { sent(x: 1) { id } }"),
            R"([{"message":"Validation error of type UnknownArgument: )"
            R"(Unknown field argument x @ 'sent'"}])");
}

TEST(Subscribe, TellsWhichVariableIsWrong) {
  EXPECT_EQ(refusal_of("subscription S($r: String!) { sent(room: $r) { id } }"),
            R"([{"message":"Variable 'r' has coerced Null value for NonNull type 'String!'"}])");
}

TEST(Subscribe, RefusesSeveralFields) {
  SubscribeHouse house;
  EXPECT_FALSE(house.subscribe("subscription { sent { id } empty { id } }").has_value());
}

TEST(Subscribe, RefusesIntrospectionAsItsField) {
  SubscribeHouse house;
  EXPECT_FALSE(house.subscribe("subscription { __typename }").has_value());
}

TEST(Subscribe, RefusesQueriesAndMutations) {
  EXPECT_EQ(refusal_of("{ q }"),
            R"([{"errorType":"UnsupportedOperation",)"
            R"("message":"query not supported through the realtime channel"}])");
  EXPECT_EQ(refusal_of("mutation { send { id } }"),
            R"([{"errorType":"UnsupportedOperation",)"
            R"("message":"mutation not supported through the realtime channel"}])");
}

TEST(Subscribe, RefusesWhatIsNotGraphQL) {
  EXPECT_NE(refusal_of("meow").find("Unable to parse GraphQL query."), std::string::npos);
}

TEST(Subscribe, SharesTheShapeOfEqualSelections) {
  SubscribeHouse house;
  const auto a = house.subscribe("subscription { sent { id text } }");
  const auto b = house.subscribe("subscription  Other { sent   { id, text } }");
  ASSERT_TRUE(a.has_value() && b.has_value());
  EXPECT_EQ(a->shape->key, b->shape->key);
}

TEST(Subscribe, SharesTheShapeWhateverTheFilter) {
  SubscribeHouse house;
  constexpr auto query = "subscription S($r: String) { sent(room: $r) { id } }";
  const auto a = house.subscribe(query, JsonObject{{"r", "r1"}});
  const auto b = house.subscribe(query, JsonObject{{"r", "r2"}});
  const auto c = house.subscribe("subscription { sent { id } }");
  ASSERT_TRUE(a.has_value() && b.has_value() && c.has_value());
  EXPECT_EQ(a->shape->key, b->shape->key);
  EXPECT_EQ(a->shape->key, c->shape->key);
}

TEST(Subscribe, TellsShapesApart) {
  SubscribeHouse house;
  constexpr auto query = "subscription S($x: Boolean!) { sent { id text @include(if: $x) } }";
  const auto a = house.subscribe(query, JsonObject{{"x", true}});
  const auto b = house.subscribe(query, JsonObject{{"x", false}});
  const auto c = house.subscribe("subscription { sent { id t: text } }");
  const auto d = house.subscribe("subscription { s: sent { id t: text } }");
  ASSERT_TRUE(a.has_value() && b.has_value() && c.has_value() && d.has_value());
  EXPECT_NE(a->shape->key, b->shape->key);
  EXPECT_NE(a->shape->key, c->shape->key);
  EXPECT_NE(c->shape->key, d->shape->key);
}

TEST(Subscribe, RendersFieldsThatTheMutationDidNotSelectAsNull) {
  SubscribeHouse house;
  EXPECT_EQ(house.rendered("subscription { s: sent { r: room __typename } }", R"({"id":"1"})"),
            R"({"data":{"s":{"r":null,"__typename":"Message"}}})");
}

TEST(Subscribe, RendersAnErrorWhereNullMayNotStand) {
  SubscribeHouse house;
  const auto rendered = house.rendered("subscription { sent { id text } }", R"({"id":"1"})");
  EXPECT_EQ(rendered,
            R"x({"data":{"sent":null},"errors":[{"path":["sent","text"],"locations":null,)x"
            R"x("message":"Cannot return null for non-nullable type: 'String' )x"
            R"x(within parent 'Message' (/sent/text)"}]})x");
}

}  // namespace
}  // namespace syncline::engine
