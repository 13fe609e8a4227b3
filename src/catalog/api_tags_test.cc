#include "catalog/api_tags.h"

#include <gtest/gtest.h>

#include <string>

namespace syncline::catalog {
namespace {

// The message for a tag of that value.
std::string fault(std::string_view tag, const Json& value) {
  const auto tags = read_api_tags(JsonObject{{"team", "a"}, {tag, value}});
  if (tags) return "none";
  EXPECT_EQ(tags.error().type, "ApiConfigurationException");
  return tags.error().message;
}

TEST(ApiTags, SayNothingWhereNoneIsOurs) {
  EXPECT_EQ(read_api_tags(nullptr), ApiTags());
  EXPECT_EQ(read_api_tags(JsonObject()), ApiTags());
  EXPECT_EQ(read_api_tags(JsonObject{{"team", "a"}, {"synclines:x", "b"}}), ApiTags());
}

TEST(ApiTags, AreReadByTheirNames) {
  const ApiTags expected{.aliases_max = 1,
                         .root_aliases_max = 2,
                         .directives_max = 0,
                         .complexity_max = 4,
                         .complexity_list_factor = 5,
                         .time_ms_max = 6,
                         .reference_wording = true};
  EXPECT_EQ(read_api_tags(JsonObject{{"syncline:aliasLimit", "1"},
                                     {"syncline:rootAliasLimit", "2"},
                                     {"syncline:directiveLimit", "0"},
                                     {"syncline:complexityLimit", "4"},
                                     {"syncline:complexityListFactor", "5"},
                                     {"syncline:timeLimit", "6"},
                                     {"syncline:validationWording", "reference"}}),
            expected);
  EXPECT_EQ(read_api_tags(JsonObject{{"syncline:validationWording", "appsync"}}),
            ApiTags{.reference_wording = false});
}

TEST(ApiTags, FailWithATagThatIsNoNumber) {
  for (const auto* value : {"", "many", "-1", "1.5", " 1", "1 ", "0x1", "99999999999999999999"}) {
    EXPECT_EQ(fault("syncline:aliasLimit", value),
              "The tag 'syncline:aliasLimit' of this API must be a whole number.")
        << value;
  }
  EXPECT_EQ(fault("syncline:timeLimit", Json(1)),
            "The tag 'syncline:timeLimit' of this API must be a whole number.");
}

TEST(ApiTags, FailWithATagThatIsNotKnown) {
  EXPECT_EQ(fault("syncline:aliaslimit", "1"),
            "The tag 'syncline:aliaslimit' of this API is none that this server knows.");
  EXPECT_EQ(fault("syncline:validationWording", "french"),
            "The tag 'syncline:validationWording' of this API must be 'appsync' or 'reference'.");
}

}  // namespace
}  // namespace syncline::catalog
