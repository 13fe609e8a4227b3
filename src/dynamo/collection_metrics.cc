#include "dynamo/collection_metrics.h"

#include <algorithm>

#include "dynamo/has_element.h"
#include "dynamo/shape.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr std::int64_t gigabyte = std::int64_t{1} << 30;

bool is_asked(const JsonObject& input) {
  return text_or(input, "ReturnItemCollectionMetrics", "NONE") == "SIZE";
}

bool has_collections(const Table& table) {
  return std::ranges::any_of(table.indexes, [](const Index& index) { return !index.global; });
}

// A range of whole gigabytes that the collection's size surely lies in: sizes are counted for
// tables, not for collections.
JsonArray size_range(const Table& table, const TableCounts& counts) {
  std::int64_t bytes = 0;
  for (const auto& [number, count] : counts) {
    const auto index = std::ranges::find(table.indexes, number, &Index::number);
    const bool belongs = number == 0 || (index != table.indexes.end() && !index->global);
    if (belongs) bytes += count.bytes;
  }
  const auto most = std::max<std::int64_t>(1, (bytes + gigabyte - 1) / gigabyte);
  return {0.0, static_cast<double>(most)};
}

JsonObject describe_collection(const Call& call, const Table& table, const Value& hash) {
  JsonObject key;
  key[table.key.hash.name] = to_json(hash);
  return {{"ItemCollectionKey", std::move(key)},
          {"SizeEstimateRangeGB", size_range(table, call.ledger.counts(table.number))}};
}

}  // namespace

void add_collection_metrics(JsonObject& answer, const Call& call, const Table& table,
                            const Item& key) {
  if (!is_asked(call.input) || !has_collections(table)) return;
  answer["ItemCollectionMetrics"] =
      describe_collection(call, table, *key.find(table.key.hash.name));
}

void CollectionMetrics::add(const std::string& name, const Table& table, const Item& key) {
  if (!is_asked(call_.input) || !has_collections(table)) return;
  const auto& hash = *key.find(table.key.hash.name);
  auto& seen = seen_[name];
  if (has_element(seen, hash)) return;
  seen.push_back(hash);
  tables_[name].push_back(describe_collection(call_, table, hash));
}

void CollectionMetrics::add_to(JsonObject& answer) const {
  if (tables_.empty()) return;
  JsonObject all;
  for (const auto& [name, list] : tables_) all[name] = list;
  answer["ItemCollectionMetrics"] = std::move(all);
}

}  // namespace syncline::dynamo
