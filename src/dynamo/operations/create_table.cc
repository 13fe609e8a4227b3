// AWS: "DynamoDB API Reference", CreateTable. The table is ACTIVE at once.
#include "base/text.h"
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/stream_setting.h"
#include "dynamo/table_request.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

Task<Result<Json>> run(Call& call) {
  CO_TRY(auto made, read_table_request(call.input));
  CO_TRY(const auto view, read_new_stream(call.input));
  const auto hold = co_await call.locks.lock({table_lock(made.name), table_number_lock()});
  if (call.tables.find(made.name) != nullptr) {
    co_return fail(ErrorKind::conflict, "ResourceInUseException",
                   "Table already exists: " + made.name);
  }
  store::Batch batch;
  made.id = random_uuid();
  made.number = call.tables.take_number(batch);
  made.created_ms = call.clock.now_ms();
  if (view) CO_TRY(begin_stream(call, made, *view, batch));
  const auto table = std::make_shared<const Table>(std::move(made));
  Tables::put(batch, *table);
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  call.ledger.add_table(table->number);
  if (table->stream) call.ledger.open_stream(table->stream->number);
  call.tables.insert(table);
  auto description = describe(*table, {}, call.options);
  if (auto* billing = description.if_contains("BillingModeSummary")) {
    billing->get_object().erase("LastUpdateToPayPerRequestDateTime");  // as AWS: it comes later
  }
  co_return wrap_description("TableDescription", std::move(description));
}

}  // namespace

extern const Operation create_table;
const Operation create_table{"CreateTable", &run};

}  // namespace syncline::dynamo
