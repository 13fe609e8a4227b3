#include "app/node.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/parse_json.h"
#include "base/text.h"
#include "io/client.h"

namespace syncline::app {
namespace {

namespace fs = std::filesystem;

constexpr long patience_ms = 20'000;

constexpr std::string_view messages = R"(
Parameters:
  ApiName: {Type: String, Default: messages}
Resources:
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {Name: !Ref ApiName, AuthenticationType: API_KEY}
  Key:
    Type: AWS::AppSync::ApiKey
    Properties: {ApiId: !GetAtt Api.ApiId}
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Message { id: ID! content: String }
        type Page { items: [Message] nextToken: String }
        type Query { list(nextToken: String): Page }
        type Mutation { addMessage(content: String!): Message }
        type Subscription { added: Message @aws_subscribe(mutations: ["addMessage"]) }
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
      BillingMode: PAY_PER_REQUEST
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - {Effect: Allow, Principal: {Service: appsync.amazonaws.com}, Action: sts:AssumeRole}
  Source:
    Type: AWS::AppSync::DataSource
    Properties:
      ApiId: !GetAtt Api.ApiId
      Name: table
      Type: AMAZON_DYNAMODB
      DynamoDBConfig: {TableName: !Ref Table, AwsRegion: !Ref AWS::Region}
      ServiceRoleArn: !GetAtt Role.Arn
  AddMessage:
    Type: AWS::AppSync::Resolver
    DependsOn: Schema
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Mutation
      FieldName: addMessage
      DataSourceName: !GetAtt Source.Name
      RequestMappingTemplate: |
        {"version": "2017-02-28", "operation": "PutItem", 
         "key": {"id": $util.dynamodb.toDynamoDBJson($ctx.args.content)},
         "attributeValues": {"content": $util.dynamodb.toDynamoDBJson($ctx.args.content)}}
      ResponseMappingTemplate: $util.toJson($ctx.result)
  List:
    Type: AWS::AppSync::Resolver
    DependsOn: Schema
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Query
      FieldName: list
      DataSourceName: !GetAtt Source.Name
      RequestMappingTemplate: |
        {"version": "2017-02-28", "operation": "Scan", "limit": 1,
         "nextToken": $util.toJson($ctx.args.nextToken)}
      ResponseMappingTemplate: $util.toJson($ctx.result)
)";

class NodeTest : public testing::Test {
 protected:
  NodeTest() {
    fs::create_directory(folder);
    config.address = "127.0.0.1";
    config.threads = 2;
    config.region = "us-east-1";
    config.durability = store::Durability::os;
  }
  ~NodeTest() override { fs::remove_all(folder); }

