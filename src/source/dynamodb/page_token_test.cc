#include "source/dynamodb/page_token.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace syncline::source {
namespace {

const Json key = JsonObject{{"id", JsonObject{{"S", "a"}}}, {"n", JsonObject{{"N", "1"}}}};

void expect_invalid(std::string_view token) {
  const auto read = read_page_token("T", "byName", token);
  ASSERT_FALSE(read.has_value()) << token;
  EXPECT_EQ(read.error().type, "DynamoDB:UserIllegalArgumentException");
  EXPECT_TRUE(read.error().message.ends_with("Invalid pagination token given."));
}

TEST(PageToken, GivesTheKeyBack) {
  const auto token = write_page_token("T", "byName", key);
  const auto read = read_page_token("T", "byName", token);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(Json(*read), key);
}

TEST(PageToken, IsGoodForItsTableAndIndexOnly) {
  expect_invalid(write_page_token("T", "", key));
  expect_invalid(write_page_token("T", "byDate", key));
  expect_invalid(write_page_token("U", "byName", key));
}

TEST(PageToken, RefusesWhatIsNoToken) {
  expect_invalid("");
  expect_invalid("not base64!");
  expect_invalid(base64_encode("not json"));
  expect_invalid(base64_encode("[]"));
  expect_invalid(base64_encode(R"({"version":1})"));
  expect_invalid(base64_encode(R"({"version":1,"table":"T","index":"byName"})"));
}

TEST(PageToken, RefusesKeysThatAreNone) {
  expect_invalid(write_page_token("T", "byName", JsonObject{}));
  expect_invalid(write_page_token("T", "byName", "id"));
  expect_invalid(write_page_token("T", "byName", JsonObject{{"id", "a"}}));
  expect_invalid(write_page_token("T", "byName", JsonObject{{"id", JsonObject{{"S", 1}}}}));
  expect_invalid(write_page_token("T", "byName", JsonObject{{"id", JsonObject{{"M", "x"}}}}));
}

}  // namespace
}  // namespace syncline::source
