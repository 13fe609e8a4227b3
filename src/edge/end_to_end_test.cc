// The whole way over real sockets: subscribe, mutate, receive, with loops on threads of their own.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/text.h"
#include "edge/edge_fixture.h"
#include "io/client.h"
#include "io/server.h"
#include "io/tls.h"

namespace syncline::edge {
namespace {

constexpr long patience_ms = 10'000;

// A served node. Stopped in the order that the rooms ask for: server, loops, then the rest.
class ServedNode {
 public:
  ServedNode() : node_(2), folder_(make_folder()) {
    certificate_ = *io::development_certificate(folder_);
    io::ServerConfig config;
    config.port = 0;
    config.tls_port = 0;
    config.tls = certificate_.files;
    node_.loops.start();
    server_ = *io::Server::listen(node_.loops, config, node_.service);
  }
  ~ServedNode() {
    server_->stop(std::chrono::seconds(2));
    node_.loops.stop();
    server_.reset();
    std::filesystem::remove_all(folder_);
  }
  ServedNode(const ServedNode&) = delete;
  ServedNode& operator=(const ServedNode&) = delete;

  [[nodiscard]] std::string authority(bool tls) const {
    return "localhost:" + std::to_string(tls ? *server_->tls_port() : server_->port());
  }

  [[nodiscard]] std::unique_ptr<io::WebSocketClient> connect(bool tls, std::string path,
                                                             std::string subprotocol) const {
    io::WebSocketClient::Options options;
    options.url = (tls ? "wss://" : "ws://") + authority(tls) + path;
    options.subprotocols = {std::move(subprotocol)};
    options.ca_file = certificate_.ca_file;
    auto client = io::WebSocketClient::connect(options);
    EXPECT_TRUE(client) << client.error().message;
    return client ? *std::move(client) : nullptr;
  }

  io::HttpResponse post(bool tls, std::string_view query) const {
    io::ClientRequest request;
    request.url = (tls ? "https://" : "http://") + authority(tls) + "/graphql";
    request.headers = {{"x-api-key", std::string(fixture::key)},
                       {"content-type", "application/json"}};
    request.body = to_json(JsonObject{{"query", query}});
    request.ca_file = certificate_.ca_file;
    auto response = io::http_request(request);
    EXPECT_TRUE(response) << response.error().message;
    return response.value_or(io::HttpResponse{});
  }

 private:
  static std::string make_folder() {
    auto pattern = (std::filesystem::temp_directory_path() / "edge-XXXXXX").string();
    CHECK(mkdtemp(pattern.data()) != nullptr);
    return pattern;
  }

  fixture::Node node_;
  std::string folder_;
  io::DevelopmentCertificate certificate_;
  std::unique_ptr<io::Server> server_;
};

std::string next(io::WebSocketClient& client) {
  auto message = client.receive(patience_ms);
  return message ? *message : "error: " + message.error().message;
}

std::string key_path() {
  return "/graphql/realtime?header=" +
         base64_encode(to_json(JsonObject{{"x-api-key", fixture::key}})) + "&payload=e30=";
}

std::string start_message(std::string_view id, std::string_view query) {
  const JsonObject authorization = {{"x-api-key", fixture::key}};
  return to_json(JsonObject{{"id", id},
                            {"type", "start"},
                            {"payload",
                             {{"data", to_json(JsonObject{{"query", query}})},
                              {"extensions", {{"authorization", authorization}}}}}});
}

std::string subscribe_message(std::string_view id, std::string_view query) {
  return to_json(JsonObject{{"id", id}, {"type", "subscribe"}, {"payload", {{"query", query}}}});
}

std::unique_ptr<io::WebSocketClient> connect_with_transport_ws(const ServedNode& node, bool tls) {
  auto client = node.connect(tls, "/graphql", "graphql-transport-ws");
  const auto init = R"({"type":"connection_init","payload":{"x-api-key":")" +
                    std::string(fixture::key) + R"("}})";
  if (!client || !client->send(init)) return nullptr;
  EXPECT_EQ(next(*client), R"({"type":"connection_ack"})");
  return client;
}

constexpr std::string_view subscription =
    R"(subscription { onMessage(room: "r1") { id room text } })";
constexpr std::string_view mutation =
    R"(mutation { sendMessage(room: "r1", text: "hi") { id room text } })";

void appsync_session(bool tls) {
  const ServedNode node;
  const auto client = node.connect(tls, key_path(), "graphql-ws");
  ASSERT_TRUE(client);
  EXPECT_EQ(client->subprotocol(), "graphql-ws");
  ASSERT_TRUE(client->send(R"({"type":"connection_init"})"));
  EXPECT_EQ(next(*client), R"({"type":"connection_ack","payload":{"connectionTimeoutMs":300000}})");
  EXPECT_EQ(next(*client), R"({"type":"ka"})");
  ASSERT_TRUE(client->send(start_message("a", subscription)));
  EXPECT_EQ(next(*client), R"({"id":"a","type":"start_ack"})");
  EXPECT_EQ(node.post(tls, mutation).body,
            R"({"data":{"sendMessage":{"id":"1","room":"r1","text":"hi"}}})");
  EXPECT_EQ(next(*client), R"({"id":"a","type":"data","payload":{"data":{"onMessage":)"
                           R"({"id":"1","room":"r1","text":"hi"}}}})");
  ASSERT_TRUE(client->send(R"({"type":"stop","id":"a"})"));
  EXPECT_EQ(next(*client), R"({"id":"a","type":"complete"})");
  client->close();
}

