#include "engine/error_format.h"

#include <gtest/gtest.h>

namespace syncline::engine {
namespace {

graphql::FieldError error_with(graphql::Path path) {
  graphql::FieldError error;
  error.message = "m";
  error.path = std::move(path);
  return error;
}

TEST(ErrorFormat, GivesSixKeysToAResolversError) {
  auto error = error_with({"a", std::int64_t{1}, "b"});
  error.resolver = true;
  error.type = "T";
  error.info = JsonObject{{"i", 1}};
  error.data = JsonObject{{"d", 2}};
  error.locations = {{3, 4}};
  EXPECT_EQ(to_json(format_error(error)),
            R"({"path":["a",1,"b"],"data":{"d":2},"errorType":"T","errorInfo":{"i":1},)"
            R"("locations":[{"line":3,"column":4,"sourceName":null}],"message":"m"})");
}

TEST(ErrorFormat, KeepsTheKeysOfAResolversErrorWithoutAType) {
  auto error = error_with({"a"});
  error.resolver = true;
  EXPECT_EQ(to_json(format_error(error)),
            R"({"path":["a"],"data":null,"errorType":null,"errorInfo":null,)"
            R"("locations":null,"message":"m"})");
}

TEST(ErrorFormat, GivesThreeKeysToAnErrorOfTheWalk) {
  EXPECT_EQ(to_json(format_error(error_with({"a"}))),
            R"({"path":["a"],"locations":null,"message":"m"})");
}

TEST(ErrorFormat, WritesDataBeforeErrors) {
  graphql::Response response;
  response.data = JsonObject{{"x", 1}};
  EXPECT_EQ(write_response(response), R"({"data":{"x":1}})");
  response.errors.push_back(error_with({"x"}));
  EXPECT_EQ(write_response(response),
            R"({"data":{"x":1},"errors":[{"path":["x"],"locations":null,"message":"m"}]})");
}

TEST(ErrorFormat, ShowsDataAsAppSyncDoesInRefusals) {
  const Refusal inside{.errors = {JsonObject{{"message", "m"}}}, .null_data = true};
  EXPECT_EQ(to_reply(inside, false).body, R"({"data":null,"errors":[{"message":"m"}]})");
  EXPECT_EQ(to_reply(inside, false).status, 200);
  EXPECT_EQ(to_reply(refuse_request(400, "T", "m"), false).body,
            R"({"errors":[{"errorType":"T","message":"m"}]})");
}

TEST(ErrorFormat, ShowsNoDataInTheRefusalsOfAGraphQLResponse) {
  const Refusal inside{.errors = {JsonObject{{"message", "m"}}}, .null_data = true};
  EXPECT_EQ(to_reply(inside, true).body, R"({"errors":[{"message":"m"}]})");
  EXPECT_EQ(to_reply(inside, true).status, 400);
  EXPECT_EQ(to_reply(refuse_request(502, "T", "m"), true).status, 502);
}

TEST(ErrorFormat, TellsHowFarAnOperationCame) {
  graphql::TextResponse response{.data = "null"};
  EXPECT_EQ(to_reply(response, true).outcome, Outcome::complete);
  response.errors.push_back(error_with({"x"}));
  EXPECT_EQ(to_reply(response, true).outcome, Outcome::partial);
  EXPECT_EQ(to_reply(response, true).status, 200);
  EXPECT_TRUE(to_reply(response, true).body.starts_with(R"({"data":null,)"));
  response.executed = false;
  EXPECT_EQ(to_reply(response, true).outcome, Outcome::refused);
  EXPECT_EQ(to_reply(response, true).status, 400);
  EXPECT_TRUE(to_reply(response, true).body.starts_with(R"({"errors":[)"));
  EXPECT_EQ(to_reply(response, false).status, 200);
  EXPECT_TRUE(to_reply(response, false).body.starts_with(R"({"data":null,"errors":[)"));
}

TEST(ErrorFormat, ShortensErrorsForRealTimeMessages) {
  auto error = error_with({"a"});
  error.resolver = true;
  error.type = "T";
  EXPECT_EQ(to_json(realtime_errors({format_error(error), format_error(error_with({}))})),
            R"([{"errorType":"T","message":"m"},{"message":"m"}])");
}

}  // namespace
}  // namespace syncline::engine
