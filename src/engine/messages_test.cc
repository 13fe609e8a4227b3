// The message API of the project's first example: what AppSync answers, we answer.
#include <gtest/gtest.h>

#include "engine/engine_fixture.h"
#include "hub/shard.h"

namespace syncline::engine {
namespace {

constexpr auto give = "$util.toJson($ctx.result)";

ApiText message_api() {
  ApiText text(R"(
    type Message { id: ID! content: String }
    type Subscription { messageAdded: Message }
    type Query { getMessage(id: ID!): Message  findMessage(id: ID): Message }
    type Mutation { addMessage(content: String!): Message }
    schema { query: Query mutation: Mutation subscription: Subscription }
  )");
  constexpr auto get = R"({ "version": "2017-02-28", "operation": "GetItem",
      "key": { "id": $util.dynamodb.toDynamoDBJson($ctx.args.id) } })";
  text.unit("Query.getMessage", "table", get, give);
  text.unit("Query.findMessage", "table", get, give);
  text.unit("Mutation.addMessage", "table",
            R"vtl({ "version": "2017-02-28", "operation": "PutItem",
                    "key": { "id": { "S": "$util.autoId()" } },
                    "attributeValues": {
                      "content": $util.dynamodb.toDynamoDBJson($ctx.args.content) } })vtl",
            give);
  text.pipeline("Subscription.messageAdded", R"({ "version": "2017-02-28", "payload": {} })", {},
                give);
  return text;
}

struct MessageHouse : House {
  explicit MessageHouse(ApiText text = message_api()) : House(std::move(text)) { create_table(); }

  std::string add(const std::string& content) {
    const auto parsed = *parse_json(body(
        "mutation M($c: String!) { addMessage(content: $c) { id } }", JsonObject{{"c", content}}));
    return std::string(parsed.at("data").at("addMessage").at("id").as_string());
  }
  std::int64_t items() {
    return run_task(database->call("Scan", JsonObject{{"TableName", "messages"}}))
        .value()
        .at("Count")
        .as_int64();
  }
};

TEST(Messages, AddGivesTheItemThatWasWritten) {
  MessageHouse house;
  const auto body =
      *parse_json(house.body(R"(mutation { addMessage(content: "hi") { id content } })"));
  const auto& message = body.at("data").at("addMessage");
  EXPECT_EQ(message.at("content"), "hi");
  EXPECT_EQ(message.at("id").as_string().size(), 36U);
  EXPECT_FALSE(body.as_object().contains("errors"));
}

TEST(Messages, GetGivesWhatWasAdded) {
  MessageHouse house;
  const auto id = house.add("a \"quoted\" line\n");
  EXPECT_EQ(house.body("query Q($id: ID!) { getMessage(id: $id) { id content } }",
                       JsonObject{{"id", id}}),
            R"({"data":{"getMessage":{"id":")" + id + R"(","content":"a \"quoted\" line\n"}}})");
}

TEST(Messages, GetGivesNullForAnUnknownId) {
  MessageHouse house;
  EXPECT_EQ(house.body(R"({ getMessage(id: "none") { id } })"), R"({"data":{"getMessage":null}})");
}

TEST(Messages, ANullKeyIsAnErrorOfDynamoDB) {
  MessageHouse house;
  const auto body = *parse_json(house.body("{ findMessage { id } }"));
  EXPECT_TRUE(body.at("data").at("findMessage").is_null());
  const auto& error = body.at("errors").at(0);
  EXPECT_EQ(to_json(error.at("path")), R"(["findMessage"])");
  EXPECT_TRUE(error.at("data").is_null());
  EXPECT_EQ(error.at("errorType"), "DynamoDB:DynamoDbException");
  EXPECT_TRUE(error.at("errorInfo").is_null());
  EXPECT_EQ(to_json(error.at("locations")), R"([{"line":1,"column":3,"sourceName":null}])");
  const std::string message(error.at("message").as_string());
  EXPECT_NE(message.find(" (Service: DynamoDb, Status Code: 400, Request ID: "), std::string::npos);
  EXPECT_TRUE(message.ends_with(", Extended Request ID: null)"));
}

TEST(Messages, AMissingTableIsAnErrorOfDynamoDB) {
  House house(message_api());
  const auto body = *parse_json(house.body(R"({ getMessage(id: "1") { id } })"));
  EXPECT_EQ(body.at("errors").at(0).at("errorType"), "DynamoDB:ResourceNotFoundException");
}

TEST(Messages, AddTellsTheSubscriptionThatNamesNoMutation) {
  MessageHouse house;
  house.body(R"(mutation { addMessage(content: "hi") { content } })");
  EXPECT_EQ(house.bus.texts(), std::vector<std::string>{R"(messageAdded {"content":"hi"})"});
  EXPECT_EQ(house.api->unbound_bindings.size(), 1U);
}

TEST(Messages, AResolverBeyondTheApisLimitDoesNotRun) {
  auto text = message_api();
  text.api.settings = JsonObject{{"resolverCountLimit", 1}};
  MessageHouse house(text);
  const auto body = house.body(
      R"(mutation { a: addMessage(content: "1") { id } b: addMessage(content: "2") { id } })");
  EXPECT_NE(body.find("ResolverExecutionLimitReached"), std::string::npos) << body;
  EXPECT_EQ(house.items(), 1);
}

TEST(Messages, NobodyIsToldWhenUnboundSubscriptionsAreOff) {
  MessageHouse house;
  house.request.api = catalog::compile(message_api().api, catalog::UnboundSubscriptions::off);
  house.body(R"(mutation { addMessage(content: "hi") { content } })");
  EXPECT_TRUE(house.bus.events.empty());
}

// Collects what reaches a client.
class Inbox final : public hub::Sink {
 public:
  void send(std::string_view subscription,
            const std::shared_ptr<const std::string>& payload) override {
    messages.push_back(std::string(subscription) + " " + *payload);
  }
  std::vector<std::string> messages;
};

TEST(Messages, WhatOneClientAddsArrivesAtTheOthers) {
  MessageHouse house;
  hub::Shard shard;
  Inbox inbox;
  const auto by_content =
      shard.subscribe(*house.subscribe("subscription { messageAdded { content } }"), "a", inbox);
  const auto by_alias = shard.subscribe(
      *house.subscribe("subscription { m: messageAdded { __typename c: content } }"), "b", inbox);
  house.body(R"(mutation { x: addMessage(content: "hi") { id y: content } })");
  for (const auto& event : house.bus.events) shard.deliver(*event);
  EXPECT_EQ(inbox.messages,
            (std::vector<std::string>{R"(a {"data":{"messageAdded":{"content":"hi"}}})",
                                      R"(b {"data":{"m":{"__typename":"Message","c":"hi"}}})"}));
}

TEST(Messages, SubscribersGetWhatTheySelect) {
  MessageHouse house;
  EXPECT_EQ(
      house.rendered("subscription { messageAdded { content } }", R"({"id":"1","content":"hi"})"),
      R"({"data":{"messageAdded":{"content":"hi"}}})");
}

TEST(Messages, AFieldThatMustBeThereAndIsNotFailsTheEvent) {
  MessageHouse house;
  EXPECT_EQ(house.rendered("subscription { messageAdded { id content } }", R"({"content":"hi"})"),
            R"x({"data":{"messageAdded":null},"errors":[{"path":["messageAdded","id"],)x"
            R"x("locations":null,"message":"Cannot return null for non-nullable type: 'ID' )x"
            R"x(within parent 'Message' (/messageAdded/id)"}]})x");
}

}  // namespace
}  // namespace syncline::engine
