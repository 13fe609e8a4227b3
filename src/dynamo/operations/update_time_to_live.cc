// AWS: "DynamoDB API Reference", UpdateTimeToLive.
// AWS differs: it takes one change of a table in about half an hour. Here a change may follow as
// soon as the one before it is done.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/shape.h"
#include "dynamo/table_request.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

constexpr Field specification_fields[] = {
    {.name = "Enabled", .kind = Kind::boolean, .required = true},
    {.name = "AttributeName", .required = true, .least = 1, .most = 255}};
constexpr Field request_fields[] = {fields::table_name,
                                    {.name = "TimeToLiveSpecification",
                                     .kind = Kind::structure,
                                     .required = true,
                                     .inner = specification_fields}};

Result<void> check_change(const Table& table, bool enable, std::string_view attribute) {
  const auto& now = table.time_to_live;
  const bool is_active = now && now->status != TimeToLiveStatus::disabling;
  if (is_active && now->attribute != attribute) {
    return validation_error(
        "TimeToLive is active on a different AttributeName: current AttributeName is " +
        now->attribute);
  }
  if (is_active && enable) return validation_error("TimeToLive is already enabled");
  if (!is_active && !enable) return validation_error("TimeToLive is already disabled");
  if (now && now->status != TimeToLiveStatus::enabled) {
    return validation_error(
        "Time to live has been modified multiple times within a fixed interval");
  }
  return {};
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_table_name(call.input));
  CO_TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto& given = object_or_empty(call.input, "TimeToLiveSpecification");
  const bool enable = boolean_or(given, "Enabled", false);
  const std::string attribute(text_or(given, "AttributeName", ""));
  const auto hold = co_await call.locks.lock({table_lock(name)});
  const auto table = call.tables.find(name);
  if (table == nullptr) co_return table_not_found(name);
  CO_TRY(check_change(*table, enable, attribute));
  Table changed = *table;
  changed.time_to_live =
      TimeToLive{attribute, enable ? TimeToLiveStatus::preparing : TimeToLiveStatus::disabling};
  const auto kept = std::make_shared<const Table>(std::move(changed));
  store::Batch batch;
  Tables::put(batch, *kept);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.tables.insert(kept);
  co_return JsonObject{
      {"TimeToLiveSpecification", {{"AttributeName", attribute}, {"Enabled", enable}}}};
}

}  // namespace

extern const Operation update_time_to_live;
const Operation update_time_to_live{"UpdateTimeToLive", &run};

}  // namespace syncline::dynamo
