// A DynamoDB on the embedded store. Operations take and give DynamoDB's own JSON
// (API version 2012-08-10; AWS: "DynamoDB API Reference").
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

struct Tail {
  JsonArray records;       // as GetRecords gives them
  std::uint64_t next = 0;  // where to go on
  bool ended = false;      // nothing is at `next`, and never will be
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

  // The records of a stream from the number `from` on, or from the oldest that is kept; resumes
  // when there is one, or the stream has ended. Errors as GetRecords has them, but for iterators;
  // LimitExceededException when limits::stream_tails_max wait for that stream already. From any
  // loop. A task that must not wait any longer is left behind with finish_by (base/timer.h).
  Task<Result<Tail>> tail(std::string stream_arn, std::optional<std::uint64_t> from);
  // Where tail() begins for what is written after this.
  Result<std::uint64_t> tail_end(std::string_view stream_arn);

  // Erases the stream records that are too old to be read. To be called now and then
  // (limits::stream_trim_interval).
  Task<Result<void>> trim_streams();

  // The answer of an operation that never waits, as text and at once; nothing when it has no such
  // way, and call() must be asked.
  std::optional<Result<std::string>> answer_now(std::string_view operation,
                                                const JsonObject& input);

  // One step of what is done when nobody waits: indexes that UpdateTable made are filled, those
  // that it took away are erased, items that have expired are deleted. False when there is nothing
  // to do now. An error is the store's, and the step may be tried again. Calls follow each other,
  // from any loop.
  Task<Result<bool>> work();

 private:
  struct State;
  std::unique_ptr<State> state_;

 public:
  explicit Database(std::unique_ptr<State> state);  // for open(): State is private
};

}  // namespace syncline::dynamo
