// AWS: "DynamoDB Streams API Reference", GetShardIterator.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/stream_reader.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view type_choices[] = {"AFTER_SEQUENCE_NUMBER", "AT_SEQUENCE_NUMBER",
                                             "LATEST", "TRIM_HORIZON"};
constexpr Field request_fields[] = {
    {.name = "StreamArn", .required = true, .least = 37, .most = 1024},
    {.name = "ShardId", .required = true, .least = 28, .most = 65},
    {.name = "ShardIteratorType", .required = true, .choices = type_choices},
    {.name = "SequenceNumber", .least = 21, .most = 40}};

// A number of this stream, at which or behind which to begin.
Result<std::uint64_t> read_given(const Call& call, const Stream& stream, bool after) {
  const auto given = read_sequence(text_or(call.input, "SequenceNumber", ""));
  if (!given || *given < first_sequence_at(stream.created_ms) || *given == UINT64_MAX) {
    return validation_error("Invalid SequenceNumber");
  }
  const auto first = after ? *given + 1 : *given;
  TRY(check_kept(call, stream, first));
  return first;
}

Result<void> check_given(const JsonObject& input, std::string_view type) {
  const bool wants = type.ends_with("_SEQUENCE_NUMBER");
  const bool has = present(input, "SequenceNumber") != nullptr;
  if (wants && !has) {
    return validation_error("SequenceNumber is required for ShardIteratorType " +
                            std::string(type));
  }
  if (!wants && has) {
    return validation_error("SequenceNumber must not be specified for ShardIteratorType " +
                            std::string(type));
  }
  return {};
}

Result<std::uint64_t> first_of(const Call& call, const Stream& stream, std::string_view type) {
  if (type == "TRIM_HORIZON") return oldest_sequence(stream, call.clock.now_ms());
  if (type == "LATEST") return next_sequence(call, stream);
  return read_given(call, stream, type == "AFTER_SEQUENCE_NUMBER");
}

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto arn = text_or(call.input, "StreamArn", "");
  const auto type = text_or(call.input, "ShardIteratorType", "");
  TRY(check_given(call.input, type));
  TRY(const auto stream, find_stream(call, arn));
  if (text_or(call.input, "ShardId", "") != shard_id(stream)) {
    return resource_not_found("Requested resource not found: Shard does not exist");
  }
  TRY(const auto first, first_of(call, stream, type));
  return JsonObject{{"ShardIterator", encode_iterator({.arn = std::string(arn),
                                                       .next = first,
                                                       .issued_ms = call.clock.now_ms()})}};
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation get_shard_iterator;
const Operation get_shard_iterator{"GetShardIterator", &run, Api::streams};

}  // namespace syncline::dynamo
