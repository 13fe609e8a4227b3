// A DynamoDB on the embedded store. Operations take and give DynamoDB's own JSON
// (API version 2012-08-10; AWS: "DynamoDB API Reference").
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "store/store.h"

namespace syncline::dynamo {

enum class Api : std::uint8_t { dynamodb, streams };  // each has targets of its own on the wire

struct Options {
  std::string region = "us-east-1";  // these two stand in the ARNs of tables
  std::string account = "000000000000";
  std::string address = "localhost:4000";  // what DescribeEndpoints tells: host and port
};

class Database {
 public:
  // `store` and `clock` must outlive the database. Tables of earlier runs are there again.
  static Result<std::unique_ptr<Database>> open(store::Store& store, const Clock& clock,
                                                Options options = {});
  ~Database();

  // "PutItem", "CreateTable" … An unknown name fails with kind `unsupported`, type
  // "UnknownOperationException". Other errors carry DynamoDB's type ("ValidationException",
  // "ConditionalCheckFailedException", "ResourceNotFoundException", …), its message, and in detail
  // what stands beside them on the wire, such as {"Item":…}. A write resumes when it is durable.
  // From any loop. `operation` and `input` must outlive the task.
  Task<Result<Json>> call(std::string_view operation, const JsonObject& input);
  // Whether call() knows the operation, as one of that API.
  static bool offers(Api api, std::string_view operation);
  [[nodiscard]] const Options& options() const;

 private:
  struct State;
  std::unique_ptr<State> state_;

 public:
  explicit Database(std::unique_ptr<State> state);  // for open(): State is private
};

}  // namespace syncline::dynamo
