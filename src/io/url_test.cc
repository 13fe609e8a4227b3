#include "io/url.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

TEST(ParseUrl, GivesTheParts) {
  const auto url = parse_url("wss://api.localhost:4443/graphql/realtime?header=e30=");
  ASSERT_TRUE(url.has_value());
  EXPECT_EQ(url->scheme, "wss");
  EXPECT_EQ(url->host, "api.localhost");
  EXPECT_EQ(url->port, 4443);
  EXPECT_EQ(url->target, "/graphql/realtime?header=e30=");
  EXPECT_EQ(authority(*url), "api.localhost:4443");
}

TEST(ParseUrl, KnowsThePortOfTheScheme) {
  EXPECT_EQ(parse_url("http://h")->port, 80);
  EXPECT_EQ(parse_url("ws://h")->port, 80);
  EXPECT_EQ(parse_url("https://h")->port, 443);
  EXPECT_EQ(parse_url("wss://h/")->port, 443);
  EXPECT_EQ(authority(*parse_url("wss://h")), "h");
  EXPECT_EQ(parse_url("ws://h")->target, "/");
}

TEST(ParseUrl, TakesAddressesInBrackets) {
  const auto url = parse_url("ws://[::1]:9/x");
  ASSERT_TRUE(url.has_value());
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(authority(*url), "[::1]:9");
}

TEST(ParseUrl, RefusesWhatIsNotAUrl) {
  for (const auto* text : {"", "nonsense", "ftp://h/", "ws://", "/path", "ws://h:port/"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url.has_value()) << text;
    EXPECT_EQ(url.error().type, "UrlError");
  }
}

TEST(IsLoopback, KnowsThisMachine) {
  EXPECT_TRUE(is_loopback("localhost"));
  EXPECT_TRUE(is_loopback("api.localhost"));
  EXPECT_TRUE(is_loopback("127.0.0.1"));
  EXPECT_TRUE(is_loopback("::1"));
  EXPECT_FALSE(is_loopback("localhost.example.com"));
}

}  // namespace
}  // namespace syncline::io
