#include "hub/argument_key.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace syncline::hub {
namespace {

std::string key_of(const Json& value) {
  std::string key;
  EXPECT_TRUE(append_argument_key(key, &value));
  return key;
}

TEST(ArgumentKey, TellsAStringFromANumber) { EXPECT_NE(key_of("1"), key_of(1)); }

TEST(ArgumentKey, TellsAStringFromABoolean) { EXPECT_NE(key_of("t"), key_of(true)); }

TEST(ArgumentKey, TakesAWholeDoubleForTheInteger) {
  EXPECT_EQ(key_of(1.0), key_of(1));
  EXPECT_EQ(key_of(-0.0), key_of(0));
  EXPECT_NE(key_of(1.5), key_of(1));
  EXPECT_EQ(key_of(1.5), key_of(1.5));
}

TEST(ArgumentKey, TakesSignedAndUnsignedForTheSame) {
  EXPECT_EQ(key_of(std::uint64_t{7}), key_of(std::int64_t{7}));
}

TEST(ArgumentKey, IsExactAtTheEdgesOfTheIntegers) {
  const auto smallest = std::numeric_limits<std::int64_t>::min();
  const auto largest = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(key_of(smallest), key_of(-9223372036854775808.0));
  EXPECT_NE(key_of(largest), key_of(18446744073709551616.0));
  EXPECT_EQ(key_of(9223372036854775808.0), key_of(std::uint64_t{9223372036854775808U}));
  EXPECT_NE(key_of(1e300), key_of(2e300));
}

TEST(ArgumentKey, TakesAnAbsentMemberForNull) {
  std::string absent;
  EXPECT_TRUE(append_argument_key(absent, nullptr));
  EXPECT_EQ(absent, key_of(nullptr));
}

TEST(ArgumentKey, CannotBeForgedByTheTextOfAString) {
  std::string two;
  const Json a = "x";
  const Json b = "y";
  EXPECT_TRUE(append_argument_key(two, &a));
  EXPECT_TRUE(append_argument_key(two, &b));
  EXPECT_NE(two, key_of("xs1:y"));
}

TEST(ArgumentKey, RefusesListsAndObjects) {
  std::string key;
  const Json list = JsonArray{1};
  const Json object = JsonObject{{"a", 1}};
  EXPECT_FALSE(append_argument_key(key, &list));
  EXPECT_FALSE(append_argument_key(key, &object));
}

}  // namespace
}  // namespace syncline::hub
