#include <gtest/gtest.h>

#include <set>

#include "edge/edge_fixture.h"
#include "edge/endpoint.h"

namespace syncline::edge {
namespace {

using fixture::ask;
using fixture::header;
using fixture::Node;
using fixture::post;
using fixture::with_header;

std::string graphql_body(std::string_view query) { return to_json(JsonObject{{"query", query}}); }

TEST(GraphqlEndpoint, AnswersAQuery) {
  Node node;
  const auto response = ask(node, post(graphql_body("{ hello }")));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, R"({"data":{"hello":"world"}})");
  EXPECT_EQ(response->content_type, "");  // JSON
  EXPECT_EQ(header(*response, "x-amzn-RequestId").size(), 36U);
  EXPECT_EQ(header(*response, "x-amzn-appsync-TokensConsumed"), "1");
  EXPECT_EQ(header(*response, "access-control-allow-origin"), "*");
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "");
}

TEST(GraphqlEndpoint, NeedsNoTaskForWhatIsReady) {
  Node node;
  for (const auto* query : {"{ hello }", "{ broken }", "{", "mutation { sendMessage { id } }"}) {
    const auto answer = node.service.respond(node.loop(), post(graphql_body(query)));
    EXPECT_TRUE(std::holds_alternative<io::HttpResponse>(answer)) << query;
  }
}

TEST(GraphqlEndpoint, AnswersLaterWhatHasToWait) {
  Node node;
  const auto answer = node.service.respond(node.loop(), post(graphql_body("{ slow }")));
  EXPECT_TRUE(std::holds_alternative<Task<io::HttpResponse>>(answer));
  const auto response = ask(node, post(graphql_body("{ slow }")));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, R"({"data":{"slow":"slow"}})");
  EXPECT_EQ(header(*response, "x-amzn-RequestId").size(), 36U);
  EXPECT_EQ(header(*response, "access-control-allow-origin"), "*");
}

TEST(GraphqlEndpoint, PassesVariablesOperationNameAndHeaders) {
  Node node;
  const auto response =
      ask(node,
          with_header(post(R"({"query":"query A($n: String!) { seen(name: $n) } query B { hello }",
                                 "operationName":"A","variables":{"n":"x-custom"}})"),
                      "x-custom", "shown"));
  EXPECT_EQ(response->body, R"({"data":{"seen":"shown"}})");
}

TEST(GraphqlEndpoint, AnswersAtTheApisOwnPath) {
  Node node(1, true);
  const auto response =
      ask(node, post(graphql_body("{ hello }"), "/graphql/" + std::string(fixture::api_id)));
  EXPECT_EQ(response->body, R"({"data":{"hello":"world"}})");
}

TEST(GraphqlEndpoint, AnUnknownApiIs404) {
  Node node;
  const auto response = ask(node, post(graphql_body("{ hello }"), "/graphql/nobody"));
  EXPECT_EQ(response->status, 404);
  EXPECT_EQ(response->body, R"({"errors":[{"errorType":"NotFoundException",)"
                            R"("message":"There is no API with the id 'nobody'."}]})");
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "NotFoundException");
}

TEST(GraphqlEndpoint, TakesAQueryByGet) {
  Node node;
  const auto response =
      ask(node, with_header(fixture::request("GET",
                                             "/graphql?query=query%20A(%24n:String!)%7B"
                                             "seen(name:%24n)%7D&operationName=A&variables="
                                             "%7B%22n%22:%22x-custom%22%7D"),
                            "x-api-key", std::string(fixture::key)));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, R"({"data":{"seen":null}})");
}

TEST(GraphqlEndpoint, RefusesAMutationByGet) {
  Node node;
  const auto response = ask(
      node, with_header(fixture::request("GET", "/graphql?query=mutation%7BsendMessage%7Bid%7D%7D"),
                        "x-api-key", std::string(fixture::key)));
  EXPECT_EQ(response->status, 405);
  EXPECT_EQ(header(*response, "allow"), "POST");
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "MethodNotAllowedException");
}

