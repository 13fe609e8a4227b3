#include "dynamo/row_change.h"

#include <algorithm>

#include "dynamo/expiry.h"
#include "dynamo/has_element.h"
#include "dynamo/item_codec.h"
#include "dynamo/item_rules.h"
#include "dynamo/row_keys.h"
#include "dynamo/stream_record.h"

namespace syncline::dynamo {
namespace {

std::size_t bytes_of(const std::optional<Item>& item) { return item ? size_of(*item) : 0; }

Counts difference(const std::optional<Item>& before, const std::optional<Item>& after) {
  return {
      static_cast<std::int64_t>(after.has_value()) - static_cast<std::int64_t>(before.has_value()),
      static_cast<std::int64_t>(bytes_of(after)) - static_cast<std::int64_t>(bytes_of(before))};
}

// One unit for each row erased or written, by its size; a row that stays costs nothing.
double change_index(const Table& table, const Index& index, const std::optional<Item>& before,
                    const std::optional<Item>& after, store::Batch& batch) {
  if (before == after) return 0;
  double units = 0;
  const auto old_key = before ? index_row_key(table, index, *before) : std::string();
  const auto new_key = after ? index_row_key(table, index, *after) : std::string();
  const bool same_row = before && after && old_key == new_key;
  if (before && !same_row) {
    batch.erase(index_keyspace, old_key);
    units += write_units(bytes_of(before));
  }
  if (after) {
    batch.put(index_keyspace, new_key, encode_item(*after));
    units += write_units(std::max(bytes_of(after), same_row ? bytes_of(before) : 0));
  }
  return units;
}

void change_expiry(const RowChange& change, store::Batch& batch) {
  const auto key_of = [&](const std::optional<Item>& item) {
    return item ? expiry_row_key(*change.table, *item) : std::nullopt;
  };
  const auto before = key_of(change.before);
  const auto after = key_of(change.after);
  if (before == after) return;
  if (before) batch.erase(expiry_keyspace, *before);
  if (after) batch.put(expiry_keyspace, *after, "");
}

Result<std::optional<Item>> decode_found(Result<std::optional<std::string>> found) {
  TRY(const auto stored, std::move(found));
  if (!stored) return std::nullopt;
  TRY(auto item, decode_item(*stored));
  return item;
}

}  // namespace

std::optional<Item> index_row(const Table& table, const Index& index,
                              const std::optional<Item>& item) {
  if (!item) return std::nullopt;
  for (const auto* part : index.key.parts()) {
    const auto* value = item->find(part->name);
    const bool is_hash = part == &index.key.hash;
    if (value == nullptr || !fits_index_key(*part, is_hash, *value)) return std::nullopt;
  }
  if (index.projected == Projected::all) return item;
  std::vector<Member> members;
  for (const auto& member : item->members()) {
    if (holds(index, table, member.name)) members.push_back(member);
  }
  return Map(std::move(members));
}

Consumed add_change(const RowChange& change, store::Batch& batch, std::vector<CountChange>& counts,
                    std::vector<StreamChange>& streams) {
  const auto& table = *change.table;
  Consumed consumed;
  consumed.table = write_units(std::max(bytes_of(change.before), bytes_of(change.after)));
  if (change.before == change.after) return consumed;
  const auto key = item_row_key(table, change.after ? *change.after : *change.before);
  if (change.after) {
    batch.put(item_keyspace, key, encode_item(*change.after));
  } else {
    batch.erase(item_keyspace, key);
  }
  counts.push_back({table.number, 0, difference(change.before, change.after)});
  if (table.stream && table.stream->enabled) {
    streams.push_back({table.stream->number, encode_record(change, table.stream->view)});
  }
  if (table.time_to_live) change_expiry(change, batch);
  for (const auto& index : table.indexes) {
    auto before = index_row(table, index, change.before);
    if (has_element(change.unfilled, index.number)) before.reset();
    const auto after = index_row(table, index, change.after);
    const auto units = change_index(table, index, before, after, batch);
    if (units == 0) continue;
    consumed.add(index, units);
    counts.push_back({table.number, index.number, difference(before, after)});
  }
  return consumed;
}

Result<std::vector<std::uint32_t>> find_unfilled(const store::Store& store, const Table& table,
                                                 const Item& item) {
  std::vector<std::uint32_t> unfilled;
  for (const auto& index : table.indexes) {
    if (index.status == IndexStatus::active || !index_row(table, index, item)) continue;
    TRY(const auto row, store.get(index_keyspace, index_row_key(table, index, item)));
    if (!row) unfilled.push_back(index.number);
  }
  return unfilled;
}

Result<void> add_missing_row(const store::Store& store, const Table& table, const Index& index,
                             const Item& item, store::Batch& batch,
                             std::vector<CountChange>& counts) {
  const auto row = index_row(table, index, item);
  if (!row) return {};
  TRY(const auto there, store.get(index_keyspace, index_row_key(table, index, item)));
  if (there) return {};
  change_index(table, index, std::nullopt, row, batch);
  counts.push_back({table.number, index.number, difference(std::nullopt, row)});
  return {};
}

Result<std::optional<Item>> find_item(const store::Store& store, std::string_view row_key) {
  return decode_found(store.get(item_keyspace, row_key));
}

Result<std::optional<Item>> find_item(const store::Snapshot& snapshot, std::string_view row_key) {
  return decode_found(snapshot.get(item_keyspace, row_key));
}

Result<std::optional<Item>> read_item(const store::Store& store, const Table& table,
                                      const Item& key) {
  return find_item(store, item_row_key(table, key));
}

}  // namespace syncline::dynamo
