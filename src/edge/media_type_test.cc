#include "edge/media_type.h"

#include <gtest/gtest.h>

namespace syncline::edge {
namespace {

std::optional<MediaType> chosen(std::string_view accept) {
  io::Headers headers;
  headers.add("accept", accept);
  return choose_media_type(headers);
}

constexpr auto json = MediaType::json;
constexpr auto graphql = MediaType::graphql_response;

TEST(MediaType, IsJsonForWhoDoesNotMind) {
  EXPECT_EQ(choose_media_type({}), json);
  for (const auto* accept :
       {"", "*/*", "application/*", "application/json", "application/json; charset=utf-8",
        "application/json, text/plain, */*", "text/html,application/xhtml+xml,*/*;q=0.8"}) {
    EXPECT_EQ(chosen(accept), json) << accept;
  }
}

TEST(MediaType, IsTheGraphQLOneForWhoNamesItFirst) {
  for (const auto* accept :
       {"application/graphql-response+json", "Application/GraphQL-Response+JSON;charset=utf-8",
        "application/graphql-response+json, application/json",
        "application/graphql-response+json; charset=utf-8, application/json; charset=utf-8",
        "application/graphql-response+json,application/json;q=0.9",
        "text/html, */*;q=0.1, "
        "application/graphql-response+json",
        "application/graphql-response+json, */*"}) {
    EXPECT_EQ(chosen(accept), graphql) << accept;
  }
}

TEST(MediaType, FollowsTheWeights) {
  EXPECT_EQ(chosen("application/graphql-response+json;q=0.5, application/json"), json);
  EXPECT_EQ(chosen("application/json;q=0.5, application/graphql-response+json;q=0.6"), graphql);
  EXPECT_EQ(chosen("application/json, application/graphql-response+json"), json);
  EXPECT_EQ(chosen("application/json;q=0, */*"), graphql);
  EXPECT_EQ(chosen("application/graphql-response+json;q=0, */*;q=0.1"), json);
}

TEST(MediaType, IsNoneForWhoTakesNeither) {
  for (const auto* accept : {"text/html", "text/event-stream", "application/xml, text/*",
                             "application/json;q=0", "*/*;q=0", "application/graphql+json"}) {
    EXPECT_EQ(chosen(accept), std::nullopt) << accept;
  }
}

}  // namespace
}  // namespace syncline::edge
