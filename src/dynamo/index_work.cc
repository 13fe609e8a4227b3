#include "dynamo/index_work.h"

#include <algorithm>

#include "base/log.h"
#include "dynamo/filling.h"
#include "dynamo/index_updates.h"
#include "dynamo/row_keys.h"

namespace syncline::dynamo {
namespace {

// The index that has this status in the table as it is now, if it is still that one.
Index* find_index(Table& table, const Index& seen, IndexStatus status) {
  const auto found = std::ranges::find(table.indexes, seen.number, &Index::number);
  return found == table.indexes.end() || found->status != status ? nullptr : &*found;
}

Task<Result<void>> advance(Call& call, SharedTable table, const Index& index, IndexStatus from,
                           IndexStatus to) {
  const auto change = [&](Table& now, store::Batch& batch, std::vector<CountChange>&) {
    auto* found = find_index(now, index, from);
    if (found == nullptr) return false;
    found->status = to;
    if (to == IndexStatus::active) erase_position(now, index.number, batch);
    return true;
  };
  co_return co_await change_table(call, std::move(table), change);
}

Task<Result<void>> fill(Call& call, SharedTable table, const Index& index) {
  const auto add = [&](const Item& item, store::Batch& batch, std::vector<CountChange>& counts) {
    return add_missing_row(call.store, *table, index, item, batch, counts);
  };
  CO_TRY(const bool more, co_await fill_piece(call, {table, index.number, add}));
  if (more) co_return Result<void>();
  log_info("table {}: the index {} is complete", table->name, index.name);
  co_return co_await advance(call, table, index, IndexStatus::backfilling, IndexStatus::active);
}

// Definitions that no key needs any longer go with the index.
void prune_definitions(Table& table) {
  std::erase_if(table.attributes, [&](const KeyPart& part) {
    return !table.key.has(part.name) && std::ranges::none_of(table.indexes, [&](const Index& one) {
      return one.key.has(part.name);
    });
  });
}

Task<Result<void>> erase(Call& call, SharedTable table, const Index& index) {
  // Behind every batch of a writer who still knew the index.
  CO_TRY(co_await call.ledger.commit(store::Batch(), {}));
  const auto change = [&](Table& now, store::Batch& batch, std::vector<CountChange>& counts) {
    if (std::erase_if(now.leaving, [&](const Index& one) { return one.number == index.number; }) ==
        0) {
      return false;
    }
    const auto prefix = rows_prefix(now, &index);
    batch.erase_range(index_keyspace, prefix, end_of_prefix(prefix));
    erase_position(now, index.number, batch);
    const auto all = call.ledger.counts(now.number);
    if (const auto count = all.find(index.number); count != all.end()) {
      counts.push_back({now.number, index.number, {-count->second.items, -count->second.bytes}});
    }
    prune_definitions(now);
    return true;
  };
  co_return co_await change_table(call, table, change);
}

}  // namespace

Task<Result<bool>> work_on_indexes(Call& call) {
  const auto tables = call.tables.find_all(is_changing_indexes);
  if (tables.empty()) co_return false;
  const auto& table = tables.front();
  if (!table->leaving.empty()) {
    CO_TRY(co_await erase(call, table, table->leaving.front()));
    co_return true;
  }
  for (const auto& index : table->indexes) {
    if (index.status == IndexStatus::creating) {
      CO_TRY(co_await advance(call, table, index, IndexStatus::creating, IndexStatus::backfilling));
      co_return true;
    }
    if (index.status == IndexStatus::backfilling) {
      CO_TRY(co_await fill(call, table, index));
      co_return true;
    }
  }
  co_return false;
}

}  // namespace syncline::dynamo
