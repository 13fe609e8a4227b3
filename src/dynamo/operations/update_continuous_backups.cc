// AWS: "DynamoDB API Reference", UpdateContinuousBackups. The flag is kept, since providers read it
// back; nothing is backed up, and no restore is offered.
#include "dynamo/call.h"
#include "dynamo/table_request.h"
#include "dynamo/table_settings.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name, settings::recovery};

std::int64_t days_of(const JsonObject& asked) {
  if (!boolean_or(asked, "PointInTimeRecoveryEnabled", false)) return 0;
  return integer_or(asked, "RecoveryPeriodInDays", limits::recovery_days_max);
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_table_name(call.input));
  CO_TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto hold = co_await call.locks.lock({table_lock(name)});
  const auto table = call.tables.find(name);
  if (table == nullptr) co_return no_table_to_back_up(name);
  Table changed = *table;
  set_recovery_days(days_of(object_or_empty(call.input, settings::recovery.name)), changed);
  const auto kept = std::make_shared<const Table>(std::move(changed));
  store::Batch batch;
  Tables::put(batch, *kept);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.tables.insert(kept);
  co_return wrap_description("ContinuousBackupsDescription", describe_backups(*kept));
}

}  // namespace

extern const Operation update_continuous_backups;
const Operation update_continuous_backups{"UpdateContinuousBackups", &run};

}  // namespace syncline::dynamo
