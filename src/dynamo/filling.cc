#include "dynamo/filling.h"

#include "base/limits.h"
#include "base/log.h"
#include "dynamo/item_codec.h"
#include "dynamo/row_keys.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

// The rows of the next piece: not too many, and not too large.
Result<std::vector<std::string>> next_rows(const store::Store& store, const Filling& filling) {
  const auto key = filling_key(*filling.table, filling.number);
  TRY(const auto position, store.get(filling_keyspace, key));
  const auto begin = rows_prefix(*filling.table, nullptr);
  const auto end = end_of_prefix(begin);
  std::vector<std::string> rows;
  std::size_t bytes = 0;
  auto cursor = store.cursor(item_keyspace);
  cursor.seek(position ? *position : begin);
  if (position && cursor.valid() && cursor.key() == *position) cursor.next();
  for (; cursor.valid() && cursor.key() < end; cursor.next()) {
    rows.emplace_back(cursor.key());
    bytes += cursor.value().size();
    if (rows.size() >= limits::background_rows_max || bytes >= limits::page_bytes_max) break;
  }
  TRY(cursor.status());
  return rows;
}

std::vector<std::string> locks_of(const std::vector<std::string>& rows) {
  std::vector<std::string> locks;
  for (const auto& row : rows) locks.push_back(row_lock(row));
  return locks;
}

Result<void> add_item(const store::Store& store, const Filling& filling, const std::string& row,
                      store::Batch& batch, std::vector<CountChange>& counts) {
  TRY(const auto bytes, store.get(item_keyspace, row));
  if (!bytes) return {};
  const auto item = decode_item(*bytes);
  if (item) return filling.add(*item, batch, counts);
  // Whoever asks for the item is told; here, nothing can be made of it.
  log_warning("table {}: an item is left out: {}", filling.table->name, item.error().message);
  return {};
}

}  // namespace

Task<Result<bool>> fill_piece(Call& call, const Filling& filling) {
  CO_TRY(const auto rows, next_rows(call.store, filling));
  if (rows.empty()) co_return false;
  const auto hold = co_await call.locks.lock(locks_of(rows));
  store::Batch batch;
  std::vector<CountChange> counts;
  for (const auto& row : rows) CO_TRY(add_item(call.store, filling, row, batch, counts));
  batch.put(filling_keyspace, filling_key(*filling.table, filling.number), rows.back());
  const auto is_current = [&] { return call.tables.find(filling.table->name) == filling.table; };
  CO_TRY(co_await call.ledger.commit(std::move(batch), std::move(counts), is_current));
  co_return true;
}

void erase_position(const Table& table, std::uint32_t number, store::Batch& batch) {
  batch.erase(filling_keyspace, filling_key(table, number));
}

Task<Result<void>> change_table(
    Call& call, SharedTable seen,
    std::function<bool(Table&, store::Batch&, std::vector<CountChange>&)> change) {
  const auto hold = co_await call.locks.lock({table_lock(seen->name)});
  const auto table = call.tables.find(seen->name);
  if (table == nullptr || table->number != seen->number) co_return Result<void>();
  Table changed = *table;
  store::Batch batch;
  std::vector<CountChange> counts;
  if (!change(changed, batch, counts)) co_return Result<void>();
  const auto kept = std::make_shared<const Table>(std::move(changed));
  Tables::put(batch, *kept);
  CO_TRY(co_await call.ledger.commit(std::move(batch), std::move(counts)));
  call.tables.insert(kept);
  co_return Result<void>();
}

}  // namespace syncline::dynamo
