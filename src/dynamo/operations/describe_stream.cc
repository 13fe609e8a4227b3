// AWS: "DynamoDB Streams API Reference", DescribeStream. A stream has one shard, for all its life.
#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/shape.h"
#include "dynamo/stream_reader.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    {.name = "StreamArn", .required = true, .least = 37, .most = 1024},
    {.name = "Limit", .kind = Kind::integer, .least = 1, .most = limits::stream_list_max},
    {.name = "ExclusiveStartShardId", .least = 28, .most = 65}};

JsonArray describe_key(const Stream& stream) {
  JsonArray schema;
  for (const auto& name : stream.key) {
    schema.push_back(
        JsonObject{{"AttributeName", name}, {"KeyType", schema.empty() ? "HASH" : "RANGE"}});
  }
  return schema;
}

Result<JsonArray> describe_shards(const Call& call, const Stream& stream) {
  JsonArray shards;
  const auto id = shard_id(stream);
  // Shards behind the one that is named, which need not be there.
  if (text_or(call.input, "ExclusiveStartShardId", "") >= id) return shards;
  const auto oldest = oldest_sequence(stream, call.clock.now_ms());
  JsonObject range{{"StartingSequenceNumber", sequence_text(oldest)}};
  if (stream.ended_ms) {
    TRY(const auto newest, newest_sequence(call, stream));
    range["EndingSequenceNumber"] = sequence_text(newest);
  }
  shards.push_back(JsonObject{{"ShardId", id}, {"SequenceNumberRange", std::move(range)}});
  return shards;
}

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto arn = text_or(call.input, "StreamArn", "");
  TRY(const auto stream, find_stream(call, arn));
  TRY(auto shards, describe_shards(call, stream));
  JsonObject description{{"StreamArn", arn},
                         {"StreamLabel", stream.label},
                         {"StreamStatus", stream.ended_ms ? "DISABLED" : "ENABLED"},
                         {"StreamViewType", view_name(stream.view)},
                         {"CreationRequestDateTime", epoch_seconds(stream.created_ms)},
                         {"TableName", stream.table},
                         {"KeySchema", describe_key(stream)},
                         {"Shards", std::move(shards)}};
  return JsonObject{{"StreamDescription", std::move(description)}};
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_stream;
const Operation describe_stream{"DescribeStream", &run, Api::streams};

}  // namespace syncline::dynamo