TEST(GraphqlEndpoint, RefusesVariablesByGetThatAreNoObject) {
  Node node;
  const auto response =
      ask(node, with_header(fixture::request("GET", "/graphql?query=%7Bhello%7D&variables=%7Bx"),
                            "x-api-key", std::string(fixture::key)));
  EXPECT_EQ(response->status, 400);
}

TEST(GraphqlEndpoint, RefusesOtherMethodsWithAllow) {
  Node node;
  for (const auto* method : {"PUT", "DELETE", "PATCH", "HEAD", "BREW"}) {
    const auto response = ask(node, fixture::request(method, "/graphql"));
    EXPECT_EQ(response->status, 405) << method;
    EXPECT_EQ(header(*response, "allow"), "GET, POST, OPTIONS") << method;
  }
}

TEST(GraphqlEndpoint, WithoutCredentialsIs401) {
  Node node;
  const auto response = ask(node, fixture::request("POST", "/graphql", graphql_body("{ hello }")));
  EXPECT_EQ(response->status, 401);
  EXPECT_EQ(response->body, R"({"errors":[{"errorType":"UnauthorizedException",)"
                            R"("message":"Valid authorization header not provided."}]})");
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "UnauthorizedException");
}

TEST(GraphqlEndpoint, AWrongKeyIs401BeforeTheBodyIsRead) {
  Node node;
  const auto response =
      ask(node, with_header(fixture::request("POST", "/graphql", "garbage"), "x-api-key", "da2-x"));
  EXPECT_EQ(response->status, 401);
  EXPECT_EQ(response->body, R"({"errors":[{"errorType":"UnauthorizedException",)"
                            R"("message":"You are not authorized to make this call."}]})");
}

TEST(GraphqlEndpoint, AnExpiredKeyIs401) {
  Node node;
  node.clock.set(5'000'000'000'000);
  EXPECT_EQ(ask(node, post(graphql_body("{ hello }")))->status, 401);
}

TEST(GraphqlEndpoint, AnotherApisKeyDoesNotOpenThisOne) {
  Node node(1, true);
  const auto response =
      ask(node, with_header(fixture::request("POST", "/graphql/" + std::string(fixture::api_id),
                                             graphql_body("{ hello }")),
                            "x-api-key", std::string(fixture::other_key)));
  EXPECT_EQ(response->status, 401);
}

TEST(GraphqlEndpoint, UnreadableBodiesAre400InAppSyncsWords) {
  Node node;
  const auto empty = ask(node, post(""));
  EXPECT_EQ(empty->status, 400);
  EXPECT_EQ(empty->body, R"({"errors":[{"message":"Request body is empty.",)"
                         R"("errorType":"MalformedHttpRequestException"}]})");
  EXPECT_EQ(header(*empty, "x-amzn-ErrorType"), "MalformedHttpRequestException");
  for (const auto* body : {"{", "[]", "{}", "\xff\xfe", R"({"query":1})"}) {
    const auto response = ask(node, post(body));
    EXPECT_EQ(response->status, 400) << body;
    EXPECT_EQ(response->body, R"({"errors":[{"message":"Unable to parse GraphQL query.",)"
                              R"("errorType":"MalformedHttpRequestException"}]})")
        << body;
  }
}

TEST(GraphqlEndpoint, AResolversErrorIs200WithData) {
  Node node;
  const auto response = ask(node, post(graphql_body("{ broken }")));
  EXPECT_EQ(response->status, 200);
  EXPECT_TRUE(response->body.starts_with(R"({"data":{"broken":null},"errors":[)"))
      << response->body;
}

TEST(GraphqlEndpoint, ASubscriptionOverHttpIsRefused) {
  Node node;
  const auto response = ask(node, post(graphql_body("subscription { onMessage { id } }")));
  EXPECT_EQ(response->status, 400);
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "UnsupportedOperation");
}

TEST(Service, AnswersAPreflightWithTheBrowsersOwnList) {
  Node node;
  const auto response =
      ask(node, with_header(fixture::request("OPTIONS", "/graphql"),
                            "access-control-request-headers", "authorization,x-api-key"));
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(header(*response, "access-control-allow-headers"), "authorization,x-api-key");
  EXPECT_EQ(header(*response, "access-control-allow-methods"), "GET, POST, OPTIONS");
  EXPECT_EQ(header(*response, "access-control-allow-origin"), "*");
}

