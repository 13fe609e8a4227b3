// BatchGetItem, BatchPutItem and BatchDeleteItem as resolvers ask for them.
#include <gtest/gtest.h>

#include "base/limits.h"
#include "source/test_table.h"

namespace syncline::source {
namespace {

constexpr auto put_three = R"({"operation":"BatchPutItem","tables":{
  "items":[{"id":{"S":"a"},"n":{"N":1},"t":{"S":"one"}},{"id":{"S":"a"},"n":{"N":2}}],
  "others":[{"id":{"S":"x"},"l":{"SS":["p","q"]}}]}})";

Json result_of(TableHouse& house, std::string_view document) {
  const auto answer = house.invoke(document);
  EXPECT_TRUE(answer.has_value()) << (answer ? "" : answer.error().message);
  EXPECT_FALSE(answer->error.has_value()) << answer->error->message;
  return answer->result;
}

Json json(std::string_view text) { return parse_json(text).value(); }

TEST(Batch, PutGivesTheItemsOfEachTable) {
  TableHouse house;
  EXPECT_EQ(result_of(house, put_three), json(R"({"data":{
      "items":[{"id":"a","n":1,"t":"one"},{"id":"a","n":2}],"others":[{"id":"x","l":["p","q"]}]},
      "unprocessedItems":{"items":[],"others":[]}})"));
}

TEST(Batch, GetGivesItemsInTheOrderOfTheKeysAndNullForThoseThatAreNot) {
  TableHouse house;
  result_of(house, put_three);
  EXPECT_EQ(result_of(house, R"({"operation":"BatchGetItem","tables":{
      "items":{"keys":[{"id":{"S":"a"},"n":{"N":9}},{"id":{"S":"a"},"n":{"N":"2.0"}},
                       {"id":{"S":"a"},"n":{"N":1}}],"consistentRead":true},
      "others":{"keys":[{"id":{"S":"gone"}}]}}})"),
            json(R"({"data":{"items":[null,{"id":"a","n":2},{"id":"a","n":1,"t":"one"}],
      "others":[null]},"unprocessedKeys":{"items":[],"others":[]}})"));
}

TEST(Batch, GetTakesTheShortForm) {
  TableHouse house;
  result_of(house, put_three);
  EXPECT_EQ(result_of(house, R"({"operation":"BatchGetItem","tables":{
      "others":[{"id":{"S":"x"}}]}})"),
            json(R"({"data":{"others":[{"id":"x","l":["p","q"]}]},
                     "unprocessedKeys":{"others":[]}})"));
}

TEST(Batch, GetTellsItemsApartThatAreProjectedWithoutTheirKeys) {
  TableHouse house;
  result_of(house, put_three);
  const auto get = [&](std::string_view projection) {
    return result_of(house, R"({"operation":"BatchGetItem","tables":{"items":{
        "keys":[{"id":{"S":"a"},"n":{"N":7}},{"id":{"S":"a"},"n":{"N":2}},
                {"id":{"S":"a"},"n":{"N":1}}],"projection":)" +
                                std::string(projection) + "}}}")
        .at("data")
        .at("items");
  };
  EXPECT_EQ(get(R"({"expression":"t"})"), json(R"([null,{},{"t":"one"}])"));
  EXPECT_EQ(get(R"({"expression":"#t, #n","expressionNames":{"#t":"t","#n":"n"}})"),
            json(R"([null,{"n":2},{"t":"one","n":1}])"));
  EXPECT_EQ(get(R"({"expression":"id, n"})"), json(R"([null,{"id":"a","n":2},{"id":"a","n":1}])"));
}

TEST(Batch, DeleteGivesTheKeys) {
  TableHouse house;
  result_of(house, put_three);
  EXPECT_EQ(result_of(house, R"({"operation":"BatchDeleteItem","tables":{
      "items":[{"id":{"S":"a"},"n":{"N":1}}],"others":[{"id":{"S":"gone"}}]}})"),
            json(R"({"data":{"items":[{"id":"a","n":1}],"others":[{"id":"gone"}]},
                     "unprocessedKeys":{"items":[],"others":[]}})"));
  EXPECT_EQ(result_of(house, R"({"operation":"Scan"})").at("items").as_array().size(), 1U);
}

TEST(Batch, ThatFailsHasDoneNothingAndSaysSoOfAll) {
  TableHouse house;
  const auto answer = house.invoke(R"({"operation":"BatchPutItem","tables":{
      "items":[{"id":{"S":"a"},"n":{"N":1}}],"nowhere":[{"id":{"S":"x"}}]}})");
  ASSERT_TRUE(answer.has_value() && answer->error.has_value());
  EXPECT_EQ(answer->error->type, "DynamoDB:ResourceNotFoundException");
  EXPECT_EQ(answer->result, json(R"({"data":{"items":[null],"nowhere":[null]},
      "unprocessedItems":{"items":[{"id":"a","n":1}],"nowhere":[{"id":"x"}]}})"));
  EXPECT_EQ(result_of(house, R"({"operation":"Scan"})").at("items").as_array().size(), 0U);
}

