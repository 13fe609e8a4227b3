#include "dynamo/expiry.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/limits.h"
#include "base/log.h"
#include "dynamo/filling.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {
namespace {

// Under which its walk over the items stands: no index has this number.
constexpr std::uint32_t filling_number = 0;

bool is_changing(const Table& table) {
  return table.time_to_live && table.time_to_live->status != TimeToLiveStatus::enabled;
}

bool is_enabled(const Table& table) {
  return table.time_to_live && table.time_to_live->status == TimeToLiveStatus::enabled;
}

Task<Result<void>> advance(Call& call, SharedTable table, TimeToLiveStatus from,
                           TimeToLiveStatus to) {
  const auto change = [&](Table& now, store::Batch& batch, std::vector<CountChange>&) {
    if (!now.time_to_live || now.time_to_live->status != from) return false;
    now.time_to_live->status = to;
    if (to == TimeToLiveStatus::enabled) erase_position(now, filling_number, batch);
    return true;
  };
  co_return co_await change_table(call, std::move(table), change);
}

Task<Result<void>> fill(Call& call, SharedTable table) {
  const auto add = [&](const Item& item, store::Batch& batch,
                       std::vector<CountChange>&) -> Result<void> {
    if (const auto key = expiry_row_key(*table, item)) batch.put(expiry_keyspace, *key, "");
    return {};
  };
  CO_TRY(const bool more, co_await fill_piece(call, {table, filling_number, add}));
  if (more) co_return Result<void>();
  co_return co_await advance(call, table, TimeToLiveStatus::filling, TimeToLiveStatus::enabled);
}

Task<Result<void>> erase(Call& call, SharedTable table) {
  // Behind every batch of a writer who still made rows.
  CO_TRY(co_await call.ledger.commit(store::Batch(), {}));
  const auto change = [&](Table& now, store::Batch& batch, std::vector<CountChange>&) {
    if (!now.time_to_live || now.time_to_live->status != TimeToLiveStatus::disabling) return false;
    const auto prefix = rows_prefix(now, nullptr);
    batch.erase_range(expiry_keyspace, prefix, end_of_prefix(prefix));
    now.time_to_live.reset();
    return true;
  };
  co_return co_await change_table(call, std::move(table), change);
}

// The next items of a table to delete, before `now` in seconds.
Result<std::vector<Item>> find_expired(const store::Store& store, const Table& table,
                                       std::uint64_t now) {
  constexpr auto age = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::seconds>(limits::expiry_age_max).count());
  std::vector<Item> keys;
  std::size_t bytes = 0;
  auto cursor = store.cursor(expiry_keyspace);
  const auto end = expiry_begin(table, now);
  cursor.seek(expiry_begin(table, now > age ? now - age : 0));
  for (; cursor.valid() && cursor.key() < end; cursor.next()) {
    const auto item = find_item(store, item_row_of_expiry(cursor.key()));
    if (!item) {
      log_warning("table {}: an item is not deleted: {}", table.name, item.error().message);
      continue;
    }
    if (!*item) continue;  // deleted since the cursor was made
    keys.push_back(key_of(table.key, **item));
    bytes += size_of(**item);
    if (keys.size() >= limits::background_rows_max || bytes >= limits::page_bytes_max) break;
  }
  TRY(cursor.status());
  return keys;
}

Task<Result<bool>> delete_expired_of(Call& call, SharedTable table) {
  const auto now = static_cast<std::uint64_t>(call.clock.now_ms() / 1000);
  CO_TRY(auto keys, find_expired(call.store, *table, now));
  if (keys.empty()) co_return false;
  // Asked under the item's lock: it may have been changed, and so may the setting.
  const auto change = [&](const Item* before) -> std::optional<Item> {
    if (before == nullptr) return std::nullopt;
    const auto second = expiry_of(*table, *before);
    const bool is_due = second && *second < now && call.tables.find(table->name) == table;
    return is_due ? std::nullopt : std::optional(*before);
  };
  std::vector<Write> writes;
  for (auto& key : keys) {
    writes.push_back({.table = table, .key = std::move(key), .by_service = true, .change = change});
  }
  CO_TRY(const auto outcomes, co_await write_all(call, std::move(writes)));
  co_return std::ranges::any_of(outcomes, [](const Result<Written>& outcome) {
    return outcome && outcome->change.before && !outcome->change.after;
  });
}

}  // namespace

std::optional<std::uint64_t> expiry_of(const Table& table, const Item& item) {
  if (!table.time_to_live || table.time_to_live->status == TimeToLiveStatus::disabling) {
    return std::nullopt;
  }
  const auto* value = item.find(table.time_to_live->attribute);
  const auto* number = value == nullptr ? nullptr : value->as<Decimal>();
  if (number == nullptr) return std::nullopt;
  const auto text = number->to_string();
  std::uint64_t second = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), second);
  const bool is_whole = end == text.data() + text.size() || *end == '.';
  if (fault != std::errc() || !is_whole) return std::nullopt;  // negative, or beyond all time
  return second;
}

std::optional<std::string> expiry_row_key(const Table& table, const Item& item) {
  const auto second = expiry_of(table, item);
  if (!second) return std::nullopt;
  return expiry_key(table, *second, item_row_key(table, item));
}

Task<Result<bool>> work_on_expiry(Call& call) {
  const auto tables = call.tables.find_all(is_changing);
  if (tables.empty()) co_return false;
  const auto& table = tables.front();
  switch (table->time_to_live->status) {
    case TimeToLiveStatus::preparing:
      CO_TRY(co_await advance(call, table, TimeToLiveStatus::preparing, TimeToLiveStatus::filling));
      break;
    case TimeToLiveStatus::filling: CO_TRY(co_await fill(call, table)); break;
    case TimeToLiveStatus::disabling: CO_TRY(co_await erase(call, table)); break;
    case TimeToLiveStatus::enabled: break;
  }
  co_return true;
}

Task<Result<bool>> delete_expired(Call& call) {
  bool any = false;
  for (const auto& table : call.tables.find_all(is_enabled)) {
    CO_TRY(const bool some, co_await delete_expired_of(call, table));
    any = any || some;
  }
  co_return any;
}

}  // namespace syncline::dynamo
