// AWS: "DynamoDB API Reference", UpdateTable: billing, throughput, class, protection, and the
// settings that are only kept. Changes of indexes, streams and replicas are refused by name.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/table_request.h"
#include "dynamo/table_settings.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_table_name(call.input));
  const auto* given = call.input.at("TableName").if_string();
  if (given == nullptr) co_return serialization_error("TableName must be a string");
  const auto name = bare_table_name(*given);
  const auto hold = co_await call.locks.lock({table_lock(name)});
  const auto table = call.tables.find(name);
  CO_TRY(auto updated, read_table_update(call.input, table == nullptr ? Table() : *table));
  if (table == nullptr) co_return table_not_found(name);
  note_changes(*table, call.clock.now_ms(), updated);
  const auto changed = std::make_shared<const Table>(std::move(updated));
  store::Batch batch;
  Tables::put(batch, *changed);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.tables.insert(changed);
  co_return wrap_description("TableDescription",
                             describe(*changed, call.ledger.counts(changed->number), call.options));
}

}  // namespace

extern const Operation update_table;
const Operation update_table{"UpdateTable", &run};

}  // namespace syncline::dynamo
