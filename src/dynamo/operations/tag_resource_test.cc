// TagResource and UntagResource.
#include <gtest/gtest.h>

#include "dynamo/tables.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

class TagResource : public testing::Test {
 protected:
  TagResource() {
    const auto made = database_.call("CreateTable", R"({"TableName":"people",
        "BillingMode":"PAY_PER_REQUEST","Tags":[{"Key":"team","Value":"a"}],
        "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
        "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]})");
    EXPECT_TRUE(made);
    arn_ = made->at("TableDescription").at("TableArn").as_string();
  }

  std::string ask(std::string_view operation, JsonObject input) {
    input["ResourceArn"] = arn_;
    const auto answer = database_.call(operation, input);
    return answer ? to_json(*answer) : answer.error().type + ": " + answer.error().message;
  }

  // As the store has them.
  std::string tags() {
    Tables tables;
    EXPECT_TRUE(tables.load(*database_.store));
    return to_json(tables.find("people")->tags);
  }

  static JsonObject pair(std::string_view key, std::string_view value) {
    return {{"Key", key}, {"Value", value}};
  }

  TestDatabase database_;
  std::string arn_;
};

TEST_F(TagResource, PutsReplacesAndTakesAway) {
  EXPECT_EQ(ask("TagResource", {{"Tags", JsonArray{pair("team", "b"), pair("stage", "")}}}),
            "null");
  EXPECT_EQ(tags(), R"([{"Key":"team","Value":"b"},{"Key":"stage","Value":""}])");
  EXPECT_EQ(ask("UntagResource", {{"TagKeys", JsonArray{"team", "nobody"}}}), "null");
  EXPECT_EQ(tags(), R"([{"Key":"stage","Value":""}])");
}

TEST_F(TagResource, ATableHasAtMostFifty) {
  for (int i = 0; i < 49; ++i) {
    EXPECT_EQ(ask("TagResource", {{"Tags", JsonArray{pair(std::to_string(i), "v")}}}), "null");
  }
  EXPECT_TRUE(ask("TagResource", {{"Tags", JsonArray{pair("more", "v")}}})
                  .starts_with("ValidationException: "));
  EXPECT_EQ(ask("TagResource", {{"Tags", JsonArray{pair("team", "v")}}}), "null");
}

TEST_F(TagResource, KeepsItsRules) {
  for (const JsonObject& wrong : {pair("", "v"), pair(std::string(129, 'k'), "v"),
                                  pair("k", std::string(257, 'v')), pair("aws:x", "v")}) {
    EXPECT_TRUE(
        ask("TagResource", {{"Tags", JsonArray{wrong}}}).starts_with("ValidationException: "))
        << to_json(wrong);
  }
  EXPECT_TRUE(ask("UntagResource", {}).starts_with("ValidationException: "));
  EXPECT_EQ(tags(), R"([{"Key":"team","Value":"a"}])");
}

TEST_F(TagResource, NeedsATablesArn) {
  for (const char* operation : {"TagResource", "UntagResource"}) {
    for (const std::string& arn : {std::string("people"), arn_ + "x"}) {
      const JsonObject input{{"ResourceArn", arn}, {"Tags", JsonArray()}, {"TagKeys", JsonArray()}};
      const auto answer = database_.call(operation, input);
      ASSERT_FALSE(answer);
      EXPECT_EQ(answer.error().type, "ResourceNotFoundException");
      EXPECT_EQ(answer.error().message,
                "Requested resource not found: ResourcArn: " + arn + " not found");
    }
  }
}

}  // namespace
}  // namespace syncline::dynamo
