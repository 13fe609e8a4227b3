#include "catalog/api_json.h"

#include <gtest/gtest.h>

namespace syncline::catalog {
namespace {

Api full_api() {
  Api api{.id = "abc",
          .name = "messages",
          .settings = JsonObject{{"introspectionConfig", "DISABLED"}},
          .schema = "type Query { a: ID }",
          .schema_fault = "why"};
  api.environment["STAGE"] = "test";
  api.keys["da2-1"] = {.id = "da2-1", .description = "mine", .expires = 3'600};
  api.data_sources["table"] = {.name = "table",
                               .type = "AMAZON_DYNAMODB",
                               .description = "d",
                               .service_role_arn = "arn",
                               .config = JsonObject{{"tableName", "t"}},
                               .settings = JsonObject{{"metricsConfig", "DISABLED"}}};
  api.functions["f1"] = {.id = "f1",
                         .name = "first",
                         .data_source = "table",
                         .request_template = "{}",
                         .response_template = "null"};
  api.resolvers["Query.a"] = {.type = "Query",
                              .field = "a",
                              .pipeline = true,
                              .functions = {"f1", "f1"},
                              .request_template = "",
                              .settings = JsonObject{{"maxBatchSize", 0}}};
  return api;
}

TEST(ApiJson, ReadsBackWhatItWrote) {
  const auto read = api_from_json(api_to_json(full_api()));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, full_api());
}

TEST(ApiJson, TellsAnEmptyTemplateFromNone) {
  const auto read = api_from_json(api_to_json(full_api()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->resolvers.at("Query.a").request_template, "");
  EXPECT_EQ(read->resolvers.at("Query.a").response_template, std::nullopt);
}

TEST(ApiJson, KeepsTheDefaultsOfMissingMembers) {
  const auto read = api_from_json(JsonObject{{"id", "abc"}});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->authentication_type, "API_KEY");
  EXPECT_TRUE(read->resolvers.empty());
}

TEST(ApiJson, RefusesWhatIsNoApi) {
  EXPECT_FALSE(api_from_json(JsonObject{{"name", "x"}}));
  EXPECT_FALSE(api_from_json(nullptr));
}

}  // namespace
}  // namespace syncline::catalog
