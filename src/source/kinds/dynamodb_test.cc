#include <gtest/gtest.h>

#include "base/parse_json.h"
#include "source/source.h"
#include "source/test_table.h"

namespace syncline::source {
namespace {

constexpr auto put_one = R"({"operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":1}},
  "attributeValues":{"text":{"S":"one"},"at":{"N":5},"id":{"S":"not the key"}}})";
constexpr auto get_one = R"({"operation":"GetItem","key":{"id":{"S":"a"},"n":{"N":1}}})";
constexpr auto one = R"({"id":"a","n":1,"text":"one","at":5})";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// Whether both texts are the same JSON, whatever the order of members.
void expect_json(std::string_view text, std::string_view expected) {
  const auto parsed = parse_json(text);
  ASSERT_TRUE(parsed.has_value()) << text;
  EXPECT_EQ(*parsed, *parse_json(expected)) << text;
}

TEST(DynamoDb, PutGivesTheItemThatWasWrittenWithTheKeyOverItsAttributes) {
  TableHouse house;
  EXPECT_EQ(house.give(put_one), one);
}

TEST(DynamoDb, GetGivesTheItemOrNull) {
  TableHouse house;
  EXPECT_EQ(house.give(get_one), "null");
  house.give(put_one);
  expect_json(house.give(get_one), one);
}

TEST(DynamoDb, GetTakesAProjection) {
  TableHouse house;
  house.give(put_one);
  expect_json(house.give(R"({"operation":"GetItem","key":{"id":{"S":"a"},"n":{"N":1}},
      "consistentRead":true,
      "projection":{"expression":"#t","expressionNames":{"#t":"text"}}})"),
              R"({"text":"one"})");
}

TEST(DynamoDb, UpdateGivesTheItemAfterwards) {
  TableHouse house;
  house.give(put_one);
  expect_json(house.give(R"({"operation":"UpdateItem","key":{"id":{"S":"a"},"n":{"N":1}},
      "update":{"expression":"SET #t = :t","expressionNames":{"#t":"text"},
                "expressionValues":{":t":{"S":"new"}}}})"),
              R"({"id":"a","n":1,"text":"new","at":5})");
}

TEST(DynamoDb, DeleteGivesTheItemThatIsGoneOrNull) {
  TableHouse house;
  house.give(put_one);
  constexpr auto remove = R"({"operation":"DeleteItem","key":{"id":{"S":"a"},"n":{"N":1}}})";
  expect_json(house.give(remove), one);
  EXPECT_EQ(house.give(remove), "null");
}

std::string put_if_new(const std::string& text, const std::string& more = "") {
  return R"({"operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":1}},
             "attributeValues":{"text":{"S":")" +
         text + R"x("},"at":{"N":9}},"condition":{"expression":"attribute_not_exists(id)")x" +
         more + "}}";
}

TEST(DynamoDb, AFailedConditionComesWithTheCurrentItem) {
  TableHouse house;
  house.give(put_one);
  const auto answer = house.invoke(put_if_new("two"));
  ASSERT_TRUE(answer.has_value() && answer->error.has_value());
  EXPECT_EQ(answer->error->type, "DynamoDB:ConditionalCheckFailedException");
  EXPECT_TRUE(answer->error->message.starts_with(
      "The conditional request failed (Service: DynamoDb, Status Code: 400, Request ID: "));
  EXPECT_EQ(answer->result, *parse_json(one));
}

TEST(DynamoDb, APutThatFindsWhatItWantedCountsAsDone) {
  TableHouse house;
  house.give(put_one);
  EXPECT_TRUE(contains(house.give(put_if_new("one")), "ConditionalCheckFailedException"));
  expect_json(house.give(put_if_new("one", R"(,"equalsIgnore":["at"])")), one);
  EXPECT_TRUE(contains(house.give(put_if_new("two", R"(,"equalsIgnore":["at"])")),
                       "ConditionalCheckFailedException"));
}

TEST(DynamoDb, ADeleteThatFindsNothingCountsAsDone) {
  TableHouse house;
  constexpr auto remove = R"({"operation":"DeleteItem","key":{"id":{"S":"a"},"n":{"N":1}},
    "condition":{"expression":"#at = :at","expressionNames":{"#at":"at"},
                 "expressionValues":{":at":{"N":7}}}})";
  EXPECT_EQ(house.give(remove), "null");
  house.give(put_one);
  EXPECT_TRUE(house.give(remove).starts_with("DynamoDB:ConditionalCheckFailedException {"));
}

