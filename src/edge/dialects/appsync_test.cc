#include <gtest/gtest.h>

#include "base/text.h"
#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::Connection;
using fixture::Node;
using Messages = std::vector<std::string>;

constexpr std::string_view subscription =
    "subscription OnMessage($room: String) { onMessage(room: $room) { id room text } }";
constexpr std::string_view slow_subscription = "subscription { onSlow { id } }";
constexpr std::string_view ack =
    R"({"type":"connection_ack","payload":{"connectionTimeoutMs":300000}})";
constexpr std::string_view keep_alive = R"({"type":"ka"})";
constexpr std::string_view unknown_message =
    R"({"type":"error","payload":{"errors":[{"errorType":"UnsupportedOperation",)"
    R"("message":"unknown not supported through the realtime channel"}]}})";

JsonObject authorization(std::string_view key = fixture::key) {
  return {{"host", "example1234567890000.appsync-api.us-east-1.amazonaws.com"}, {"x-api-key", key}};
}

io::HttpRequest query_upgrade(const JsonObject& headers, std::string path = "/graphql") {
  return fixture::upgrade(path + "?header=" + base64_encode(to_json(headers)) + "&payload=e30=",
                          "graphql-ws");
}

io::HttpRequest item_upgrade(const JsonObject& headers, std::string path = "/graphql/realtime") {
  auto item = base64_encode(to_json(headers));
  while (item.ends_with('=')) item.pop_back();
  return fixture::upgrade(std::move(path), "graphql-ws, header-" + item);
}

std::string start_message(std::string_view id, std::string_view query, const Json& variables,
                          const JsonObject& headers = authorization()) {
  const JsonObject data = {{"query", query}, {"variables", variables}};
  return to_json(JsonObject{
      {"id", id},
      {"type", "start"},
      {"payload", {{"data", to_json(data)}, {"extensions", {{"authorization", headers}}}}}});
}

std::string error_message(std::string_view id, std::string_view errors) {
  return R"({"id":")" + std::string(id) + R"(","type":"error","payload":{"errors":)" +
         std::string(errors) + "}}";
}

std::string connection_error(std::string_view error) {
  return R"({"payload":{"errors":[)" + std::string(error) + R"(]},"type":"connection_error"})";
}

void send_message(Node& node, std::string_view room, std::string_view selection = "id room") {
  const auto query = "mutation { sendMessage(room: \"" + std::string(room) +
                     R"(", text: "hi") { )" + std::string(selection) + " } }";
  const auto response = fixture::ask(node, fixture::post(to_json(JsonObject{{"query", query}})));
  ASSERT_TRUE(response);
  ASSERT_EQ(response->body.find("errors"), std::string::npos) << response->body;
  node.turn();
}

// A connection that is past its connection_ack.
struct Acknowledged : Connection {
  explicit Acknowledged(Node& node) : Connection(node, item_upgrade(authorization())) {
    say(R"({"type":"connection_init"})");
    EXPECT_EQ(heard(), (Messages{std::string(ack), std::string(keep_alive)}));
  }
};

void run_the_worked_session(Node& node, const io::HttpRequest& upgrade) {
  Connection client(node, upgrade);
  EXPECT_EQ(client.answer().subprotocol, "graphql-ws");
  EXPECT_EQ(client.heard(), Messages{});
  client.say(R"({"type":"connection_init"})");
  EXPECT_EQ(client.heard(), (Messages{std::string(ack), std::string(keep_alive)}));

  const std::string id = "ee849ef0-cf23-4cb8-9fcb-152ae4fd1e69";
  client.say(start_message(id, subscription, {{"room", "r1"}}));
  EXPECT_EQ(client.heard(), (Messages{R"({"id":")" + id + R"(","type":"start_ack"})"}));

  send_message(node, "r1");
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":")" + id + R"(","type":"data","payload":{"data":{"onMessage":)" +
                      R"({"id":"1","room":"r1","text":null}}}})"}));
  send_message(node, "r1", "id");  // the room is not in the mutation's selection
  send_message(node, "r2");
  EXPECT_EQ(client.heard(), Messages{});

  client.say(R"({"type":"stop","id":")" + id + R"("})");
  EXPECT_EQ(client.heard(), (Messages{R"({"id":")" + id + R"(","type":"complete"})"}));
  send_message(node, "r1");
  EXPECT_EQ(client.heard(), Messages{});
  EXPECT_EQ(client.socket().closed_with, 0);
}

TEST(AppSync, TheWorkedSessionWithTheHeaderParameter) {
  Node node;
  run_the_worked_session(node, query_upgrade(authorization()));
}

TEST(AppSync, TheWorkedSessionWithTheHeaderSubprotocol) {
  Node node;
  run_the_worked_session(node, item_upgrade(authorization()));
}

