#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "base/parse_json.h"
#include "source/source.h"
#include "store/store.h"

namespace syncline::source {
namespace {

// A table with the partition key `id` and the sort key `n`, behind a data source.
class TableHouse {
 public:
  TableHouse()
      : store_(*store::Store::in_memory()),
        database_(*dynamo::Database::open(*store_, clock_)),
        rooms_{*database_},
        source_(find_kind("AMAZON_DYNAMODB")->make(definition_, rooms_)) {
    const JsonObject table{
        {"TableName", "items"},
        {"BillingMode", "PAY_PER_REQUEST"},
        {"KeySchema", JsonArray{JsonObject{{"AttributeName", "id"}, {"KeyType", "HASH"}},
                                JsonObject{{"AttributeName", "n"}, {"KeyType", "RANGE"}}}},
        {"AttributeDefinitions",
         JsonArray{JsonObject{{"AttributeName", "id"}, {"AttributeType", "S"}},
                   JsonObject{{"AttributeName", "n"}, {"AttributeType", "N"}}}}};
    const auto created = run(database_->call("CreateTable", table));
    if (!created) ADD_FAILURE() << created.error().message;
  }

  Result<Answer> invoke(std::string_view document_text) {
    const auto document = *parse_json(document_text);
    auto invoked = source_->invoke({document, "2018-05-29"});
    if (auto* ready = std::get_if<Result<Answer>>(&invoked)) return std::move(*ready);
    return run(std::get<Task<Result<Answer>>>(std::move(invoked)));
  }

  // The result, or the error's type and then the result.
  std::string give(std::string_view document) {
    const auto answer = invoke(document);
    if (!answer) return answer.error().type + ": " + answer.error().message;
    const auto result = to_json(answer->result);
    return answer->error ? answer->error->type + " " + result : result;
  }

  void put(int n, const std::string& text) {
    give(R"({"operation":"PutItem","key":{"id":{"S":"a"},"n":{"N":)" + std::to_string(n) +
         R"(}},"attributeValues":{"text":{"S":")" + text + R"("}}})");
  }

 private:
  template <class T>
  static T run(Task<T> task) {
    boost::asio::io_context context;
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task),
                          [&](const std::exception_ptr&, T value) { result = std::move(value); });
    context.run();
    return *std::move(result);
  }

  ManualClock clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<dynamo::Database> database_;
  Rooms rooms_;
  catalog::DataSource definition_{
      .name = "table", .type = "AMAZON_DYNAMODB", .config = JsonObject{{"tableName", "items"}}};
  std::unique_ptr<Source> source_;
};

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

TEST(DynamoDb, NamesTheOperationThatIsNotSupported) {
  TableHouse house;
  EXPECT_EQ(house.give(R"({"operation":"BatchGetItem"})"),
            "UnsupportedOperation: The DynamoDB operation 'BatchGetItem' is not supported.");
  EXPECT_EQ(house.give(R"({"operation":"Fly"})"), "MappingTemplate: Unsupported operation 'Fly'.");
}

}  // namespace
}  // namespace syncline::source
