// AWS: "DynamoDB Streams API Reference", GetRecords.
#include <chrono>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/stream_reader.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    {.name = "ShardIterator", .required = true, .least = 1, .most = 2048},
    {.name = "Limit", .kind = Kind::integer, .least = 1, .most = limits::stream_records_max}};

Result<void> check_age(const ShardIterator& iterator, std::int64_t now_ms) {
  constexpr std::chrono::milliseconds life = limits::stream_iterator_life;
  if (now_ms - iterator.issued_ms < life.count()) return {};
  return fail(ErrorKind::invalid, "ExpiredIteratorException",
              "The shard iterator has expired and can no longer be used to retrieve stream "
              "records");
}

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  TRY(const auto iterator, decode_iterator(text_or(call.input, "ShardIterator", "")));
  TRY(check_age(iterator, call.clock.now_ms()));
  TRY(const auto stream, find_stream(call, iterator.arn));
  const auto limit =
      static_cast<std::size_t>(integer_or(call.input, "Limit", limits::stream_records_max));
  TRY(auto page, read_records(call, stream, iterator.next, limit));
  JsonObject answer{{"Records", std::move(page.records)}};
  if (!page.ended) {
    answer["NextShardIterator"] =
        encode_iterator({.arn = iterator.arn, .next = page.next, .issued_ms = call.clock.now_ms()});
  }
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation get_records;
const Operation get_records{"GetRecords", &run, Api::streams};

}  // namespace syncline::dynamo
