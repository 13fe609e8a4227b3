#include "edge/api_choice.h"

#include <gtest/gtest.h>

#include "edge/carried_headers.h"
#include "edge/edge_fixture.h"

namespace syncline::edge {
namespace {

using fixture::api_id;
using fixture::Node;
using fixture::other_id;

TEST(GraphqlPath, KnowsTheFourForms) {
  EXPECT_EQ(parse_graphql_path("/graphql")->api_id, "");
  EXPECT_TRUE(parse_graphql_path("/graphql/realtime")->realtime);
  EXPECT_EQ(parse_graphql_path("/graphql/abc")->api_id, "abc");
  EXPECT_FALSE(parse_graphql_path("/graphql/abc")->realtime);
  EXPECT_EQ(parse_graphql_path("/graphql/abc/realtime")->api_id, "abc");
  EXPECT_TRUE(parse_graphql_path("/graphql/abc/realtime")->realtime);
}

TEST(GraphqlPath, IsNothingElse) {
  for (const auto* path : {"/", "/graph", "/graphqlx", "/graphql/a/b", "/graphql//", "/GRAPHQL",
                           "/graphql/a/b/realtime", "/graphqlrealtime"}) {
    EXPECT_FALSE(parse_graphql_path(path)) << path;
  }
}

Result<std::string> chosen(Node& node, const io::HttpRequest& request,
                           const JsonObject& headers = {}) {
  const auto snapshot = node.catalog->snapshot();
  TRY(const auto named, api_of_address(*snapshot, request));
  const auto wire = wire_headers(headers);
  TRY(const auto api, choose_api(*snapshot, named, {.headers = wire, .peer = ""}));
  return api->definition.id;
}

TEST(ApiChoice, TheOnlyApiNeedsNoName) {
  Node node;
  EXPECT_EQ(chosen(node, fixture::request("POST", "/graphql")), std::string(api_id));
}

TEST(ApiChoice, ThePathNamesOne) {
  Node node(1, true);
  EXPECT_EQ(chosen(node, fixture::request("POST", "/graphql/" + std::string(other_id))),
            std::string(other_id));
}

TEST(ApiChoice, AnUnknownIdInThePathIsNotFoundEvenWithOneApi) {
  Node node;
  const auto choice = chosen(node, fixture::request("POST", "/graphql/nobody"));
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.error().kind, ErrorKind::not_found);
  EXPECT_EQ(choice.error().message, "There is no API with the id 'nobody'.");
}

TEST(ApiChoice, TheHostNamesOneByItsFirstLabelInAnyCase) {
  Node node(1, true);
  io::HttpRequest request;
  request.path = "/graphql";
  request.headers.add("host", "BBBBBBBBBBBBBBBBBBBBBBBBBB.appsync-api.eu-west-1.amazonaws.com:443");
  EXPECT_EQ(chosen(node, request), std::string(other_id));
}

TEST(ApiChoice, TheDomainOfAPrivateApiNamesOneInAHeaderOrParameter) {
  Node node(1, true);
  const auto domain = std::string(other_id) + ".appsync-api.eu-west-1.amazonaws.com";
  EXPECT_EQ(chosen(node, fixture::with_header(fixture::request("POST", "/graphql"),
                                              "x-appsync-domain", domain)),
            std::string(other_id));
  EXPECT_EQ(chosen(node, fixture::request("GET", "/graphql?x-appsync-domain=" + domain)),
            std::string(other_id));
}

TEST(ApiChoice, TheKeyNamesItsOwner) {
  Node node(1, true);
  EXPECT_EQ(chosen(node, fixture::request("POST", "/graphql"), {{"x-api-key", fixture::other_key}}),
            std::string(other_id));
}

TEST(ApiChoice, SeveralApisAndNoNameIsNotFoundWithTheRemedy) {
  Node node(1, true);
  const auto choice = chosen(node, fixture::request("POST", "/graphql"));
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.error().kind, ErrorKind::not_found);
  EXPECT_NE(choice.error().message.find("/graphql/{apiId}"), std::string::npos);
}

TEST(ApiChoice, NoApiAtAllIsNotFound) {
  const auto choice = choose_api(catalog::Snapshot{}, "", {.headers = io::Headers(), .peer = ""});
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.error().message, "There is no API yet.");
}

}  // namespace
}  // namespace syncline::edge
