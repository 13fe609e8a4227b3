#include "dynamo/ledger.h"

#include "base/parse_json.h"
#include "dynamo/errors.h"
#include "dynamo/row_keys.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view count_keyspace = "dynamo.count";

std::string encode_counts(const TableCounts& counts) {
  JsonArray record;
  for (const auto& [index, count] : counts) {
    record.push_back(JsonArray{index, count.items, count.bytes});
  }
  return to_json(record);
}

std::string table_key(std::uint64_t number) { return std::to_string(number); }

}  // namespace

Result<TableCounts> Ledger::load(const store::Store& store, std::uint64_t table) {
  TRY(const auto stored, store.get(count_keyspace, table_key(table)));
  TableCounts counts;
  if (!stored) return counts;
  TRY(const auto record, parse_json(*stored));
  const auto* rows = record.if_array();
  if (rows == nullptr) return internal_error("the stored counts of a table are damaged");
  for (const auto& row : *rows) {
    const auto* fields = row.if_array();
    if (fields == nullptr || fields->size() != 3) {
      return internal_error("the stored counts of a table are damaged");
    }
    const auto number = [&](std::size_t i) {
      const auto* value = (*fields)[i].if_int64();
      return value == nullptr ? 0 : *value;
    };
    counts[static_cast<std::uint32_t>(number(0))] = {number(1), number(2)};
  }
  return counts;
}

void Ledger::add_table(std::uint64_t table, TableCounts counts) {
  const std::lock_guard lock(mutex_);
  tables_[table] = std::move(counts);
}

TableCounts Ledger::counts(std::uint64_t table) const {
  const std::lock_guard lock(mutex_);
  const auto found = tables_.find(table);
  return found == tables_.end() ? TableCounts() : found->second;
}

bool Ledger::knows_all(const std::vector<CountChange>& changes) const {
  for (const auto& change : changes) {
    if (!tables_.contains(change.table)) return false;
  }
  return true;
}

void Ledger::apply(const std::vector<CountChange>& changes, int sign) {
  for (const auto& change : changes) {
    const auto table = tables_.find(change.table);
    if (table == tables_.end()) continue;  // deleted since
    auto& counts = table->second[change.index];
    counts.items += sign * change.change.items;
    counts.bytes += sign * change.change.bytes;
  }
}

void Ledger::put_counts(store::Batch& batch, const std::vector<CountChange>& changes) const {
  std::uint64_t last = 0;
  for (const auto& change : changes) {
    if (change.table == last) continue;  // a table's changes stand together
    last = change.table;
    batch.put(count_keyspace, table_key(last), encode_counts(tables_.at(last)));
  }
}

Task<Result<void>> Ledger::commit(store::Batch batch, std::vector<CountChange> changes) {
  auto start = [&](auto done) {
    {
      const std::lock_guard lock(mutex_);
      if (knows_all(changes)) {
        apply(changes, 1);
        put_counts(batch, changes);
        store_.commit(std::move(batch), std::move(done));
        return;
      }
    }
    done(Result<void>(resource_not_found()));
  };
  auto outcome = co_await from_callback<Result<void>>(start);
  if (outcome || outcome.error().kind == ErrorKind::not_found) co_return outcome;
  {
    const std::lock_guard lock(mutex_);
    apply(changes, -1);
  }
  co_return std::unexpected(store_failed(std::move(outcome).error()));
}

Task<Result<void>> Ledger::commit_drop(store::Batch batch, std::uint64_t table) {
  TableCounts before;
  auto start = [&](auto done) {
    const std::lock_guard lock(mutex_);
    before = std::move(tables_[table]);
    tables_.erase(table);
    batch.erase(count_keyspace, table_key(table));
    store_.commit(std::move(batch), std::move(done));
  };
  auto outcome = co_await from_callback<Result<void>>(start);
  if (outcome) co_return outcome;
  add_table(table, std::move(before));  // it is still there
  co_return std::unexpected(store_failed(std::move(outcome).error()));
}

}  // namespace syncline::dynamo