TEST(DynamoDb, AnUpdateWhoseConditionFailsIsRejected) {
  TableHouse house;
  EXPECT_EQ(house.give(R"x({"operation":"UpdateItem","key":{"id":{"S":"a"},"n":{"N":1}},
      "update":{"expression":"SET a = :a","expressionValues":{":a":{"N":1}}},
      "condition":{"expression":"attribute_exists(id)",
                   "conditionalCheckFailedHandler":{"strategy":"Reject"}}})x"),
            "DynamoDB:ConditionalCheckFailedException null");
}

TEST(DynamoDb, NamesTheHandlerStrategyThatIsNotSupported) {
  TableHouse house;
  const auto answer = house.invoke(put_if_new(
      "x", R"(,"conditionalCheckFailedHandler":{"strategy":"Custom","lambdaArn":"arn"})"));
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, ErrorKind::unsupported);
  EXPECT_TRUE(contains(answer.error().message, "'Custom'"));
  EXPECT_EQ(house.give(get_one), "null");
}

constexpr auto query_a = R"("operation":"Query","query":{"expression":"id = :id",
  "expressionValues":{":id":{"S":"a"}}})";

TEST(DynamoDb, QueriesInBothDirections) {
  TableHouse house;
  for (int n = 1; n <= 3; ++n) house.put(n, "t");
  const auto up = *parse_json(house.give("{" + std::string(query_a) + "}"));
  EXPECT_EQ(up.at("items").as_array().size(), 3U);
  EXPECT_EQ(up.at("items").at(0).at("n"), 1);
  EXPECT_TRUE(up.at("nextToken").is_null());
  EXPECT_EQ(up.at("scannedCount"), 3);
  const auto down =
      *parse_json(house.give("{" + std::string(query_a) + R"(,"scanIndexForward":false})"));
  EXPECT_EQ(down.at("items").at(0).at("n"), 3);
}

TEST(DynamoDb, FiltersWithPlaceholdersBesideThoseOfTheKey) {
  TableHouse house;
  house.put(1, "x");
  house.put(2, "y");
  const auto found = *parse_json(house.give("{" + std::string(query_a) + R"(,"filter":{
      "expression":"#t = :t","expressionNames":{"#t":"text"},
      "expressionValues":{":t":{"S":"y"}}}})"));
  ASSERT_EQ(found.at("items").as_array().size(), 1U);
  EXPECT_EQ(found.at("items").at(0).at("n"), 2);
  EXPECT_EQ(found.at("scannedCount"), 2);
}

TEST(DynamoDb, RefusesAPlaceholderWithTwoMeanings) {
  TableHouse house;
  EXPECT_TRUE(contains(house.give("{" + std::string(query_a) + R"(,"filter":{
      "expression":"x = :id","expressionValues":{":id":{"S":"b"}}}})"),
                       "':id' has two meanings in one request."));
}

TEST(DynamoDb, PagesToTheEnd) {
  TableHouse house;
  for (int n = 1; n <= 5; ++n) house.put(n, "t");
  std::string numbers;
  std::string token = "null";
  int pages = 0;
  do {
    const auto page = *parse_json(
        house.give("{" + std::string(query_a) + R"(,"limit":2,"nextToken":)" + token + "}"));
    for (const auto& item : page.at("items").as_array()) numbers += to_json(item.at("n"));
    token = to_json(page.at("nextToken"));
    ++pages;
  } while (token != "null" && pages < 10);
  EXPECT_EQ(numbers, "12345");
  EXPECT_EQ(pages, 3);
}

TEST(DynamoDb, ScansPageByPage) {
  TableHouse house;
  for (int n = 1; n <= 3; ++n) house.put(n, "t");
  const auto page = *parse_json(house.give(R"({"operation":"Scan","limit":"2"})"));
  EXPECT_EQ(page.at("items").as_array().size(), 2U);
  const auto rest = *parse_json(
      house.give(R"({"operation":"Scan","nextToken":)" + to_json(page.at("nextToken")) + "}"));
  EXPECT_EQ(rest.at("items").as_array().size(), 1U);
}

