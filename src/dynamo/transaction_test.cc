// Limits of transactions, and of what expressions stand for, at their edges.
#include "dynamo/transaction.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

constexpr auto make_table =
    R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST",)"
    R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
    R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}]})";
constexpr auto too_large = "ValidationException: Transaction size cannot exceed 4194304 bytes";

class TransactionSize : public testing::Test {
 protected:
  static constexpr std::size_t full_items =
      limits::transaction_bytes_max / limits::item_bytes_max;  // and a smaller one beside them
  static constexpr std::size_t rest =
      limits::transaction_bytes_max - full_items * limits::item_bytes_max;

  TransactionSize() {
    EXPECT_TRUE(database_.call("CreateTable", make_table));
    for (std::size_t i = 0; i < full_items; ++i) put(name(i), limits::item_bytes_max);
  }

  static std::string name(std::size_t number) { return {static_cast<char>('a' + number)}; }

  void put(const std::string& id, std::size_t bytes) {
    const std::string text(bytes - std::string_view("idav").size(), 'x');
    const JsonObject input{
        {"TableName", "one"},
        {"Item", JsonObject{{"id", JsonObject{{"S", id}}}, {"v", JsonObject{{"S", text}}}}}};
    EXPECT_TRUE(database_.call("PutItem", input));
  }

  // The same part for each of the items.
  std::string transact(std::string_view operation, std::string_view kind, const JsonObject& more) {
    JsonArray parts;
    for (std::size_t i = 0; i <= full_items; ++i) {
      JsonObject part = more;
      part["TableName"] = "one";
      part["Key"] = JsonObject{{"id", JsonObject{{"S", name(i)}}}};
      JsonObject element;
      element[kind] = std::move(part);
      parts.push_back(std::move(element));
    }
    const auto answer = database_.call(operation, JsonObject{{"TransactItems", std::move(parts)}});
    return answer ? "done" : answer.error().type + ": " + answer.error().message;
  }

  TestDatabase database_;
};

TEST_F(TransactionSize, OfWritesIsThatOfTheItemsAsTheyWillBe) {
  const JsonObject update{{"UpdateExpression", "REMOVE nothing"}};
  put(name(full_items), rest);
  EXPECT_EQ(transact("TransactWriteItems", "Update", update), "done");
  put(name(full_items), rest + 1);
  EXPECT_EQ(transact("TransactWriteItems", "Update", update), too_large);
}

TEST_F(TransactionSize, OfReadsIsThatOfTheItemsThatAreThere) {
  put(name(full_items), rest);
  EXPECT_EQ(transact("TransactGetItems", "Get", {}), "done");
  put(name(full_items), rest + 1);
  EXPECT_EQ(transact("TransactGetItems", "Get", {}), too_large);
}

TEST(Substitutions, AreTwoMegabytesAtMost) {
  TestDatabase database;
  ASSERT_TRUE(database.call("CreateTable", make_table));
  const auto put = [&](std::size_t bytes) {
    const JsonObject input{{"TableName", "one"},
                           {"Item", JsonObject{{"id", JsonObject{{"S", "a"}}}}},
                           {"ConditionExpression", "#n = :v"},
                           {"ExpressionAttributeNames", JsonObject{{"#n", "name"}}},
                           {"ExpressionAttributeValues",
                            JsonObject{{":v", JsonObject{{"S", std::string(bytes, 'x')}}}}}};
    const auto answer = database.call("PutItem", input);
    return answer ? "" : answer.error().type + ": " + answer.error().message;
  };
  const auto most = limits::substitution_bytes_max - std::string_view("#nname:v").size();
  EXPECT_EQ(put(most), "ConditionalCheckFailedException: The conditional request failed");
  EXPECT_EQ(put(most + 1),
            "ValidationException: ExpressionAttributeNames and ExpressionAttributeValues have "
            "exceeded the maximum allowed size of 2097152 bytes");
}

}  // namespace
}  // namespace syncline::dynamo
