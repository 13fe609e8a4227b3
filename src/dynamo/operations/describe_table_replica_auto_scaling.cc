// AWS: "DynamoDB API Reference", DescribeTableReplicaAutoScaling: a table has no replicas.
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
  return wrap_description(
      "TableAutoScalingDescription",
      {{"TableName", table->name}, {"TableStatus", "ACTIVE"}, {"Replicas", JsonArray()}});
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_table_replica_auto_scaling;
const Operation describe_table_replica_auto_scaling{"DescribeTableReplicaAutoScaling", &run};

}  // namespace syncline::dynamo
