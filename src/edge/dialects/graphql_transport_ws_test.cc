#include <gtest/gtest.h>

#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::Connection;
using fixture::Node;
using Messages = std::vector<std::string>;

constexpr std::string_view subscription =
    "subscription OnMessage($room: String) { onMessage(room: $room) { id room text } }";
constexpr std::string_view slow_subscription = "subscription { onSlow { id } }";
constexpr std::string_view ack = R"({"type":"connection_ack"})";

io::HttpRequest upgrade(std::string path = "/graphql") {
  return fixture::upgrade(std::move(path), "graphql-transport-ws");
}

std::string init_message(const Json& payload) {
  return to_json(JsonObject{{"type", "connection_init"}, {"payload", payload}});
}

std::string subscribe_message(std::string_view id, std::string_view query,
                              const Json& variables = nullptr) {
  return to_json(JsonObject{{"id", id},
                            {"type", "subscribe"},
                            {"payload", {{"query", query}, {"variables", variables}}}});
}

struct Acknowledged : Connection {
  explicit Acknowledged(Node& node) : Connection(node, upgrade()) {
    say(init_message({{"x-api-key", fixture::key}}));
    EXPECT_EQ(heard(), (Messages{std::string(ack)}));
  }
};

void send_message(Node& node, std::string_view room) {
  const auto query =
      "mutation { sendMessage(room: \"" + std::string(room) + R"(", text: "hi") { id room } })";
  ASSERT_TRUE(fixture::ask(node, fixture::post(to_json(JsonObject{{"query", query}}))));
  node.turn();
}

TEST(GraphqlTransportWs, ReadsCredentialsInAnyPlace) {
  Node node;
  const std::string key(fixture::key);
  for (const auto& payload : {Json{{"x-api-key", key}}, Json{{"X-Api-Key", key}},
                              Json{{"headers", {{"x-api-key", key}}}}}) {
    Connection client(node, upgrade());
    client.say(init_message(payload));
    EXPECT_EQ(client.heard(), (Messages{std::string(ack)})) << to_json(payload);
  }
  for (const auto& request :
       {fixture::with_header(upgrade(), "x-api-key", key), upgrade("/graphql?x-api-key=" + key)}) {
    Connection client(node, request);
    client.say(R"({"type":"connection_init"})");
    EXPECT_EQ(client.heard(), (Messages{std::string(ack)}));
  }
}

TEST(GraphqlTransportWs, TheKeyInTheInitChoosesTheApi) {
  Node node(1, true);
  Connection client(node, upgrade("/graphql/realtime"));
  client.say(init_message({{"x-api-key", fixture::other_key}}));
  EXPECT_EQ(client.heard(), (Messages{std::string(ack)}));
}

TEST(GraphqlTransportWs, BadCredentialsAreForbidden) {
  Node node;
  for (const auto& payload : {Json(nullptr), Json(JsonObject{}), Json{{"x-api-key", "da2-wrong"}},
                              Json{{"x-api-key", 1}}, Json{{"headers", 1}}}) {
    Connection client(node, upgrade());
    client.say(init_message(payload));
    EXPECT_EQ(client.heard(), Messages{}) << to_json(payload);
    EXPECT_EQ(client.socket().closed_with, 4403) << to_json(payload);
    EXPECT_TRUE(client.socket().close_reason.starts_with("Forbidden")) << to_json(payload);
  }
}

TEST(GraphqlTransportWs, AnApiThatCannotBeToldIsForbidden) {
  Node node(1, true);
  Connection client(node, upgrade());
  client.say(init_message(nullptr));
  EXPECT_EQ(client.socket().closed_with, 4403);
  EXPECT_LE(client.socket().close_reason.size(), 123U);
}

TEST(GraphqlTransportWs, ASecondInitIsTooMany) {
  Node node;
  Acknowledged client(node);
  client.say(init_message({{"x-api-key", fixture::key}}));
  EXPECT_EQ(client.socket().closed_with, 4429);
  EXPECT_EQ(client.socket().close_reason, "Too many initialisation requests");
}

TEST(GraphqlTransportWs, SubscribingBeforeTheAckIsUnauthorized) {
  Node node;
  Connection client(node, upgrade());
  client.say(subscribe_message("a", subscription));
  EXPECT_EQ(client.socket().closed_with, 4401);
  EXPECT_EQ(client.socket().close_reason, "Unauthorized");
}

TEST(GraphqlTransportWs, AnswersPingsWithTheirPayload) {
  Node node;
  Connection client(node, upgrade());
  client.say(R"({"type":"ping"})");
  client.say(R"({"type":"ping","payload":null})");
  client.say(R"({"type":"ping","payload":{"at":1}})");
  client.say(R"({"type":"pong","payload":{"at":1}})");
  EXPECT_EQ(client.heard(), (Messages{R"({"type":"pong"})", R"({"type":"pong"})",
                                      R"({"type":"pong","payload":{"at":1}})"}));
  EXPECT_EQ(client.socket().closed_with, 0);
}

