// TransactGetItems and TransactWriteItems as resolvers ask for them.
#include <gtest/gtest.h>

#include "source/test_table.h"

namespace syncline::source {
namespace {

Json json(std::string_view text) { return parse_json(text).value(); }

constexpr auto write_four = R"x({"operation":"TransactWriteItems","transactItems":[
  {"table":"items","operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":1}},
   "attributeValues":{"t":{"S":"new"},"id":{"S":"not the key"}},
   "condition":{"expression":"attribute_not_exists(id)"}},
  {"table":"items","operation":"UpdateItem","key":{"id":{"S":"a"},"n":{"N":2}},
   "update":{"expression":"ADD #c :one","expressionNames":{"#c":"count"},
             "expressionValues":{":one":{"N":1}}}},
  {"table":"items","operation":"DeleteItem","key":{"id":{"S":"a"},"n":{"N":3}}},
  {"table":"others","operation":"ConditionCheck","key":{"id":{"S":"x"}},
   "condition":{"expression":"attribute_not_exists(id)"}}]})x";

constexpr auto get_three = R"({"operation":"TransactGetItems","transactItems":[
  {"table":"items","key":{"id":{"S":"a"},"n":{"N":1}}},
  {"table":"items","key":{"id":{"S":"a"},"n":{"N":3}}},
  {"table":"items","key":{"id":{"S":"a"},"n":{"N":2}},
   "projection":{"expression":"#c","expressionNames":{"#c":"count"}}}]})";

TEST(Transaction, WritesAllAndGivesTheKeys) {
  TableHouse house;
  house.put(3, "t");
  const auto answer = house.invoke(write_four);
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->error.has_value()) << answer->error->message;
  EXPECT_EQ(answer->result, json(R"({"keys":[{"id":"a","n":1},{"id":"a","n":2},{"id":"a","n":3},
      {"id":"x"}],"cancellationReasons":null})"));
  EXPECT_EQ(house.invoke(get_three)->result,
            json(R"({"items":[{"id":"a","n":1,"t":"new"},null,{"count":1}],
                     "cancellationReasons":null})"));
}

TEST(Transaction, ThatIsCancelledSaysWhyForEachInOrder) {
  TableHouse house;
  house.put(1, "old");
  const auto answer = house.invoke(write_four);
  ASSERT_TRUE(answer.has_value() && answer->error.has_value());
  EXPECT_EQ(answer->error->type, "DynamoDB:TransactionCanceledException");
  EXPECT_TRUE(answer->error->message.starts_with(
      "Transaction cancelled, please refer cancellation reasons for specific reasons "
      "[ConditionalCheckFailed, None, None, None] (Service: DynamoDb, Status Code: 400, "));
  EXPECT_TRUE(answer->error->detail.is_null());
  EXPECT_EQ(answer->result, json(R"({"keys":null,"cancellationReasons":[
      {"type":"ConditionCheckFailed","message":"The condition check failed.",
       "item":{"id":"a","n":1,"text":"old"}},
      {"type":"None","message":"None"},{"type":"None","message":"None"},
      {"type":"None","message":"None"}]})"));
  EXPECT_EQ(house.invoke(get_three)->result.at("items"),
            json(R"([{"id":"a","n":1,"text":"old"},null,null])"));
}

TEST(Transaction, KeepsTheItemToItselfWhenAskedTo) {
  TableHouse house;
  house.put(1, "old");
  const auto answer = house.invoke(R"x({"operation":"TransactWriteItems","transactItems":[
      {"table":"items","operation":"DeleteItem","key":{"id":{"S":"a"},"n":{"N":1}},
       "condition":{"expression":"attribute_not_exists(id)",
                    "returnValuesOnConditionCheckFailure":false}}]})x");
  EXPECT_EQ(answer->result, json(R"({"keys":null,"cancellationReasons":[
      {"type":"ConditionCheckFailed","message":"The condition check failed."}]})"));
}

