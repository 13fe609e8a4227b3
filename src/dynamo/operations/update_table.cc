// AWS: "DynamoDB API Reference", UpdateTable: billing, throughput, class, protection, the stream,
// global indexes, and the settings that are only kept. Changes of replicas are refused by name.
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/index_updates.h"
#include "dynamo/stream_setting.h"
#include "dynamo/table_request.h"
#include "dynamo/table_settings.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

// Commits the table as it shall be, with what becomes of its stream.
Task<Result<void>> commit(Call& call, Table& updated, StreamStep step) {
  if (step == StreamStep::end) co_return co_await commit_end_of_stream(call, updated);
  store::Batch batch;
  if (step == StreamStep::begin) {
    const auto& given = object_or_empty(call.input, "StreamSpecification");
    const auto view = find_view(text_or(given, "StreamViewType", ""));
    CO_TRY(begin_stream(call, updated, *view, batch));
  }
  Tables::put(batch, updated);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  if (step == StreamStep::begin) call.ledger.open_stream(updated.stream->number);
  co_return Result<void>();
}

// A throughput that is given must be another one.
Result<void> check_throughput(const JsonObject& input, const Table& before, const Table& updated) {
  const bool given = present(input, "ProvisionedThroughput") != nullptr;
  if (!given || before.on_demand) return {};
  return check_throughput_changes("table", before.throughput, updated.throughput);
}

Task<Result<Json>> run(Call& call) {
  CO_TRY(check_table_name(call.input));
  const auto* given = call.input.at("TableName").if_string();
  if (given == nullptr) co_return serialization_error("TableName must be a string");
  const auto name = bare_table_name(*given);
  const auto hold = co_await call.locks.lock({table_lock(name), table_number_lock()});
  const auto table = call.tables.find(name);
  CO_TRY(auto updated, read_table_update(call.input, table == nullptr ? Table() : *table));
  CO_TRY(const auto step, read_stream_step(call.input));
  if (table == nullptr) co_return table_not_found(name);
  CO_TRY(check_stream_step(step, *table));
  CO_TRY(check_throughput(call.input, *table, updated));
  CO_TRY(apply_index_updates(call.input, *table, updated));
  note_changes(*table, call.clock.now_ms(), updated);
  CO_TRY(co_await commit(call, updated, step));
  const auto changed = std::make_shared<const Table>(std::move(updated));
  call.tables.insert(changed);
  co_return wrap_description("TableDescription",
                             describe(*changed, call.ledger.counts(changed->number), call.options));
}

}  // namespace

extern const Operation update_table;
const Operation update_table{"UpdateTable", &run};

}  // namespace syncline::dynamo