TEST(DynamoDb, TakesATokenOfTheSameResolverOnly) {
  TableHouse house;
  for (int n = 1; n <= 3; ++n) house.put(n, "t");
  const auto first = house.invoke(R"({"operation":"Scan","limit":2})", "api/Query.all");
  const auto next =
      R"({"operation":"Scan","nextToken":)" + to_json(first->result.at("nextToken")) + "}";
  EXPECT_EQ(house.invoke(next, "api/Query.all")->result.at("items").as_array().size(), 1U);
  for (const auto* place : {"api/Query.mine", "other/Query.all", ""}) {
    const auto refused = house.invoke(next, place);
    ASSERT_TRUE(refused.has_value() && refused->error.has_value()) << place;
    EXPECT_EQ(refused->error->type, "DynamoDB:UserIllegalArgumentException");
  }
}

TEST(DynamoDb, RefusesATokenThatIsNoneAsAnErrorOfTheInvocation) {
  TableHouse house;
  EXPECT_EQ(house.give(R"({"operation":"Scan","nextToken":"x"})"),
            "DynamoDB:UserIllegalArgumentException null");
}

TEST(DynamoDb, TellsWhichMemberIsMissing) {
  TableHouse house;
  EXPECT_EQ(house.give("{}"), "MappingTemplate: Value for field '$[operation]' not found.");
  EXPECT_EQ(house.give(R"({"operation":"GetItem"})"),
            "MappingTemplate: Value for field '$[key]' not found.");
  EXPECT_EQ(house.give(R"({"operation":"UpdateItem","key":{"id":{"S":"a"},"n":{"N":1}}})"),
            "MappingTemplate: Value for field '$[update]' not found.");
  EXPECT_EQ(house.give(R"({"operation":"Query"})"),
            "MappingTemplate: Value for field '$[query]' not found.");
  EXPECT_EQ(house.give(R"({"operation":"Query","query":{}})"),
            "MappingTemplate: Value for field '$[query][expression]' not found.");
}

TEST(DynamoDb, TellsWhichMemberHasTheWrongType) {
  TableHouse house;
  EXPECT_EQ(house.give(R"({"operation":"Scan","limit":"many"})"),
            "MappingTemplate: Value for field '$[limit]' must be an integer.");
  EXPECT_EQ(house.give(R"({"operation":"Scan","consistentRead":"yes"})"),
            "MappingTemplate: Value for field '$[consistentRead]' must be true or false.");
  EXPECT_EQ(house.give(R"({"operation":"Scan","segment":1})"),
            "MappingTemplate: 'totalSegments' and 'segment' must be given together.");
}

TEST(DynamoDb, APutOfANumberThatDiffersInItsLastDigitIsNotAlreadyDone) {
  TableHouse house;
  const auto put = [&](std::string_view number) {
    return house.give(R"({"operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":1}},
        "attributeValues":{"big":{"N":")" +
                      std::string(number) + R"x("}},
        "condition":{"expression":"attribute_not_exists(id)"}})x");
  };
  EXPECT_TRUE(put("12345678901234567890123456789012345678").starts_with("{"));
  EXPECT_TRUE(put("12345678901234567890123456789012345678.0").starts_with("{"));
  EXPECT_TRUE(put("12345678901234567890123456789012345679")
                  .starts_with("DynamoDB:ConditionalCheckFailedException"));
}

TEST(DynamoDb, RefusesANumberWhoseDigitsDidNotSurvive) {
  TableHouse house;
  EXPECT_EQ(house.give(R"({"operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":1}},
      "attributeValues":{"big":{"N":123456789012345678901234567890}}})"),
            "MappingTemplate: Value for field '$[attributeValues][big][N]' must be a string: as a "
            "JSON number it does not keep its digits.");
}

TEST(DynamoDb, NamesTheOperationThatIsNotSupported) {
  TableHouse house;
  EXPECT_EQ(house.give(R"({"operation":"Sync"})"),
            "UnsupportedOperation: The DynamoDB operation 'Sync' is not supported.");
  EXPECT_EQ(house.give(R"({"operation":"Fly"})"), "MappingTemplate: Unsupported operation 'Fly'.");
}

}  // namespace
}  // namespace syncline::source