TEST(AppSync, TheWorkedSessionWithOrdinaryHeaders) {
  Node node;
  run_the_worked_session(node, fixture::with_header(fixture::upgrade("/graphql", "graphql-ws"),
                                                    "x-api-key", std::string(fixture::key)));
}

TEST(AppSync, TheWorkedSessionAtTheApisOwnPath) {
  Node node;
  run_the_worked_session(
      node,
      item_upgrade(authorization(), "/graphql/" + std::string(fixture::api_id) + "/realtime"));
}

TEST(AppSync, AWrongSubprotocolIsToldAfterTheUpgrade) {
  Node node;
  Connection client(node, fixture::upgrade("/graphql", "mqtt"));
  EXPECT_EQ(client.answer().subprotocol, "");
  EXPECT_EQ(client.heard(), (Messages{connection_error(
                                R"({"message":"SubProtocolNotSupportedError","errorCode":400})")}));
  EXPECT_EQ(client.socket().closed_with, 1002);
}

TEST(AppSync, NoSubprotocolIsToldAfterTheUpgrade) {
  Node node;
  for (const auto* offered : {"", "header-e30"}) {
    Connection client(node, fixture::upgrade("/graphql", offered));
    EXPECT_EQ(client.heard(),
              (Messages{connection_error(R"({"message":"NoProtocolError","errorCode":400})")}));
    EXPECT_EQ(client.socket().closed_with, 1002);
  }
}

void expect_unauthorized(Node& node, const io::HttpRequest& upgrade, std::string_view message) {
  Connection client(node, upgrade);
  EXPECT_EQ(client.answer().subprotocol, "graphql-ws");
  EXPECT_EQ(client.heard(),
            (Messages{connection_error(R"({"errorType":"UnauthorizedException","message":")" +
                                       std::string(message) + R"(","errorCode":401})")}));
  EXPECT_EQ(client.socket().closed_with, 1008);
  client.say(R"({"type":"connection_init"})");
  EXPECT_EQ(client.heard(), Messages{});
}

TEST(AppSync, AWrongKeyEndsInAConnectionError) {
  Node node;
  expect_unauthorized(node, item_upgrade(authorization("da2-wrong")),
                      "You are not authorized to make this call.");
}

TEST(AppSync, MissingCredentialsEndInAConnectionError) {
  Node node;
  expect_unauthorized(node, fixture::upgrade("/graphql", "graphql-ws"),
                      "Required headers are missing.");
  expect_unauthorized(node, item_upgrade({{"host", "x"}}), "Required headers are missing.");
}

TEST(AppSync, AHostThatNamesAnotherApiEndsInAConnectionError) {
  Node node(1, true);
  auto headers = authorization();
  headers["host"] = std::string(fixture::other_id) + ".appsync-api.us-east-1.amazonaws.com";
  expect_unauthorized(
      node, item_upgrade(headers, "/graphql/" + std::string(fixture::api_id) + "/realtime"),
      "You are not authorized to make this call.");
}

TEST(AppSync, TheHostInTheHeaderObjectChoosesTheApi) {
  Node node(1, true);
  auto headers = authorization(fixture::other_key);
  headers["host"] = std::string(fixture::other_id) + ".appsync-api.us-east-1.amazonaws.com";
  Connection client(node, item_upgrade(headers));
  client.say(R"({"type":"connection_init"})");
  client.say(start_message("a", subscription, nullptr, headers));
  EXPECT_EQ(client.heard().back(), R"({"id":"a","type":"start_ack"})");
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 1U);
}

