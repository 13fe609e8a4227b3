// AWS: "DynamoDB API Reference", DescribeContinuousBackups.
#include "dynamo/call.h"
#include "dynamo/table_request.h"
#include "dynamo/table_settings.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name};

Result<Json> read(const Call& call) {
  TRY(check_table_name(call.input));
  TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto table = call.tables.find(name);
  if (table == nullptr) return no_table_to_back_up(name);
  return wrap_description("ContinuousBackupsDescription", describe_backups(*table));
}

Task<Result<Json>> run(Call& call) { co_return read(call); }

}  // namespace

extern const Operation describe_continuous_backups;
const Operation describe_continuous_backups{"DescribeContinuousBackups", &run};

}  // namespace syncline::dynamo
