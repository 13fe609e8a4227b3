#include "io/http.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace syncline::io {
namespace {

TEST(Headers, FindsTheFirstFieldOfAName) {
  Headers headers;
  headers.add("accept", "a");
  headers.add("x", "1");
  headers.add("accept", "b");
  EXPECT_EQ(headers.get("accept"), "a");
  EXPECT_EQ(headers.get("missing"), std::nullopt);
  EXPECT_EQ(headers.all().size(), 3U);
}

TEST(Headers, KeepNamesInLowerCaseAndTheirOrder) {
  Headers headers;
  headers.add("X-One", "First");
  headers.add("EMPTY", "");
  headers.add("x-two", "2");
  std::string seen;
  for (const auto& [name, value] : headers.all()) seen += fmt::format("{}={};", name, value);
  EXPECT_EQ(seen, "x-one=First;empty=;x-two=2;");
  EXPECT_EQ(headers.get("empty"), "");
}

TEST(Headers, StayWhenTheyAreMovedOrCopied) {
  Headers headers;
  headers.add("a", "b");
  const Headers copy = headers;
  const Headers moved = std::move(headers);
  EXPECT_EQ(copy, moved);
  EXPECT_EQ(moved.get("a"), "b");
}

TEST(HttpRequest, DecodesItsParameters) {
  HttpRequest request;
  request.query = "a=1+2&b=%7B%22x%22%3A1%7D&flag&a=second&&empty=";
  EXPECT_EQ(request.parameter("a"), "1 2");
  EXPECT_EQ(request.parameter("b"), R"({"x":1})");
  EXPECT_EQ(request.parameter("flag"), "");
  EXPECT_EQ(request.parameter("empty"), "");
  EXPECT_EQ(request.parameter("c"), std::nullopt);
  EXPECT_EQ(request.parameters().size(), 5U);
}

TEST(HttpRequest, HasNoParametersWithoutAQuery) { EXPECT_TRUE(HttpRequest{}.parameters().empty()); }

TEST(ReasonPhrase, NamesTheStatus) {
  EXPECT_EQ(reason_phrase(200), "OK");
  EXPECT_EQ(reason_phrase(431), "Request Header Fields Too Large");
  EXPECT_FALSE(reason_phrase(799).empty());
}

}  // namespace
}  // namespace syncline::io
