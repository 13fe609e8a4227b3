// For tests: a table "items" with the partition key `id` (S) and the sort key `n` (N), behind a
// data source, and beside it a table "others" with the partition key `id`.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/loop.h"
#include "base/parse_json.h"
#include "dynamo/test_database.h"
#include "source/test_rooms.h"

namespace syncline::source {

class TableHouse {
 public:
  TableHouse() : source_(find_kind("AMAZON_DYNAMODB")->make(definition_, house_.rooms)) {
    const JsonObject table{
        {"TableName", "items"},
        {"BillingMode", "PAY_PER_REQUEST"},
        {"KeySchema", JsonArray{JsonObject{{"AttributeName", "id"}, {"KeyType", "HASH"}},
                                JsonObject{{"AttributeName", "n"}, {"KeyType", "RANGE"}}}},
        {"AttributeDefinitions",
         JsonArray{JsonObject{{"AttributeName", "id"}, {"AttributeType", "S"}},
                   JsonObject{{"AttributeName", "n"}, {"AttributeType", "N"}}}}};
    call("CreateTable", table);
    auto other = table;
    other["TableName"] = "others";
    other["KeySchema"] = JsonArray{JsonObject{{"AttributeName", "id"}, {"KeyType", "HASH"}}};
    other["AttributeDefinitions"] =
        JsonArray{JsonObject{{"AttributeName", "id"}, {"AttributeType", "S"}}};
    call("CreateTable", other);
  }

  void call(std::string_view operation, const JsonObject& input) {
    const auto done = dynamo::run_task(loop_, house_.database->call(operation, input));
    if (!done) ADD_FAILURE() << done.error().message;
  }

  Result<Answer> invoke(std::string_view document_text, std::string_view place = "api/Query.all",
                        std::string_view version = "2018-05-29") {
    const auto document = *parse_json(document_text);
    auto invoked = source_->invoke({document, version, place});
    if (auto* ready = std::get_if<Result<Answer>>(&invoked)) return std::move(*ready);
    return dynamo::run_task(loop_, std::get<Task<Result<Answer>>>(std::move(invoked)));
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
  Loop loop_{0};
  TestRooms house_;
  catalog::DataSource definition_{
      .name = "table", .type = "AMAZON_DYNAMODB", .config = JsonObject{{"tableName", "items"}}};
  std::unique_ptr<Source> source_;
};

}  // namespace syncline::source