TEST(Service, GivesBackNothingThatIsNoHeaderList) {
  Node node;
  const auto response = ask(node, with_header(fixture::request("OPTIONS", "/graphql"),
                                              "access-control-request-headers", "a; b=\"<c>\""));
  EXPECT_EQ(header(*response, "access-control-allow-headers"), "*");
}

TEST(Service, DecoratesWhatTheServerAnswersItself) {
  Node node;
  io::HttpResponse fault;
  node.service.decorate(fault);
  EXPECT_EQ(header(fault, "x-amzn-RequestId").size(), 36U);
  EXPECT_EQ(header(fault, "access-control-allow-origin"), "*");
  EXPECT_NE(header(fault, "access-control-expose-headers"), "");
}

TEST(Service, GivesEachRequestAnIdOfItsOwn) {
  Node node;
  std::set<std::string> ids;
  for (int i = 0; i < 1'000; ++i) {
    ids.insert(header(*ask(node, fixture::request("GET", "/healthz")), "x-amzn-RequestId"));
  }
  EXPECT_EQ(ids.size(), 1'000U);
}

TEST(Service, AnUnknownPathIs404AndNamesTheKnownOnes) {
  Node node;
  const auto response = ask(node, fixture::request("GET", "/nowhere"));
  EXPECT_EQ(response->status, 404);
  EXPECT_NE(response->body.find("/graphql/{apiId}/realtime"), std::string::npos);
  EXPECT_EQ(header(*response, "x-amzn-ErrorType"), "NotFoundException");
  EXPECT_EQ(ask(node, fixture::request("OPTIONS", "/nowhere"))->status, 404);
}

TEST(Service, TellsAPersonWhereTheyAre) {
  Node node;
  const auto response = ask(node, fixture::request("GET", "/"));
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->content_type, "text/plain;charset=UTF-8");
  EXPECT_NE(response->body.find("/graphql"), std::string::npos);
  EXPECT_EQ(ask(node, fixture::request("POST", "/"))->status, 405);
}

TEST(Service, IsHealthyAndReady) {
  Node node;
  EXPECT_EQ(ask(node, fixture::request("GET", "/healthz"))->body, R"({"status":"ok"})");
  EXPECT_EQ(ask(node, fixture::request("GET", "/readyz"))->body, R"({"status":"ready","apis":1})");
  EXPECT_EQ(ask(node, fixture::request("POST", "/healthz"))->status, 405);
}

TEST(Service, TheRealtimeAddressAsksForAnUpgrade) {
  Node node;
  const auto response = ask(node, fixture::request("GET", "/graphql/realtime"));
  EXPECT_EQ(response->status, 426);
  EXPECT_EQ(header(*response, "upgrade"), "websocket");
}

TEST(Service, RefusesAnUpgradeElsewhere) {
  Node node;
  for (const auto* path : {"/", "/healthz", "/graphql/nobody/realtime", "/event/realtime"}) {
    for (const auto* protocol : {"graphql-ws", "graphql-transport-ws"}) {
      const auto answer = node.service.upgrade(node.loop(), fixture::upgrade(path, protocol));
      EXPECT_EQ(answer.handler, nullptr) << path;
      EXPECT_EQ(answer.refusal.status, 404) << path;
    }
  }
}

TEST(Service, TakesTheFirstOfferedProtocolThatItSpeaks) {
  Node node;
  const auto spoken = [&](const std::string& offered) {
    const auto target = "/graphql/realtime?x-api-key=" + std::string(fixture::key);
    return node.service.upgrade(node.loop(), fixture::upgrade(target, offered)).subprotocol;
  };
  EXPECT_EQ(spoken("graphql-ws"), "graphql-ws");
  EXPECT_EQ(spoken("graphql-transport-ws"), "graphql-transport-ws");
  EXPECT_EQ(spoken("mqtt, graphql-transport-ws, graphql-ws"), "graphql-transport-ws");
  EXPECT_EQ(spoken("graphql-ws, graphql-transport-ws"), "graphql-ws");
  EXPECT_EQ(spoken("GRAPHQL-WS"), "");
}

}  // namespace
}  // namespace syncline::edge