TEST(Transaction, ThatDoesNotFitTheTableIsCancelled) {
  TableHouse house;
  house.put(1, "text");
  const auto answer = house.invoke(R"({"operation":"TransactWriteItems","transactItems":[
      {"table":"items","operation":"UpdateItem","key":{"id":{"S":"a"},"n":{"N":1}},
       "update":{"expression":"ADD #t :one","expressionNames":{"#t":"text"},
                 "expressionValues":{":one":{"N":1}}}}]})");
  EXPECT_EQ(answer->result.at("cancellationReasons").at(0).at("type"), "ValidationError");
}

TEST(Transaction, ThatIsRefusedHasNoReasons) {
  TableHouse house;
  const auto refused = [&](std::string_view document, std::string_view type,
                           std::string_view result) {
    const auto answer = house.invoke(document);
    ASSERT_TRUE(answer.has_value() && answer->error.has_value()) << document;
    EXPECT_EQ(answer->error->type, type);
    EXPECT_EQ(answer->result, json(result));
  };
  refused(R"({"operation":"TransactGetItems","transactItems":[
      {"table":"nowhere","key":{"id":{"S":"a"}}}]})",
          "DynamoDB:ResourceNotFoundException", R"({"items":null,"cancellationReasons":null})");
  refused(R"({"operation":"TransactWriteItems","transactItems":[]})", "DynamoDB:DynamoDbException",
          R"({"keys":null,"cancellationReasons":null})");
  std::string many;
  for (int i = 0; i <= 100; ++i) {
    many += (i == 0 ? "" : ",") + std::string(R"({"table":"others","key":{"id":{"S":")") +
            std::to_string(i) + R"("}}})";
  }
  refused(R"({"operation":"TransactGetItems","transactItems":[)" + many + "]}",
          "DynamoDB:DynamoDbException", R"({"items":null,"cancellationReasons":null})");
}

TEST(Transaction, TellsWhereTheDocumentIsWrong) {
  TableHouse house;
  const auto give = [&](const std::string& operation, const std::string& element) {
    return house.give(R"({"operation":")" + operation + R"(","transactItems":[)" + element + "]}");
  };
  const std::string at = "MappingTemplate: Value for field '$[transactItems]";
  EXPECT_EQ(house.give(R"({"operation":"TransactGetItems"})"), at + "' not found.");
  EXPECT_EQ(house.give(R"({"operation":"TransactGetItems","transactItems":{}})"),
            at + "' must be a list.");
  EXPECT_EQ(give("TransactGetItems", "null"), at + "[0]' must be an object.");
  EXPECT_EQ(give("TransactGetItems", "{}"), at + "[0][table]' not found.");
  EXPECT_EQ(give("TransactGetItems", R"({"table":"T"})"), at + "[0][key]' not found.");
  const auto write = [&](const std::string& rest) {
    return give("TransactWriteItems", R"({"table":"T","key":{})" + rest + "}");
  };
  EXPECT_EQ(write(""), at + "[0][operation]' not found.");
  EXPECT_EQ(write(R"(,"operation":"GetItem")"),
            at + "[0][operation]' must be PutItem, UpdateItem, DeleteItem or ConditionCheck.");
  EXPECT_EQ(write(R"(,"operation":"UpdateItem")"), at + "[0][update]' not found.");
  EXPECT_EQ(write(R"(,"operation":"ConditionCheck")"), at + "[0][condition]' not found.");
  EXPECT_EQ(write(R"(,"operation":"PutItem","condition":{})"),
            at + "[0][condition][expression]' not found.");
}

TEST(Transaction, NeedsTheVersionOf2018) {
  TableHouse house;
  const auto answer = house.invoke(get_three, "", "2017-02-28");
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().message, "Operation 'TransactGetItems' needs version 2018-05-29.");
}

}  // namespace
}  // namespace syncline::source
