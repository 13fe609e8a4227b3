#include <gtest/gtest.h>

#include "engine/engine_fixture.h"

namespace syncline::engine {
namespace {

constexpr auto echo_previous =
    R"({"version":"2018-05-29","payload":$util.toJson($ctx.prev.result)})";
constexpr auto give = "$util.toJson($ctx.result)";
constexpr auto give_previous = "$util.toJson($ctx.prev.result)";

ApiText api() { return ApiText("type Query { x(n: Int): String }"); }

TEST(Pipeline, PassesEachResultToTheNextStep) {
  auto text = api();
  text.function("f", R"({"version":"2018-05-29","payload":"$ctx.prev.result f"})", give);
  text.function("g", R"({"version":"2018-05-29","payload":"$ctx.prev.result g"})", give);
  text.pipeline("Query.x", R"("before")", {"f", "g"}, R"("$ctx.prev.result after $ctx.result")");
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"before f g after before f g"}})");
}

TEST(Pipeline, NeedsNoFunctions) {
  auto text = api();
  text.pipeline("Query.x", R"("before")", {}, give_previous);
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"before"}})");
}

TEST(Pipeline, GivesTheLastResultWhenNoAfterTemplateIsThere) {
  auto text = api();
  text.function("f", R"({"version":"2018-05-29","payload":"f"})", give);
  text.pipeline("Query.x", std::nullopt, {"f"}, std::nullopt);
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"f"}})");
}

TEST(Pipeline, BeginsWithAnEmptyObjectWhenNoBeforeTemplateIsThere) {
  auto text = api();
  text.function("f", echo_previous, R"($util.toJson($util.toJson($ctx.result)))");
  text.pipeline("Query.x", std::nullopt, {"f"}, std::nullopt);
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"{}"}})");
}

TEST(Pipeline, SharesTheStash) {
  auto text = api();
  text.function("f", R"({"version":"2018-05-29"})",
                R"($util.qr($ctx.stash.put("b", "from f")) null)");
  text.pipeline("Query.x", R"($util.qr($ctx.stash.put("a", "from before")){})", {"f"},
                R"("$ctx.stash.a, $ctx.stash.b")");
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"from before, from f"}})");
}

TEST(Pipeline, RunsTheResponseOfANullResult) {
  auto text = api();
  text.function("f", R"({"version":"2017-02-28"})", R"("response ran")");
  text.pipeline("Query.x", "{}", {"f"}, give);
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"response ran"}})");
}

TEST(Pipeline, ReturnInBeforeGivesTheField) {
  auto text = api();
  text.function("f", "$util.error(\"f ran\")", give);
  text.pipeline("Query.x", R"(#return("early"))", {"f"}, "$util.error(\"after ran\")");
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"early"}})");
}

TEST(Pipeline, ReturnInAFunctionsRequestGoesOnWithTheNext) {
  auto text = api();
  text.function("f", R"(#return("early"))", "$util.error(\"response ran\")");
  text.function("g", R"({"version":"2018-05-29","payload":"$ctx.prev.result g"})", give);
  text.pipeline("Query.x", "{}", {"f", "g"}, give);
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"early g"}})");
}

TEST(Pipeline, ReturnInAfterGivesTheField) {
  auto text = api();
  text.pipeline("Query.x", "{}", {}, R"(#return("late"))");
  EXPECT_EQ(House(text).body("{ x }"), R"({"data":{"x":"late"}})");
}

TEST(Pipeline, StopsAtAnError) {
  auto text = api();
  text.function("f", R"($util.error("stop", "T"))", give);
  text.function("g", R"($util.error("g ran"))", give);
  text.pipeline("Query.x", "{}", {"f", "g"}, R"($util.error("after ran"))");
  const auto body = *parse_json(House(text).body("{ x }"));
  ASSERT_EQ(body.at("errors").as_array().size(), 1U);
  EXPECT_EQ(body.at("errors").at(0).at("message"), "stop");
}

TEST(Pipeline, CollectsAppendedErrorsOfAllSteps) {
  auto text = api();
  text.function("f", R"vtl($util.appendError("one"){"version":"2018-05-29"})vtl",
                R"vtl($util.appendError("two")"f")vtl");
  text.pipeline("Query.x", "{}", {"f"},
                R"vtl($util.appendError("three")$util.toJson($ctx.result))vtl");
  const auto body = *parse_json(House(text).body("{ x }"));
  EXPECT_EQ(body.at("data").at("x"), "f");
  EXPECT_EQ(body.at("errors").as_array().size(), 3U);
  EXPECT_EQ(body.at("errors").at(2).at("message"), "three");
}

TEST(Pipeline, DoesNotShowTheErrorOfAFunctionToTheNext) {
  auto text = api();
  text.function("f", R"({"version":"2018-05-29","operation":"GetItem","key":{"id":{"S":"1"}}})",
                R"("$ctx.error.type")", "table");
  text.function("g", R"({"version":"2018-05-29","payload":"$ctx.prev.result"})",
                R"vtl("$ctx.result, then $util.toJson($ctx.error)")vtl");
  text.pipeline("Query.x", "{}", {"f", "g"}, give);
  EXPECT_EQ(House(text).body("{ x }"),
            R"({"data":{"x":"DynamoDB:ResourceNotFoundException, then null"}})");
}

TEST(Pipeline, TellsThatAFunctionIsMissing) {
  auto text = api();
  text.pipeline("Query.x", "{}", {"gone"}, give);
  EXPECT_NE(House(text).body("{ x }").find("No function found with id gone"), std::string::npos);
}

}  // namespace
}  // namespace syncline::engine
