#include "edge/carried_headers.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "edge/edge_fixture.h"
#include "edge/subprotocol.h"

namespace syncline::edge {
namespace {

using fixture::upgrade;
using fixture::with_header;

TEST(CarriedHeaders, ShowsOrdinaryHeadersWithoutCookies) {
  io::Headers headers;
  headers.add("x-api-key", "k");
  headers.add("cookie", "secret");
  EXPECT_EQ(to_json(request_headers(headers)), R"({"x-api-key":"k"})");
}

TEST(CarriedHeaders, MakesAnArrayOfARepeatedHeader) {
  io::Headers headers;
  headers.add("x-forwarded-for", "a");
  headers.add("x-forwarded-for", "b");
  headers.add("x-forwarded-for", "c");
  EXPECT_EQ(to_json(request_headers(headers)), R"({"x-forwarded-for":["a","b","c"]})");
}

TEST(CarriedHeaders, ReadsTheHeaderParameterInEveryBase64) {
  const std::string object = R"({"x-api-key":"?>?>~~"})";
  const auto standard = base64_encode(object);
  std::string url = standard;
  for (auto& c : url) c = c == '+' ? '-' : c == '/' ? '_' : c;
  while (url.ends_with('=')) url.pop_back();
  std::string escaped;
  for (const char c : standard) escaped += c == '+' ? "%2B" : c == '/' ? "%2F" : std::string(1, c);
  for (const auto& carried : {url, escaped}) {
    const auto headers =
        upgrade_headers(upgrade("/graphql?header=" + carried + "&payload=e30=", ""));
    ASSERT_TRUE(headers) << carried;
    EXPECT_EQ(header_text(*headers, "x-api-key"), "?>?>~~") << carried;
  }
}

TEST(CarriedHeaders, ReadsTheSubprotocolItemInAnyPlace) {
  const auto item = "header-" + base64_encode(R"({"X-Api-Key":"k","n":1})");
  const auto headers = upgrade_headers(upgrade("/graphql", item + ", graphql-ws"));
  ASSERT_TRUE(headers);
  EXPECT_EQ(header_text(*headers, "x-api-key"), "k");
  EXPECT_FALSE(headers->contains("n"));
}

TEST(CarriedHeaders, TakesOrdinaryHeadersAndExtraParameters) {
  const auto headers = upgrade_headers(
      with_header(upgrade("/graphql?X-Custom=a%20b", "graphql-ws"), "x-api-key", "k"));
  ASSERT_TRUE(headers);
  EXPECT_EQ(header_text(*headers, "x-api-key"), "k");
  EXPECT_EQ(header_text(*headers, "x-custom"), "a b");
  EXPECT_FALSE(headers->contains("sec-websocket-protocol"));
  EXPECT_FALSE(headers->contains("upgrade"));
}

TEST(CarriedHeaders, TheCarrierWinsOverTheOrdinaryHeader) {
  const auto carried = base64_encode(R"({"x-api-key":"carried"})");
  const auto headers = upgrade_headers(
      with_header(upgrade("/graphql?header=" + carried, "graphql-ws"), "x-api-key", "plain"));
  ASSERT_TRUE(headers);
  EXPECT_EQ(header_text(*headers, "x-api-key"), "carried");
}

TEST(CarriedHeaders, AreForCredentialsAsHttpWouldHaveSentThem) {
  const auto headers =
      wire_headers(JsonObject{{"x-api-key", "k"}, {"many", JsonArray{"a", "b"}}, {"odd", 1}});
  EXPECT_EQ(headers.get("x-api-key"), "k");
  std::string all;
  for (const auto& [name, value] : headers.all())
    all.append(name).append("=").append(value).append(" ");
  EXPECT_EQ(all, "x-api-key=k many=a many=b ");
}

TEST(CarriedHeaders, RefusesACarrierThatIsNoObject) {
  for (const auto* carried : {"%%%", "!!!!", "e30x", "WzFd", "bm90IGpzb24="}) {
    const auto headers = upgrade_headers(upgrade("/graphql?header=" + std::string(carried), ""));
    ASSERT_FALSE(headers) << carried;
    EXPECT_EQ(headers.error().type, "BadRequestException") << carried;
  }
  EXPECT_FALSE(upgrade_headers(upgrade("/graphql", "graphql-ws, header-WzFd")));
  EXPECT_FALSE(upgrade_headers(upgrade("/graphql", "graphql-ws, header-!")));
}

TEST(Subprotocols, AreReadFromAllFieldsInOrder) {
  io::Headers headers;
  headers.add("sec-websocket-protocol", " a ,,b");
  headers.add("sec-websocket-protocol", "header-x,c");
  EXPECT_EQ(offered_protocols(headers), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(offered_items(headers), (std::vector<std::string>{"a", "b", "header-x", "c"}));
}

}  // namespace
}  // namespace syncline::edge