TEST(Batch, KeepsToDynamoDbsLimits) {
  TableHouse house;
  std::string keys, items;
  for (std::size_t i = 0; i <= limits::batch_get_keys_max; ++i) {
    const auto key = R"({"id":{"S":")" + std::to_string(i) + R"("}})";
    keys += (i == 0 ? "" : ",") + key;
    if (i <= limits::batch_write_items_max) items += (i == 0 ? "" : ",") + key;
  }
  for (const auto& document :
       {R"({"operation":"BatchGetItem","tables":{"others":[)" + keys + "]}}",
        R"({"operation":"BatchPutItem","tables":{"others":[)" + items + "]}}",
        R"({"operation":"BatchDeleteItem","tables":{"others":[)" + items + "]}}",
        std::string(R"({"operation":"BatchGetItem","tables":{}})")}) {
    const auto answer = house.invoke(document);
    ASSERT_TRUE(answer.has_value() && answer->error.has_value());
    EXPECT_EQ(answer->error->type, "DynamoDB:DynamoDbException");
  }
}

TEST(Batch, SaysWhichKeysWereNotProcessed) {
  TableHouse house;
  std::string keys;
  for (int i = 0; i < 50; ++i) {
    const auto id = std::to_string(i);
    house.call(
        "PutItem",
        JsonObject{{"TableName", "others"},
                   {"Item", {{"id", {{"S", id}}}, {"v", {{"S", std::string(400'000, 'x')}}}}}});
    keys += (i == 0 ? R"({"id":{"S":")" : R"(,{"id":{"S":")") + id + R"("}})";
  }
  const auto answer =
      house.invoke(R"({"operation":"BatchGetItem","tables":{"others":[)" + keys + "]}}");
  ASSERT_TRUE(answer.has_value() && answer->error.has_value());
  EXPECT_EQ(answer->error->type, "DynamoDB:UnprocessedKeys");
  const auto& items = answer->result.at("data").at("others").as_array();
  const auto& left = answer->result.at("unprocessedKeys").at("others").as_array();
  ASSERT_EQ(items.size(), 50U);
  ASSERT_EQ(left.size(), 8U);  // 42 items pass 16 MB
  EXPECT_EQ(left.at(0), json(R"({"id":"42"})"));
  EXPECT_TRUE(items.at(42).is_null());
  EXPECT_FALSE(items.at(41).is_null());
}

TEST(Batch, TellsWhereTheDocumentIsWrong) {
  TableHouse house;
  const auto give = [&](const std::string& operation, const std::string& tables) {
    return house.give(R"({"operation":")" + operation + R"(","tables":)" + tables + "}");
  };
  EXPECT_EQ(house.give(R"({"operation":"BatchGetItem"})"),
            "MappingTemplate: Value for field '$[tables]' not found.");
  EXPECT_EQ(give("BatchPutItem", "[]"),
            "MappingTemplate: Value for field '$[tables]' must be an object.");
  EXPECT_EQ(give("BatchGetItem", R"({"T":{}})"),
            "MappingTemplate: Value for field '$[tables][T][keys]' not found.");
  EXPECT_EQ(give("BatchGetItem", R"({"T":5})"),
            "MappingTemplate: Value for field '$[tables][T]' must be an object or a list of keys.");
  EXPECT_EQ(give("BatchGetItem", R"({"T":{"keys":[{"id":{"S":1}}]}})"),
            "MappingTemplate: Value for field '$[tables][T][keys][0][id][S]' must be a string.");
  EXPECT_EQ(give("BatchGetItem", R"({"T":{"keys":[],"projection":{}}})"),
            "MappingTemplate: Value for field '$[tables][T][projection][expression]' not found.");
  EXPECT_EQ(give("BatchDeleteItem", R"({"T":{}})"),
            "MappingTemplate: Value for field '$[tables][T]' must be a list.");
  EXPECT_EQ(give("BatchDeleteItem", R"({"T":[null]})"),
            "MappingTemplate: Value for field '$[tables][T][0]' must be an object.");
}

TEST(Batch, NeedsTheVersionOf2018) {
  TableHouse house;
  const auto answer = house.invoke(put_three, "", "2017-02-28");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().message, "Operation 'BatchPutItem' needs version 2018-05-29.");
}

}  // namespace
}  // namespace syncline::source
