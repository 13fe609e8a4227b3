// AWS: "DynamoDB API Reference", DescribeKinesisStreamingDestination: there are none.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/table_request.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name};

Result<Json> read(const Call& call) {
  TRY(check_table_name(call.input));
  TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto table = call.tables.find(name);
  if (table == nullptr) return table_not_found(name);
  return JsonObject{{"TableName", table->name}, {"KinesisDataStreamDestinations", JsonArray()}};
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_kinesis_streaming_destination;
const Operation describe_kinesis_streaming_destination{"DescribeKinesisStreamingDestination", &run};

}  // namespace syncline::dynamo
