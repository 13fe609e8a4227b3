#include "engine/options.h"

#include <gtest/gtest.h>

namespace syncline::engine {
namespace {

Result<Options> options_with(JsonObject tags, const Options& server = {}) {
  catalog::Api api;
  api.settings = JsonObject{{"tags", std::move(tags)}};
  return options_of(api, server);
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

// The control plane lets no such tag in; an API that has it all the same does not run.
TEST(Options, FailWithATagThatIsWrong) {
  const auto options = options_with({{"syncline:aliasLimit", "many"}});
  ASSERT_FALSE(options);
  EXPECT_EQ(options.error().kind, ErrorKind::internal);
  EXPECT_EQ(options.error().type, "ApiConfigurationException");
  EXPECT_EQ(options.error().message,
            "The tag 'syncline:aliasLimit' of this API must be a whole number.");
}

}  // namespace
}  // namespace syncline::engine
