// AWS: "DynamoDB Streams API Reference", ListStreams. In the order of tables' names, then of age.
#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/stream.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {
    {.name = "TableName", .least = 3, .most = 255, .is_name = true, .takes_arn = true},
    {.name = "Limit", .kind = Kind::integer, .least = 1, .most = limits::stream_list_max},
    {.name = "ExclusiveStartStreamArn", .least = 37, .most = 1024}};

JsonObject describe(const Stream& stream, const Options& options) {
  return {{"StreamArn", stream_arn(stream.table, stream.label, options)},
          {"TableName", stream.table},
          {"StreamLabel", stream.label}};
}

Result<Json> read(const Call& call) {
  TRY(check_shape(call.input, request_fields));
  const auto limit =
      static_cast<std::size_t>(integer_or(call.input, "Limit", limits::stream_list_max));
  const auto table = bare_table_name(text_or(call.input, "TableName", ""));
  std::optional<Stream> after;
  if (present(call.input, "ExclusiveStartStreamArn") != nullptr) {
    after = parse_stream_arn(text_or(call.input, "ExclusiveStartStreamArn", ""));
    if (!after) return validation_error("Invalid StreamArn");
  }
  TRY(auto streams, find_streams(call, table, after, limit + 1));
  const bool more = streams.size() > limit;
  if (more) streams.pop_back();
  JsonArray list;
  for (const auto& stream : streams) list.push_back(describe(stream, call.options));
  JsonObject answer;
  if (more) answer["LastEvaluatedStreamArn"] = list.back().at("StreamArn");
  answer["Streams"] = std::move(list);
  return answer;
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation list_streams;
const Operation list_streams{"ListStreams", &run, Api::streams};

}  // namespace syncline::dynamo
