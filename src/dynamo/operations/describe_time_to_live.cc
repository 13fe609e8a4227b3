// AWS: "DynamoDB API Reference", DescribeTimeToLive.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/table_request.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name};

std::string_view status_name(TimeToLiveStatus status) {
  switch (status) {
    case TimeToLiveStatus::enabled: return "ENABLED";
    case TimeToLiveStatus::preparing:
    case TimeToLiveStatus::filling: return "ENABLING";
    case TimeToLiveStatus::disabling: return "DISABLING";
  }
  return "";
}

Result<Json> read(const Call& call) {
  TRY(check_table_name(call.input));
  TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto table = call.tables.find(name);
  if (table == nullptr) return table_not_found(name);
  JsonObject description{{"TimeToLiveStatus", "DISABLED"}};
  if (table->time_to_live) {
    description["TimeToLiveStatus"] = status_name(table->time_to_live->status);
    description["AttributeName"] = table->time_to_live->attribute;
  }
  return wrap_description("TimeToLiveDescription", std::move(description));
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_time_to_live;
const Operation describe_time_to_live{"DescribeTimeToLive", &run};

}  // namespace syncline::dynamo