TEST(GraphqlTransportWs, SubscribesAndDeliversAndCompletes) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("a", subscription, {{"room", "r1"}}));
  EXPECT_EQ(client.heard(), Messages{});
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 1U);
  send_message(node, "r2");
  send_message(node, "r1");
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"a","type":"next","payload":{"data":{"onMessage":)"
                                      R"({"id":"1","room":"r1","text":null}}}})"}));
  client.say(R"({"id":"a","type":"complete"})");
  send_message(node, "r1");
  EXPECT_EQ(client.heard(), Messages{});
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(GraphqlTransportWs, RunsAQueryOnceAndCompletes) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("a", "{ hello }"));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"a","type":"next","payload":{"data":{"hello":"world"}}})",
                      R"({"id":"a","type":"complete"})"}));
  client.say(subscribe_message("a", "{ hello }"));  // the id is free again
  EXPECT_EQ(client.heard().size(), 2U);
}

TEST(GraphqlTransportWs, AMutationReachesSubscribers) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("s", subscription));
  client.say(subscribe_message("m", R"(mutation { sendMessage(room: "r", text: "hi") { text } })"));
  const auto heard = client.heard();
  ASSERT_EQ(heard.size(), 3U);
  EXPECT_EQ(
      std::ranges::count_if(heard, [](const auto& m) { return m.starts_with(R"({"id":"s",)"); }),
      1);
}

TEST(GraphqlTransportWs, AnErrorOfTheRunIsAResult) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("a", "{ broken }"));
  const auto heard = client.heard();
  ASSERT_EQ(heard.size(), 2U);
  EXPECT_TRUE(heard[0].starts_with(R"({"id":"a","type":"next","payload":{"data":{"broken":null},)"))
      << heard[0];
}

TEST(GraphqlTransportWs, AnErrorOfTheRequestIsAnErrorMessageAndNothingAfter) {
  Node node;
  Acknowledged client(node);
  for (const auto* query : {"{ nothing }", "{", "garbage", "subscription { onNothing { id } }",
                            "query A { hello } query B { hello }", ""}) {
    client.say(subscribe_message("a", query));
    const auto heard = client.heard();
    ASSERT_EQ(heard.size(), 1U) << query;
    EXPECT_TRUE(heard[0].starts_with(R"({"id":"a","type":"error","payload":[{)")) << heard[0];
  }
  EXPECT_EQ(client.socket().closed_with, 0);
}

TEST(GraphqlTransportWs, AResolverMayRefuseTheSubscription) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("a", "subscription { onSecret { id } }"));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"a","type":"error","payload":[{"errorType":"Unauthorized",)"
                      R"("message":"Not Authorized to access onSecret on type Subscription"}]})"}));
}

