// AWS: "DynamoDB API Reference", DeleteTable. The table is gone when the call returns; its stream
// has ended then, and can be read as one that was disabled.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/index_updates.h"
#include "dynamo/stream.h"
#include "dynamo/table_request.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

constexpr Field request_fields[] = {fields::table_name};

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_table_name(call.input));
  CO_TRY(check_shape(call.input, request_fields));
  const auto name = bare_table_name(text_or(call.input, "TableName", ""));
  const auto hold = co_await call.locks.lock({table_lock(name)});
  const auto table = call.tables.find(name);
  if (table == nullptr) co_return table_not_found(name);
  if (table->deletion_protection) {
    co_return validation_error(
        "Resource cannot be deleted as it is currently protected against deletion. Disable "
        "deletion protection first.");
  }
  if (is_changing_indexes(*table)) {
    co_return resource_in_use(
        "Cannot delete table while indexes are being created, updated, or deleted.");
  }
  auto description = describe(*table, call.ledger.counts(table->number), call.options);
  description["TableStatus"] = "DELETING";
  store::Batch batch;
  Tables::erase(batch, *table);
  const bool has_stream = table->stream && table->stream->enabled;
  if (has_stream) {
    CO_TRY(const auto ended, end_of_stream(call, *table));
    put_stream(batch, ended);
  }
  CO_TRY(co_await call.ledger.commit_drop(std::move(batch), table->number));
  if (has_stream) call.ledger.close_stream(table->stream->number);
  call.tables.remove(table->name);
  co_return wrap_description("TableDescription", std::move(description));
}

}  // namespace

extern const Operation delete_table;
const Operation delete_table{"DeleteTable", &run};

}  // namespace syncline::dynamo
