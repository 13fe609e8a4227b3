#include "engine/options.h"

#include <gtest/gtest.h>

namespace syncline::engine {
namespace {

Result<Options> options_with(JsonObject tags, const Options& server = {}) {
  catalog::Api api;
  api.settings = JsonObject{{"tags", std::move(tags)}};
  return options_of(api, server);
}

// The message for a tag of that value.
std::string fault(std::string_view tag, const Json& value) {
  const auto options = options_with({{tag, value}});
  if (options) return "none";
  EXPECT_EQ(options.error().type, "ApiConfigurationException");
  return options.error().message;
}

TEST(Options, AreTheServersWhereTheApiSaysNothing) {
  const Options server{.aliases_max = 3, .wording = graphql::Wording::reference};
  EXPECT_EQ(options_of({}, server), server);
  EXPECT_EQ(options_with({}, server), server);
  EXPECT_EQ(options_with({{"team", "a"}, {"synclines:x", "b"}}, server), server);
}

TEST(Options, AreReadFromTheApisTags) {
  const auto options = options_with({{"syncline:aliasLimit", "1"},
                                     {"syncline:rootAliasLimit", "2"},
                                     {"syncline:directiveLimit", "0"},
                                     {"syncline:complexityLimit", "4"},
                                     {"syncline:complexityListFactor", "5"},
                                     {"syncline:timeLimit", "6"},
                                     {"syncline:validationWording", "reference"}});
  const Options expected{.aliases_max = 1,
                         .root_aliases_max = 2,
                         .directives_max = 0,
                         .complexity_max = 4,
                         .complexity_list_factor = 5,
                         .time_max = std::chrono::milliseconds(6),
                         .wording = graphql::Wording::reference};
  EXPECT_EQ(options, expected);
}

TEST(Options, OnlyShortenTheServersTime) {
  const Options server{.time_max = std::chrono::milliseconds(100)};
  const auto time = [&](std::string_view value) {
    return options_with({{"syncline:timeLimit", value}}, server)->time_max.count();
  };
  EXPECT_EQ(time("99"), 99);
  EXPECT_EQ(time("100"), 100);
  EXPECT_EQ(time("101"), 100);
  EXPECT_EQ(time("0"), 100);
}

TEST(Options, AnApiMayGoBackToAppSyncsWords) {
  const Options server{.wording = graphql::Wording::reference};
  EXPECT_EQ(options_with({{"syncline:validationWording", "appsync"}}, server)->wording,
            graphql::Wording::appsync);
}

TEST(Options, FailWithATagThatIsNoNumber) {
  for (const auto* value : {"", "many", "-1", "1.5", " 1", "1 ", "0x1", "99999999999999999999"}) {
    EXPECT_EQ(fault("syncline:aliasLimit", value),
              "The tag 'syncline:aliasLimit' of this API must be a whole number.")
        << value;
  }
  EXPECT_EQ(fault("syncline:timeLimit", Json(1)),
            "The tag 'syncline:timeLimit' of this API must be a whole number.");
}

TEST(Options, FailWithATagThatIsNotKnown) {
  EXPECT_EQ(fault("syncline:aliaslimit", "1"),
            "The tag 'syncline:aliaslimit' of this API is none that this server knows.");
  EXPECT_EQ(fault("syncline:validationWording", "french"),
            "The tag 'syncline:validationWording' of this API must be 'appsync' or 'reference'.");
}

}  // namespace
}  // namespace syncline::engine