TEST(GraphqlTransportWs, AnIdInUseClosesTheConnection) {
  Node node;
  Acknowledged client(node);
  client.say(subscribe_message("a", subscription));
  client.say(subscribe_message("a", "{ hello }"));
  EXPECT_EQ(client.socket().closed_with, 4409);
  EXPECT_EQ(client.socket().close_reason, "Subscriber for a already exists");
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(GraphqlTransportWs, ACloseReasonFitsItsFrame) {
  Node node;
  Acknowledged client(node);
  std::string id;
  for (int i = 0; i < 85; ++i) id += "€";
  client.say(subscribe_message(id, subscription));
  client.say(subscribe_message(id, subscription));
  EXPECT_EQ(client.socket().closed_with, 4409);
  EXPECT_LE(client.socket().close_reason.size(), 123U);
  EXPECT_TRUE(client.socket().close_reason.ends_with("€"));
}

TEST(GraphqlTransportWs, WhatIsNotAMessageClosesWith4400) {
  Node node;
  for (const std::string& text :
       {std::string(),
        std::string("garbage"),
        std::string("[]"),
        std::string("null"),
        std::string("{}"),
        std::string(R"({"type":1})"),
        std::string(R"({"type":"start"})"),
        std::string(R"({"type":"ping","payload":1})"),
        std::string(R"({"type":"pong","payload":[]})"),
        std::string(R"({"type":"complete"})"),
        std::string(R"({"type":"complete","id":1})"),
        std::string(R"({"type":"subscribe"})"),
        std::string(R"({"type":"subscribe","id":1})"),
        std::string(R"({"type":"subscribe","id":"","payload":{"query":"{a}"}})"),
        std::string(R"({"type":"subscribe","id":"a"})"),
        std::string(R"({"type":"subscribe","id":"a","payload":[]})"),
        std::string(R"({"type":"subscribe","id":"a","payload":{"query":1}})"),
        std::string(R"({"type":"subscribe","id":"a","payload":{"query":"{a}","variables":1}})"),
        std::string(R"({"type":"subscribe","id":"a","payload":{"query":"{a}","operationName":1}})"),
        std::string(R"({"type":"subscribe","id":"a","payload":{"query":"{a}","extensions":1}})"),
        std::string(100'000, '[')}) {
    Acknowledged client(node);
    client.say(text);
    EXPECT_EQ(client.socket().closed_with, 4400) << text.substr(0, 80);
    client.say(R"({"type":"ping"})");
    EXPECT_EQ(client.heard(), Messages{}) << "it speaks after its close";
  }
}

TEST(GraphqlTransportWs, AnInitWithAPayloadThatIsNoSmallObjectClosesWith4400) {
  Node node;
  for (const auto& payload :
       {Json(1), Json("x"), Json(JsonArray{}),
        Json{{"x-api-key", fixture::key}, {"much", std::string(40'000, 'x')}}}) {
    Connection client(node, upgrade());
    client.say(init_message(payload));
    EXPECT_EQ(client.socket().closed_with, 4400) << to_json(payload).substr(0, 80);
  }
}

TEST(GraphqlTransportWs, AnUnknownCompleteIsIgnored) {
  Node node;
  Acknowledged client(node);
  client.say(R"({"type":"complete","id":"nobody"})");
  EXPECT_EQ(client.heard(), Messages{});
  EXPECT_EQ(client.socket().closed_with, 0);
}

TEST(GraphqlTransportWs, ACompleteBeforeTheResultSilencesIt) {
  Node node;
  Acknowledged client(node);
  client.hand(subscribe_message("a", "{ slow }"));
  client.hand(R"({"type":"complete","id":"a"})");
  node.turn();
  EXPECT_EQ(client.heard(), Messages{});
}

TEST(GraphqlTransportWs, AnIdThatIsUsedAgainHearsOnlyTheSecond) {
  Node node;
  Acknowledged client(node);
  client.hand(subscribe_message("a", "{ slow }"));
  client.hand(R"({"type":"complete","id":"a"})");
  client.hand(subscribe_message("a", "{ hello }"));
  node.turn();
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"a","type":"next","payload":{"data":{"hello":"world"}}})",
                      R"({"id":"a","type":"complete"})"}));
}

TEST(GraphqlTransportWs, AKeyThatWasRemovedStartsNothingNew) {
  Node node;
  Acknowledged client(node);
  auto api = fixture::make_api(fixture::api_id, fixture::key);
  api.keys.clear();
  ASSERT_TRUE(node.catalog->put(api));
  client.say(subscribe_message("a", "{ hello }"));
  const auto heard = client.heard();
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_TRUE(heard[0].starts_with(
      R"({"id":"a","type":"error","payload":[{"errorType":"UnauthorizedException")"));
}

TEST(GraphqlTransportWs, AConnectionThatEndsWhileItWorksIsForgotten) {
  Node node;
  Acknowledged client(node);
  client.hand(subscribe_message("a", slow_subscription));
  client.hand(subscribe_message("b", "{ slow }"));
  EXPECT_EQ(client.heard(), Messages{});
  client.end();
  node.turn();
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(GraphqlTransportWs, TheTwoHundredAndFirstOperationIsTooMany) {
  Node node;
  Acknowledged client(node);
  for (std::size_t i = 0; i < limits::subscriptions_per_connection_max; ++i) {
    client.say(subscribe_message(std::to_string(i), subscription));
  }
  client.say(subscribe_message("X", subscription));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"X","type":"error","payload":[)"
                      R"({"errorType":"MaxSubscriptionsReachedError",)"
                      R"("message":"Max number of 200 subscriptions reached"}]})"}));
}

TEST(GraphqlTransportWs, AnswersAtOnceWhatNeedsNoWaiting) {
  Node node;
  Acknowledged client(node);
  client.hand(subscribe_message("a", "{ hello }"));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"a","type":"next","payload":{"data":{"hello":"world"}}})",
                      R"({"id":"a","type":"complete"})"}));
}

TEST(GraphqlTransportWs, AnswersEachWhenItIsReady) {
  Node node;
  Acknowledged client(node);
  client.hand(subscribe_message("a", "{ slow }"));
  client.hand(subscribe_message("b", "{ hello }"));
  node.turn();
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"b","type":"next","payload":{"data":{"hello":"world"}}})",
                      R"({"id":"b","type":"complete"})",
                      R"({"id":"a","type":"next","payload":{"data":{"slow":"slow"}}})",
                      R"({"id":"a","type":"complete"})"}));
}

// Or a client that starts and stops for ever would have the engine run without a bound.
TEST(GraphqlTransportWs, OperationsThatWereStoppedCountAsLongAsTheyRun) {
  Node node;
  Acknowledged client(node);
  for (std::size_t i = 0; i < limits::subscriptions_per_connection_max; ++i) {
    client.hand(subscribe_message(std::to_string(i), "{ slow }"));
    client.hand(R"({"type":"complete","id":")" + std::to_string(i) + "\"}");
  }
  client.hand(subscribe_message("X", "{ hello }"));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"X","type":"error","payload":[)"
                      R"({"errorType":"MaxSubscriptionsReachedError",)"
                      R"("message":"Max number of 200 subscriptions reached"}]})"}));
  node.turn();
  client.hand(subscribe_message("Y", "{ hello }"));
  EXPECT_EQ(client.heard().size(), 2U);
}

}  // namespace
}  // namespace syncline::edge