TEST(EndToEnd, AppSyncOverThePlainPort) { appsync_session(false); }
TEST(EndToEnd, AppSyncOverTheTlsPort) { appsync_session(true); }

TEST(EndToEnd, GraphqlTransportWsOverBothPorts) {
  const ServedNode node;
  for (const bool tls : {false, true}) {
    const auto client = connect_with_transport_ws(node, tls);
    ASSERT_TRUE(client);
    ASSERT_TRUE(client->send(subscribe_message("s", subscription)));
    // Messages are answered in order, so this result says that the subscription is there.
    ASSERT_TRUE(client->send(subscribe_message("q", "{ hello }")));
    EXPECT_EQ(next(*client), R"({"id":"q","type":"next","payload":{"data":{"hello":"world"}}})");
    EXPECT_EQ(next(*client), R"({"id":"q","type":"complete"})");
    node.post(tls, mutation);
    EXPECT_EQ(next(*client), R"({"id":"s","type":"next","payload":{"data":{"onMessage":)"
                             R"({"id":"1","room":"r1","text":"hi"}}}})");
    client->close();
  }
}

TEST(EndToEnd, SubscribersOnAllLoopsHearOneConnectionsMutationsInOrder) {
  const ServedNode node;
  constexpr int events = 20;
  std::vector<std::unique_ptr<io::WebSocketClient>> clients;
  for (int i = 0; i < 8; ++i) {
    clients.push_back(node.connect(false, key_path(), "graphql-ws"));
    ASSERT_TRUE(clients.back());
    ASSERT_TRUE(clients.back()->send(R"({"type":"connection_init"})"));
    ASSERT_TRUE(clients.back()->send(start_message("a", "subscription { onMessage { text } }")));
    next(*clients.back());
    next(*clients.back());
    ASSERT_EQ(next(*clients.back()), R"({"id":"a","type":"start_ack"})");
  }
  const auto mutator = connect_with_transport_ws(node, false);
  ASSERT_TRUE(mutator);
  for (int i = 0; i < events; ++i) {
    const auto text = std::to_string(i);
    ASSERT_TRUE(mutator->send(
        subscribe_message(text, "mutation { sendMessage(text: \"" + text + "\") { text } }")));
    next(*mutator);  // its result, and that it is complete
    next(*mutator);
  }
  for (const auto& client : clients) {
    for (int i = 0; i < events; ++i) {
      EXPECT_EQ(next(*client),
                R"({"id":"a","type":"data","payload":{"data":{"onMessage":{"text":")" +
                    std::to_string(i) + R"("}}}})");
    }
  }
}

TEST(EndToEnd, ConnectionsThatComeAndGoWhileEventsFlowDoNoHarm) {
  const ServedNode node;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&node] {
      for (int i = 0; i < 10; ++i) {
        const auto client = node.connect(false, key_path(), "graphql-ws");
        ASSERT_TRUE(client);
        ASSERT_TRUE(client->send(R"({"type":"connection_init"})"));
        ASSERT_TRUE(client->send(start_message("a", subscription)));
        if (i % 2 == 0) next(*client);  // the others leave while their start is under way
        client->shut_down();
      }
    });
  }
  for (int i = 0; i < 20; ++i) EXPECT_EQ(node.post(false, mutation).status, 200);
  for (auto& thread : threads) thread.join();
}

TEST(EndToEnd, MissingCredentialsAreToldOverTheSocketThatThenCloses) {
  const ServedNode node;
  const auto keyless = node.connect(true, "/graphql/realtime", "graphql-ws");
  ASSERT_TRUE(keyless);
  EXPECT_EQ(
      next(*keyless),
      R"({"payload":{"errors":[{"errorType":"UnauthorizedException",)"
      R"("message":"Required headers are missing.","errorCode":401}]},"type":"connection_error"})");
  const auto end = keyless->receive(patience_ms);
  ASSERT_FALSE(end);
  EXPECT_EQ(to_json(end.error().detail.at("code")), "1008");
}

TEST(EndToEnd, AnUpgradeElsewhereIsRefused) {
  const ServedNode node;
  io::WebSocketClient::Options options;
  options.url = "ws://" + node.authority(false) + "/nowhere";
  options.subprotocols = {"graphql-ws"};
  EXPECT_FALSE(io::WebSocketClient::connect(options));
}

}  // namespace
}  // namespace syncline::edge