  std::string put(const std::string& name, std::string_view text = messages) const {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  std::unique_ptr<Node> start(const std::vector<std::string>& templates,
                              const std::map<std::string, std::string>& parameters = {}) const {
    auto node = Node::start(config, templates, parameters);
    if (!node) ADD_FAILURE() << node.error().message;
    return node ? *std::move(node) : nullptr;
  }
  static std::vector<std::string> names(const Node& node) {
    std::vector<std::string> found;
    for (const auto& address : node.apis()) found.push_back(address.api->definition.name);
    return found;
  }

  const fs::path folder = fs::temp_directory_path() / ("syncline-node-" + random_id(12));
  ServeConfig config;
};

using Names = std::vector<std::string>;

TEST_F(NodeTest, ListsTheApisOfItsTemplatesFirstAndThenWhatItKept) {
  config.data = (folder / "data").string();
  const auto one = put("one.yaml");
  const auto two = put("two.yaml");
  const auto three = put("three.yaml");
  start({one}, {{"ApiName", "b"}})->stop();
  start({two}, {{"ApiName", "a"}})->stop();
  {
    const auto node = start({three}, {{"ApiName", "c"}});
    EXPECT_EQ(names(*node), (Names{"c", "a", "b"}));
    EXPECT_EQ(node->kept_stacks(), (Names{"one", "two"}));
    EXPECT_TRUE(
        node->apis().front().url.ends_with("/graphql/" + node->apis().front().api->definition.id));
  }
  const auto node = start({});
  EXPECT_EQ(names(*node), (Names{"a", "b", "c"}));
  EXPECT_EQ(node->kept_stacks(), (Names{"one", "three", "two"}));
}

TEST_F(NodeTest, IsEmptyWithoutTemplates) {
  const auto node = start({});
  EXPECT_TRUE(node->apis().empty());
  EXPECT_TRUE(node->kept_stacks().empty());
}

TEST_F(NodeTest, OneApiHasThePlainPath) {
  const auto node = start({put("one.yaml")});
  ASSERT_EQ(node->apis().size(), 1U);
  EXPECT_EQ(node->apis().front().url, node->http_url() + "/graphql");
}

TEST_F(NodeTest, AStartThatFailsEndsAtOnce) {
  const auto wrong = put("wrong.yaml", "Resources:\n  A:\n    Type: AWS::S3::Bucket\n");
  const auto begin = std::chrono::steady_clock::now();
  const auto node = Node::start(config, {wrong}, {});
  ASSERT_FALSE(node.has_value());
  EXPECT_TRUE(node.error().message.starts_with(wrong + ":3: ")) << node.error().message;
  // io waits two seconds for a loop that does not answer.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

// What the first API answers, as text.
std::string ask(const Node& node, std::string_view document, Json variables = JsonObject()) {
  const auto address = node.apis().front();
  io::ClientRequest request;
  request.url = address.url;
  request.headers = {{"content-type", "application/json"},
                     {"x-api-key", address.api->definition.keys.begin()->first}};
  request.body = to_json(JsonObject{{"query", document}, {"variables", std::move(variables)}});
  const auto response = io::http_request(request);
  return response ? response->body : response.error().message;
}

TEST_F(NodeTest, PagesOnAfterARestart) {
  config.data = (folder / "data").string();
  const auto file = put("one.yaml");
  constexpr std::string_view page =
      "query ($t: String) { list(nextToken: $t) { items { id } nextToken } }";
  std::string first;
  Json token;
  {
    const auto node = start({file});
    ask(*node,
        R"(mutation { a: addMessage(content: "a") { id } b: addMessage(content: "b") { id } })");
    const auto body = parse_json(ask(*node, page)).value();
    first = to_json(body.at("data").at("list").at("items"));
    token = body.at("data").at("list").at("nextToken");
    ASSERT_TRUE(token.is_string()) << to_json(body);
  }
  const auto node = start({file});
  const auto body = parse_json(ask(*node, page, JsonObject{{"t", token}})).value();
  const auto second = to_json(body.at("data").at("list").at("items"));
  EXPECT_NE(first, second);
  EXPECT_EQ(first.size(), second.size());
}

// Sends mutations of one key, which wait for each other, and reads until the server ends it.
void mutate_to_the_end(const ApiAddress& address, std::atomic<int>& answers) {
  io::WebSocketClient::Options options;
  options.url = "ws" + address.url.substr(4);
  options.subprotocols = {"graphql-transport-ws"};
  const auto client = io::WebSocketClient::connect(options);
  if (!client) return;
  const auto& key = address.api->definition.keys.begin()->first;
  const auto hello =
      JsonObject{{"type", "connection_init"}, {"payload", JsonObject{{"x-api-key", key}}}};
  std::ignore = (*client)->send(to_json(hello));
  if (!(*client)->receive(patience_ms)) return;
  const auto ask = [&](const std::string& id, std::string_view document) {
    return (*client)
        ->send(to_json(JsonObject{
            {"id", id}, {"type", "subscribe"}, {"payload", JsonObject{{"query", document}}}}))
        .has_value();
  };
  if (!ask("events", "subscription { added { id content } }")) return;
  for (int i = 0; i < 100; ++i) {
    if (!ask(std::to_string(i), R"(mutation { addMessage(content: "x") { id content } })")) return;
  }
  for (int next = 100; (*client)->receive(patience_ms); ++next) {
    ++answers;
    if (!ask(std::to_string(next), R"(mutation { addMessage(content: "x") { id } })")) return;
  }
}

TEST_F(NodeTest, StopsWhileMutationsOfAWebSocketRun) {
  config.data = (folder / "data").string();
  const auto file = put("one.yaml");
  for (int round = 0; round < 3; ++round) {
    auto node = start({file});
    const auto address = node->apis().front();
    std::atomic<int> answers = 0;
    std::vector<std::thread> clients;
    for (int i = 0; i < 4; ++i) {
      clients.emplace_back([&] { mutate_to_the_end(address, answers); });
    }
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience_ms);
    while (answers < 50 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    EXPECT_GE(answers, 50);
    node->stop();
    node->stop();  // once more is nothing
    node.reset();
    for (auto& client : clients) client.join();
  }
}

}  // namespace
}  // namespace syncline::app
