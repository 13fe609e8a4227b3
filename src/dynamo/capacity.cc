#include "dynamo/capacity.h"

#include <algorithm>

#include "dynamo/shape.h"

namespace syncline::dynamo {
namespace {

std::size_t blocks(std::size_t bytes, std::size_t block) {
  return std::max<std::size_t>(1, (bytes + block - 1) / block);
}

JsonObject units(double count, UnitKind kind) {
  JsonObject object{{"CapacityUnits", count}};
  if (kind == UnitKind::transaction_read) object["ReadCapacityUnits"] = count;
  if (kind == UnitKind::transaction_write) object["WriteCapacityUnits"] = count;
  return object;
}

JsonObject describe(const std::string& table, const Consumed& consumed, bool with_indexes,
                    UnitKind kind) {
  auto object = units(consumed.total(), kind);
  object["TableName"] = table;
  if (!with_indexes) return object;
  object["Table"] = units(consumed.table, kind);
  const auto add_all = [&](std::string_view name, const std::map<std::string, double>& indexes) {
    if (indexes.empty()) return;
    JsonObject all;
    for (const auto& [index, count] : indexes) all[index] = units(count, kind);
    object[name] = std::move(all);
  };
  add_all("LocalSecondaryIndexes", consumed.local);
  add_all("GlobalSecondaryIndexes", consumed.global);
  return object;
}

}  // namespace

void Consumed::add(const Index& index, double count) {
  (index.global ? global : local)[index.name] += count;
}

void Consumed::add(const Consumed& other) {
  table += other.table;
  for (const auto& [name, count] : other.local) local[name] += count;
  for (const auto& [name, count] : other.global) global[name] += count;
}

double Consumed::total() const {
  double sum = table;
  for (const auto& [name, count] : local) sum += count;
  for (const auto& [name, count] : global) sum += count;
  return sum;
}

double write_units(std::size_t item_bytes) { return static_cast<double>(blocks(item_bytes, 1024)); }

double read_units(std::size_t bytes, bool consistent) {
  return static_cast<double>(blocks(bytes, 4096)) * (consistent ? 1 : 0.5);
}

void add_consumed(JsonObject& answer, const JsonObject& input, const Table& table,
                  const Consumed& consumed) {
  const auto wanted = text_or(input, "ReturnConsumedCapacity", "NONE");
  if (wanted == "NONE") return;
  answer["ConsumedCapacity"] = describe(table.name, consumed, wanted == "INDEXES", UnitKind::plain);
}

void add_consumed(JsonObject& answer, const JsonObject& input,
                  const std::map<std::string, Consumed>& consumed, UnitKind kind) {
  const auto wanted = text_or(input, "ReturnConsumedCapacity", "NONE");
  if (wanted == "NONE") return;
  JsonArray list;
  for (const auto& [table, units] : consumed) {
    list.push_back(describe(table, units, wanted == "INDEXES", kind));
  }
  answer["ConsumedCapacity"] = std::move(list);
}

}  // namespace syncline::dynamo
