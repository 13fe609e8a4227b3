#include "store_check/check.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/clock.h"
#include "dynamo/item_codec.h"
#include "dynamo/ledger.h"
#include "dynamo/row_change.h"
#include "dynamo/row_keys.h"
#include "dynamo/stream_record.h"
#include "dynamo/tables.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

using Rows = std::map<std::string, Item>;  // by the key of the row

std::string show(const Item& item) { return syncline::to_json(to_json(item)); }
std::string show(const std::optional<Item>& item) { return item ? show(*item) : "nothing"; }

class Walk {
 public:
  explicit Walk(store::Store& store) : store_(store), ledger_(store, clock_) {}

  Result<Checked> run() {
    Tables tables;
    TRY(const auto found, tables.load(store_));
    TRY(const auto streams, all_streams(store_));
    checked_.tables = found.size();
    for (const auto& table : found) {
      TRY(check_table(*table));
      TRY(check_stream_of(*table, streams));
    }
    for (const auto& stream : streams) streams_.insert(stream.number);
    TRY(check_owners(item_keyspace, numbers_, "an item"));
    TRY(check_owners(index_keyspace, numbers_, "an index row"));
    TRY(check_owners(record_keyspace, streams_, "a record"));
    return std::move(checked_);
  }

 private:
  template <class... Parts>
  void fault(fmt::format_string<Parts...> form, Parts&&... parts) {
    checked_.faults.push_back(fmt::format(form, std::forward<Parts>(parts)...));
  }

  Result<Rows> read_rows(std::string_view keyspace, const std::string& prefix) {
    Rows rows;
    auto cursor = store_.cursor(keyspace);
    for (cursor.seek(prefix); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
      TRY(auto item, decode_item(cursor.value()));
      rows.emplace(cursor.key(), std::move(item));
    }
    TRY(cursor.status());
    return rows;
  }

  Result<void> check_table(const Table& table) {
    numbers_.insert(table.number);
    TRY(items_, read_rows(item_keyspace, rows_prefix(table, nullptr)));
    checked_.items += items_.size();
    for (const auto& [key, item] : items_) {
      if (item_row_key(table, item) != key) {
        fault("{}: an item stands in another's place: {}", table.name, show(item));
      }
    }
    TRY(ledger_.load_table(table.number));
    const auto counts = ledger_.counts(table.number);
    check_counts(table.name, counts, 0, items_);
    for (const auto& index : table.indexes) TRY(check_index(table, index, counts));
    return {};
  }

  Result<void> check_index(const Table& table, const Index& index, const TableCounts& counts) {
    const auto name = table.name + "/" + index.name;
    TRY(const auto rows, read_rows(index_keyspace, rows_prefix(table, &index)));
    checked_.index_rows += rows.size();
    Rows wanted;
    for (const auto& [key, item] : items_) {
      if (auto row = index_row(table, index, item)) {
        wanted.emplace(index_row_key(table, index, *row), *std::move(row));
      }
    }
    for (const auto& [key, row] : wanted) {
      const auto found = rows.find(key);
      if (found == rows.end()) {
        // One that is being filled has no rows yet of the items that its walk has not come to.
        if (index.status == IndexStatus::active) fault("{}: no row for {}", name, show(row));
      } else if (found->second != row) {
        fault("{}: the row {} instead of {}", name, show(found->second), show(row));
      }
    }
    for (const auto& [key, row] : rows) {
      if (!wanted.contains(key)) fault("{}: a row without an item: {}", name, show(row));
    }
    check_counts(name, counts, index.number, rows);
    return {};
  }

  void check_counts(const std::string& name, const TableCounts& all, std::uint32_t number,
                    const Rows& rows) {
    const auto found = all.find(number);
    const auto counts = found == all.end() ? Counts() : found->second;
    std::int64_t bytes = 0;
    for (const auto& [key, row] : rows) bytes += static_cast<std::int64_t>(size_of(row));
    if (counts.items == static_cast<std::int64_t>(rows.size()) && counts.bytes == bytes) return;
    fault("{}: {} rows of {} bytes are counted as {} of {}", name, rows.size(), bytes, counts.items,
          counts.bytes);
  }

  Result<void> check_stream_of(const Table& table, const std::vector<Stream>& streams) {
    if (!table.stream) return {};
    for (const auto& stream : streams) {
      if (stream.number != table.stream->number) continue;
      if (stream.ended_ms.has_value() == table.stream->enabled) {
        fault("{}: its stream's row has {}", table.name, stream.ended_ms ? "ended" : "not ended");
      }
      return check_records(table, stream);
    }
    if (table.stream->enabled) fault("{}: its stream has no row", table.name);
    return {};
  }

  Result<void> check_records(const Table& table, const Stream& stream) {
    const bool has_all = table.stream->enabled && stream.created_ms == table.created_ms &&
                         stream.view == View::new_and_old_images;
    Rows folded;
    const auto prefix = record_key(stream.number, 0).substr(0, sizeof(std::uint64_t));
    auto cursor = store_.cursor(record_keyspace);
    for (cursor.seek(prefix); cursor.valid() && cursor.key().starts_with(prefix); cursor.next()) {
      TRY(auto record, decode_record(cursor.value()));
      ++checked_.records;
      if (has_all) fold(table, folded, std::move(record));
    }
    TRY(cursor.status());
    if (!has_all) return {};
    ++checked_.folded;
    if (folded == items_) return {};
    for (const auto& [key, item] : items_) {
      const auto found = folded.find(key);
      const auto told = found == folded.end() ? std::nullopt : std::optional(found->second);
      if (told != item)
        fault("{}: the stream ends with {} for {}", table.name, show(told), show(item));
    }
    for (const auto& [key, item] : folded) {
      if (!items_.contains(key))
        fault("{}: the stream has {}, the table not", table.name, show(item));
    }
    return {};
  }

  void fold(const Table& table, Rows& folded, StreamRecord record) {
    const auto key = item_row_key(table, record.keys);
    const auto found = folded.find(key);
    const auto there = found == folded.end() ? std::nullopt : std::optional(found->second);
    if (there != record.before) {
      fault("{}: a record's old image is {} where the stream had {}", table.name,
            show(record.before), show(there));
    }
    if (record.after) {
      folded[key] = *std::move(record.after);
    } else {
      folded.erase(key);
    }
  }

  // No row is left behind by a table or a stream that is gone.
  Result<void> check_owners(std::string_view keyspace, const std::set<std::uint64_t>& owners,
                            std::string_view what) {
    auto cursor = store_.cursor(keyspace);
    cursor.seek("");
    while (cursor.valid()) {
      const auto owner = sequence_of(record_key(0, 0).substr(0, sizeof(std::uint64_t)) +
                                     std::string(cursor.key().substr(0, sizeof(std::uint64_t))));
      if (!owners.contains(owner))
        fault("{} belongs to the number {}, which nothing has", what, owner);
      cursor.seek(record_key(owner + 1, 0).substr(0, sizeof(std::uint64_t)));
    }
    return cursor.status();
  }

  store::Store& store_;
  SystemClock clock_;
  Ledger ledger_;
  Checked checked_;
  Rows items_;  // of the table that is looked at
  std::set<std::uint64_t> numbers_, streams_;
};

}  // namespace

Result<Checked> check_store(store::Store& store) { return Walk(store).run(); }

}  // namespace syncline::dynamo