TEST(AppSync, AnUnreadableHeaderParameterEndsInAConnectionError) {
  Node node;
  Connection client(node, fixture::upgrade("/graphql?header=%21%21", "graphql-ws"));
  EXPECT_EQ(client.heard(),
            (Messages{connection_error(
                R"({"errorType":"BadRequestException","message":"The 'header' parameter is not )"
                R"(Base64 of a JSON object.","errorCode":400})")}));
}

TEST(AppSync, MessagesBeforeTheAckAreIgnored) {
  Node node;
  Connection client(node, item_upgrade(authorization()));
  client.say(start_message("a", subscription, nullptr));
  client.say("garbage");
  EXPECT_EQ(client.heard(), Messages{});
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(AppSync, WhatIsNotAMessageIsAnsweredAndTheConnectionGoesOn) {
  Node node;
  Acknowledged client(node);
  const auto deep = std::string(100'000, '[');
  for (const std::string& text :
       {std::string("garbage"), std::string(), std::string("[]"), std::string("null"),
        std::string("{}"), std::string(R"({"type":1})"), std::string(R"({"type":"query"})"),
        std::string(R"({"type":"start"})"), std::string(R"({"type":"start","id":1})"),
        std::string(R"({"type":"start","id":""})"), std::string(R"({"type":"stop"})"),
        std::string(R"({"type":"stop","id":{}})"), deep,
        R"({"type":"start","id":")" + std::string(257, 'x') + R"("})"}) {
    client.say(text);
    EXPECT_EQ(client.heard(), (Messages{std::string(unknown_message)})) << text.substr(0, 50);
  }
  client.say(start_message("a", subscription, nullptr));
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"a","type":"start_ack"})"}));
}

TEST(AppSync, AStartWithoutAuthorizationLacksItsHeaders) {
  Node node;
  Acknowledged client(node);
  const auto expected = error_message(
      "a", R"([{"errorType":"UnauthorizedException","message":"Required headers are missing."}])");
  for (const auto* payload :
       {"null", "1", "{}", R"({"data":"{}"})", R"({"data":"{}","extensions":[]})",
        R"({"data":"{}","extensions":{"authorization":null}})",
        R"({"data":"{}","extensions":{"authorization":{"x-api-key":1}}})"}) {
    client.say(R"({"type":"start","id":"a","payload":)" + std::string(payload) + "}");
    EXPECT_EQ(client.heard(), (Messages{expected})) << payload;
  }
}

TEST(AppSync, EachStartIsAuthorizedOnItsOwn) {
  Node node;
  Acknowledged client(node);
  client.say(start_message("a", subscription, nullptr, authorization("da2-wrong")));
  EXPECT_EQ(
      client.heard(),
      (Messages{error_message("a", R"([{"errorType":"UnauthorizedException",)"
                                   R"("message":"You are not authorized to make this call."}])")}));
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(AppSync, AStartForAnotherApisHostIsRefused) {
  Node node(1, true);
  Acknowledged client(node);
  auto headers = authorization();
  headers["host"] = std::string(fixture::other_id) + ".appsync-api.us-east-1.amazonaws.com";
  client.say(start_message("a", subscription, nullptr, headers));
  EXPECT_NE(client.heard().at(0).find("UnauthorizedException"), std::string::npos);
}

TEST(AppSync, DataMustBeTextOfARequest) {
  Node node;
  Acknowledged client(node);
  const auto start = [&](std::string_view data) {
    client.say(R"({"type":"start","id":"a","payload":{"data":)" + std::string(data) +
               R"(,"extensions":{"authorization":)" + to_json(authorization()) + "}}}");
    return client.heard();
  };
  EXPECT_EQ(start(R"({"query":"{a}"})"),
            (Messages{error_message("a", R"([{"errorType":"BadRequestException",)"
                                         R"("message":"The payload has no data string."}])")}));
  for (const auto* data : {R"("")", R"("{")", R"("[]")", R"("{}")"}) {
    EXPECT_EQ(start(data).size(), 1U) << data;
  }
  EXPECT_EQ(start(R"("{}")"),
            (Messages{error_message("a", R"([{"errorType":"MalformedHttpRequestException",)"
                                         R"("message":"Unable to parse GraphQL query."}])")}));
}

TEST(AppSync, QueriesAndMutationsAreNotSupported) {
  Node node;
  Acknowledged client(node);
  client.say(start_message("a", "{ hello }", nullptr));
  EXPECT_EQ(client.heard(),
            (Messages{error_message(
                "a", R"([{"errorType":"UnsupportedOperation",)"
                     R"("message":"query not supported through the realtime channel"}])")}));
  client.say(start_message("b", "mutation { sendMessage { id } }", nullptr));
  EXPECT_EQ(client.heard(),
            (Messages{error_message(
                "b", R"([{"errorType":"UnsupportedOperation",)"
                     R"("message":"mutation not supported through the realtime channel"}])")}));
}

TEST(AppSync, ADocumentThatDoesNotFitIsAnErrorOfThatStart) {
  Node node;
  Acknowledged client(node);
  for (const auto* query : {"subscription { onNothing { id } }", "subscription {", "garbage"}) {
    client.say(start_message("a", query, nullptr));
    const auto heard = client.heard();
    ASSERT_EQ(heard.size(), 1U) << query;
    EXPECT_TRUE(heard[0].starts_with(R"({"id":"a","type":"error","payload":{"errors":[{)"))
        << heard[0];
  }
  // The id is free again.
  client.say(start_message("a", subscription, nullptr));
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"a","type":"start_ack"})"}));
}

TEST(AppSync, AResolverMayRefuseTheStart) {
  Node node;
  Acknowledged client(node);
  client.say(start_message("a", "subscription { onSecret { id } }", nullptr));
  EXPECT_EQ(client.heard(),
            (Messages{error_message(
                "a", R"([{"errorType":"Unauthorized",)"
                     R"("message":"Not Authorized to access onSecret on type Subscription"}])")}));
}

TEST(AppSync, AnIdInUseIsADuplicateAndTheFirstGoesOn) {
  Node node;
  Acknowledged client(node);
  client.say(start_message("a", subscription, nullptr));
  client.heard();
  client.say(start_message("a", subscription, nullptr));
  EXPECT_EQ(client.heard(),
            (Messages{error_message("a", R"([{"errorType":"DuplicatedOperationError",)"
                                         R"("message":"Duplicated operation id a"}])")}));
  send_message(node, "r1");
  EXPECT_EQ(client.heard().size(), 1U);
}

TEST(AppSync, AnUnknownStopIsToldSo) {
  Node node;
  Acknowledged client(node);
  client.say(R"({"type":"stop","id":"x\"y"})");
  EXPECT_EQ(
      client.heard(),
      (Messages{
          R"({"id":"x\"y","type":"error","payload":{"errors":[)"
          R"({"errorType":"UnknownOperationError","message":"Unknown operation id x\"y"}]}})"}));
}

