#include "source/dynamodb/page_token.h"

#include <gtest/gtest.h>

#include "source/test_rooms.h"

namespace syncline::source {
namespace {

const Json key = JsonObject{{"id", JsonObject{{"S", "a"}}}, {"n", JsonObject{{"N", "1"}}}};
constexpr PageOrigin origin{"api/Query.all", "T", "byName"};

void expect_invalid(const PageOrigin& from, std::string_view token) {
  const TestRooms house;
  const auto read = read_page_token(house.rooms, from, token);
  ASSERT_FALSE(read.has_value()) << token;
  EXPECT_EQ(read.error().type, "DynamoDB:UserIllegalArgumentException");
  EXPECT_TRUE(read.error().message.ends_with("Invalid pagination token given."));
}

TEST(PageToken, GivesTheKeyBack) {
  const TestRooms house;
  const auto token = write_page_token(house.rooms, origin, key);
  const auto read = read_page_token(house.rooms, origin, token);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(Json(*read), key);
}

TEST(PageToken, IsGoodForItsResolverTableAndIndexOnly) {
  const TestRooms house;
  const auto token = write_page_token(house.rooms, origin, key);
  expect_invalid({"api/Query.mine", "T", "byName"}, token);
  expect_invalid({"other/Query.all", "T", "byName"}, token);
  expect_invalid({"api/Query.all", "U", "byName"}, token);
  expect_invalid({"api/Query.all", "T", ""}, token);
  expect_invalid({"api/Query.allT", "", "byName"}, token);
}

TEST(PageToken, RefusesWhatIsNoToken) {
  const TestRooms house;
  expect_invalid(origin, "");
  expect_invalid(origin, "not a token");
  expect_invalid(origin, write_page_token(house.rooms, origin, "id"));
}

}  // namespace
}  // namespace syncline::source