TEST(AppSync, TheTwoHundredAndFirstSubscriptionIsTooMany) {
  Node node;
  Acknowledged client(node);
  for (std::size_t i = 0; i < limits::subscriptions_per_connection_max; ++i) {
    client.say(start_message(std::to_string(i), subscription, nullptr));
  }
  EXPECT_EQ(client.heard().size(), limits::subscriptions_per_connection_max);
  client.say(start_message("X", subscription, nullptr));
  EXPECT_EQ(client.heard(),
            (Messages{R"({"id":"X","type":"error","payload":{"errors":)"
                      R"({"errorType":"MaxSubscriptionsReachedError",)"
                      R"("message":"Max number of 200 subscriptions reached"}}})"}));
  client.say(R"({"type":"stop","id":"7"})");
  client.say(start_message("X", subscription, nullptr));
  EXPECT_EQ(client.heard().back(), R"({"id":"X","type":"start_ack"})");
}

TEST(AppSync, OneRenderingIsSharedByAllOfAShape) {
  Node node;
  Acknowledged first(node);
  Acknowledged second(node);
  first.say(start_message("a", subscription, nullptr));
  second.say(start_message("b", subscription, nullptr));
  first.heard();
  second.heard();
  send_message(node, "r1");
  ASSERT_EQ(first.socket().shared_parts.size(), 1U);
  EXPECT_EQ(first.socket().shared_parts, second.socket().shared_parts);
}

TEST(AppSync, AConnectionThatEndsWhileItStartsIsForgotten) {
  Node node;
  Acknowledged client(node);
  client.hand(start_message("a", slow_subscription, nullptr));
  client.end();
  node.turn();
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(AppSync, AStopWhileItStartsLeavesNothingBehind) {
  Node node;
  Acknowledged client(node);
  client.hand(start_message("a", slow_subscription, nullptr));
  client.hand(R"({"type":"stop","id":"a"})");
  node.turn();
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"a","type":"complete"})"}));
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
}

TEST(AppSync, AStartThatWaitsIsAcknowledgedInItsTurn) {
  Node node;
  Acknowledged client(node);
  client.hand(start_message("a", slow_subscription, nullptr));
  client.hand(start_message("b", subscription, nullptr));
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"b","type":"start_ack"})"}));
  node.turn();
  EXPECT_EQ(client.heard(), (Messages{R"({"id":"a","type":"start_ack"})"}));
  send_message(node, "r1");
  EXPECT_EQ(client.heard().size(), 2U);
}

TEST(AppSync, AClosedConnectionLeavesNoSubscription) {
  Node node;
  Acknowledged client(node);
  client.say(start_message("a", subscription, nullptr));
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 1U);
  client.end();
  EXPECT_EQ(node.hub->shard(node.loop()).subscriptions(), 0U);
  send_message(node, "r1");
}

TEST(AppSync, ResolversSeeTheHeadersOfUpgradeAndStart) {
  Node node;
  auto api = fixture::make_api(fixture::api_id, fixture::key);
  api.resolvers.erase("Subscription.onSecret");
  api.resolvers.emplace(
      "Subscription.onSecret",
      fixture::resolver(
          "Subscription", "onSecret", "null",
          R"($util.error("$ctx.request.headers.custom/$ctx.request.headers.of-start"))"));
  ASSERT_TRUE(node.catalog->put(api));
  Connection client(node, item_upgrade(authorization(), "/graphql/realtime?custom=upgrade"));
  client.say(R"({"type":"connection_init"})");
  client.heard();
  auto headers = authorization();
  headers["Of-Start"] = "start";
  client.say(start_message("a", "subscription { onSecret { id } }", nullptr, headers));
  const auto heard = client.heard();
  ASSERT_EQ(heard.size(), 1U);
  EXPECT_NE(heard[0].find("upgrade/start"), std::string::npos) << heard[0];
}

}  // namespace
}  // namespace syncline::edge
